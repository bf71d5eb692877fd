// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/SpendPage.h"

#include "ui/spend/ExploreTab.h"
#include "ui/spend/FilterBar.h"
#include "ui/spend/OverviewTab.h"
#include "ui/spend/SpendText.h"
#include "ui/spend/WhatIfTab.h"
#include "ui/spend/calls/CallsTab.h"
#include "ui/spend/history/HistoryDialog.h"
#include "ui/spend/reconcile/ReconcileTab.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/ToolChip.h"

#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int gather = 1500; // milliseconds between two looks at a ledger that grows
constexpr int patience = 300; // milliseconds until it is shown that something is waited for
constexpr int mostKept = 36500; // days
constexpr int busyWidth = 96;

} // namespace

SpendPage::SpendPage(const UiContext &context, QWidget *parent)
    : Page(parent), m_context(context), m_directory(context.catalogue, context.vault, &context.chains),
      m_view(context.clock), m_day(m_view.today())
{
    m_minute.setInterval(std::chrono::minutes(1));
    m_soon.setSingleShot(true);
    m_soon.setInterval(gather);
    m_slow.setSingleShot(true);
    m_slow.setInterval(patience);
    m_tidy.setParent(this);
    m_tidy.setObjectName(u"tidyHistory"_s);
    m_tidy.setSingleShot(true);
    m_tidy.setInterval(std::chrono::minutes(1));
    connect(&m_tidy, &QTimer::timeout, this, &SpendPage::keepQuietly);
    if (m_context.maintenance)
        m_tidy.start();
    buildActions();
    buildLayout();
    if (!m_context.reports)
        return;
    connect(&m_view, &SpendView::changed, this, &SpendPage::onChanged);
    connect(m_context.reports, &Reports::changed, &m_soon, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(&m_soon, &QTimer::timeout, this, &SpendPage::onLedger);
    connect(&m_slow, &QTimer::timeout, this, [this] {
        m_busy->show();
        m_stop->show();
    });
    connect(&m_minute, &QTimer::timeout, this, [this] {
        if (std::exchange(m_day, m_view.today()) != m_view.today())
            Q_EMIT m_view.changed();
    });
    onChanged();
}

SpendPage::~SpendPage()
{
    m_view.disconnect(this);
    m_directory.disconnect(this);
    m_view.stack().disconnect();
    delete m_content; // it looks into our members
}

QString SpendPage::id()
{
    return u"spend"_s;
}

QString SpendPage::name()
{
    return tr("Spend");
}

void SpendPage::buildActions()
{
    const auto action = [this](const QString &text, const QKeySequence &keys, const QString &menu, auto slot) {
        auto *made = new QAction(text, this);
        made->setShortcut(keys);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        made->setProperty("menu", menu);
        connect(made, &QAction::triggered, this, slot);
        addAction(made);
        m_actions += made;
        return made;
    };
    QAction *undo = m_view.stack().createUndoAction(this, tr("Undo in Spend:"));
    QAction *redo = m_view.stack().createRedoAction(this, tr("Redo in Spend:"));
    undo->setShortcuts(QKeySequence::Undo);
    redo->setShortcuts(QKeySequence::Redo);
    for (QAction *each : {undo, redo}) {
        each->setProperty("menu", u"edit"_s);
        each->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(each);
        m_actions += each;
    }
    if (m_context.maintenance && m_context.reports)
        action(tr("History of calls…"), {}, u"file"_s, [this] { openHistory(); })->setObjectName(u"openHistory"_s);
    action(tr("Find a filter"), QKeySequence::Find, u"edit"_s, [this] {
        if (m_filter)
            m_filter->focusField();
    });
    m_up = action(tr("One step up"), QKeySequence(Qt::Key_Backspace), u"view"_s, [this] { m_view.goUp(); });
    action(tr("Read the ledger again"), QKeySequence::Refresh, u"view"_s, [this] { reload(); });
    const auto turn = [this](int step) {
        if (m_bar)
            m_bar->setCurrentIndex((m_bar->currentIndex() + step + m_bar->count()) % m_bar->count());
    };
    action(tr("Next tab of Spend"), QKeySequence(Qt::CTRL | Qt::Key_PageDown), u"view"_s, [turn] { turn(1); });
    action(tr("Previous tab of Spend"), QKeySequence(Qt::CTRL | Qt::Key_PageUp), u"view"_s, [turn] { turn(-1); });
}

void SpendPage::buildLayout()
{
    m_stack = new QStackedLayout(this);
    const QString sentence = m_context.reports
        ? tr("Nothing was spent yet. Ask a model in Compare, and what it costs is counted here. Demo calls never are.")
        : tr("There is no ledger to count in, so nothing can be shown here.");
    auto *empty = new EmptyState(u"spend"_s, sentence, this);
    QPushButton *compare = empty->addButton(tr("Open Compare"));
    compare->setObjectName(u"openCompare"_s);
    connect(compare, &QPushButton::clicked, this, [this] { Q_EMIT pageRequested(u"compare"_s, {}); });
    m_stack->addWidget(empty);
    if (!m_context.reports)
        return;

    m_content = new QWidget(this);
    m_filter = new FilterBar(m_view, *m_context.reports, m_content);
    m_trail = new QWidget(m_content);
    m_trail->setObjectName(u"trail"_s);
    auto *trail = new FlowLayout(m_trail, Spacing::hair);
    trail->setContentsMargins({});
    m_banner = new Banner(Meaning::Error, {}, m_content);
    m_banner->setObjectName(u"spendBanner"_s);
    m_banner->setClosable(true);
    m_banner->hide();
    auto *layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::small);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_filter);
    layout->addWidget(m_trail);
    layout->addWidget(m_banner);
    buildTabs(*layout);
    m_stack->addWidget(m_content);
    m_stack->setCurrentIndex(1);
}

