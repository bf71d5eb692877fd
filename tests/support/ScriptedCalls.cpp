// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ScriptedCalls.h"

#include <QTimer>

namespace lineup::test {

ScriptedReply::ScriptedReply(ChatRequest asked) : request(std::move(asked)) { }

void ScriptedReply::abort()
{
    aborted = true;
    QTimer::singleShot(0, this, [this] { fail(Error {.kind = Error::Kind::Cancelled}); });
}

void ScriptedReply::become(State state)
{
    m_state = state;
    Q_EMIT stateChanged(state);
}

void ScriptedReply::tell(const Delta &piece)
{
    if (m_over)
        return;
    if (m_state != State::Streaming)
        become(State::Streaming);
    m_builder.apply(piece);
    Q_EMIT delta(piece);
}

void ScriptedReply::text(const QString &piece)
{
    Delta delta;
    delta.text = piece;
    tell(delta);
}

void ScriptedReply::reasoning(const QString &piece)
{
    Delta delta;
    delta.reasoning = piece;
    tell(delta);
}

void ScriptedReply::finish(bool complete)
{
    if (std::exchange(m_over, true))
        return;
    m_state = State::Done;
    Q_EMIT finished(m_builder.build(complete));
}

void ScriptedReply::fail(const Error &error)
{
    if (std::exchange(m_over, true))
        return;
    m_state = State::Done;
    callRecord.error = error;
    Q_EMIT finished(error);
}

ReplyPtr ScriptedStarter::start(const ChatRequest &request)
{
    auto *reply = new ScriptedReply(request);
    calls += reply;
    requests += request;
    return ReplyPtr(reply);
}

} // namespace lineup::test
