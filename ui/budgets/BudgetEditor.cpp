// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/BudgetEditor.h"

#include "ui/budgets/ActionForm.h"
#include "ui/budgets/BudgetSummary.h"
#include "ui/budgets/HistoryChart.h"
#include "ui/budgets/HistoryPanel.h"
#include "ui/budgets/PeriodForm.h"
#include "ui/models/BudgetText.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/AmountSpin.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int mostOverrides = 5; // shown
constexpr int longestName = 80;
constexpr int widest = 140; // letters: longer lines are hard to read

AmountSpin::Unit unitOf(Budget::Meter meter)
{
    return meter == Budget::Meter::Dollars ? AmountSpin::Unit::Dollars : AmountSpin::Unit::Whole;
}

} // namespace

BudgetEditor::BudgetEditor(const Parts &parts, QWidget *parent)
    : QWidget(parent), m_parts(parts), m_name(new QLineEdit(this)), m_enabled(new QCheckBox(tr("&On"), this)),
      m_summary(new BudgetSummary(parts.clock, this)), m_scope(new ScopeForm(this)), m_meter(new QComboBox(this)),
      m_limit(new AmountSpin(this)), m_period(new PeriodForm(this)), m_actions(new ActionForm(parts.directory, this)),
      m_history(new HistoryPanel(parts.budgets, this)), m_overrides(new QLabel(this))
{
    build();
    wire();
}

void BudgetEditor::build()
{
    m_name->setObjectName(u"name"_s);
    m_name->setAccessibleName(tr("Name of the budget"));
    m_name->setPlaceholderText(tr("Name of the budget"));
    m_name->setMaxLength(longestName);
    m_name->setFont(themeFont(TextSize::Title));
    m_enabled->setObjectName(u"enabled"_s);
    m_enabled->setToolTip(tr("A budget that is off counts on, but warns of nothing and blocks nothing"));
    m_overrides->setObjectName(u"overrides"_s);
    m_overrides->setTextFormat(Qt::PlainText);
    m_overrides->setWordWrap(true);
    m_overrides->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_overridesSection = section(tr("Allowed on top"), m_overrides);
    m_overridesSection->hide();
    auto *head = new QHBoxLayout;
    head->setSpacing(Spacing::medium);
    head->addWidget(m_name, 1);
    head->addWidget(m_enabled);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, 0, Spacing::small, Spacing::small);
    layout->setSpacing(Spacing::medium);
    setMaximumWidth(fontMetrics().averageCharWidth() * widest);
    layout->addLayout(head);
    layout->addWidget(m_summary);
    layout->addWidget(section(tr("How much"), buildAmount()));
    layout->addWidget(section(tr("On your history"), m_history));
    layout->addWidget(section(tr("What counts"), m_scope));
    layout->addWidget(section(tr("What happens"), m_actions));
    layout->addWidget(m_overridesSection);
    layout->addWidget(section(tr("How budgets work"), buildRules()));
    layout->addStretch(1);
}

QWidget *BudgetEditor::section(const QString &title, QWidget *content)
{
    auto *box = new QWidget(this);
    auto *label = new QLabel(title, box);
    QFont strong = label->font();
    strong.setWeight(QFont::DemiBold);
    label->setFont(strong);
    content->setParent(box);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, Spacing::hair, 0, 0);
    layout->setSpacing(Spacing::small);
    layout->addWidget(label);
    layout->addWidget(content);
    return box;
}

QWidget *BudgetEditor::buildAmount()
{
    auto *box = new QWidget(this);
    m_limit->setObjectName(u"limit"_s);
    m_limit->setAccessibleName(tr("Limit"));
    m_meter->setObjectName(u"meter"_s);
    m_meter->setAccessibleName(tr("What is measured"));
    for (const Budget::Meter meter : {Budget::Meter::Dollars, Budget::Meter::Tokens, Budget::Meter::Requests})
        m_meter->addItem(BudgetText::meter(meter), int(meter));
    auto *label = new QLabel(tr("At mos&t"), box);
    label->setBuddy(m_limit);
    auto *row = new QHBoxLayout;
    row->setSpacing(Spacing::small);
    row->addWidget(label);
    row->addWidget(m_limit);
    row->addWidget(m_meter);
    row->addStretch(1);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins({});
    layout->setSpacing(Spacing::small);
    layout->addLayout(row);
    layout->addWidget(m_period);
    return box;
}

QWidget *BudgetEditor::buildRules()
{
    const QStringList rules {tr("Every budget that matches a call counts it; the tightest one decides."),
        tr("What a call may cost at most is reserved when it is sent, and replaced by what it did cost when it is "
           "over. "
           "An answer under way is not cut."),
        tr("A budget of dollars lets free models and models on this computer pass, even when it is spent."),
        tr("Under Block, a model without a known price, or without a limit to its answer, is refused unless you allow "
           "it.")};
    auto *box = new QWidget(this);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(Spacing::small);
    grid->setVerticalSpacing(Spacing::hair);
    grid->setColumnStretch(1, 1);
    for (const QString &rule : rules) {
        auto *bullet = new QLabel(u"•"_s, box);
        auto *label = new QLabel(rule, box);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        for (QLabel *each : {bullet, label}) {
            each->setTextFormat(Qt::PlainText);
            each->setForegroundRole(QPalette::PlaceholderText);
        }
        const int row = grid->rowCount();
        grid->addWidget(bullet, row, 0, Qt::AlignTop);
        grid->addWidget(label, row, 1);
    }
    return box;
}

