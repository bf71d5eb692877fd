// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/BudgetSummary.h"

#include "ui/models/BudgetMeter.h"
#include "ui/models/BudgetText.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/StatusDot.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

QLabel *wrapped(const QString &name, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QString partsOf(const BudgetStatus &status)
{
    const Budget::Meter meter = status.budget.meter;
    QStringList parts {status.remaining() < 0
            ? BudgetSummary::tr("Overspent by %1").arg(BudgetText::amount(meter, -status.remaining()))
            : BudgetSummary::tr("%1 left").arg(BudgetText::amount(meter, status.remaining()))};
    if (status.reserved > 0)
        parts += BudgetSummary::tr("%1 reserved by calls under way").arg(BudgetText::amount(meter, status.reserved));
    if (status.uncertain > 0)
        parts += BudgetSummary::tr("%1 not known for certain").arg(BudgetText::amount(meter, status.uncertain));
    if (status.unpriced > 0)
        parts += BudgetSummary::tr("%n call(s) without a known cost", nullptr, status.unpriced);
    return parts.join(u" · "_s);
}

} // namespace

BudgetSummary::BudgetSummary(const Clock &clock, QWidget *parent)
    : Card(parent), m_clock(clock), m_sentence(wrapped(u"sentence"_s, this)), m_actions(wrapped(u"actions"_s, this)),
      m_problem(wrapped(u"problem"_s, this)), m_problemIcon(new QLabel(this)), m_bar(new MeterBar(this)),
      m_used(new QLabel(this)), m_state(new StatusDot(this)), m_left(wrapped(u"left"_s, this)),
      m_allowMore(new QPushButton(tr("&Allow more…"), this))
{
    build();
    connect(m_allowMore, &QPushButton::clicked, this, &BudgetSummary::allowMoreRequested);
    setProblem({});
}

void BudgetSummary::build()
{
    m_sentence->setFont(themeFont(TextSize::Title));
    m_actions->setForegroundRole(QPalette::PlaceholderText);
    m_left->setForegroundRole(QPalette::PlaceholderText);
    m_used->setObjectName(u"used"_s);
    m_used->setFont(tabularFont(themeFont(TextSize::Body)));
    m_allowMore->setObjectName(u"allowMore"_s);
    m_allowMore->setAutoDefault(false);
    m_allowMore->setToolTip(tr("Lets calls through beyond the limit until some moment; it is written down"));
    m_problemIcon->setPixmap(icon(meaningIcon(Meaning::Error), Meaning::Error).pixmap(Spacing::icon));
    m_problemIcon->setAccessibleName(tr("Error"));
    auto *problem = new QHBoxLayout;
    problem->setSpacing(Spacing::small);
    problem->addWidget(m_problemIcon, 0, Qt::AlignTop);
    problem->addWidget(m_problem, 1);
    auto *figures = new QHBoxLayout;
    figures->setSpacing(Spacing::small);
    figures->addWidget(m_used, 1);
    figures->addWidget(m_state);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(Spacing::medium);
    foot->addWidget(m_left, 1);
    foot->addWidget(m_allowMore, 0, Qt::AlignBottom);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::medium, Spacing::medium, Spacing::medium);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_sentence);
    layout->addWidget(m_actions);
    layout->addLayout(problem);
    layout->addSpacing(Spacing::hair);
    layout->addLayout(figures);
    layout->addWidget(m_bar);
    layout->addLayout(foot);
}

void BudgetSummary::setBudget(const Budget &budget, const QString &serviceLabel)
{
    m_sentence->setText(BudgetText::sentence(budget, serviceLabel));
    m_actions->setText(BudgetText::actionSentence(budget));
}

void BudgetSummary::setStatus(const BudgetStatus &status)
{
    m_used->setText(tr("%1 used", "11.80 of 25 dollars").arg(BudgetText::used(status)));
    m_used->setToolTip(BudgetText::usedDetails(status));
    const std::optional<Meaning> calm = status.budget.enabled ? std::optional(Meaning::Good) : std::nullopt;
    const std::optional<Meaning> meaning = budgetMeaning(status);
    const QString word = BudgetText::stateWord(status);
    m_state->setStatus(
        meaning ? meaning : calm, meaning == Meaning::Warning ? tr("%1, nearly spent", "82%").arg(word) : word);
    m_bar->setValues(budgetMeter(status), m_used->text());
    QStringList lines {partsOf(status)};
    const QDateTime now = m_clock.now();
    const QString when = BudgetText::resets(status, now);
    if (!status.to.isValid())
        lines += tr("It never begins anew.");
    else if (status.budget.period.kind == BudgetPeriod::Kind::Rolling)
        lines += tr("The oldest day falls out %1.", "in 3 h, Mon 00:00").arg(when);
    else
        lines += tr("Begins anew %1.", "in 3 h, Mon 00:00").arg(when);
    if (status.extra > 0) {
        const QTimeZone where = BudgetText::zone(status.budget.period);
        lines += tr("%1 allowed on top until %2.", "amount, moment")
                     .arg(BudgetText::amount(status.budget.meter, status.extra),
                         BudgetText::clock(status.extraUntil.toTimeZone(where), now.toTimeZone(where)));
    }
    m_left->setText(lines.join(u'\n'));
    m_allowMore->setEnabled(status.budget.enabled);
}

void BudgetSummary::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_problemIcon->setVisible(!problem.isEmpty());
}

} // namespace lineup::ui
