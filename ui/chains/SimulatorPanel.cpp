// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/SimulatorPanel.h"

#include "core/routing/PlanOfRequest.h"
#include "ui/chains/ScenarioSteps.h"
#include "ui/chains/TimelineView.h"
#include "ui/models/ChainText.h"
#include "ui/models/RouteEventModel.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ColumnScroll.h"
#include "ui/widgets/FlowLayout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int mostPromptTokens = 2'000'000;
constexpr int mostChanges = 3; // that are told of at once
constexpr int leastRoom = 480; // narrower it is only before it is shown
constexpr int fewestLines = 3; // of a timeline
constexpr int usualLines = 6;
constexpr int presetCount = int(Preset::Offline) + 1;
constexpr int customIndex = presetCount; // in the combo; what is saved stands behind it

} // namespace

SimulatorPanel::SimulatorPanel(const Catalogue &catalogue, const ChainBook &chains, QWidget *parent)
    : QWidget(parent), m_catalogue(catalogue), m_chains(chains), m_controls(new QWidget(this)),
      m_which(new QComboBox(this)), m_tokens(new QSpinBox(this)), m_streamed(new QCheckBox(tr("Streamed"), this)),
      m_asTable(new QToolButton(this)), m_save(new QPushButton(tr("Save as test…"), this)),
      m_forget(new QToolButton(this)), m_steps(new ScenarioSteps(this)), m_timeline(new TimelineView(this)),
      m_table(new QTableView(this)), m_events(new RouteEventModel(this)), m_stack(new QStackedWidget(this)),
      m_icon(new QLabel(this)), m_line(new QLabel(this)), m_banner(new Banner(Meaning::Error, {}, this))
{
    m_banner->setObjectName(u"changes"_s);
    connect(m_banner->addButton(tr("Accept")), &QPushButton::clicked, this, &SimulatorPanel::acceptRequested);
    m_banner->hide();
    m_steps->hide();
    buildControls();
    buildResult();
    auto *result = new QHBoxLayout;
    result->setSpacing(Spacing::small);
    result->addWidget(m_icon, 0, Qt::AlignTop);
    result->addWidget(m_line, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::small, Spacing::hair, Spacing::small, 0);
    layout->setSpacing(Spacing::small);
    layout->addLayout(buildHead());
    layout->addWidget(m_controls);
    layout->addWidget(m_steps);
    layout->addWidget(m_banner);
    layout->addWidget(m_stack, 1);
    layout->addLayout(result);
}

QLayout *SimulatorPanel::buildHead()
{
    auto *title = new QLabel(tr("Simulate"), this);
    title->setFont(themeFont(TextSize::Title));
    m_save->setObjectName(u"saveScenario"_s);
    m_save->setToolTip(tr("Keeps the scenario and its course with the chain; it runs again at each edit"));
    m_forget->setObjectName(u"forgetScenario"_s);
    m_forget->setIcon(icon(u"trash"_s));
    m_forget->setToolTip(tr("Delete this test"));
    m_forget->setAccessibleName(m_forget->toolTip());
    m_forget->setFocusPolicy(Qt::StrongFocus);
    auto *drill = new QPushButton(tr("Fire drill…"), this);
    drill->setObjectName(u"fireDrill"_s);
    drill->setToolTip(tr("One real call with the first step made to fail"));
    auto *row = new QHBoxLayout;
    row->setSpacing(Spacing::small);
    row->addWidget(title);
    row->addStretch(1);
    for (QWidget *each : std::initializer_list<QWidget *> {m_save, m_forget, drill})
        row->addWidget(each);
    connect(m_save, &QPushButton::clicked, this, [this] {
        Scenario out = scenario();
        out.name = m_which->currentText();
        out.expected = m_result.trace();
        Q_EMIT saveRequested(out);
    });
    connect(m_forget, &QToolButton::clicked, this, [this] {
        if (const Scenario *test = saved())
            Q_EMIT forgetRequested(test->name);
    });
    connect(drill, &QPushButton::clicked, this, &SimulatorPanel::drillRequested);
    return row;
}

void SimulatorPanel::buildControls()
{
    auto *flow = new FlowLayout(m_controls, Spacing::small);
    flow->setContentsMargins({});
    m_which->setObjectName(u"scenario"_s);
    m_which->setAccessibleName(tr("Scenario"));
    m_which->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_tokens->setObjectName(u"promptTokens"_s);
    m_tokens->setAccessibleName(tr("Length of the prompt in tokens"));
    m_tokens->setRange(1, mostPromptTokens);
    m_tokens->setGroupSeparatorShown(true);
    m_tokens->setSuffix(tr(" tokens"));
    m_tokens->setKeyboardTracking(false);
    m_streamed->setObjectName(u"streamed"_s);
    m_asTable->setObjectName(u"asTable"_s);
    m_asTable->setText(tr("Table"));
    m_asTable->setAccessibleName(tr("Show the timeline as a table"));
    m_asTable->setCheckable(true);
    m_asTable->setFocusPolicy(Qt::StrongFocus);
    for (QWidget *each : std::initializer_list<QWidget *> {m_which, m_tokens, m_streamed, m_asTable})
        flow->addWidget(each);
    connect(m_which, &QComboBox::currentIndexChanged, this, &SimulatorPanel::choose);
    connect(m_tokens, &QSpinBox::valueChanged, this, &SimulatorPanel::run);
    connect(m_streamed, &QCheckBox::toggled, this, &SimulatorPanel::run);
    connect(m_steps, &ScenarioSteps::edited, this, &SimulatorPanel::run);
    connect(m_asTable, &QToolButton::toggled, m_stack, [this](bool on) { m_stack->setCurrentIndex(on ? 1 : 0); });
}

