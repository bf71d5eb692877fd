// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/watsonx/IbmTokenSource.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/ServiceAddress.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// How long a token is good where the answer does not say.
constexpr qint64 usualSeconds = 3600;

QUrl iamAddress(const Service &service)
{
    const QUrl url(service.setting(u"iam_url"_s), QUrl::StrictMode);
    const bool safe = url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLoopback(url));
    return url.isValid() && !url.host().isEmpty() && safe ? url : QUrl();
}

Error refusal(const Service &service, const QString &detail)
{
    return {.kind = Error::Kind::Auth, .detail = detail, .service = service.id};
}

} // namespace

QByteArray IbmTokenSource::identity(const Service &service, const Credentials &credentials) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray("ibm\n" + service.setting(u"iam_url"_s).toUtf8() + '\n'));
    hash.addData(credentials.key.view());
    return hash.result();
}

std::optional<AccessToken> IbmTokenSource::ready(
    const Service &, const Credentials &credentials, const QDateTime &now) const
{
    const SecretBytes token = credentials.fields.value(u"token"_s);
    if (token.isEmpty())
        return std::nullopt;
    return AccessToken {token, now.addSecs(usualSeconds)};
}

Result<HttpRequest> IbmTokenSource::request(
    const Service &service, const Credentials &credentials, const QDateTime &) const
{
    if (credentials.key.isEmpty())
        return refusal(service, u"%1 needs an IBM Cloud API key"_s.arg(service.label));
    HttpRequest out;
    out.url = iamAddress(service);
    if (out.url.isEmpty())
        return refusal(service, u"the address of IBM's token service has to begin with https"_s);
    out.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    out.body = "grant_type=urn%3Aibm%3Aparams%3Aoauth%3Agrant-type%3Aapikey&apikey=";
    out.body += credentials.key.view().toByteArray().toPercentEncoding();
    return out;
}

Result<AccessToken> IbmTokenSource::read(const HttpHead &head, const QByteArray &body, const QDateTime &now) const
{
    const Result<QJsonObject> object = parseJsonObject(body);
    if (head.status >= 400) {
        ErrorFacts facts = readErrorBody(body);
        facts.status = head.status;
        if (object && object->value("errorMessage"_L1).isString()) {
            facts.message = object->value("errorMessage"_L1).toString();
            facts.code = object->value("errorCode"_L1).toString();
        }
        Error error = classifyError(facts, head.headers, body, {});
        // A key that does not exist is told with status 400.
        if (error.kind == Error::Kind::BadRequest || error.kind == Error::Kind::NotFound)
            error.kind = Error::Kind::Auth;
        return error;
    }
    const QString token = object ? object->value("access_token"_L1).toString() : QString();
    if (token.isEmpty())
        return Error {.kind = Error::Kind::Malformed, .detail = u"the token service's answer holds no token"_s};
    const qint64 seconds = object->value("expires_in"_L1).toInteger();
    return AccessToken {SecretBytes(token.toUtf8()), now.addSecs(seconds > 0 ? seconds : usualSeconds)};
}

const TokenSource *ibmTokenSource()
{
    static const IbmTokenSource source;
    return &source;
}

} // namespace lineup
