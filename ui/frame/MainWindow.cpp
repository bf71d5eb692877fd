// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/MainWindow.h"

#include "core/base/Async.h"
#include "core/spend/reports/Reports.h"
#include "ui/frame/AboutDialog.h"
#include "ui/frame/Appearance.h"
#include "ui/frame/BannerStrip.h"
#include "ui/frame/BudgetNotices.h"
#include "ui/frame/CommandPalette.h"
#include "ui/frame/Diagnostics.h"
#include "ui/frame/EditActions.h"
#include "ui/frame/FileNotices.h"
#include "ui/frame/FocusRegions.h"
#include "ui/frame/InspectorView.h"
#include "ui/frame/MenuBuilder.h"
#include "ui/frame/Page.h"
#include "ui/frame/Preferences.h"
#include "ui/frame/Rail.h"
#include "ui/frame/SessionStore.h"
#include "ui/frame/SettingsDialog.h"
#include "ui/frame/ShortcutsDialog.h"
#include "ui/frame/SpendMonth.h"
#include "ui/frame/SpendToday.h"
#include "ui/frame/StatusStrip.h"
#include "ui/frame/WindowGeometry.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/ErrorText.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QDockWidget>
#include <QGuiApplication>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>
#include <QWhatsThis>
#include <QWindow>

#include <utility>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {
using Id = ActionCatalogue::Id;
constexpr QSize firstSize(1280, 800);
constexpr int messageTime = 6000; // milliseconds
constexpr std::chrono::seconds firstRest {3};
constexpr std::chrono::seconds nextRest {1};
} // namespace

MainWindow::MainWindow(const Parts &parts, QWidget *parent)
    : QMainWindow(parent), m_parts(parts), m_rail(new Rail(this)), m_stack(new QStackedWidget(this)),
      m_spend(new SpendToday(parts.ledger, parts.clock, this)),
      m_month(new SpendMonth(parts.ledger, parts.budgets, parts.clock, this)), m_regions(new FocusRegions(this)),
      m_keepsHistory(parts.preferences.keepsHistory())
{
    setWindowTitle(tr("Lineup"));
    setObjectName(u"main"_s);
    resize(firstSize);
    setContextMenuPolicy(Qt::PreventContextMenu); // the rail is always there
    addToolBar(Qt::LeftToolBarArea, m_rail);
    buildCentre();
    buildStatusBar();
    buildInspector();
    connectCommands();
    QTimer::singleShot(0, this, &MainWindow::followLedger);
    new EditActions(m_catalogue, this);
    for (QWidget *region : {static_cast<QWidget *>(m_rail), static_cast<QWidget *>(m_stack),
             static_cast<QWidget *>(m_dock), static_cast<QWidget *>(statusBar())})
        m_regions->addRegion(region);
    connect(m_rail, &Rail::chosen, this, [this](const QString &id) { showPage(id); });
    connect(&parts.preferences, &Preferences::changed, this, &MainWindow::onPreferences);
    connect(&parts.session, &SessionStore::aboutToSave, this, &MainWindow::saveSession);
    connect(&parts.session, &SessionStore::failed, this, [this](const Error &error) {
        statusBar()->showMessage(tr("The session cannot be saved: %1").arg(error.detail));
    });
    m_rest.setSingleShot(true);
    connect(&m_rest, &QTimer::timeout, this, &MainWindow::prepareOne);
    rebuildMenus();
}

MainWindow::~MainWindow()
{
    m_dock->toggleViewAction()->disconnect(this); // a dock that is open says that it closes, when the commands are gone
}

