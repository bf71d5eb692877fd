// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Deadlines.h"
#include "core/net/FloodGuard.h"
#include "core/net/HttpReply.h"
#include "core/net/ManagerPool.h"
#include "core/net/UploadBody.h"

#include <QSslError>

class QNetworkReply;

namespace lineup {

class TransferQueue;

// The transfer behind NetworkHttpClient::send(). Made, then either started or failed, in that call.
class NetworkReply final : public HttpReply,
                           private Deadlines::Watched,
                           private UploadBody::Reader,
                           private FloodGuard::Receiver
{
    Q_OBJECT
public:
    // What all transfers of a client share.
    struct Shared
    {
        ManagerPool *pool;
        Deadlines *deadlines;
        FloodGuard *floods;
        TransferQueue *queue;
    };
    // They outlive the transfer, or end it by ownerGoes().
    NetworkReply(const HttpRequest &request, const Shared &shared);
    ~NetworkReply() override;

    void waitForTurn(); // until beginTurn()
    void beginTurn(); // emits dequeued; start() follows, unless that has ended it
    // Sends it through the place, which is given back when the transfer is over.
    void start(const QNetworkRequest &wire, const HttpRequest &request, const ManagerPool::Place &place);
    // One finished(error) follows from the event loop.
    void endLater(const Error &error);
    void abort() override;
    [[nodiscard]] bool isQueued() const override { return m_phase == Phase::Queued && !m_ended; }
    [[nodiscard]] bool hasEnded() const { return m_ended; }

private:
    enum class Phase { Queued, Connecting, Waiting, Reading };
    struct Limit
    {
        std::chrono::milliseconds time;
        Deadlines::TimePoint since;
        QLatin1StringView text;
    };

    void watch();
    void requestSent();
    void uploadWentOn() override { m_since = Deadlines::Clock::now(); }
    void readHead();
    void readBody();
    void networkFinished();
    [[nodiscard]] std::optional<QString> faultOf(const HttpHead &head) const;
    [[nodiscard]] QString redirectText(int status) const;

    Deadlines::TimePoint checkLimits(Deadlines::TimePoint now) override;
    void ownerGoes() override { abort(); }
    [[nodiscard]] const Origin &whence() const override { return m_place.origin; }
    void flooded() override;
    [[nodiscard]] QString tooManyHeaders() const;
    void enter(Phase phase);
    [[nodiscard]] Limit phaseLimit() const;

    void fail(Error::Kind kind, const QString &detail);
    void end(const std::optional<Error> &error);
    void release();
    void letGo(); // of the network's side

    const HttpTimeouts m_timeouts;
    const HttpLimits m_limits;
    const bool m_streaming;
    const Shared m_shared;
    ManagerPool::Place m_place;
    QNetworkReply *m_network = nullptr;
    UploadBody *m_upload = nullptr; // the network reply's
    QList<QSslError> m_tlsErrors;
    Phase m_phase = Phase::Connecting;
    Deadlines::TimePoint m_begun;
    Deadlines::TimePoint m_since; // when the phase began, or the last piece moved
    qint64 m_bodyBytes = 0;
    int m_status = 0;
    bool m_headSent = false;
    bool m_ended = false; // finished was emitted, or is on its way
};

} // namespace lineup
