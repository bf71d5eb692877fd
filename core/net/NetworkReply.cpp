// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/NetworkReply.h"

#include "core/net/NetworkErrors.h"
#include "core/net/TransferQueue.h"

#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// How much waits in memory for the event loop, at the most; also the largest piece that is delivered. Qt does not
// hear of an abort before it has read that much of an answer that never pauses.
constexpr qint64 readAhead = 64 * 1024;

QString inWords(std::chrono::milliseconds time)
{
    return time.count() % 1000 == 0 ? u"%1 s"_s.arg(time.count() / 1000) : u"%1 ms"_s.arg(time.count());
}

qint64 sizeOf(const HttpHeaders &headers)
{
    qint64 bytes = 0;
    for (const auto &[name, value] : headers)
        bytes += name.size() + value.size() + 4; // ": " and the line end
    return bytes;
}

} // namespace

NetworkReply::NetworkReply(const HttpRequest &request, const Shared &shared)
    : m_timeouts(request.timeouts), m_limits(request.limits), m_streaming(request.streaming), m_shared(shared),
      m_begun(Deadlines::Clock::now()), m_since(m_begun)
{
    m_shared.deadlines->add(this);
    m_shared.deadlines->expect(checkLimits(m_begun));
}

NetworkReply::~NetworkReply()
{
    if (!m_ended)
        release();
}

void NetworkReply::waitForTurn()
{
    m_phase = Phase::Queued;
}

void NetworkReply::beginTurn()
{
    enter(Phase::Connecting);
    Q_EMIT dequeued();
}

void NetworkReply::start(const QNetworkRequest &wire, const HttpRequest &request, const ManagerPool::Place &place)
{
    m_place = place;
    if (!request.body.isEmpty()) {
        m_upload = new UploadBody(request.body, this);
        m_network = request.method == "POST" ? place.manager->post(wire, m_upload)
                                             : place.manager->sendCustomRequest(wire, request.method, m_upload);
        m_upload->setParent(m_network);
    } else {
        m_network = request.method == "GET" ? place.manager->get(wire)
                                            : place.manager->sendCustomRequest(wire, request.method);
    }
    watch();
}

void NetworkReply::watch()
{
    connect(m_network, &QNetworkReply::requestSent, this, &NetworkReply::requestSent);
    connect(m_network, &QNetworkReply::metaDataChanged, this, &NetworkReply::readHead);
    connect(m_network, &QNetworkReply::readyRead, this, &NetworkReply::readBody);
    connect(m_network, &QNetworkReply::finished, this, &NetworkReply::networkFinished);
    if (m_place.origin.tls)
        connect(m_network, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_tlsErrors = errors; });
}

void NetworkReply::abort()
{
    endLater({.kind = Error::Kind::Cancelled, .detail = {}});
}

void NetworkReply::endLater(const Error &error)
{
    if (m_ended)
        return;
    release();
    QMetaObject::invokeMethod(
        this, [this, error] { Q_EMIT finished(error); }, Qt::QueuedConnection);
}

void NetworkReply::end(const std::optional<Error> &error)
{
    if (m_ended)
        return;
    release();
    Q_EMIT finished(error);
}

void NetworkReply::fail(Error::Kind kind, const QString &detail)
{
    end(Error {.kind = kind, .detail = redacted(detail), .httpStatus = m_status});
}

void NetworkReply::release()
{
    m_ended = true;
    m_shared.deadlines->remove(this);
    m_shared.floods->remove(this);
    if (m_network)
        letGo();
    m_shared.queue->leave(this);
}

void NetworkReply::letGo()
{
    // Abort emits finished at once, while the status still reads 200: hear nothing of it.
    m_network->disconnect(this);
    if (m_upload)
        m_upload->forgetReader();
    if (!m_network->isFinished())
        m_network->abort();
    m_network->deleteLater();
    m_network = nullptr;
    m_shared.pool->giveBack(m_place, Deadlines::Clock::now());
}

void NetworkReply::requestSent()
{
    // Comes again when Qt sends a request without a body once more.
    if (m_phase != Phase::Connecting)
        return;
    // Set before the transfer began it would reach only a part of Qt (measured on 6.4.2).
    m_network->setReadBufferSize(readAhead);
    enter(Phase::Waiting);
    Q_EMIT connected();
}

