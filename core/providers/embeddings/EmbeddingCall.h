// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/domain/CallRecord.h"
#include "core/net/HttpClient.h"
#include "core/providers/Authorizer.h"
#include "core/providers/EmbeddingCodec.h"

#include <QObject>

namespace lineup {

// One attempt at embeddings at one target: as many requests as the service's limits need, one after the other, and
// their vectors joined in order. The first that fails ends it; the record says what had been used up to there.
// One thread. Signals: exactly one finished, not from inside start() or abort(). Destroying it stops the transfer
// silently.
class EmbeddingCall : public QObject
{
    Q_OBJECT
public:
    EmbeddingCall(const EmbeddingRequest &request, Target target, Credentials credentials, HttpClient &client,
        Authorizer &authorizer, const Clock &clock, QObject *parent = nullptr);
    ~EmbeddingCall() override;

    void start();
    void abort(); // finished(Cancelled) follows from the event loop
    // Everything but the cost, which needs a price. Whole once finished has been emitted.
    [[nodiscard]] const AttemptRecord &record() const { return m_record; }
    // The record as of now, for a call that is being dropped.
    [[nodiscard]] AttemptRecord recordNow() const;
    // A request is out, or was lost on the way, whose tokens nobody has reported.
    [[nodiscard]] bool mayBeBilled() const { return m_out && m_record.httpStatus < 400; }
    // The provider's own figure for what has been answered; nothing when it gave none for a part.
    [[nodiscard]] std::optional<Money> providerCost() const { return m_result.providerCost; }

Q_SIGNALS:
    void finished(const lineup::Result<lineup::EmbeddingResult> &result);

private:
    void sendNext();
    void send(const Result<HttpRequest> &request);
    void onHead(const HttpHead &head);
    void onBytes(const QByteArray &bytes);
    void onTransferFinished(const std::optional<Error> &error);
    void take(const EmbeddingResult &part);
    void failLater(const Error &error);
    void finishWithError(Error error);
    void conclude(const Result<EmbeddingResult> &result);
    [[nodiscard]] std::optional<std::chrono::milliseconds> timeLeft() const;
    [[nodiscard]] std::chrono::microseconds elapsed() const;

    EmbeddingRequest m_request;
    Target m_target;
    Credentials m_credentials;
    HttpClient &m_client;
    Authorizer &m_authorizer;
    const Clock &m_clock;
    const Dialect *m_dialect; // which knows the service's errors
    const EmbeddingCodec *m_codec;

    QList<EmbeddingRequest> m_batches;
    qsizetype m_next = 0; // the batch that is under way, or is sent next
    HttpReplyPtr m_reply;
    HttpHead m_head;
    QByteArray m_body;
    EmbeddingResult m_result; // of the batches that have been answered
    AttemptRecord m_record;
    std::chrono::nanoseconds m_startedAt {0};
    bool m_out = false; // the batch's request has been written and not been answered
    bool m_done = false;
};

} // namespace lineup
