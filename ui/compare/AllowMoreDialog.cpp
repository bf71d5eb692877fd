// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/AllowMoreDialog.h"

#include "core/base/Async.h"
#include "ui/models/BudgetText.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/AmountSpin.h"
#include "ui/widgets/Banner.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {
constexpr int leastWidth = 420;
constexpr int partOfLimit = 5; // a fifth of the limit is proposed
} // namespace

AllowMoreDialog::AllowMoreDialog(Budgets &budgets, const Clock &clock, const BudgetStatus &status, QWidget *parent)
    : QDialog(parent), m_budgets(budgets), m_clock(clock), m_status(status), m_amount(new AmountSpin(this)),
      m_until(new QComboBox(this)), m_moment(new QDateTimeEdit(this)), m_result(new QLabel(this)),
      m_fault(new Banner(Meaning::Error, {}, this))
{
    setObjectName(u"allowMoreDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Allow more"));
    build();
    connect(m_amount, &AmountSpin::typed, this, &AllowMoreDialog::refresh);
    connect(m_amount, &AmountSpin::amountEdited, this, &AllowMoreDialog::refresh);
    connect(m_until, &QComboBox::currentIndexChanged, this, &AllowMoreDialog::refresh);
    connect(m_moment, &QDateTimeEdit::dateTimeChanged, this, &AllowMoreDialog::refresh);
    refresh();
}

void AllowMoreDialog::build()
{
    const Budget &budget = m_status.budget;
    m_amount->setObjectName(u"allowAmount"_s);
    m_amount->setAccessibleName(tr("How much more, in %1").arg(BudgetText::meter(budget.meter)));
    m_amount->setUnit(budget.meter == Budget::Meter::Dollars ? AmountSpin::Unit::Dollars : AmountSpin::Unit::Whole);
    m_amount->setAmount(proposal());
    m_until->setObjectName(u"allowUntil"_s);
    m_until->setAccessibleName(tr("Until when"));
    m_until->addItem(tr("for an hour"), Hour);
    m_until->addItem(tr("until midnight"), Midnight);
    if (m_status.to.isValid() && m_status.to > m_clock.now())
        m_until->addItem(tr("until the period ends"), PeriodEnd);
    m_until->addItem(tr("until a moment of your choice"), Chosen);
    m_until->setCurrentIndex(1);
    const QDateTime now = m_clock.now().toTimeZone(BudgetText::zone(budget.period));
    m_moment->setObjectName(u"allowMoment"_s);
    m_moment->setAccessibleName(tr("Day and time"));
    m_moment->setCalendarPopup(true);
    m_moment->setMinimumDateTime(QDateTime(now.date(), now.time()));
    m_moment->setDateTime(QDateTime(now.date().addDays(1), now.time()));
    m_result->setObjectName(u"allowResult"_s);
    m_result->setWordWrap(true);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setForegroundRole(QPalette::PlaceholderText);
    m_fault->hide();
    auto *title
        = new QLabel(tr("%1: %2 used", "budget, used of limit").arg(budget.name, BudgetText::used(m_status)), this);
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    title->setFont(themeFont(TextSize::Title));
    auto *buttons = new QDialogButtonBox(this);
    m_allow = buttons->addButton(tr("Allow"), QDialogButtonBox::AcceptRole);
    m_allow->setObjectName(u"allow"_s);
    m_allow->setDefault(true);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &AllowMoreDialog::allow);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(Spacing::medium);
    form->setVerticalSpacing(Spacing::small);
    form->addRow(tr("&More"), m_amount);
    form->addRow(tr("&Until"), m_until);
    form->addRow(QString(), m_moment);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::large);
    layout->setSpacing(Spacing::medium);
    layout->addWidget(title);
    layout->addLayout(form);
    layout->addWidget(m_result);
    layout->addWidget(m_fault);
    layout->addWidget(buttons);
    setMinimumWidth(leastWidth);
    m_amount->setFocus();
}

// What is missing already, and a fifth of the limit to go on with; whole steps.
qint64 AllowMoreDialog::proposal() const
{
    const auto unit
        = m_status.budget.meter == Budget::Meter::Dollars ? AmountSpin::Unit::Dollars : AmountSpin::Unit::Whole;
    const qint64 wanted = qMax<qint64>(0, -m_status.remaining()) + m_status.budget.limit / partOfLimit;
    const qint64 step = AmountSpin::stepFrom(wanted, unit);
    return qMax(step, (wanted + step - 1) / step * step);
}

QDateTime AllowMoreDialog::until() const
{
    const QTimeZone where = BudgetText::zone(m_status.budget.period);
    switch (m_until->currentData().toInt()) {
    case Hour:
        return m_clock.now().addSecs(3600);
    case Midnight:
        return m_clock.now().toTimeZone(where).date().addDays(1).startOfDay(where).toUTC();
    case PeriodEnd:
        return m_status.to;
    default:
        return QDateTime(m_moment->date(), m_moment->time(), where).toUTC();
    }
}

void AllowMoreDialog::refresh()
{
    const QTimeZone where = BudgetText::zone(m_status.budget.period);
    const bool chosen = m_until->currentData().toInt() == Chosen;
    m_moment->setVisible(chosen);
    const std::optional<qint64> amount = m_amount->parsed();
    const bool ahead = until() > m_clock.now();
    m_allow->setEnabled(amount && ahead);
    if (!amount) {
        m_result->setText(tr("Say how much: a number above zero."));
    } else if (!ahead) {
        m_result->setText(tr("Choose a moment that is still to come."));
    } else {
        const Budget::Meter meter = m_status.budget.meter;
        const qint64 left = m_status.remaining() + *amount;
        const QString moment = BudgetText::clock(until().toTimeZone(where), m_clock.now().toTimeZone(where));
        m_result->setText(left > 0
                ? tr("%1 can be used until %2. It is written down with the budget.", "amount, moment")
                      .arg(BudgetText::amount(meter, left), moment)
                : tr("Still nothing is left then: %1 is missing.").arg(BudgetText::amount(meter, -left)));
    }
}

void AllowMoreDialog::allow()
{
    const std::optional<qint64> amount = m_amount->parsed();
    if (!amount)
        return;
    m_allow->setEnabled(false);
    const QTimeZone where = BudgetText::zone(m_status.budget.period);
    const QString said = tr("%1 more allowed for %2 until %3", "amount, budget, moment")
                             .arg(BudgetText::amount(m_status.budget.meter, *amount), m_status.budget.name,
                                 BudgetText::clock(until().toTimeZone(where), m_clock.now().toTimeZone(where)));
    whenDone(m_budgets.allowMore(m_status.budget.id, *amount, until()), this, [this, said](const Result<bool> &result) {
        if (!result) {
            m_allow->setEnabled(true);
            m_fault->setText(tr("This could not be written down: %1").arg(result.error().detail));
            m_fault->show();
            return;
        }
        Q_EMIT allowed(said);
        accept();
    });
}

} // namespace lineup::ui
