// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Exchange.h"

#include "core/providers/Authorizer.h"
#include "core/providers/TokenSource.h"
#include "core/secrets/KeyText.h"

#include <algorithm>
#include <array>

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
    // A token that was bought stands where a plain key would.
    if (const auto header = keyHeaderOf(tokenSourceFor(service.auth) ? AuthScheme::Bearer : service.auth)) {
        out.keyHeader = header->name;
        out.keyWord = header->word;
    }
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