void SimulatorPanel::buildResult()
{
    m_timeline->setObjectName(u"timeline"_s);
    auto *scroll = new ColumnScroll(this);
    scroll->setWidget(m_timeline);
    m_table->setObjectName(u"events"_s);
    m_table->setAccessibleName(tr("Timeline as a table"));
    m_table->setModel(m_events);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + Spacing::small);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(RouteEventModel::What, QHeaderView::Stretch);
    m_stack->addWidget(scroll);
    m_stack->addWidget(m_table);
    m_stack->setMinimumHeight(fontMetrics().height() * fewestLines);
    m_line->setObjectName(u"result"_s);
    m_line->setWordWrap(true);
    m_line->setTextFormat(Qt::PlainText);
    m_line->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

// Room for the usual route; more goes to the editor above it.
QSize SimulatorPanel::sizeHint() const
{
    return {QWidget::sizeHint().width(),
        minimumSizeHint().height() + fontMetrics().height() * (usualLines - fewestLines) + Spacing::medium};
}

const Scenario *SimulatorPanel::saved() const
{
    const int at = m_which->currentIndex() - customIndex - 1;
    return at >= 0 && at < m_chain.scenarios.size() ? &m_chain.scenarios.at(at) : nullptr;
}

void SimulatorPanel::fillScenarios()
{
    const QSignalBlocker quiet(m_which);
    const int before = qMax(0, m_which->currentIndex());
    m_which->clear();
    for (int i = 0; i < presetCount; ++i)
        m_which->addItem(ChainText::preset(Preset(i)));
    m_which->addItem(tr("Step by step…"));
    for (const Scenario &test : std::as_const(m_chain.scenarios))
        m_which->addItem(icon(u"check"_s), tr("Test: %1").arg(test.name));
    m_which->setCurrentIndex(before < m_which->count() ? before : 0);
}

void SimulatorPanel::setChain(const Chain &chain)
{
    const bool other = chain.name != m_chain.name;
    m_chain = chain;
    m_stepCount = int(planOf(chain, {}, &m_chains).steps.size());
    m_steps->setCount(m_stepCount);
    if (other) {
        const QSignalBlocker quiet(m_which);
        m_which->setCurrentIndex(0);
    }
    fillScenarios();
    m_changes = checkScenarios(chain, m_catalogue, &m_chains);
    showChanges();
    if (other)
        return choose(m_which->currentIndex());
    // A preset is made for so many steps; tokens and streamed stay as they are set.
    const int index = m_which->currentIndex();
    if (index < presetCount)
        m_scenario = presetScenario(Preset(index), m_stepCount);
    run();
}

void SimulatorPanel::choose(int index)
{
    if (index < 0)
        return;
    m_steps->setVisible(index == customIndex);
    fitHeights();
    if (index < presetCount)
        m_scenario = presetScenario(Preset(index), m_stepCount);
    else if (const Scenario *test = saved())
        m_scenario = *test;
    else
        m_scenario.budgetSpent = false;
    const QSignalBlocker tokens(m_tokens);
    const QSignalBlocker streamed(m_streamed);
    m_tokens->setValue(int(qMin<qint64>(m_scenario.promptTokens, mostPromptTokens)));
    m_streamed->setChecked(m_scenario.streamed);
    run();
}

Scenario SimulatorPanel::scenario() const
{
    Scenario out = m_scenario;
    out.name.clear();
    out.expected.clear();
    if (m_which->currentIndex() == customIndex)
        out.steps = m_steps->steps();
    out.promptTokens = m_tokens->value();
    out.streamed = m_streamed->isChecked();
    return out;
}

void SimulatorPanel::run()
{
    m_result = simulate(m_chain, scenario(), m_catalogue, &m_chains);
    m_timeline->setRoute(m_result.events, m_result.total);
    m_events->setRoute(m_result.events, m_result.attempts);
    showMark();
    m_line->setText(ChainText::result(m_result));
    m_forget->setVisible(saved() != nullptr);
    m_save->setVisible(saved() == nullptr);
}

void SimulatorPanel::showMark()
{
    const Meaning meaning = m_result.error ? Meaning::Error : Meaning::Good;
    m_icon->setPixmap(icon(meaningIcon(meaning), meaning).pixmap(Spacing::icon, Spacing::icon));
}

void SimulatorPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showMark();
}

void SimulatorPanel::showChanges()
{
    m_banner->setVisible(!m_changes.isEmpty());
    if (m_changes.isEmpty())
        return;
    QStringList lines {tr("%n test(s) end otherwise now.", nullptr, int(m_changes.size()))};
    QStringList whole;
    for (const ScenarioChange &change : std::as_const(m_changes)) {
        if (lines.size() <= mostChanges)
            lines += ChainText::change(change);
        whole += tr("%1\nbefore:\n%2\nnow:\n%3", "scenario, its course before and now")
                     .arg(change.scenario, change.before.join(u'\n'), change.now.join(u'\n'));
    }
    m_banner->setText(lines.join(u'\n'));
    m_banner->setToolTip(whole.join(u"\n\n"_s));
    fitHeights();
}

// What breaks into lines needs more room in a narrow panel; a splitter does not ask for that by itself.
void SimulatorPanel::fitHeights()
{
    const QMargins margins = layout()->contentsMargins();
    const int room = qMax(leastRoom, width()) - margins.left() - margins.right();
    for (QWidget *each : std::initializer_list<QWidget *> {m_controls, m_steps, m_banner})
        each->setMinimumHeight(qMax(0, each->layout()->totalHeightForWidth(room)));
}

void SimulatorPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHeights();
}

} // namespace lineup::ui
