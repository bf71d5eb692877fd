// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/PaneView.h"

#include "ui/compare/ErrorCard.h"
#include "ui/compare/LetterBadge.h"
#include "ui/compare/MetricsStrip.h"
#include "ui/compare/ModelButton.h"
#include "ui/compare/ModelPicker.h"
#include "ui/compare/PaneHeader.h"
#include "ui/compare/PaneHint.h"
#include "ui/compare/PaneNote.h"
#include "ui/compare/PaneText.h"
#include "ui/compare/ParamChips.h"
#include "ui/compare/RouteLine.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Announcer.h"
#include "ui/widgets/markdown/AnswerView.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QStackedLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

PaneView::PaneView(PaneSession &session, ModelDirectory &directory, QWidget *parent)
    : Card(parent), m_session(session), m_directory(directory), m_header(new PaneHeader(this)),
      m_chips(new ParamChips(this)), m_stack(new QStackedLayout), m_hint(new PaneHint(this)),
      m_answers(new AnswerView(this)), m_error(new ErrorCard([&session] { return session.retryDelay(); }, this)),
      m_route(new RouteLine(this)), m_note(new PaneNote(this)), m_metrics(new MetricsStrip(this))
{
    build();
    connectSession();
    connectParts();
    refreshModel();
    render();
}

void PaneView::build()
{
    setMinimumSize(minimumPaneWidth, 200);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::medium, Spacing::small, Spacing::medium, Spacing::small);
    layout->setSpacing(Spacing::hair);
    m_stack->addWidget(m_hint);
    m_stack->addWidget(m_answers);
    layout->addWidget(m_header);
    layout->addWidget(m_chips);
    layout->addSpacing(Spacing::hair);
    layout->addLayout(m_stack, 1);
    layout->addWidget(m_error);
    layout->addWidget(m_route);
    layout->addWidget(m_note);
    layout->addWidget(m_metrics);
    m_error->hide();
    m_answers->setFrameShape(QFrame::NoFrame);
    // An error needs the room more, also than the hint that is not shown.
    m_answers->setMinimumHeight(Spacing::huge);
    m_hint->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    blendAnswers();
}

void PaneView::blendAnswers()
{
    QPalette colors = palette();
    colors.setColor(QPalette::Base, cardColor(palette()));
    m_answers->setPalette(colors);
}

void PaneView::changeEvent(QEvent *event)
{
    Card::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        blendAnswers();
}

void PaneView::connectSession()
{
    connect(&m_session, &PaneSession::modelChanged, this, &PaneView::refreshModel);
    connect(&m_session, &PaneSession::paramsChanged, this, &PaneView::refreshModel);
    connect(&m_session, &PaneSession::stateChanged, this, &PaneView::refreshState);
    connect(&m_session, &PaneSession::conversationReset, this, &PaneView::render);
    connect(&m_session, &PaneSession::answerStarted, this, &PaneView::onAnswerStarted);
    connect(&m_session, &PaneSession::answerEnded, this, &PaneView::onAnswerEnded);
    connect(&m_session, &PaneSession::textArrived, m_answers, &AnswerView::appendText);
    connect(&m_session, &PaneSession::reasoningArrived, m_answers, &AnswerView::appendReasoning);
    connect(&m_session, &PaneSession::toolCallArrived, m_answers, &AnswerView::appendToolCall);
}