// What budgets and files have to say stands above whatever page is shown.
void MainWindow::buildCentre()
{
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    const auto say = [this](const QString &text) { statusBar()->showMessage(text, messageTime); };
    if (m_parts.catalogue) {
        auto *notices = new FileNotices(*m_parts.catalogue, this);
        connect(notices, &FileNotices::said, this, say);
        layout->addWidget(new BannerStrip(notices->banner(), centre));
        QTimer::singleShot(0, notices, &FileNotices::begin);
    }
    if (m_parts.budgets && m_parts.tellsOfBudgets) {
        auto *notices = new BudgetNotices(*m_parts.budgets, m_parts.clock, this);
        connect(notices, &BudgetNotices::said, this, say);
        connect(notices, &BudgetNotices::openRequested, this,
            [this](const QString &argument) { showPage(u"budgets"_s, argument); });
        connect(notices, &BudgetNotices::raiseRequested, this, &MainWindow::comeForward);
        layout->addWidget(new BannerStrip(notices->banner(), centre));
    }
    layout->addWidget(m_stack, 1);
    setCentralWidget(centre);
}

// Today and this month are those of the ledger, as on every other page, and what other programs spend is in them.
void MainWindow::followLedger()
{
    if (m_parts.budgets)
        connect(m_parts.budgets, &Budgets::changed, m_spend, &SpendToday::refresh);
    if (!m_parts.reports)
        return;
    whenDone(m_parts.reports->timeZone(), this, [this](const Result<QByteArray> &id) {
        const QTimeZone zone(id.value_or(QByteArray()));
        if (!zone.isValid())
            return; // the ledger cannot be read, which is said elsewhere
        m_spend->setZone(zone);
        m_month->setZone(zone);
    });
}

void MainWindow::buildStatusBar()
{
    statusBar()->setSizeGripEnabled(false);
    m_status = new StatusStrip(m_parts.vault, *m_spend, *m_month, statusBar());
    statusBar()->addPermanentWidget(m_status);
    connect(m_status, &StatusStrip::callsClicked, this, [this] {
        for (const Page *page : pages()) {
            if (page->callsInFlight() > 0)
                return showPage(page->pageId());
        }
    });
    connect(m_status, &StatusStrip::spendClicked, this, &MainWindow::showCalls);
    connect(
        m_status, &StatusStrip::monthClicked, this, [this](const QString &budget) { showPage(u"budgets"_s, budget); });
    connect(m_status, &StatusStrip::keychainClicked, this, [this] { showPage(u"keys"_s); });
}

void MainWindow::buildInspector()
{
    m_dock = new QDockWidget(tr("Inspector"), this);
    m_dock->setObjectName(u"inspector"_s);
    addDockWidget(Qt::RightDockWidgetArea, m_dock);
    m_dock->hide();
    QAction *command = m_catalogue.action(Id::Inspector);
    connect(command, &QAction::toggled, m_dock, &QWidget::setVisible);
    connect(m_dock->toggleViewAction(), &QAction::toggled, this, [this, command](bool open) {
        command->setChecked(open);
        if (open)
            refreshInspector();
    });
}

InspectorView *MainWindow::inspector()
{
    if (m_inspector)
        return m_inspector;
    m_inspector = new InspectorView(m_dock);
    connect(m_inspector, &InspectorView::priceRequested, this, [this](const QString &service, const QString &model) {
        if (Page *compare = page(u"compare"_s))
            compare->openItem(u"price/"_s + service + u'/' + model);
    });
    connect(m_inspector, &InspectorView::statusMessage, this,
        [this](const QString &text) { statusBar()->showMessage(text, messageTime); });
    m_dock->setWidget(m_inspector);
    return m_inspector;
}

void MainWindow::refreshInspector()
{
    if (m_dock->isHidden() || !currentPage())
        return;
    inspector()->setCall(currentPage()->inspected());
}

