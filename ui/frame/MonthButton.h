// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budget.h"
#include "ui/widgets/MeterBar.h"

#include <QToolButton>

namespace lineup::ui {

class SpendMonth;

// The month in the status bar: "month $11.80 / $25.00", a small bar, and from its threshold on a sign and "82%". GUI
// thread; month outlives it.
class MonthButton : public QToolButton
{
    Q_OBJECT
public:
    explicit MonthButton(SpendMonth &month, QWidget *parent = nullptr);

    [[nodiscard]] QString budget() const { return m_budget; } // id of the one shown; empty: none
    [[nodiscard]] const std::optional<MeterValues> &values() const { return m_values; }
    [[nodiscard]] QString word() const { return m_word; } // behind the bar; empty: none
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void showBudget(const BudgetStatus &status);
    void put(const QString &text, const QString &tip);

    SpendMonth &m_month;
    QString m_budget;
    QString m_word;
    std::optional<MeterValues> m_values;
};

} // namespace lineup::ui