void SpendPage::buildTabs(QBoxLayout &layout)
{
    m_bar = new QTabBar(m_content);
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setAccessibleName(tr("Parts of Spend"));
    m_bar->setObjectName(u"spendTabs"_s);
    m_pages = new QStackedWidget(m_content);
    m_unpriced = new ToolChip({}, m_content);
    m_unpriced->setIcon(icon(u"warning"_s, Meaning::Warning));
    m_unpriced->setObjectName(u"unpriced"_s);
    m_unpriced->hide();
    connect(m_unpriced, &QAbstractButton::clicked, this, [this] {
        SpendState state = m_view.state();
        state.tab = SpendTab::Explore;
        state.place.explore.metric = SpendMetric::Unpriced;
        state.place.explore.group = SpendGroup::Model;
        state.place.explore.subgroup = SpendGroup::None;
        m_view.change(state, tr("Show what has no price"));
    });
    m_busy = new QProgressBar(m_content);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedSize(busyWidth, 6);
    m_busy->setAccessibleName(tr("The ledger is being read"));
    m_stop = new ToolChip(tr("Stop"), m_content);
    m_stop->setObjectName(u"stopReading"_s);
    m_stop->setAccessibleName(tr("Stop reading the ledger"));
    connect(m_stop, &QAbstractButton::clicked, this, [this] {
        if (TabView *tab = current())
            tab->inquiry().cancel();
    });
    m_busy->hide();
    m_stop->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(Spacing::small);
    row->addWidget(m_bar);
    row->addStretch();
    row->addWidget(m_busy);
    row->addWidget(m_stop);
    row->addWidget(m_unpriced);
    layout.addLayout(row);
    layout.addWidget(m_pages, 1);
    addTab(SpendTab::Overview, tr("Overview"), new OverviewTab(m_view, *m_context.reports, m_pages));
    addTab(SpendTab::Explore, tr("Explore"), new ExploreTab(m_view, *m_context.reports, m_pages));
    addTab(SpendTab::Calls, tr("Calls"), new CallsTab(m_view, *m_context.reports, m_pages));
    addTab(SpendTab::WhatIf, tr("What if"), new WhatIfTab(m_view, *m_context.reports, m_directory, m_pages));
    addTab(SpendTab::Reconcile, tr("Reconcile"), new ReconcileTab(m_view, *m_context.reports, m_pages));
    connect(m_bar, &QTabBar::currentChanged, this, [this](int index) {
        SpendState state = m_view.state();
        state.tab = SpendTab(m_bar->tabData(index).toInt());
        m_view.change(state, tr("Change tab"));
    });
}

