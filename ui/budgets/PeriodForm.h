// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budget.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;

namespace lineup::ui {

// How long a budget lasts: the kind of period, what that kind needs to be told, and the time zone it is counted in.
// GUI thread.
class PeriodForm : public QWidget
{
    Q_OBJECT
public:
    explicit PeriodForm(QWidget *parent = nullptr);
    void setPeriod(const BudgetPeriod &period);
    [[nodiscard]] const BudgetPeriod &period() const { return m_period; }
    // The time zone's field says something that is none.
    [[nodiscard]] bool isZoneKnown() const;

Q_SIGNALS:
    void typed(); // the time zone is being typed
    void edited();

private:
    void build();
    void fillZones();
    void take();
    void showParts();

    BudgetPeriod m_period;
    QComboBox *m_kind;
    QComboBox *m_weekStart;
    QSpinBox *m_monthDay;
    QSpinBox *m_days;
    QComboBox *m_zone;
    QLabel *m_partLabel;
    bool m_showing = false;
};

} // namespace lineup::ui