void PaneView::connectParts()
{
    connect(m_header, &PaneHeader::modelClicked, this, &PaneView::openModelPicker);
    connect(m_header, &PaneHeader::stopClicked, &m_session, &PaneSession::stop);
    connect(m_header, &PaneHeader::retryClicked, this, &PaneView::retryRequested);
    connect(m_header, &PaneHeader::copyClicked, this, [this] { std::ignore = copyAnswer(); });
    connect(m_header, &PaneHeader::doubleClicked, this, &PaneView::maximizeRequested);
    connect(m_chips, &ParamChips::edited, this, [this](const PaneParams &params) {
        m_session.setParams(params);
        Q_EMIT edited();
    });
    connect(m_chips, &ParamChips::applyToAll, this, &PaneView::applyToAll);
    connect(m_metrics, &MetricsStrip::priceWanted, this, &PaneView::priceRequested);
    connect(m_answers, &AnswerView::copied, this, &PaneView::statusMessage);
    connect(m_hint, &PaneHint::modelRequested, this, &PaneView::openModelPicker);
    connect(m_hint, &PaneHint::keysRequested, this, [this] { Q_EMIT keysRequested(m_session.model().service); });
    connect(m_error, &ErrorCard::retryRequested, this, &PaneView::retryRequested);
    connect(m_error, &ErrorCard::modelRequested, this, &PaneView::openModelPicker);
    connect(m_error, &ErrorCard::keysRequested, this, &PaneView::keysRequested);
    connect(m_error, &ErrorCard::budgetRequested, this, &PaneView::budgetRequested);
    connect(m_error, &ErrorCard::allowMoreRequested, this, &PaneView::allowMoreRequested);
    connect(m_note, &PaneNote::answerRequested, this, [this](int step) {
        const PaneConversation &conversation = m_session.conversation();
        if (!conversation.isEmpty())
            m_session.selectAnswer(conversation.turns().last().current + step);
    });
    connect(&m_directory, &ModelDirectory::changed, this, &PaneView::refreshModel);
}

void PaneView::setIndex(int index)
{
    m_index = index;
    const QString letter = LetterBadge::letter(index);
    m_header->setIndex(index);
    setAccessibleName(tr("Pane %1").arg(letter));
    m_answers->setAccessibleName(tr("Conversation of pane %1").arg(letter));
}

void PaneView::setMenu(QMenu *menu)
{
    menu->setParent(this, menu->windowFlags());
    m_header->setMenu(menu);
}

void PaneView::setImagesAttached(bool attached)
{
    if (m_imagesAttached == attached)
        return;
    m_imagesAttached = attached;
    refreshState();
}

void PaneView::refreshModel()
{
    const PaneModel &model = m_session.model();
    const bool needsKey = m_directory.needsKey(model.service);
    m_header->setModel(model, needsKey);
    m_chips->set(m_session.params(), model);
    m_hint->setModel(model, needsKey);
    refreshState();
}

void PaneView::refreshState()
{
    const PaneConversation &conversation = m_session.conversation();
    const PaneAnswer *last = conversation.lastAnswer();
    const bool running = m_session.isRunning();
    m_stack->setCurrentIndex(conversation.isEmpty() ? 0 : 1);
    m_header->setRunning(running, !conversation.isEmpty(), !running && last != nullptr && last->hasText());
    const bool blind = m_imagesAttached && !running && m_session.model().lacks(ModelInfo::Capability::Vision);
    m_note->setStatus(blind ? tr("Will not see the image") : PaneText::status(m_session.state(), last), blind);
    m_route->setRoute(running || last == nullptr ? QList<RouteEvent>() : last->route);
    m_note->setMapping(running || last == nullptr ? MappingReport {} : last->mapping);
    const PaneTurn *turn = conversation.isEmpty() ? nullptr : &conversation.turns().last();
    m_note->setAnswers(turn != nullptr ? turn->current : 0, running || turn == nullptr ? 0 : int(turn->answers.size()));
    const std::optional<Error> error = m_session.error();
    if (error && !m_error->isVisibleTo(this))
        m_error->setError(*error, m_session.model());
    m_error->setVisible(error.has_value());
    refreshMetrics();
}

void PaneView::explainBudget(const BudgetStatus &status, const QDateTime &now)
{
    m_error->setBudget(status, now);
}

void PaneView::refreshMetrics()
{
    m_metrics->setMetrics(m_session.metrics(), !m_session.conversation().isEmpty());
    refreshWait();
}

