// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/ComparePage.h"

#include "ui/compare/AttachmentStrip.h"
#include "ui/compare/CompareActions.h"
#include "ui/compare/MetricsText.h"
#include "ui/compare/PromptBar.h"
#include "ui/compare/PromptEditor.h"
#include "ui/compare/SendGuard.h"
#include "ui/compare/StartPanel.h"
#include "ui/models/PriceEditing.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/Banner.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace lineup::ui {
namespace {

constexpr int firstPanes = 2;

} // namespace

ComparePage::ComparePage(const UiContext &context, QWidget *parent)
    : ComparePage(context, std::make_unique<RouterCallStarter>(context.router), parent)
{
}

ComparePage::ComparePage(const UiContext &context, std::unique_ptr<CallStarter> starter, QWidget *parent)
    : Page(parent), m_context(context), m_starter(std::move(starter)),
      m_directory(context.catalogue, context.vault, &context.chains), m_localServers(context.network),
      m_set(*m_starter, context.clock, [this](const QString &model) { return m_directory.describe(model); }),
      m_actions(new CompareActions(*m_set.undoStack(), this)), m_banner(new Banner(Meaning::Information, {}, this)),
      m_start(new StartPanel(this)), m_board(new PaneBoard(m_set, m_directory, this)), m_prompt(new PromptBar(this)),
      m_guard(new SendGuard(context.budgets, this)), m_waysOut(new QMenu(m_prompt)), m_stack(new QStackedLayout)
{
    m_ticker.setInterval(100ms);
    m_estimateTimer.setInterval(120ms);
    m_estimateTimer.setSingleShot(true);
    build();
    connectActions();
    connectParts();
    connectBudgets();
    m_set.load(QList<PaneRecord>(firstPanes));
    m_board->setCurrent(0);
    onDirectory();
    updateEstimate();
}

ComparePage::~ComparePage()
{
    // The views hold references into the set: they go first, and quietly.
    m_set.disconnect(this);
    m_set.undoStack()->disconnect(this); // it says that it has changed when it goes
    m_directory.disconnect(this);
    delete m_board;
}

QString ComparePage::pageId() const
{
    return u"compare"_s;
}

QString ComparePage::title() const
{
    return tr("Compare");
}

bool ComparePage::enterSends() const
{
    return m_prompt->editor()->enterSends();
}

void ComparePage::setEnterSends(bool sends)
{
    m_prompt->editor()->setEnterSends(sends);
}

QString ComparePage::iconName() const
{
    return u"compare"_s;
}

QList<QAction *> ComparePage::pageActions() const
{
    return m_actions->all();
}

bool ComparePage::showsStart() const
{
    return m_stack->currentWidget() == m_start;
}

void ComparePage::build()
{
    const CompareActions &a = *m_actions;
    m_board->setMenuActions(
        {a.chooseModel, a.retry, a.copy, a.clear, nullptr, a.maximize, a.moveLeft, a.moveRight, nullptr, a.closePane});
    m_banner->setText(tr("No providers yet. Only the demo's recorded models can answer."));
    connect(m_banner->addButton(tr("Add a key")), &QPushButton::clicked, this,
        [this] { Q_EMIT pageRequested(u"keys"_s, {}); });
    m_banner->hide();
    m_stack->addWidget(m_start);
    m_stack->addWidget(m_board);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::medium, Spacing::small, Spacing::medium, Spacing::medium);
    layout->setSpacing(Spacing::small);
    layout->addWidget(makeToolBar());
    layout->addWidget(m_banner);
    layout->addLayout(m_stack, 1);
    layout->addWidget(m_prompt);
}

QWidget *ComparePage::makeToolBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Spacing::hair);
    const auto add = [&](QAction *action, const QString &text) {
        auto *button = new QToolButton(bar);
        button->setDefaultAction(action);
        button->setText(text);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(action->text());
        row->addWidget(button);
        return button;
    };
    add(m_actions->newComparison, tr("New"));
    add(m_actions->addPane, tr("Add pane"));
    auto *layouts = new QToolButton(bar);
    auto *menu = new QMenu(layouts);
    menu->addActions({m_actions->columns, m_actions->grid, m_actions->tabs});
    layouts->setMenu(menu);
    layouts->setIcon(icon(u"columns"_s));
    layouts->setText(tr("Layout"));
    layouts->setToolTip(tr("How panes are laid out"));
    layouts->setAccessibleName(tr("Layout of panes"));
    layouts->setPopupMode(QToolButton::InstantPopup);
    layouts->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    layouts->setAutoRaise(true);
    layouts->setFocusPolicy(Qt::StrongFocus);
    row->addWidget(layouts);
    row->addStretch(1);
    add(m_actions->stopAll, tr("Stop all"));
    return bar;
}

