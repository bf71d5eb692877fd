// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/CallHelpers.h"

#include "core/secrets/KeyText.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Where services put their id of a request. Facts from the recorded traffic.
constexpr std::array requestIdHeaders {"x-request-id", "request-id", "x-goog-request-id", "x-amzn-requestid", "cf-ray"};

// A local server may have to load the model before its first word.
constexpr std::chrono::minutes localFirstByte {10};

} // namespace

QString requestIdOf(const HttpHeaders &headers)
{
    for (const char *name : requestIdHeaders) {
        if (const QByteArray value = headerValue(headers, name); !value.isEmpty())
            return QString::fromUtf8(value);
    }
    return {};
}

std::optional<Money> costInHeaders(const HttpHeaders &headers)
{
    const QByteArray value = headerValue(headers, "x-litellm-response-cost");
    const std::optional<Money> cost = Money::fromDecimal(QString::fromLatin1(value), true);
    return cost && cost->nano() > 0 ? cost : std::nullopt;
}

HttpRequest httpRequestFor(EncodedRequest encoded, const Service &service, bool streaming,
    const std::optional<std::chrono::milliseconds> &timeout, const HttpTimeouts &limits)
{
    HttpRequest out;
    out.timeouts = limits;
    out.method = encoded.method;
    out.url = encoded.url;
    out.headers = std::move(encoded.headers);
    out.body = std::move(encoded.body);
    out.streaming = streaming;
    if (service.local)
        out.timeouts.firstByte = localFirstByte;
    if (!streaming)
        out.timeouts.firstByte = out.timeouts.total; // the whole answer is the first byte
    if (timeout)
        out.timeouts.total = *timeout;
    return out;
}

std::optional<Error> webPageFault(const QByteArray &body, int status)
{
    if (!body.trimmed().startsWith('<'))
        return std::nullopt;
    return Error {.kind = Error::Kind::Malformed,
        .detail = u"a web page came instead of an answer: is the address right?"_s,
        .httpStatus = status};
}

void finishError(Error &error, AttemptRecord &record, const Credentials &credentials)
{
    if (error.service.isEmpty())
        error.service = record.service;
    if (error.requestId.isEmpty())
        error.requestId = record.requestId;
    if (error.httpStatus == 0)
        error.httpStatus = record.httpStatus >= 400 ? record.httpStatus : 0;
    // redacted() knows the usual forms of a key, we know the key.
    for (QString *text : {&error.detail, &error.code, &error.requestId, &record.requestId}) {
        for (const SecretBytes &secret : credentials.all())
            *text = withoutKey(*text, secret);
    }
}

} // namespace lineup
