// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/OAuthToken.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/ServiceAddress.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qint64 cautiousSeconds = 300; // of a token whose end is not told
constexpr qint64 mostSeconds = 24 * 3600;

// expires_in is a number; some services write it as text.
qint64 secondsGood(const QJsonValue &value)
{
    const qint64 seconds
        = value.isString() ? value.toString().toLongLong() : static_cast<qint64>(value.toDouble(cautiousSeconds));
    return qBound<qint64>(0, seconds, mostSeconds);
}

Error refusal(const HttpHead &head, const QByteArray &body)
{
    ErrorFacts facts = readErrorBody(body);
    facts.status = head.status;
    Error error = classifyError(facts, head.headers, body, {});
    const bool passes = head.status == 429 || head.status == 408 || head.status >= 500;
    if (!passes)
        error.kind = Error::Kind::Auth; // a bad request here is a bad credential: invalid_grant has the status 400
    const Result<QJsonObject> object = parseJsonObject(body);
    const QString code = object ? object->value("error"_L1).toString() : QString();
    if (!code.isEmpty())
        error.code = redacted(code);
    const QString words = object ? object->value("error_description"_L1).toString() : QString();
    if (!words.isEmpty())
        error.detail = redacted(words.simplified());
    error.detail.prepend(u"no access token: "_s);
    return error;
}

} // namespace

Result<HttpRequest> oauthRequest(const QUrl &address, const OAuthForm &form)
{
    const bool safe = address.isValid() && !address.host().isEmpty()
        && (address.scheme() == "https"_L1 || (address.scheme() == "http"_L1 && isLoopback(address)));
    if (!safe) {
        return Error {
            .kind = Error::Kind::Auth, .detail = u"the credentials name an address for tokens that is not https"_s};
    }
    HttpRequest out;
    out.url = address;
    out.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    for (const auto &[name, value] : form) {
        if (!out.body.isEmpty())
            out.body += '&';
        out.body += name + '=' + value.toPercentEncoding();
    }
    return out;
}

Result<AccessToken> readOAuthToken(const HttpHead &head, const QByteArray &body, const QDateTime &now)
{
    if (head.status >= 400)
        return refusal(head, body);
    const Result<QJsonObject> object = parseJsonObject(body);
    const QByteArray token = object ? object->value("access_token"_L1).toString().toUtf8() : QByteArray();
    // It goes into a header: what cannot stand there is no token.
    const bool usable
        = !token.isEmpty() && std::all_of(token.begin(), token.end(), [](char c) { return c >= '!' && c <= '~'; });
    if (!usable) {
        return Error {
            .kind = Error::Kind::Malformed, .detail = u"the answer holds no access token"_s, .httpStatus = head.status};
    }
    return AccessToken {SecretBytes(token), now.addSecs(secondsGood(object->value("expires_in"_L1)))};
}

} // namespace lineup