void ComparePage::connectActions()
{
    connectPaneActions();
    connectRunActions();
    const auto on = [this](QAction *action, auto fn) { connect(action, &QAction::triggered, this, fn); };
    on(m_actions->newComparison, [this] {
        QList<PaneRecord> records = m_set.records();
        for (PaneRecord &record : records)
            record.conversation = {};
        m_set.replaceAll(records, tr("New comparison"));
        focusMain();
    });
    on(m_actions->attach, [this] { m_prompt->chooseImages(); });
    on(m_actions->clear, [this] { m_set.clear(m_board->current()); });
    on(m_actions->columns, [this] { setArea(PaneArea::Layout::Columns); });
    on(m_actions->grid, [this] { setArea(PaneArea::Layout::Grid); });
    on(m_actions->tabs, [this] { setArea(PaneArea::Layout::Tabs); });
    on(m_actions->systemPrompt, [this](bool open) { m_prompt->setSystemOpen(open); });
    connect(m_set.undoStack(), &QUndoStack::indexChanged, this, &ComparePage::onEdited);
}

void ComparePage::connectPaneActions()
{
    const auto on = [this](QAction *action, auto fn) { connect(action, &QAction::triggered, this, fn); };
    on(m_actions->addPane, [this] {
        m_startLeft = true;
        // Like the pane beside it, but for the conversation: one thing to change instead of five.
        PaneRecord record;
        if (const PaneSession *current = currentSession())
            record.params = current->params();
        if (m_set.add(record))
            m_board->goTo(m_set.count() - 1);
    });
    on(m_actions->closePane, [this] { m_set.close(m_board->current()); });
    on(m_actions->reopenPane, [this] { m_set.reopen(); });
    on(m_actions->moveLeft, [this] { m_set.move(m_board->current(), m_board->current() - 1); });
    on(m_actions->moveRight, [this] { m_set.move(m_board->current(), m_board->current() + 1); });
    on(m_actions->previousPane, [this] { goBy(-1); });
    on(m_actions->nextPane, [this] { goBy(1); });
    on(m_actions->maximize, [this](bool alone) { m_board->area()->setMaximized(alone); });
    on(m_actions->chooseModel, [this] {
        m_startLeft = true;
        updateStart();
        if (PaneView *view = m_board->currentView())
            view->openModelPicker();
    });
    on(m_actions->setPrice, [this] {
        if (const PaneSession *current = currentSession())
            setPriceFor(*current);
    });
    for (int i = 0; i < m_actions->panes.size(); ++i)
        on(m_actions->panes[i], [this, i] { m_board->goTo(i); });
}

void ComparePage::connectRunActions()
{
    const auto on = [this](QAction *action, auto fn) { connect(action, &QAction::triggered, this, fn); };
    on(m_actions->send, [this] { send(m_set.sessions()); });
    on(m_actions->sendPane, [this] {
        if (PaneSession *current = currentSession())
            send({current});
    });
    on(m_actions->stopPane, [this] {
        if (PaneSession *current = currentSession())
            current->stop();
    });
    on(m_actions->stopAll, [this] { stopAll(); });
    on(m_actions->retry, [this] {
        if (PaneSession *current = currentSession())
            retry(*current);
    });
    on(m_actions->retryFailed, [this] { retryFailed(); });
    on(m_actions->copy, [this] {
        if (PaneView *view = m_board->currentView(); view == nullptr || !view->copyAnswer())
            Q_EMIT statusMessage(tr("There is no answer to copy yet"));
    });
    on(m_actions->demo, [this] { runDemo(); });
    on(m_actions->escape, [this] { onEscape(); });
}

