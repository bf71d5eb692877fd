// SPDX-License-Identifier: GPL-3.0-or-later
#include "HttpCall.h"

using lineup::HttpReply;

HttpCall::HttpCall(lineup::HttpClient &client, const lineup::HttpRequest &request) : m_reply(client.send(request))
{
    connect(m_reply.get(), &HttpReply::connected, this, [this] {
        m_seen += u'c';
        Q_EMIT connectedNow();
    });
    connect(m_reply.get(), &HttpReply::headReceived, this, [this](const lineup::HttpHead &head) {
        m_seen += u'h';
        m_head = head;
        Q_EMIT headNow();
    });
    connect(m_reply.get(), &HttpReply::received, this, [this](const QByteArray &bytes) {
        m_seen += u'r';
        m_bodySize += bytes.size();
        if (m_keep)
            m_body += bytes;
        Q_EMIT pieceNow();
    });
    connect(m_reply.get(), &HttpReply::finished, this, [this](const std::optional<lineup::Error> &error) {
        m_seen += u'f';
        m_error = error;
        ++m_finished;
        Q_EMIT finishedNow();
    });
}

QString HttpCall::order() const
{
    QString out;
    for (const QChar one : m_seen) {
        if (one != u'r' || !out.endsWith(u'r'))
            out += one;
    }
    return out;
}

lineup::HttpRequest keyedPost(const QUrl &url)
{
    return {.method = "POST",
        .url = url,
        .headers = {{"Authorization", "Bearer sk-canary-0123456789"}, {"x-api-key", "sk-canary-0123456789"},
            {"Content-Type", "application/json"}},
        .body = "{\"prompt\":\"canary\"}"};
}
