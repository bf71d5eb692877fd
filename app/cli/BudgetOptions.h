// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/spend/budgets/Budget.h"

#include <QCommandLineOption>
#include <QHash>

class QCommandLineParser;

namespace lineup::cli {

// What a budget is to be, as options say it: --limit 10 --user ann --per month --warn 80 --block … Those that are not
// given leave a budget as it is.
class BudgetOptions
{
public:
    BudgetOptions() = default;
    explicit BudgetOptions(const QCommandLineParser &parser);
    [[nodiscard]] static QList<QCommandLineOption> list();

    [[nodiscard]] bool isEmpty() const { return m_values.isEmpty(); }
    // BadRequest, in words, for what cannot be meant.
    [[nodiscard]] Result<Budget> appliedTo(Budget budget) const;

private:
    [[nodiscard]] bool has(QStringView option) const { return m_values.contains(option.toString()); }
    [[nodiscard]] QString value(QStringView option) const { return m_values.value(option.toString()).value(0); }
    [[nodiscard]] std::optional<QString> readScope(BudgetScope &scope) const;
    [[nodiscard]] std::optional<QString> readPeriod(BudgetPeriod &period) const;
    [[nodiscard]] std::optional<QString> readAmount(Budget &budget) const;
    [[nodiscard]] std::optional<QString> readActions(QList<BudgetAction> &actions) const;

    QHash<QString, QStringList> m_values; // by option; every time it was given
};

} // namespace lineup::cli
