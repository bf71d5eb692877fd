// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/compare/PaneSession.h"

#include "core/routing/Chain.h"

namespace lineup {

using std::chrono::duration_cast;
using std::chrono::microseconds;
using std::chrono::milliseconds;

namespace {

constexpr qsizetype keptCalls = 4; // each may hold some megabytes

} // namespace

PaneSession::PaneSession(CallStarter &starter, const Clock &clock, QObject *parent)
    : QObject(parent), m_starter(starter), m_clock(clock)
{
}

PaneSession::~PaneSession() = default;

void PaneSession::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

PaneSession::State PaneSession::stateOf(const PaneConversation &conversation)
{
    const PaneAnswer *answer = conversation.lastAnswer();
    if (answer == nullptr)
        return State::Idle;
    switch (answer->end) {
    case PaneAnswer::End::Open:
    case PaneAnswer::End::Interrupted:
    case PaneAnswer::End::Stopped:
        return State::Stopped;
    case PaneAnswer::End::Complete:
        return State::Done;
    case PaneAnswer::End::Failed:
        return State::Failed;
    }
    return State::Idle;
}

void PaneSession::setModel(const PaneModel &model)
{
    if (m_model == model)
        return;
    m_model = model;
    Q_EMIT modelChanged();
}

void PaneSession::setParams(const PaneParams &params)
{
    if (m_params == params)
        return;
    m_params = params;
    Q_EMIT paramsChanged();
}

bool PaneSession::send(const Message &user, const QString &sharedSystem)
{
    if (m_reply || m_model.modelString.isEmpty() || user.content.isEmpty())
        return false;
    PaneConversation next = m_conversation;
    next.ask(user);
    const QList<Message> messages = next.request(m_model, m_params, sharedSystem).messages;
    // A prompt of images alone is nothing to a model that does not see them.
    if (messages.isEmpty() || messages.last().role != Role::User)
        return false;
    m_conversation = next;
    return start(sharedSystem);
}

bool PaneSession::retry(const QString &sharedSystem)
{
    if (m_reply || m_model.modelString.isEmpty() || !m_conversation.askAgain())
        return false;
    // What is shown changes: the answer so far makes room.
    Q_EMIT conversationReset();
    return start(sharedSystem);
}

bool PaneSession::start(const QString &sharedSystem)
{
    const ChatRequest request = m_conversation.request(m_model, m_params, sharedSystem);
    m_estimate = LiveEstimate(request, m_model.info);
    m_askedDemo = m_model.demo;
    m_askedModel = m_model.modelString;
    m_stopping = false;
    m_reasoningStreamed = false;
    m_firstAt.reset();
    m_retryAt.reset();
    m_waitUntil.reset();
    m_sentAt = m_clock.monotonic();
    m_reply = m_starter.start(request);
    connect(m_reply.get(), &Reply::stateChanged, this, &PaneSession::onReplyState);
    connect(m_reply.get(), &Reply::waiting, this, [this](milliseconds time) {
        m_waitUntil = m_clock.monotonic() + time;
        Q_EMIT stateChanged(m_state);
    });
    connect(m_reply.get(), &Reply::delta, this, &PaneSession::onDelta);
    connect(m_reply.get(), &Reply::finished, this, &PaneSession::onFinished);
    Q_EMIT answerStarted();
    onReplyState(m_reply->state());
    return true;
}

void PaneSession::onReplyState(Reply::State state)
{
    m_waitUntil.reset();
    noteAsked();
    switch (state) {
    case Reply::State::Queued:
        setState(State::Queued);
        break;
    case Reply::State::Connecting:
        setState(State::Connecting);
        break;
    case Reply::State::Waiting:
        setState(State::Thinking);
        break;
    case Reply::State::Streaming: // onDelta tells thinking from writing
    case Reply::State::Done:
        break;
    }
}

// Of a chain it is only known now whom it asks, and at what price.
void PaneSession::noteAsked()
{
    if (!m_askedModel.startsWith(chainPrefix))
        return;
    const Reply::Asked asked = m_reply->asked();
    m_estimate.setModel(asked.info);
    m_askedDemo = asked.demo;
}

void PaneSession::onDelta(const Delta &delta)
{
    if (!m_firstAt)
        noteAsked();
    m_estimate.add(delta);
    if (delta.choice != 0 || !delta.hasContent())
        return;
    if (!m_firstAt)
        m_firstAt = m_clock.monotonic();
    if (!delta.reasoning.isEmpty()) {
        m_reasoningStreamed = true;
        setState(State::Thinking);
        Q_EMIT reasoningArrived(delta.reasoning);
    }
    const QString text = delta.text + delta.refusal;
    if (!text.isEmpty()) {
        setState(State::Streaming);
        Q_EMIT textArrived(text);
    }
}

PaneAnswer PaneSession::answerFrom(const Completion &completion) const
{
    PaneAnswer answer;
    answer.model = m_askedModel;
    if (const Choice *choice = completion.first()) {
        answer.message = choice->message;
        answer.finishReason = choice->finishReason;
    }
    answer.message.role = Role::Assistant;
    const CallRecord &record = m_reply->record();
    answer.usage = record.usage;
    answer.callId = record.id;
    answer.cost = record.cost;
    answer.firstToken = record.firstToken;
    answer.total = record.total;
    answer.demo = record.demo;
    if (const AttemptRecord *attempt = record.deciding())
        answer.mapping = attempt->mapping;
    if (record.route.size() > 1 || (!record.route.isEmpty() && record.route.first().attempt < 0))
        answer.route = record.route;
    if (record.route.isEmpty() || record.attempts.isEmpty())
        return answer;
    const RouteEvent &last = record.route.last();
    if (last.attempt >= 0 && last.attempt < record.attempts.size() && last.model != m_askedModel) {
        answer.answeredBy = last.model;
        answer.usage = record.attempts.at(last.attempt).usage;
    }
    return answer;
}

void PaneSession::keepDetails()
{
    m_details += {.record = m_reply->record(), .attempts = m_reply->details()};
    if (m_details.size() > keptCalls)
        m_details.removeFirst();
}

const CallDetails *PaneSession::details() const
{
    const PaneAnswer *answer = m_conversation.lastAnswer();
    if (m_reply || answer == nullptr || answer->callId.isEmpty())
        return nullptr;
    const auto found = std::find_if(
        m_details.begin(), m_details.end(), [&](const CallDetails &each) { return each.record.id == answer->callId; });
    return found == m_details.end() ? nullptr : &*found;
}

milliseconds PaneSession::waitLeft() const
{
    if (!m_waitUntil)
        return milliseconds(0);
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(*m_waitUntil - m_clock.monotonic()));
}

