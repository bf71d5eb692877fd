// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Authorizer.h"

#include "core/base/Log.h"
#include "core/providers/aws/AwsAuthorization.h"
#include "core/secrets/KeyText.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::array keyHeaders {
    std::pair {AuthScheme::Bearer, KeyHeader {"Authorization", "Bearer "}},
    std::pair {AuthScheme::XApiKey, KeyHeader {"x-api-key", ""}},
    std::pair {AuthScheme::XGoogApiKey, KeyHeader {"x-goog-api-key", ""}},
    std::pair {AuthScheme::ApiKey, KeyHeader {"api-key", ""}},
    std::pair {AuthScheme::TokenWord, KeyHeader {"Authorization", "Token "}},
    std::pair {AuthScheme::KeyWord, KeyHeader {"Authorization", "Key "}},
    std::pair {AuthScheme::SubscriptionKey, KeyHeader {"api-subscription-key", ""}},
};

} // namespace

std::optional<KeyHeader> keyHeaderOf(AuthScheme scheme)
{
    for (const auto &[known, header] : keyHeaders) {
        if (known == scheme)
            return header;
    }
    return std::nullopt;
}

void authorize(HttpHeaders &headers, AuthScheme scheme, const SecretBytes &key)
{
    const std::optional<KeyHeader> header = keyHeaderOf(scheme);
    if (!header || key.isEmpty())
        return;
    const QByteArray name = header->name;
    headers.removeIf([&name](const HttpHeader &old) { return old.first.compare(name, Qt::CaseInsensitive) == 0; });
    QByteArray value = header->word;
    value.append(key.view());
    headers.emplaceBack(name, value);
}

bool takesPlainKey(AuthScheme scheme)
{
    return keyHeaderOf(scheme).has_value();
}

void Authorizer::authorize(const HttpRequest &request, const Service &service, const Credentials &credentials,
    QObject *context, const Done &done)
{
    if (service.auth == AuthScheme::AwsSigV4)
        return done(authorizeForAws(request, service, credentials, m_clock.now()));
    const TokenSource *source = tokenSourceFor(service.auth);
    const AuthScheme plain = source ? source->plainScheme(service, credentials) : service.auth;
    if (takesPlainKey(plain) && isJsonKey(credentials.key)) {
        // It buys tokens where it belongs; in a header it would be given away.
        return done(Error {.kind = Error::Kind::Auth,
            .detail = u"the key of %1 is a JSON text, which this service does not take"_s.arg(service.label),
            .service = service.id});
    }
    if (!source || plain != AuthScheme::None) {
        HttpRequest out = request;
        lineup::authorize(out.headers, plain, credentials.key);
        return done(out);
    }
    m_tokens.find(*source, service, credentials, context, [request, done](const Result<SecretBytes> &token) {
        if (!token)
            return done(token.error());
        HttpRequest out = request;
        lineup::authorize(out.headers, AuthScheme::Bearer, *token);
        done(out);
    });
}

void Authorizer::sendAndForget(const HttpRequest &request, const Service &service, const Credentials &credentials)
{
    const auto send = [this, id = service.id](const Result<HttpRequest> &authorized) {
        if (!authorized) {
            qCInfo(lcProviders) << id << "was not told to stop a job:" << authorized.error().detail;
            return;
        }
        HttpReply *reply = m_forgotten.emplace_back(m_client.send(*authorized)).get();
        QObject::connect(reply, &HttpReply::finished, &m_context, [this, reply, id](const std::optional<Error> &error) {
            if (error)
                qCInfo(lcProviders) << id << "was not told to stop a job:" << error->detail;
            const auto it = std::find_if(m_forgotten.begin(), m_forgotten.end(),
                [reply](const HttpReplyPtr &each) { return each.get() == reply; });
            it->release()->deleteLater(); // it is telling us that it is over
            m_forgotten.erase(it);
        });
    };
    authorize(request, service, credentials, &m_context, send);
}

void Authorizer::refused(const Service &service, const Credentials &credentials)
{
    if (const TokenSource *source = tokenSourceFor(service.auth))
        m_tokens.forget(*source, service, credentials);
}

} // namespace lineup
