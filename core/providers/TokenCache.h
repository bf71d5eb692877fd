// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/net/HttpClient.h"
#include "core/providers/TokenSource.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace lineup {

// Access tokens that were bought, kept in memory until shortly before they end; calls that need the same one at once
// wait for one request. One thread. client and clock outlive it.
class TokenCache : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Result<SecretBytes> &token)>;

    TokenCache(HttpClient &client, const Clock &clock, QObject *parent = nullptr);
    ~TokenCache() override;

    // done is called exactly once, at once where a token lies ready, unless context is gone by then. When the last
    // context that waits for a token goes, its request is stopped.
    void find(const TokenSource &source, const Service &service, const Credentials &credentials, QObject *context,
        const Done &done);
    // Forgets what was bought: the service has refused it.
    void forget(const TokenSource &source, const Service &service, const Credentials &credentials);

private:
    struct Waiter
    {
        QPointer<QObject> context;
        Done done;
    };
    struct Purchase;

    void buy(const QByteArray &identity, const TokenSource &source, const HttpRequest &request);
    void onFinished(const QByteArray &identity, const std::optional<Error> &error);
    void dropWithoutWaiters(const QByteArray &identity);

    HttpClient &m_client;
    const Clock &m_clock;
    QHash<QByteArray, AccessToken> m_tokens; // by identity
    QHash<QByteArray, std::shared_ptr<Purchase>> m_purchases; // by identity, those under way
};

} // namespace lineup
