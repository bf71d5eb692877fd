// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Exchange.h"

#include "core/secrets/KeyText.h"

#include <algorithm>
#include <array>
#include <tuple>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Headers whose value is nobody's business, whatever it is.
constexpr std::array secretHeaders {"authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key",
    "api-subscription-key", "x-amz-security-token", "cookie", "set-cookie"};

bool isSecretHeader(const QByteArray &name)
{
    return std::any_of(secretHeaders.begin(), secretHeaders.end(),
        [&](const char *secret) { return name.compare(secret, Qt::CaseInsensitive) == 0; });
}

std::pair<QByteArray, QByteArray> keyHeaderOf(AuthScheme scheme)
{
    switch (scheme) {
    case AuthScheme::Bearer:
    case AuthScheme::GoogleToken:
    case AuthScheme::IbmToken:
    case AuthScheme::EntraToken:
        return {"Authorization", "Bearer "};
    case AuthScheme::XApiKey:
        return {"x-api-key", {}};
    case AuthScheme::XGoogApiKey:
        return {"x-goog-api-key", {}};
    case AuthScheme::ApiKey:
        return {"api-key", {}};
    case AuthScheme::TokenWord:
        return {"Authorization", "Token "};
    case AuthScheme::KeyWord:
        return {"Authorization", "Key "};
    case AuthScheme::SubscriptionKey:
        return {"api-subscription-key", {}};
    case AuthScheme::AwsSigV4: // a signature is good for minutes, and for this body alone
    case AuthScheme::None:
        break;
    }
    return {};
}

QByteArray hide(const QByteArray &text, const QList<SecretBytes> &secrets)
{
    QString out = QString::fromUtf8(text);
    for (const SecretBytes &secret : secrets)
        out = withoutKey(out, secret);
    return out.toUtf8();
}

HttpHeaders hide(HttpHeaders headers, const QList<SecretBytes> &secrets)
{
    for (HttpHeader &header : headers)
        header.second = isSecretHeader(header.first) ? QByteArray("[hidden]") : hide(header.second, secrets);
    return headers;
}

} // namespace

Exchange exchangeOf(const HttpRequest &unauthorized, const Service &service)
{
    Exchange out;
    out.method = unauthorized.method;
    out.url = unauthorized.url;
    out.headers = unauthorized.headers;
    out.body = unauthorized.body;
    if (out.body.size() > maxExchangeBytes) {
        out.body.truncate(maxExchangeBytes);
        out.bodyCut = true;
    }
    std::tie(out.keyHeader, out.keyWord) = keyHeaderOf(service.auth);
    out.keyVariable = service.keyEnvironment.value(0);
    return out;
}

void addAnswer(Exchange &exchange, const QByteArray &bytes)
{
    const qsizetype room = maxExchangeBytes - exchange.answer.size();
    exchange.answerCut = exchange.answerCut || bytes.size() > room;
    exchange.answer += bytes.left(std::max(qsizetype(0), room));
}

Exchange withoutSecrets(Exchange exchange, const QList<SecretBytes> &secrets)
{
    exchange.url = QUrl(QString::fromUtf8(hide(exchange.url.toEncoded(), secrets)));
    exchange.headers = hide(exchange.headers, secrets);
    exchange.headers.removeIf([&](const HttpHeader &header) {
        return !exchange.keyHeader.isEmpty() && header.first.compare(exchange.keyHeader, Qt::CaseInsensitive) == 0;
    });
    exchange.body = hide(exchange.body, secrets);
    exchange.answerHeaders = hide(exchange.answerHeaders, secrets);
    exchange.answer = hide(exchange.answer, secrets);
    return exchange;
}

} // namespace lineup