void NetworkReply::readHead()
{
    if (m_headSent)
        return;
    const HttpHead head {.status = m_network->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
        .headers = m_network->rawHeaderPairs()};
    if (head.status == 0)
        return;
    m_headSent = true;
    m_status = head.status;
    const qint64 size = sizeOf(head.headers);
    m_shared.floods->delivered(size);
    // Qt frees its buffer in unpacked bytes and stalls: a packed answer is bounded by its unpacked size alone.
    if (!headerValue(head.headers, "content-encoding").isEmpty())
        m_network->setReadBufferSize(0);
    if (const std::optional<QString> fault = size > m_limits.headers ? tooManyHeaders() : faultOf(head))
        fail(Error::Kind::Network, *fault);
    else
        Q_EMIT headReceived(head);
}

std::optional<QString> NetworkReply::faultOf(const HttpHead &head) const
{
    if (head.status >= 300 && head.status < 400)
        return redirectText(head.status);
    if (head.status < 200)
        return u"unexpected status %1"_s.arg(head.status);
    // Asked for no compression, so Qt unpacks nothing.
    const QByteArray encoding = m_streaming ? headerValue(head.headers, "content-encoding").trimmed() : QByteArray();
    if (!encoding.isEmpty() && encoding.compare("identity", Qt::CaseInsensitive) != 0)
        return u"the stream is compressed, which was not asked for"_s;
    return std::nullopt;
}

void NetworkReply::flooded()
{
    fail(Error::Kind::Network,
        m_headSent ? u"the server sends without end what belongs to no answer"_s : tooManyHeaders());
}

QString NetworkReply::tooManyHeaders() const
{
    return u"the answer's headers are larger than %1 bytes"_s.arg(m_limits.headers);
}

QString NetworkReply::redirectText(int status) const
{
    constexpr qsizetype longestHost = 253; // RFC 1035, 2.3.4
    const QUrl target = QUrl::fromEncoded(m_network->rawHeader("location"), QUrl::StrictMode);
    const QString host = m_network->url().resolved(target).host().left(longestHost);
    return u"redirect refused: status %1 to %2"_s.arg(status).arg(target.isEmpty() ? u"nowhere"_s : host);
}

void NetworkReply::readBody()
{
    if (!m_headSent)
        readHead();
    while (!m_ended) {
        const qint64 available = m_network->bytesAvailable();
        if (available <= 0)
            return;
        const QByteArray bytes = m_network->read(std::min(available, readAhead));
        if (bytes.isEmpty())
            return;
        m_bodyBytes += bytes.size();
        m_shared.floods->delivered(bytes.size());
        if (m_bodyBytes > m_limits.body) {
            fail(Error::Kind::Network, u"the answer is larger than %1 bytes"_s.arg(m_limits.body));
            return;
        }
        enter(Phase::Reading);
        Q_EMIT received(bytes);
    }
}

void NetworkReply::networkFinished()
{
    // Taken first: reading on may end this.
    const std::optional<Error> error = transferError(*m_network, m_tlsErrors);
    readBody();
    end(error);
}

void NetworkReply::enter(Phase phase)
{
    m_since = Deadlines::Clock::now();
    if (phase == m_phase)
        return;
    if (phase == Phase::Waiting)
        m_shared.floods->add(this);
    m_phase = phase;
    const Limit limit = phaseLimit();
    if (limit.time.count() > 0)
        m_shared.deadlines->expect(limit.since + limit.time);
}

NetworkReply::Limit NetworkReply::phaseLimit() const
{
    switch (m_phase) {
    case Phase::Queued:
        return {std::chrono::milliseconds(0), m_since, {}};
    case Phase::Connecting:
        return {m_timeouts.connect, m_since, "gave up connecting after %1"_L1};
    case Phase::Waiting:
        return {m_timeouts.firstByte, m_since, "no answer began within %1"_L1};
    case Phase::Reading:
        return {m_timeouts.idle, m_since, "the answer paused for more than %1"_L1};
    }
    Q_UNREACHABLE();
}

Deadlines::TimePoint NetworkReply::checkLimits(Deadlines::TimePoint now)
{
    Deadlines::TimePoint next = Deadlines::never;
    const Limit total {m_timeouts.total, m_begun, "the call took longer than %1"_L1};
    for (const Limit &limit : {phaseLimit(), total}) {
        if (limit.time.count() <= 0)
            continue;
        const Deadlines::TimePoint due = limit.since + limit.time;
        if (due <= now) {
            fail(Error::Kind::Timeout, QString(limit.text).arg(inWords(limit.time)));
            return Deadlines::never;
        }
        next = std::min(next, due);
    }
    return next;
}

} // namespace lineup
