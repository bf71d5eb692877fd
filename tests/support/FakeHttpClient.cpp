// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeHttpClient.h"

namespace lineup::test {

HttpReplyPtr FakeHttpClient::send(const HttpRequest &request)
{
    requests += request;
    return HttpReplyPtr(new FakeHttpReply(answer ? answer(request) : FakeAnswer {.silent = true}));
}

FakeHttpReply::FakeHttpReply(FakeAnswer answer) : m_answer(std::move(answer))
{
    if (!m_answer.silent)
        QMetaObject::invokeMethod(this, &FakeHttpReply::play, Qt::QueuedConnection);
}

void FakeHttpReply::play()
{
    if (m_done)
        return;
    if (m_answer.error)
        return end(m_answer.error);
    Q_EMIT connected();
    if (m_answer.mute)
        return;
    if (!m_done)
        Q_EMIT headReceived({.status = m_answer.status, .headers = m_answer.headers});
    if (!m_done)
        Q_EMIT received(m_answer.body);
    end(m_answer.cut);
}

void FakeHttpReply::abort()
{
    QMetaObject::invokeMethod(
        this, [this] { end(Error {.kind = Error::Kind::Cancelled, .detail = {}}); }, Qt::QueuedConnection);
}

void FakeHttpReply::end(const std::optional<Error> &error)
{
    if (std::exchange(m_done, true))
        return;
    Q_EMIT finished(error);
}

} // namespace lineup::test