void ComparePage::connectParts()
{
    connect(m_board, &PaneBoard::viewAdded, this, &ComparePage::onViewAdded);
    connect(m_board, &PaneBoard::currentChanged, this, &ComparePage::updateActions);
    connect(m_board->area(), &PaneArea::sizesChanged, this, &ComparePage::stateDirty);
    connect(&m_set, &PaneSet::added, this, &ComparePage::updateStart);
    connect(&m_set, &PaneSet::removed, this, &ComparePage::onSessionState);
    connect(&m_directory, &ModelDirectory::changed, this, &ComparePage::onDirectory);
    connect(&m_ticker, &QTimer::timeout, m_board, &PaneBoard::refreshMetrics);
    connect(&m_estimateTimer, &QTimer::timeout, this, &ComparePage::updateEstimate);
    connect(m_prompt, &PromptBar::sendClicked, m_actions->send, &QAction::trigger);
    connect(m_prompt, &PromptBar::statusMessage, this, &ComparePage::statusMessage);
    connect(m_prompt, &PromptBar::changed, this, &ComparePage::onEdited);
    connect(&m_localServers, &LocalServers::finished, this, [this](const QList<LocalServer> &servers) {
        for (const LocalServer &server : servers) {
            if (!server.models.isEmpty())
                m_context.catalogue.setListedModels(server.service, server.models);
        }
    });
    connect(m_start, &StartPanel::demoRequested, this, &ComparePage::runDemo);
    connect(m_start, &StartPanel::keysRequested, this, [this] { Q_EMIT pageRequested(u"keys"_s, {}); });
    connect(m_start, &StartPanel::modelsRequested, this, [this](const QStringList &models) {
        useModels(models, tr("Choose models"));
        m_prompt->editor()->setFocus(Qt::OtherFocusReason);
    });
}

void ComparePage::onViewAdded(PaneView *view)
{
    PaneSession &session = view->session();
    connect(&session, &PaneSession::stateChanged, this, &ComparePage::onSessionState);
    connect(&session, &PaneSession::conversationReset, this, &ComparePage::onEdited);
    connect(&session, &PaneSession::modelChanged, this, &ComparePage::onEdited);
    connect(view, &PaneView::edited, this, &ComparePage::onEdited);
    connect(view, &PaneView::statusMessage, this, &ComparePage::statusMessage);
    connect(view, &PaneView::retryRequested, this, [this, &session] { retry(session); });
    connect(view, &PaneView::keysRequested, this, [this](const QString &id) { Q_EMIT pageRequested(u"keys"_s, id); });
    connect(view, &PaneView::priceRequested, this, [this, &session] { setPriceFor(session); });
    connect(view, &PaneView::maximizeRequested, this, [this, view] {
        m_board->setCurrent(int(m_board->views().indexOf(view)));
        m_actions->maximize->trigger();
    });
    connect(view, &PaneView::applyToAll, this, [this, &session](PaneParam param) {
        for (PaneSession *other : m_set.sessions()) {
            PaneParams params = other->params();
            params.copy(param, session.params());
            other->setParams(params);
        }
        onEdited();
    });
    connect(view, &PaneView::answerEnded, this, [this] {
        m_board->markBest();
        onEdited();
        explainBudgets();
    });
    connect(
        view, &PaneView::budgetRequested, this, [this](const QString &id) { Q_EMIT pageRequested(u"budgets"_s, id); });
    connect(view, &PaneView::allowMoreRequested, this, &ComparePage::allowMore);
}

// Of what was asked last, which in a chain is not what was chosen; before that of the model that is chosen.
void ComparePage::setPriceFor(const PaneSession &session)
{
    const CallDetails *call = session.details();
    const AttemptRecord *asked = call != nullptr ? call->record.deciding() : nullptr;
    const PaneModel &model = session.model();
    if (asked != nullptr && !call->record.demo)
        openPriceDialog(m_context.catalogue, m_context.clock, asked->service, asked->model, window());
    else if (model.info && !model.chain)
        openPriceDialog(m_context.catalogue, m_context.clock, model.service, model.info->id, window());
}

void ComparePage::openItem(const QString &item)
{
    if (item.startsWith("price/"_L1))
        openPriceDialog(
            m_context.catalogue, m_context.clock, item.section(u'/', 1, 1), item.section(u'/', 2), window());
}

void ComparePage::onSessionState()
{
    const int running = m_set.running();
    if (running > 0 && !m_ticker.isActive() && isVisible())
        m_ticker.start();
    else if (running == 0)
        m_ticker.stop();
    if (running != m_lastRunning) {
        m_lastRunning = running;
        Q_EMIT callsInFlightChanged();
    }
    m_board->markBest();
    updateActions();
    updateStart();
    m_estimateTimer.start();
}

void ComparePage::onDirectory()
{
    m_set.describeAgain();
    // A key that was just added: its models take the empty panes, and the person can ask at once.
    if (showsStart() && m_directory.keysKnown()) {
        for (const ModelDirectory::Offer &offer : m_directory.keyOffers()) {
            if (offer.variable.isEmpty() && !offer.models.isEmpty()) {
                useModels(offer.models, tr("Choose models"));
                break;
            }
        }
    }
    m_start->setOffers(!m_directory.demoModels().isEmpty(), m_directory.localOffers(), m_directory.environmentOffers());
    m_actions->demo->setEnabled(!m_directory.demoModels().isEmpty());
    updateStart();
}

