// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"
#include "core/spend/budgets/Budgets.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace lineup::ui {

// Which models a budget of the person's would refuse just now, however little was asked of them. It asks the budgets
// again when something there has changed, and keeps what it knows meanwhile. GUI thread; the budgets outlive it.
class BudgetWatch : public QObject
{
    Q_OBJECT
public:
    struct Target
    {
        QString chain; // model string of the chain that it is asked through; empty: by itself
        QString service; // id
        QString model; // as the service calls it
        bool free = false;
        [[nodiscard]] QString id() const { return service + u'/' + model; }
        bool operator==(const Target &) const = default;
    };

    explicit BudgetWatch(Budgets *budgets, QObject *parent = nullptr); // null: nothing is ever refused

    void watch(const QList<Target> &targets); // these, instead of those before
    // The tightest that refuses it; empty: none, or not known yet.
    [[nodiscard]] std::optional<BudgetStatus> blocking(const Target &target) const;

Q_SIGNALS:
    void changed(); // what blocking() says of one of them

private:
    void ask();
    void take(const Target &target, const std::optional<BudgetStatus> &blocking);

    Budgets *m_budgets;
    QList<Target> m_targets;
    QHash<std::pair<QString, QString>, BudgetStatus> m_blocking; // by chain, and service and model
    QTimer m_settle; // several changes, one question
};

} // namespace lineup::ui
