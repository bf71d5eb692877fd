// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/HttpTypes.h"
#include "core/providers/Service.h"

namespace lineup {

// What a dialect read out of an error body, whatever its shape.
struct ErrorFacts
{
    int status = 0; // the HTTP status, or the one that the body names inside a 200 stream; 0: none
    QString code; // the structured code: "context_length_exceeded", "INVALID_ARGUMENT"
    QString type; // "invalid_request_error", "overloaded_error"; "text/html" for a page where JSON was expected
    QString message; // the provider's words
    QString requestId;
};

// Facts from the usual JSON shapes: {error:{message,type,code}}, {error:"text"}, {message}, {detail}, a list of
// one of them, HTML or text. Wire fact sheet: each provider's shape differs, and content types lie.
[[nodiscard]] ErrorFacts readErrorBody(const QByteArray &body);

// Structured codes first, then the service's patterns, then the common ones, then the status.
// detail is redacted; retryAfter is read from headers and body.
[[nodiscard]] Error classifyError(
    const ErrorFacts &facts, const HttpHeaders &headers, const QByteArray &body, const Service &service);

// Retry-After in every form: seconds, decimals, HTTP date, retry-after-ms, Gemini RetryInfo, members retry_after and
// retry_after_ms, "try again in 1.5s".
[[nodiscard]] std::optional<std::chrono::milliseconds> readRetryAfter(
    const HttpHeaders &headers, const QByteArray &body, const QDateTime &now);

// When the limit that was hit is lifted, from x-ratelimit-reset-requests and its like: durations ("6m0s", "20ms"),
// seconds, or moments. A weak hint, for status 429 without anything better: of the limits that the headers show as
// used up, the one that is lifted last; where they show none, the one that is lifted first.
[[nodiscard]] std::optional<std::chrono::milliseconds> readRateLimitReset(
    const HttpHeaders &headers, const QDateTime &now);

} // namespace lineup
