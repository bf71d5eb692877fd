// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/NetworkHttpClient.h"

#include "core/net/NetworkReply.h"
#include "core/net/SystemProxies.h"
#include "core/net/TransferQueue.h"

#include <QNetworkRequest>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

QNetworkRequest makeTemplate(bool tls)
{
    QNetworkRequest wire;
    wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // Without TLS it would ask each server to upgrade the connection first.
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, tls);
    return wire;
}

bool isHttp(const QUrl &url)
{
    return url.isValid() && !url.host().isEmpty() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1);
}

} // namespace

struct NetworkHttpClient::Parts final : private Deadlines::Watched
{
    Parts() { deadlines.add(this); }

    [[nodiscard]] QNetworkRequest wireRequest(const HttpRequest &request, bool tls) const;
    void enqueue(NetworkReply *reply, const HttpRequest &request, const Origin &origin);
    void start(NetworkReply *reply, const HttpRequest &request, const Origin &origin);
    Deadlines::TimePoint checkLimits(Deadlines::TimePoint now) override { return pool.releaseIdle(now); }

    const QNetworkRequest plain = makeTemplate(false);
    const QNetworkRequest secure = makeTemplate(true);
    SystemProxies proxies;
    Deadlines deadlines;
    FloodGuard floods;
    ManagerPool pool {&proxies};
    TransferQueue queue;
};

QNetworkRequest NetworkHttpClient::Parts::wireRequest(const HttpRequest &request, bool tls) const
{
    QNetworkRequest wire = tls ? secure : plain;
    if (request.url.userInfo().isEmpty()) {
        wire.setUrl(request.url);
    } else {
        wire.setUrl(request.url.adjusted(QUrl::RemoveUserInfo));
    }
    bool typed = request.body.isEmpty();
    bool named = false;
    for (const auto &[name, value] : request.headers) {
        wire.setRawHeader(name, value);
        typed = typed || name.compare("content-type", Qt::CaseInsensitive) == 0;
        named = named || name.compare("user-agent", Qt::CaseInsensitive) == 0;
    }
    if (!typed)
        wire.setRawHeader("Content-Type", "application/octet-stream");
    if (!named)
        wire.setRawHeader("User-Agent", "Lineup"); // Qt would say Mozilla
    if (request.streaming)
        wire.setRawHeader("Accept-Encoding", "identity");
    return wire;
}

void NetworkHttpClient::Parts::enqueue(NetworkReply *reply, const HttpRequest &request, const Origin &origin)
{
    if (reply->hasEnded())
        return;
    const auto go = [this, reply, request, origin] {
        // It may have ended before its turn, or now that it hears of it; and these parts with it.
        if (!reply->hasEnded())
            reply->beginTurn();
        if (!reply->hasEnded())
            start(reply, request, origin);
    };
    if (queue.enter(reply, origin, go))
        start(reply, request, origin);
    else
        reply->waitForTurn();
}

void NetworkHttpClient::Parts::start(NetworkReply *reply, const HttpRequest &request, const Origin &origin)
{
    const int before = pool.size();
    const ManagerPool::Place place = pool.take(origin);
    if (pool.size() > std::max(before, 1))
        deadlines.expect(Deadlines::Clock::now() + ManagerPool::keepIdle);
    reply->start(wireRequest(request, origin.tls), request, place);
}

NetworkHttpClient::NetworkHttpClient() : m_parts(std::make_unique<Parts>()) { }

NetworkHttpClient::~NetworkHttpClient()
{
    m_parts->queue.clear();
    m_parts->deadlines.endAll();
}

HttpReplyPtr NetworkHttpClient::send(const HttpRequest &request)
{
    auto *reply = new NetworkReply(request,
        {.pool = &m_parts->pool,
            .deadlines = &m_parts->deadlines,
            .floods = &m_parts->floods,
            .queue = &m_parts->queue});
    if (!isHttp(request.url)) {
        reply->endLater({.kind = Error::Kind::Network, .detail = u"not a web address"_s});
        return HttpReplyPtr(reply);
    }
    const Origin origin = Origin::of(request.url);
    if (m_parts->proxies.knows(origin, Deadlines::Clock::now())) {
        m_parts->enqueue(reply, request, origin);
    } else {
        m_parts->proxies.ask(
            origin, reply, [parts = m_parts.get(), reply, request, origin] { parts->enqueue(reply, request, origin); });
    }
    return HttpReplyPtr(reply);
}

int NetworkHttpClient::managerCount() const
{
    return m_parts->pool.size();
}

} // namespace lineup
