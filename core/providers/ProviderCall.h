// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/domain/CallRecord.h"
#include "core/net/HttpClient.h"
#include "core/providers/Authorizer.h"
#include "core/providers/Dialect.h"
#include "core/providers/Exchange.h"

#include <QObject>

namespace lineup {

// One attempt at one target: encodes, sends, reads the answer, streamed or plain, and tells what happened. An answer
// that comes in several steps (a job that is polled) is one attempt; when it ends before the job does, the service is
// told to stop it, where it can be told, and nobody waits for that.
// One thread. Signals: dequeued, connected at most once, delta any number of times, then exactly one finished; none
// from inside start() or abort(). Destroying it stops the transfer silently.
class ProviderCall : public QObject
{
    Q_OBJECT
public:
    ProviderCall(const ChatRequest &request, Target target, Credentials credentials, HttpClient &client,
        Authorizer &authorizer, const Clock &clock, QObject *parent = nullptr);
    ~ProviderCall() override;

    void setTimeouts(const HttpTimeouts &timeouts) { m_timeouts = timeouts; } // before start()
    void start();
    void abort(); // finished(Cancelled) follows from the event loop
    [[nodiscard]] bool isQueued() const { return m_reply && m_reply->isQueued(); }
    [[nodiscard]] Completion partial() const;
    // Everything but the cost, which needs a price. Whole once finished has been emitted.
    [[nodiscard]] const AttemptRecord &record() const { return m_record; }
    // The record as of now, for a call that is being dropped.
    [[nodiscard]] AttemptRecord recordNow() const;
    // What was sent and what came back is kept; off by default. Before start().
    void keepExchange() { m_keepExchange = true; }
    [[nodiscard]] Exchange exchange() const; // so far, without any secret; empty when nothing was kept

Q_SIGNALS:
    void dequeued(); // a transfer has waited for others to end, and begins now
    void connected();
    void delta(const lineup::Delta &delta);
    void finished(const lineup::Result<lineup::Completion> &result);

private:
    enum class Mode { Undecided, Streamed, Plain, ErrorBody };

    void dispatch(EncodedRequest encoded);
    void send(const Result<HttpRequest> &request);
    [[nodiscard]] bool followsUp();
    [[nodiscard]] Credentials secrets() const; // those that were used, and what they bought
    void stopJob();
    void onHead(const HttpHead &head);
    void onBytes(const QByteArray &bytes);
    void onTransferFinished(const std::optional<Error> &error);
    void decideMode(const QByteArray &bytes);
    void feedStream(const QByteArray &bytes);
    void applyEvents(const QList<StreamEvent> &events);
    void deliver(const QList<Delta> &deltas);
    void finishStream(const std::optional<Error> &transferError);
    void applyLastEvents();
    void finishPlain();
    void finishWithError(Error error);
    void conclude(const Result<Completion> &result);
    [[nodiscard]] std::chrono::microseconds elapsed() const;

    ChatRequest m_request;
    Target m_target;
    Credentials m_credentials;
    SecretBytes m_bought; // with them; no more to be shown than they are
    HttpClient &m_client;
    Authorizer &m_authorizer;
    const Clock &m_clock;
    const Dialect *m_dialect;
    HttpTimeouts m_timeouts;

    HttpReplyPtr m_reply;
    std::optional<EncodedRequest> m_stopJob; // what ends the job that we wait for
    std::unique_ptr<Framer> m_framer;
    std::unique_ptr<StreamDecoder> m_decoder;
    CompletionBuilder m_builder;
    Framing m_framing = Framing::Sse;
    Mode m_mode = Mode::Undecided;
    HttpHead m_head;
    QByteArray m_body; // of a plain answer or an error
    AttemptRecord m_record;
    std::chrono::nanoseconds m_startedAt {0};
    Exchange m_exchange;
    bool m_keepExchange = false;
    bool m_done = false;
};

} // namespace lineup