void PaneView::refreshWait()
{
    const std::chrono::milliseconds left = m_session.waitLeft();
    if (left.count() > 0)
        m_note->setStatus(PaneText::waiting(left), false);
}

void PaneView::endAnswer(const PaneAnswer &answer)
{
    // Of a failure without a word the card beneath says everything.
    const bool whole
        = answer.end == PaneAnswer::End::Complete || (answer.end == PaneAnswer::End::Failed && !answer.hasContent());
    m_answers->endAnswer(whole, PaneText::unfinished(answer));
}

void PaneView::onAnswerStarted()
{
    const QList<PaneTurn> &turns = m_session.conversation().turns();
    if (m_shownTurns < turns.size())
        m_answers->addUserTurn(turns.last().user.text(), turns.last().imageCount());
    m_shownTurns = turns.size();
    m_answers->beginAnswer();
    m_error->hide();
    refreshState();
}

void PaneView::onAnswerEnded()
{
    const PaneAnswer *answer = m_session.conversation().lastAnswer();
    if (answer == nullptr)
        return;
    endAnswer(*answer);
    const QString text = PaneText::ending(LetterBadge::letter(m_index), *answer);
    announce(this, text);
    Q_EMIT statusMessage(text);
    Q_EMIT answerEnded();
}

void PaneView::render()
{
    m_answers->clear();
    const QList<PaneTurn> &turns = m_session.conversation().turns();
    for (const PaneTurn &turn : turns)
        renderTurn(turn);
    m_shownTurns = turns.size();
    refreshState();
}

void PaneView::renderTurn(const PaneTurn &turn)
{
    m_answers->addUserTurn(turn.user.text(), turn.imageCount());
    const PaneAnswer *answer = turn.answer();
    if (answer == nullptr || !answer->hasContent())
        return;
    m_answers->beginAnswer();
    if (!answer->message.reasoning.isEmpty())
        m_answers->appendReasoning(answer->message.reasoning);
    m_answers->appendText(answer->message.text() + answer->message.refusal);
    for (const ToolCall &call : answer->message.toolCalls)
        m_answers->appendToolCall(call.name, call.arguments);
    endAnswer(*answer);
}

void PaneView::focusPane()
{
    if (m_session.conversation().isEmpty())
        m_header->modelButton()->setFocus(Qt::ShortcutFocusReason);
    else
        m_answers->setFocus(Qt::ShortcutFocusReason);
}

void PaneView::openModelPicker()
{
    auto *picker = new ModelPicker(m_directory.tree(), m_session.model().modelString, this);
    connect(picker, &ModelPicker::chosen, this, [this](const QString &modelString) {
        m_session.setModel(m_directory.describe(modelString));
        Q_EMIT edited();
    });
    picker->openBelow(m_header->modelButton());
}

bool PaneView::copyAnswer()
{
    const PaneAnswer *answer = m_session.conversation().lastAnswer();
    if (answer == nullptr || !answer->hasText())
        return false;
    QGuiApplication::clipboard()->setText(answer->message.text() + answer->message.refusal);
    Q_EMIT statusMessage(tr("Copied"));
    return true;
}

QString PaneView::shownText() const
{
    return m_answers->toPlainText();
}

bool PaneView::event(QEvent *event)
{
    // The window's F11 is the full screen: inside of a pane it is that pane's.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_F11) {
        event->accept();
        return true;
    }
    return Card::event(event);
}

void PaneView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F11 && event->modifiers() == Qt::NoModifier)
        Q_EMIT maximizeRequested();
    else
        Card::keyPressEvent(event);
}

void PaneView::showEvent(QShowEvent *event)
{
    Card::showEvent(event);
    m_answers->setFlushActive(true);
    refreshMetrics();
}

void PaneView::hideEvent(QHideEvent *event)
{
    Card::hideEvent(event);
    m_answers->setFlushActive(false);
}

} // namespace lineup::ui
