// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/providers/Credentials.h"
#include "core/providers/Dialect.h"

namespace lineup {

// What attempts at a service have in common, whatever they ask for. Pure functions.

// An error body longer than this is no message for a person.
inline constexpr qint64 maxErrorBody = 1024 * 1024;

// The provider's id of a request, from the headers that services use for it; empty: none.
[[nodiscard]] QString requestIdOf(const HttpHeaders &headers);

// What the answer costs, where a gateway says so before it (LiteLLM's proxy; docs.litellm.ai, "Response Headers").
// Its zero is also what it writes while it does not know: nothing then.
[[nodiscard]] std::optional<Money> costInHeaders(const HttpHeaders &headers);

// The request as it goes to the client, but for the key. timeout: the limit on the whole time, where there is one;
// limits: the others.
[[nodiscard]] HttpRequest httpRequestFor(EncodedRequest encoded, const Service &service, bool streaming,
    const std::optional<std::chrono::milliseconds> &timeout, const HttpTimeouts &limits = {});

// What a web page in place of an answer means; nothing when the body is none.
[[nodiscard]] std::optional<Error> webPageFault(const QByteArray &body, int status);

// Completes an error with what the attempt knows, and takes the keys out of both: servers echo what they were sent.
void finishError(Error &error, AttemptRecord &record, const Credentials &credentials);

} // namespace lineup
