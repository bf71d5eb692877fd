// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/azure/EntraTokenSource.h"

#include "core/providers/OAuthToken.h"
#include "core/providers/RequestMapper.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qint64 adTokenSeconds = 3600; // whoever got it knows better; nothing is kept of it

struct Principal
{
    QString tenant;
    QString client;
    SecretBytes secret;
    [[nodiscard]] bool isWhole() const { return !tenant.isEmpty() && !client.isEmpty() && !secret.isEmpty(); }
};

Principal principalOf(const Service &service, const Credentials &credentials)
{
    return {
        service.setting(u"tenant"_s), service.setting(u"client_id"_s), credentials.fields.value(u"client_secret"_s)};
}

SecretBytes adTokenOf(const Credentials &credentials)
{
    return credentials.fields.value(u"ad_token"_s);
}

class EntraTokenSource final : public TokenSource
{
public:
    AuthScheme plainScheme(const Service &service, const Credentials &credentials) const override
    {
        const bool token = principalOf(service, credentials).isWhole() || !adTokenOf(credentials).isEmpty();
        if (token || credentials.key.isEmpty())
            return AuthScheme::None;
        // Claude's own API takes its own header there.
        return service.dialect == "anthropic"_L1 ? AuthScheme::XApiKey : AuthScheme::ApiKey;
    }

    QByteArray identity(const Service &service, const Credentials &credentials) const override
    {
        const Principal principal = principalOf(service, credentials);
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (const QString &part :
            {service.setting(u"authority"_s), service.setting(u"scope"_s), principal.tenant, principal.client}) {
            hash.addData(part.toUtf8());
            hash.addData(QByteArrayView("\0", 1));
        }
        hash.addData(principal.secret.view());
        return "entra " + hash.result();
    }

    std::optional<AccessToken> ready(
        const Service &service, const Credentials &credentials, const QDateTime &now) const override
    {
        const SecretBytes token = adTokenOf(credentials);
        if (token.isEmpty() || principalOf(service, credentials).isWhole())
            return std::nullopt;
        return AccessToken {token, now.addSecs(adTokenSeconds)};
    }

    Result<HttpRequest> request(
        const Service &service, const Credentials &credentials, const QDateTime &) const override
    {
        const Principal principal = principalOf(service, credentials);
        if (!principal.isWhole()) {
            return Error {.kind = Error::Kind::Auth,
                .detail = u"there is no key for %1: store one, or give tenant, client_id and client_secret"_s.arg(
                    service.label),
                .service = service.id};
        }
        const QString path = u'/' + principal.tenant + u"/oauth2/v2.0/token"_s;
        return oauthRequest(urlUnder(QUrl(service.setting(u"authority"_s), QUrl::StrictMode), path),
            {{"grant_type", "client_credentials"}, {"client_id", principal.client.toUtf8()},
                {"client_secret", principal.secret.view().toByteArray()},
                {"scope", service.setting(u"scope"_s).toUtf8()}});
    }

    Result<AccessToken> read(const HttpHead &head, const QByteArray &body, const QDateTime &now) const override
    {
        return readOAuthToken(head, body, now);
    }
};

} // namespace

const TokenSource *entraTokenSource()
{
    static const EntraTokenSource source;
    return &source;
}

} // namespace lineup