void SpendPage::addTab(SpendTab tab, const QString &title, TabView *content)
{
    m_bar->setTabData(m_bar->addTab(title), int(tab));
    m_pages->addWidget(content);
    m_tabs.insert(tab, content);
    wire(content);
}

void SpendPage::wire(TabView *tab)
{
    connect(tab, &TabView::statusMessage, this, &Page::statusMessage);
    connect(tab, &TabView::problem, this, &SpendPage::showProblem);
    connect(tab, &TabView::inspectedChanged, this, &Page::inspectedChanged);
    connect(tab, &TabView::inspectorWanted, this, &Page::inspectorWanted);
    connect(&tab->inquiry(), &Inquiry::busyChanged, this, &SpendPage::onBusy);
    connect(&tab->inquiry(), &Inquiry::done, m_banner, &QWidget::hide);
    connect(&tab->inquiry(), &Inquiry::failed, this, [this](const Error &error) {
        const ErrorSentence sentence = errorSentence(error, {});
        showProblem(
            tr("%1 %2", "what went wrong, what to do").arg(sentence.what, sentence.todo) + u'\n' + error.detail);
        connect(m_banner->addButton(tr("Try again")), &QPushButton::clicked, this, &SpendPage::reload);
    });
    connect(&tab->inquiry(), &Inquiry::cancelled, this, [this] {
        showProblem(tr("Stopped. What is shown may be from before."));
        m_banner->setMeaning(Meaning::Information);
        connect(m_banner->addButton(tr("Read on")), &QPushButton::clicked, this, &SpendPage::reload);
    });
}

TabView *SpendPage::current() const
{
    return m_tabs.value(m_view.state().tab, m_tabs.value(SpendTab::Overview));
}

void SpendPage::onBusy()
{
    if (current() && current()->inquiry().isBusy()) {
        m_slow.start();
        return;
    }
    m_slow.stop();
    m_busy->hide();
    m_stop->hide();
}

void SpendPage::showProblem(const QString &text)
{
    m_banner->clearButtons();
    m_banner->setMeaning(Meaning::Error);
    m_banner->setText(text);
    m_banner->show();
}

void SpendPage::onChanged()
{
    m_up->setEnabled(!m_view.state().trail.isEmpty());
    showTrail();
    SpendState asked = m_view.state();
    asked.tab = SpendTab::Overview; // these ask nothing
    asked.table = false;
    asked.trail.clear();
    const bool other = std::exchange(m_asked, asked) != asked;
    const bool later = std::exchange(m_askedSpan, m_view.span()) != m_view.span();
    for (TabView *tab : std::as_const(m_tabs))
        other || later ? tab->refresh() : tab->show();
    showTab();
    if (m_shown && (other || later))
        askGeneral();
    Q_EMIT stateDirty();
}

void SpendPage::onLedger()
{
    for (TabView *tab : std::as_const(m_tabs))
        tab->ledgerChanged();
    if (m_shown)
        askGeneral();
}

void SpendPage::reload()
{
    for (TabView *tab : std::as_const(m_tabs))
        tab->refresh();
    if (m_shown)
        askGeneral();
}

void SpendPage::showTab()
{
    TabView *shown = current();
    for (int i = 0; i < m_bar->count(); ++i) {
        const QSignalBlocker quiet(m_bar);
        if (m_tabs.value(SpendTab(m_bar->tabData(i).toInt())) == shown)
            m_bar->setCurrentIndex(i);
    }
    if (m_pages->currentWidget() != shown) {
        m_pages->setCurrentWidget(shown);
        Q_EMIT inspectedChanged();
    }
    for (TabView *tab : std::as_const(m_tabs))
        tab->setActive(m_shown && tab == shown);
    onBusy();
}