void ComparePage::onEdited()
{
    updateActions();
    updateStart();
    m_estimateTimer.start();
    Q_EMIT stateDirty();
}

void ComparePage::useModels(const QStringList &modelStrings, const QString &text)
{
    QList<PaneRecord> records;
    for (const QString &model : modelStrings.mid(0, PaneSet::maxPanes))
        records += PaneRecord {.model = model};
    m_set.replaceAll(records, text);
    m_board->setCurrent(0);
}

void ComparePage::updateStart()
{
    bool anyModel = false;
    for (const PaneSession *pane : m_set.sessions())
        anyModel = anyModel || !pane->model().modelString.isEmpty();
    const bool start = !anyModel && !m_startLeft && !m_set.hasConversation();
    m_stack->setCurrentWidget(start ? static_cast<QWidget *>(m_start) : m_board);
    m_prompt->setVisible(!start);
    m_banner->setVisible(!start && m_directory.keysKnown() && !m_directory.hasProvider());
}

void ComparePage::updateActions()
{
    const int current = m_board->current();
    const PaneSession *session = currentSession();
    const bool running = session != nullptr && session->isRunning();
    const bool asked = session != nullptr && !session->conversation().isEmpty();
    const PaneAnswer *answer = asked ? session->conversation().lastAnswer() : nullptr;
    bool failed = false;
    for (const PaneSession *pane : m_set.sessions())
        failed = failed || pane->state() == PaneSession::State::Failed;
    m_actions->addPane->setEnabled(m_set.canAdd());
    m_actions->closePane->setEnabled(m_set.count() > 1);
    m_actions->reopenPane->setEnabled(m_set.canReopen());
    m_actions->moveLeft->setEnabled(current > 0);
    m_actions->moveRight->setEnabled(current + 1 < m_set.count());
    m_actions->maximize->setEnabled(m_set.count() > 1);
    m_actions->previousPane->setEnabled(m_set.count() > 1);
    m_actions->nextPane->setEnabled(m_set.count() > 1);
    m_actions->stopPane->setEnabled(running);
    m_actions->stopAll->setEnabled(m_set.running() > 0);
    m_actions->retry->setEnabled(asked && !running);
    m_actions->retryFailed->setEnabled(failed);
    m_actions->clear->setEnabled(asked);
    m_actions->copy->setEnabled(answer != nullptr && answer->hasText());
    m_actions->newComparison->setEnabled(m_set.hasConversation());
    for (int i = 0; i < m_actions->panes.size(); ++i)
        m_actions->panes[i]->setEnabled(i < m_set.count());
    updateNotice();
    Q_EMIT inspectedChanged();
}

std::optional<CallDetails> ComparePage::inspected() const
{
    const PaneSession *session = currentSession();
    const CallDetails *details = session != nullptr ? session->details() : nullptr;
    return details != nullptr ? std::optional(*details) : std::nullopt;
}

void ComparePage::updateNotice()
{
    const bool images = !m_prompt->attachments()->attachments().isEmpty();
    for (PaneView *view : m_board->views())
        view->setImagesAttached(images);
    const QString kept = tr("Images are not kept when Lineup closes, unless they are small.");
    m_prompt->setNotice(images ? kept : switchNotice());
}

// Somebody without a key may have a model on this machine. Nobody else is asked, and nobody when panes are filled.
void ComparePage::findLocalServers()
{
    if (showsStart())
        m_localServers.search(m_context.catalogue.services());
}

void ComparePage::setArea(PaneArea::Layout layout)
{
    m_board->area()->setLayoutKind(layout);
    (layout == PaneArea::Layout::Columns       ? m_actions->columns
            : layout == PaneArea::Layout::Grid ? m_actions->grid
                                               : m_actions->tabs)
        ->setChecked(true);
    Q_EMIT stateDirty();
}

void ComparePage::goBy(int step)
{
    if (m_set.count() > 0)
        m_board->goTo((m_board->current() + step + m_set.count()) % m_set.count());
}

void ComparePage::focusMain()
{
    if (showsStart())
        m_start->focusFirst();
    else
        m_prompt->editor()->setFocus(Qt::OtherFocusReason);
}

void ComparePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (m_set.running() > 0)
        m_ticker.start();
    if (!m_shownBefore) {
        m_shownBefore = true;
        // After the first paint: the keychain may be slow to answer.
        QTimer::singleShot(0, this, [this] {
            m_directory.refreshKeys();
            findLocalServers();
        });
    }
}

} // namespace lineup::ui
