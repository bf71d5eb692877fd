// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/HttpClient.h"

#include <QStringList>

// Sends a request and writes down what comes, and whether it comes in the order that HttpReply promises.
//     HttpCall call(client, {.url = server.url("/x"), .body = "{}"});
//     QTRY_VERIFY(call.over());
//     QCOMPARE(call.body(), "…");
class HttpCall : public QObject
{
    Q_OBJECT
public:
    HttpCall(lineup::HttpClient &client, const lineup::HttpRequest &request);
    [[nodiscard]] bool over() const { return m_finished > 0; }
    [[nodiscard]] bool connected() const { return m_seen.contains(u'c'); }
    [[nodiscard]] const std::optional<lineup::HttpHead> &head() const { return m_head; }
    [[nodiscard]] QByteArray body() const { return m_body; }
    [[nodiscard]] int pieces() const { return static_cast<int>(m_seen.count(u'r')); }
    [[nodiscard]] const std::optional<lineup::Error> &error() const { return m_error; }
    [[nodiscard]] bool succeeded() const { return over() && !m_error; }
    [[nodiscard]] bool failedWith(lineup::Error::Kind kind) const { return m_error && m_error->kind == kind; }
    // "c" connected, "h" head, "r" a piece (one for all that follow each other), "f" finished: "chrf".
    [[nodiscard]] QString order() const;
    // Keeps no bytes, only their count: for bodies of hundreds of megabytes.
    void keepNothing() { m_keep = false; }
    [[nodiscard]] qint64 bodySize() const { return m_bodySize; }

    [[nodiscard]] lineup::HttpReply *reply() const { return m_reply.get(); }
    void abort() { m_reply->abort(); }
    void drop() { m_reply.reset(); }

Q_SIGNALS:
    // After the same signal of the reply was written down.
    void connectedNow();
    void headNow();
    void pieceNow();
    void finishedNow();

private:
    lineup::HttpReplyPtr m_reply;
    QString m_seen;
    std::optional<lineup::HttpHead> m_head;
    QByteArray m_body;
    qint64 m_bodySize = 0;
    bool m_keep = true;
    int m_finished = 0;
    std::optional<lineup::Error> m_error;
};

// A POST with a key and a prompt, as the dialects send them.
[[nodiscard]] lineup::HttpRequest keyedPost(const QUrl &url);