void MainWindow::inspect(const CallRecord &call)
{
    m_dock->show();
    std::optional<CallDetails> live;
    for (const Page *page : pages()) {
        const std::optional<CallDetails> shown = page->inspected();
        if (shown && shown->record.id == call.id)
            live = shown;
    }
    inspector()->setCall(live ? *live : CallDetails {.record = call, .attempts = {}});
    inspector()->tabs()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::connectCommands()
{
    const auto on = [this](Id id, auto fn) { connect(m_catalogue.action(id), &QAction::triggered, this, fn); };
    on(Id::UpdateModels, [this] { showPage(u"keys"_s, u"models:update"_s); });
    on(Id::Quit, [this] { close(); });
    on(Id::Settings, [this] { (new SettingsDialog(m_parts.preferences, this))->open(); });
    on(Id::Palette, [this] { openPalette(); });
    on(Id::ZoomIn, [this] { m_parts.appearance.zoomIn(); });
    on(Id::ZoomOut, [this] { m_parts.appearance.zoomOut(); });
    on(Id::ZoomReset, [this] { m_parts.appearance.zoomReset(); });
    on(Id::FullScreen, [this](bool full) { setWindowState(windowState().setFlag(Qt::WindowFullScreen, full)); });
    on(Id::NextRegion, [this] { m_regions->cycle(1); });
    on(Id::PreviousRegion, [this] { m_regions->cycle(-1); });
    on(Id::Minimise, [this] { showMinimized(); });
    on(Id::Shortcuts, [this] { (new ShortcutsDialog(commands(), this))->open(); });
    on(Id::WhatsThis, [] { QWhatsThis::enterWhatsThisMode(); });
    on(Id::CopyDiagnostics, [this] { copyDiagnostics(); });
    on(Id::About, [this] { (new AboutDialog(this))->open(); });
}

void MainWindow::addPage(Page *page)
{
    m_stack->addWidget(page);
    m_rail->addPage(*page);
    passOn(*page);
    connect(page, &Page::stateDirty, &m_parts.session, &SessionStore::touch);
    connect(page, &Page::inspectedChanged, this, [this, page] {
        if (page == currentPage())
            refreshInspector();
    });
    connect(page, &Page::inspectorWanted, this, [this, page] {
        if (const std::optional<CallDetails> call = page->inspected())
            inspect(call->record);
    });
    connect(page, &Page::callsInFlightChanged, this, [this] { m_status->setCallsInFlight(callsInFlight()); });
    connect(
        page, &Page::statusMessage, this, [this](const QString &text) { statusBar()->showMessage(text, messageTime); });
    connect(page, &Page::pageRequested, this, &MainWindow::showPage);
    if (m_stack->count() == 1)
        m_rail->setCurrent(page->pageId());
    rebuildMenus();
}

void MainWindow::passOn(Page &page) const
{
    page.setProperty("enterSends", m_parts.preferences.enterSends());
    page.setProperty("keepsHistory", m_parts.preferences.keepsHistory());
}

void MainWindow::onPreferences()
{
    for (Page *page : pages())
        passOn(*page);
    const bool keeps = m_parts.preferences.keepsHistory();
    if (std::exchange(m_keepsHistory, keeps) == keeps)
        return;
    m_parts.session.saveNow();
    if (!keeps)
        m_parts.session.dropBroken(); // it may hold conversations too
}

// One page at a time, so that nobody waits for it.
void MainWindow::prepareOne()
{
    for (Page *page : pages()) {
        if (page->isPrepared())
            continue;
        page->prepare();
        return m_rest.start(nextRest);
    }
}

QList<Page *> MainWindow::pages() const
{
    QList<Page *> result;
    for (int i = 0; i < m_stack->count(); ++i)
        result.append(qobject_cast<Page *>(m_stack->widget(i)));
    return result;
}

Page *MainWindow::page(const QString &id) const
{
    const QList<Page *> all = pages();
    const auto found = std::ranges::find_if(all, [&](const Page *page) { return page->pageId() == id; });
    return found == all.end() ? nullptr : *found;
}

Page *MainWindow::currentPage() const
{
    return qobject_cast<Page *>(m_stack->currentWidget());
}

void MainWindow::showPage(const QString &pageId, const QString &argument)
{
    Page *wanted = page(pageId);
    if (!wanted)
        return;
    wanted->prepare();
    m_stack->setCurrentWidget(wanted);
    m_rail->setCurrent(pageId);
    rebuildMenus();
    if (!argument.isEmpty())
        wanted->openItem(argument);
    wanted->focusMain();
    m_parts.session.touch();
}

void MainWindow::rebuildMenus()
{
    const QList<QAction *> pageActions = currentPage() ? currentPage()->pageActions() : QList<QAction *>();
    m_catalogue.giveWayTo(pageActions);
    rebuildMenuBar(*menuBar(), m_catalogue, m_rail->pageActions(), pageActions);
}

QList<QAction *> MainWindow::commands() const
{
    const Page *shown = currentPage();
    return (shown ? shown->pageActions() : QList<QAction *>()) + m_rail->pageActions() + m_catalogue.all();
}

int MainWindow::callsInFlight() const
{
    int sum = 0;
    for (const Page *page : pages())
        sum += page->callsInFlight();
    return sum;
}

void MainWindow::saveSession()
{
    QJsonObject window = m_parts.session.window();
    const QJsonObject geometry = savedGeometry(*this);
    for (auto member = geometry.begin(); member != geometry.end(); ++member)
        window.insert(member.key(), member.value());
    if (const Page *shown = currentPage())
        window.insert("page"_L1, shown->pageId());
    m_parts.session.setWindow(window);
    for (const Page *page : pages())
        m_parts.session.setPage(page->pageId(), page->saveState());
}

void MainWindow::restoreSession()
{
    const QJsonObject window = m_parts.session.window();
    lineup::ui::restoreGeometry(*this, window);
    for (Page *page : pages()) {
        const QJsonObject state = m_parts.session.page(page->pageId());
        if (!state.isEmpty())
            page->restoreState(state);
    }
    m_catalogue.action(Id::FullScreen)->setChecked(isFullScreen());
    m_catalogue.action(Id::Inspector)->setChecked(!m_dock->isHidden());
    showPage(window.value("page"_L1).toString());
    m_rest.start(firstRest);
    if (!m_parts.session.problem().isEmpty())
        statusBar()->showMessage(m_parts.session.problem());
}

void MainWindow::showCalls()
{
    showPage(u"spend"_s, u"today"_s);
}

void MainWindow::openPalette()
{
    QList<QAction *> others = commands();
    others.removeOne(m_catalogue.action(Id::Palette));
    (new CommandPalette(others, this))->open();
}

void MainWindow::copyDiagnostics()
{
    QGuiApplication::clipboard()->setText(diagnosticInfo(*this, m_parts.vault, m_parts.ledger));
    statusBar()->showMessage(tr("Copied"), messageTime);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (callsInFlight() > 0 && !m_closeAnyway) {
        event->ignore();
        askBeforeClosing();
        return;
    }
    m_parts.session.flush();
    event->accept();
}

void MainWindow::askBeforeClosing()
{
    if (findChild<QMessageBox *>(u"close-question"_s))
        return;
    auto *question = new QMessageBox(this);
    question->setObjectName(u"close-question"_s);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::Question);
    question->setText(tr("%n calls are still running.", nullptr, callsInFlight()));
    question->setInformativeText(tr("What has arrived is kept. A provider may bill what it has already written."));
    const QPushButton *stop = question->addButton(tr("Stop and quit"), QMessageBox::DestructiveRole);
    question->setDefaultButton(question->addButton(tr("Keep running"), QMessageBox::RejectRole));
    connect(stop, &QPushButton::clicked, this, &MainWindow::stopAndClose);
    question->open();
}

void MainWindow::stopAndClose()
{
    for (Page *page : pages())
        page->stopAll();
    m_closeAnyway = true;
    close();
}

void MainWindow::comeForward(const QByteArray &activationToken)
{
    if (isMinimized())
        showNormal();
    show();
    raise();
    // Qt's Wayland platform takes the token from here (xdg-activation); without it a compositor may only blink.
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken);
    activateWindow();
    if (windowHandle())
        windowHandle()->requestActivate();
}

} // namespace lineup::ui
