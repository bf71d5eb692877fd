// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budget.h"

#include <QHash>
#include <QWidget>

class QComboBox;

namespace lineup::ui {

// Which calls a budget counts: a field for each part of the scope, empty for any. What is known is offered, anything
// can be typed. GUI thread.
class ScopeForm : public QWidget
{
    Q_OBJECT
public:
    enum Part { User, Service, Model, Project, Tag, Source, PartCount };
    struct Choice
    {
        QString value;
        QString label; // for people; empty: the value
    };

    explicit ScopeForm(QWidget *parent = nullptr);
    void setScope(const BudgetScope &scope);
    [[nodiscard]] BudgetScope scope() const; // as the fields say
    void setChoices(Part part, const QList<Choice> &choices);

Q_SIGNALS:
    void typed(); // a field is being changed
    void edited(); // a field was changed

private:
    [[nodiscard]] QComboBox *makeBox(Part part);
    [[nodiscard]] QString value(Part part) const;
    void show(Part part, const QString &value);

    QComboBox *m_boxes[PartCount] {};
    QString m_values[PartCount];
};

} // namespace lineup::ui
