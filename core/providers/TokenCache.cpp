// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/TokenCache.h"

#include "core/secrets/KeyText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// A token this close to its end could end on the way.
constexpr qint64 renewSecondsBefore = 120;

constexpr std::chrono::seconds purchaseLimit {30};
constexpr qint64 maxTokenBody = 256 * 1024;

} // namespace

struct TokenCache::Purchase
{
    const TokenSource *source = nullptr;
    QString service;
    Credentials credentials;
    HttpReplyPtr reply;
    HttpHead head;
    QByteArray body;
    QList<Waiter> waiters;
};

TokenCache::TokenCache(HttpClient &client, const Clock &clock, QObject *parent)
    : QObject(parent), m_client(client), m_clock(clock)
{
}

TokenCache::~TokenCache() = default;

void TokenCache::find(const TokenSource &source, const Service &service, const Credentials &credentials,
    QObject *context, const Done &done)
{
    const QDateTime now = m_clock.now();
    if (const std::optional<AccessToken> ready = source.ready(service, credentials, now))
        return done(ready->token);
    const QByteArray identity = source.identity(service, credentials);
    const auto kept = m_tokens.constFind(identity);
    if (kept != m_tokens.constEnd() && now.secsTo(kept->expiresAt) > renewSecondsBefore)
        return done(kept->token);
    connect(context, &QObject::destroyed, this, [this, identity] { dropWithoutWaiters(identity); });
    if (const auto under = m_purchases.constFind(identity); under != m_purchases.constEnd()) {
        (*under)->waiters += {context, done};
        return;
    }
    Result<HttpRequest> request = source.request(service, credentials, now);
    if (!request)
        return done(request.error());
    auto purchase = std::make_shared<Purchase>();
    purchase->source = &source;
    purchase->service = service.id;
    purchase->credentials = credentials;
    purchase->waiters += {context, done};
    m_purchases.insert(identity, purchase);
    buy(identity, source, *request);
}

void TokenCache::forget(const TokenSource &source, const Service &service, const Credentials &credentials)
{
    m_tokens.remove(source.identity(service, credentials));
}

void TokenCache::buy(const QByteArray &identity, const TokenSource &, const HttpRequest &request)
{
    const std::shared_ptr<Purchase> purchase = m_purchases.value(identity);
    HttpRequest limited = request;
    limited.timeouts.total = purchaseLimit;
    limited.limits.body = maxTokenBody;
    purchase->reply = m_client.send(limited);
    const std::weak_ptr<Purchase> weak = purchase;
    connect(purchase->reply.get(), &HttpReply::headReceived, this, [weak](const HttpHead &head) {
        if (const auto alive = weak.lock())
            alive->head = head;
    });
    connect(purchase->reply.get(), &HttpReply::received, this, [weak](const QByteArray &bytes) {
        if (const auto alive = weak.lock())
            alive->body += bytes;
    });
    connect(purchase->reply.get(), &HttpReply::finished, this,
        [this, identity](const std::optional<Error> &error) { onFinished(identity, error); });
}

void TokenCache::onFinished(const QByteArray &identity, const std::optional<Error> &error)
{
    const std::shared_ptr<Purchase> purchase = m_purchases.take(identity);
    if (!purchase)
        return;
    Result<AccessToken> token
        = error ? Result<AccessToken>(*error) : purchase->source->read(purchase->head, purchase->body, m_clock.now());
    Result<SecretBytes> outcome = token ? Result<SecretBytes>(token->token) : Result<SecretBytes>(token.error());
    if (token) {
        m_tokens.insert(identity, *token);
    } else {
        Error named = token.error();
        named.service = purchase->service;
        for (const SecretBytes &secret : purchase->credentials.all())
            named.detail = withoutKey(named.detail, secret); // servers echo what they were sent
        outcome = named;
    }
    for (const Waiter &waiter : std::as_const(purchase->waiters)) {
        if (waiter.context)
            waiter.done(outcome);
    }
}

void TokenCache::dropWithoutWaiters(const QByteArray &identity)
{
    const auto under = m_purchases.constFind(identity);
    if (under == m_purchases.constEnd())
        return;
    const QList<Waiter> &waiters = (*under)->waiters;
    if (std::none_of(waiters.begin(), waiters.end(), [](const Waiter &waiter) { return !waiter.context.isNull(); }))
        m_purchases.remove(identity);
}

} // namespace lineup
