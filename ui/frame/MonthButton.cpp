// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/MonthButton.h"

#include "ui/frame/SpendMonth.h"
#include "ui/models/BudgetMeter.h"
#include "ui/models/BudgetText.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Format.h"

#include <QEvent>
#include <QStyleOptionToolButton>
#include <QStylePainter>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {
constexpr int barWidth = 56;
} // namespace

MonthButton::MonthButton(SpendMonth &month, QWidget *parent) : QToolButton(parent), m_month(month)
{
    setObjectName(u"month"_s);
    setAutoRaise(true);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize({Spacing::icon, Spacing::icon});
    setFont(tabularFont(font()));
    setWhatsThis(tr("What the calendar month has cost, against the tightest budget that counts every call of it."));
    connect(&month, &SpendMonth::changed, this, &MonthButton::refresh);
    refresh();
}

void MonthButton::put(const QString &text, const QString &tip)
{
    setText(text);
    setToolTip(tip);
    setAccessibleName(m_word.isEmpty() ? text : tr("%1, %2", "month 20 of 25 dollars, 82%").arg(text, m_word));
    setAccessibleDescription(tip);
    updateGeometry();
    update();
}

void MonthButton::refresh()
{
    m_budget.clear();
    m_word.clear();
    m_values.reset();
    setIcon(ui::icon(u"budgets"_s));
    if (m_month.budget())
        return showBudget(*m_month.budget());
    if (m_month.error()) {
        setIcon(ui::icon(meaningIcon(Meaning::Warning), Meaning::Warning));
        return put(tr("month: not known"), m_month.error()->detail);
    }
    if (!m_month.totals())
        return put(tr("month …"), tr("The ledger is being read"));
    const SpendTotals &totals = *m_month.totals();
    QString text = tr("month %1").arg(Format::money(totals.known));
    if (totals.unpriced > 0)
        text = tr("%1, %2", "spent in the month, number of calls without a price")
                   .arg(text, tr("%n unpriced", nullptr, totals.unpriced));
    put(text,
        tr("Exactly %1 in this month. No budget counts all of it: open Budgets to set one.")
            .arg(Format::exactMoney(totals.known)));
}

void MonthButton::showBudget(const BudgetStatus &status)
{
    m_budget = status.budget.id;
    m_values = budgetMeter(status);
    if (const std::optional<Meaning> meaning = budgetMeaning(status)) {
        m_word = BudgetText::stateWord(status);
        setIcon(ui::icon(meaningIcon(*meaning), *meaning));
    }
    const Budget::Meter meter = status.budget.meter;
    put(tr("month %1 / %2", "used, limit")
            .arg(BudgetText::amount(meter, status.counted()), BudgetText::amount(meter, status.limit())),
        tr("%1: open the budget", "its name").arg(status.budget.name) + u'\n' + BudgetText::usedDetails(status));
}

QSize MonthButton::sizeHint() const
{
    QSize size = QToolButton::sizeHint();
    if (m_values)
        size.rwidth() += barWidth + Spacing::small;
    if (!m_word.isEmpty())
        size.rwidth() += fontMetrics().horizontalAdvance(m_word) + Spacing::small;
    return size;
}

void MonthButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    QRect text = rect();
    int extra = m_values ? barWidth + Spacing::small : 0;
    extra += m_word.isEmpty() ? 0 : fontMetrics().horizontalAdvance(m_word) + Spacing::small;
    text.setWidth(rect().width() - extra);
    // Frame and ground over all of it, icon and text in their part.
    QStyleOptionToolButton ground = option;
    ground.text.clear();
    ground.icon = {};
    painter.drawComplexControl(QStyle::CC_ToolButton, ground);
    option.rect = QStyle::visualRect(layoutDirection(), rect(), text);
    option.state &= ~QStyle::State_HasFocus;
    painter.drawControl(QStyle::CE_ToolButtonLabel, option);
    if (!m_values)
        return;
    const QRect bar(text.right(), (height() - 12) / 2, barWidth, 12);
    MeterBar::paint(
        painter, QStyle::visualRect(layoutDirection(), rect(), bar), *m_values, palette(), layoutDirection());
    if (m_word.isEmpty())
        return;
    const QRect word(bar.right() + Spacing::hair, 0, rect().right() - bar.right() - Spacing::hair, height());
    if (m_values->meaning)
        painter.setPen(meaningColor(*m_values->meaning, palette()));
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), word), Qt::AlignVCenter | Qt::AlignLeading, m_word);
}

void MonthButton::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::LocaleChange || event->type() == QEvent::LanguageChange)
        refresh();
}

} // namespace lineup::ui