void PaneSession::onFinished(const Result<Completion> &result)
{
    PaneAnswer answer = answerFrom(result ? *result : m_reply->partial());
    if (result) {
        answer.end = PaneAnswer::End::Complete;
        answer.cut = !result->complete;
    } else if (m_stopping) {
        answer.end = PaneAnswer::End::Stopped;
    } else {
        answer.end = PaneAnswer::End::Failed;
        answer.error = result.error();
        if (result.error().retryAfter)
            m_retryAt = m_clock.monotonic() + *result.error().retryAfter;
    }
    keepDetails();
    m_reply.reset();
    m_conversation.endAnswer(answer);
    const State state = stateOf(m_conversation);
    m_state = state;
    for (const ToolCall &call : answer.message.toolCalls)
        Q_EMIT toolCallArrived(call.name, call.arguments);
    Q_EMIT answerEnded();
    Q_EMIT stateChanged(state);
}

void PaneSession::stop()
{
    if (!m_reply || m_stopping)
        return;
    m_stopping = true;
    m_reply->abort();
}

void PaneSession::setConversation(const PaneConversation &conversation)
{
    m_reply.reset();
    m_waitUntil.reset();
    m_retryAt.reset();
    m_conversation = conversation;
    m_state = stateOf(m_conversation);
    Q_EMIT conversationReset();
    Q_EMIT stateChanged(m_state);
}

bool PaneSession::selectAnswer(int index)
{
    if (m_reply || !m_conversation.selectAnswer(index))
        return false;
    m_retryAt.reset();
    m_state = stateOf(m_conversation);
    Q_EMIT conversationReset();
    Q_EMIT stateChanged(m_state);
    return true;
}

PaneConversation PaneSession::snapshot() const
{
    PaneConversation copy = m_conversation;
    if (m_reply) {
        PaneAnswer answer = answerFrom(m_reply->partial());
        answer.end = PaneAnswer::End::Interrupted;
        copy.endAnswer(answer);
    }
    return copy;
}

std::optional<Error> PaneSession::error() const
{
    const PaneAnswer *answer = m_conversation.lastAnswer();
    return m_reply || answer == nullptr ? std::nullopt : answer->error;
}

milliseconds PaneSession::retryDelay() const
{
    if (!m_retryAt)
        return milliseconds(0);
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(*m_retryAt - m_clock.monotonic()));
}

PaneMetrics PaneSession::metrics() const
{
    if (!m_reply) {
        const PaneAnswer *answer = m_conversation.lastAnswer();
        return answer != nullptr ? metricsOf(*answer) : PaneMetrics {};
    }
    PaneMetrics metrics;
    metrics.running = true;
    metrics.demo = m_askedDemo;
    metrics.usage = m_estimate.usage();
    metrics.soFar = m_estimate.cost();
    if (m_firstAt) {
        metrics.firstToken = duration_cast<microseconds>(*m_firstAt - m_sentAt);
        metrics.tokensPerSecond = tokensPerSecond(metrics.usage, m_reasoningStreamed, metrics.firstToken,
            duration_cast<microseconds>(m_clock.monotonic() - m_sentAt));
    }
    return metrics;
}

} // namespace lineup