void BudgetEditor::wire()
{
    const auto live = [this] {
        takeFields();
        refresh();
    };
    connect(m_name, &QLineEdit::textEdited, this, live);
    connect(m_name, &QLineEdit::editingFinished, this, [this] { commit(tr("Rename budget")); });
    connect(m_enabled, &QCheckBox::toggled, this,
        [this](bool on) { commit(on ? tr("Switch budget on") : tr("Switch budget off")); });
    connect(m_limit, &AmountSpin::typed, this, live);
    connect(m_limit, &AmountSpin::amountEdited, this, [this] { commit(tr("Change limit")); });
    connect(m_meter, &QComboBox::activated, this, [this] {
        m_limit->setUnit(unitOf(Budget::Meter(m_meter->currentData().toInt())));
        commit(tr("Change what is measured"));
    });
    connect(m_period, &PeriodForm::typed, this, live);
    connect(m_period, &PeriodForm::edited, this, [this] { commit(tr("Change period")); });
    connect(m_scope, &ScopeForm::typed, this, live);
    connect(m_scope, &ScopeForm::edited, this, [this] { commit(tr("Change what counts")); });
    connect(m_actions, &ActionForm::edited, this, &BudgetEditor::commit);
    connect(m_summary, &BudgetSummary::allowMoreRequested, this, &BudgetEditor::allowMoreRequested);
    connect(m_history, &HistoryPanel::limitDragged, this, [this](qint64 limit) {
        m_limit->setAmount(limit);
        takeFields();
        refresh();
    });
    connect(m_history, &HistoryPanel::limitChosen, this, [this](qint64 limit) {
        m_limit->setAmount(limit);
        commit(tr("Change limit"));
    });
}

void BudgetEditor::takeFields()
{
    m_draft.name = m_name->text().trimmed();
    m_draft.enabled = m_enabled->isChecked();
    m_draft.scope = m_scope->scope();
    m_draft.meter = Budget::Meter(m_meter->currentData().toInt());
    m_draft.limit = m_limit->parsed().value_or(0);
    m_draft.period = m_period->period();
    m_draft.actions = m_actions->actions();
    m_draft.allowUnpriced = m_actions->allowsUnpriced();
}

QString BudgetEditor::problem() const
{
    if (m_draft.name.isEmpty())
        return tr("A budget needs a name.");
    if (m_taken.contains(m_draft.name))
        return tr("Another budget has this name.");
    if (m_draft.limit <= 0)
        return tr("The limit has to be a number above zero.");
    if (!m_period->isZoneKnown())
        return tr("There is no time zone of this name.");
    const std::optional<BudgetAction> elsewhere = m_draft.action(BudgetAction::Kind::Switch);
    if (elsewhere && elsewhere->model.isEmpty())
        return tr("Choose the model or chain that calls are switched to.");
    return {};
}

void BudgetEditor::refresh()
{
    Budget shown = m_draft;
    if (shown.limit <= 0)
        shown.limit = m_saved.limit;
    m_summary->setBudget(shown, m_label ? m_label(shown.scope.service) : QString());
    const QString fault = problem();
    m_summary->setProblem(fault.isEmpty() ? QString() : tr("%1 It is not saved like this.").arg(fault));
    m_history->setBudget(shown);
}

void BudgetEditor::commit(const QString &text)
{
    if (m_showing)
        return;
    takeFields();
    refresh();
    if (m_draft == m_saved || !problem().isEmpty())
        return;
    const Budget before = std::exchange(m_saved, m_draft);
    Q_EMIT edited(before, m_saved, text);
}

void BudgetEditor::showFields()
{
    m_showing = true;
    m_draft = m_saved;
    m_name->setText(m_saved.name);
    m_name->setCursorPosition(0);
    m_name->setToolTip(m_saved.name);
    m_enabled->setChecked(m_saved.enabled);
    m_scope->setScope(m_saved.scope);
    m_meter->setCurrentIndex(m_meter->findData(int(m_saved.meter)));
    m_limit->setUnit(unitOf(m_saved.meter));
    m_limit->setAmount(m_saved.limit);
    m_period->setPeriod(m_saved.period);
    m_actions->setActions(m_saved.actions, m_saved.allowUnpriced);
    m_showing = false;
    refresh();
}

void BudgetEditor::setStatus(const BudgetStatus &status)
{
    const bool same = status.budget == m_saved;
    m_saved = status.budget;
    m_summary->setStatus(status);
    if (!same)
        showFields();
}

void BudgetEditor::showSaved()
{
    showFields();
}

void BudgetEditor::setOverrides(const QList<BudgetOverride> &overrides)
{
    QStringList lines;
    const QTimeZone where = BudgetText::zone(m_saved.period);
    const QDateTime now = m_parts.clock.now();
    for (const BudgetOverride &each : overrides.mid(0, mostOverrides)) {
        const QString until = BudgetText::clock(each.until.toTimeZone(where), each.allowedAt.toTimeZone(where));
        const QString when = BudgetText::clock(each.allowedAt.toTimeZone(where), now.toTimeZone(where));
        lines += tr("%1 more until %2 – allowed %3, from %4", "amount, moment, moment, the command line")
                     .arg(BudgetText::amount(m_saved.meter, each.amount), until, when, BudgetText::source(each.source));
    }
    if (overrides.size() > mostOverrides)
        lines += tr("and %n earlier one(s)", nullptr, int(overrides.size()) - mostOverrides);
    m_overrides->setText(lines.join(u'\n'));
    m_overridesSection->setVisible(!lines.isEmpty());
}

void BudgetEditor::setChoices(ScopeForm::Part part, const QList<ScopeForm::Choice> &choices)
{
    m_scope->setChoices(part, choices);
}

void BudgetEditor::setTakenNames(const QStringList &names)
{
    m_taken = names;
}

void BudgetEditor::focusName()
{
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

} // namespace lineup::ui