void SpendPage::showTrail()
{
    QLayout *flow = m_trail->layout();
    while (QLayoutItem *item = flow->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const QList<SpendCrumb> &trail = m_view.state().trail;
    const auto crumb = [&](const QString &text, qsizetype place, const QString &name) {
        auto *chip = new ToolChip(text, m_trail);
        chip->setIcon(icon(place == 0 ? u"spend"_s : u"chevron-right"_s));
        chip->setAccessibleName(name);
        chip->setEnabled(place < trail.size());
        connect(chip, &QAbstractButton::clicked, this, [this, place] { m_view.goUpTo(place); });
        flow->addWidget(chip);
    };
    crumb(tr("All"), 0, tr("Back to where it began"));
    for (qsizetype i = 0; i < trail.size(); ++i) {
        const QString text = SpendText::key(trail.at(i).group, trail.at(i).key);
        crumb(text, i + 1, tr("Back to %1").arg(text));
    }
    m_trail->setVisible(!trail.isEmpty());
}

void SpendPage::askGeneral()
{
    m_general.begin();
    m_general.ask(m_context.reports->timeZone(), [this](const QByteArray &id) { m_view.setZone(QTimeZone(id)); });
    m_general.ask(m_context.reports->query({}),
        [this](const SpendTable &table) { m_stack->setCurrentIndex(table.total.attempts > 0 ? 1 : 0); });
    m_general.ask(m_context.reports->query({.filter = m_view.filter(), .groups = {}}), [this](const SpendTable &table) {
        const int count = int(table.total.unpriced);
        m_unpriced->setText(tr("%Ln unpriced", nullptr, count));
        m_unpriced->setAccessibleName(
            tr("%Ln calls without a known price, in no sum. Show them by model.", nullptr, count));
        m_unpriced->setToolTip(m_unpriced->accessibleName());
        m_unpriced->setVisible(count > 0);
    });
}

QJsonObject SpendPage::saveState() const
{
    QJsonObject state = toJson(m_view.state());
    if (m_keepDays > 0)
        state.insert(u"keepDays"_s, m_keepDays);
    return state;
}

void SpendPage::restoreState(const QJsonObject &state)
{
    const int days = state.value(u"keepDays"_s).toInt();
    m_keepDays = days > 0 && days <= mostKept ? days : 0; // what makes no sense takes nothing away
    m_view.reset(spendStateFromJson(state));
}

void SpendPage::openHistory()
{
    auto *dialog = new HistoryDialog({.maintenance = *m_context.maintenance,
                                         .reports = *m_context.reports,
                                         .catalogue = m_context.catalogue,
                                         .clock = m_context.clock,
                                         .today = m_view.today(),
                                         .keepDays = m_keepDays},
        this);
    connect(dialog, &HistoryDialog::keepChosen, this, [this](int days) {
        m_keepDays = days;
        Q_EMIT stateDirty();
    });
    connect(dialog, &HistoryDialog::ledgerChanged, this, [this] {
        if (m_context.reports)
            reload();
    });
    dialog->open();
}

void SpendPage::keepQuietly()
{
    if (m_keepDays == 0)
        return;
    whenDone(m_context.maintenance->keepDetails(m_keepDays, m_context.clock.now()), this,
        [this](const Result<qint64> &taken) {
            if (m_context.reports && taken && *taken > 0)
                reload();
        });
}

void SpendPage::openItem(const QString &argument)
{
    SpendState state = m_view.state();
    state.place.range = SpendRange::Today;
    state.place.custom = {};
    state.trail.clear();
    if (argument == "calls-today"_L1)
        state.tab = SpendTab::Calls;
    else if (argument == "today"_L1)
        state.tab = SpendTab::Overview;
    else
        return;
    m_view.change(state, tr("Show today"));
}

void SpendPage::focusMain()
{
    if (m_stack->currentIndex() == 1 && current())
        current()->focusMain();
    else if (auto *button = findChild<QPushButton *>(u"openCompare"_s))
        button->setFocus();
}

std::optional<CallDetails> SpendPage::inspected() const
{
    if (!current())
        return {};
    const std::optional<CallRecord> call = current()->inspected();
    return call ? std::optional(CallDetails {.record = *call, .attempts = {}}) : std::nullopt;
}

void SpendPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!m_context.reports)
        return;
    m_shown = true;
    m_directory.refreshKeys();
    m_minute.start();
    showTab();
    askGeneral();
}

void SpendPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_shown = false;
    m_minute.stop();
    for (TabView *tab : std::as_const(m_tabs))
        tab->setActive(false);
}

} // namespace lineup::ui
