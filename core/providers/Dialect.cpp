// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Dialect.h"

#include "core/providers/ErrorClassifier.h"

namespace lineup {

std::optional<FollowUp> Dialect::followUp(
    const HttpHead &, const QByteArray &, const ChatRequest &, const Target &) const
{
    return std::nullopt;
}

std::optional<EncodedRequest> Dialect::cancelRequest(const QByteArray &, const Target &) const
{
    return std::nullopt;
}

std::optional<EncodedRequest> Dialect::encodeOwnModels(const Service &) const
{
    return std::nullopt;
}

Error Dialect::decodeError(const HttpHead &head, const QByteArray &body, const Target &target) const
{
    ErrorFacts facts = readErrorBody(body);
    facts.status = head.status;
    return classifyError(facts, head.headers, body, target.service);
}

} // namespace lineup
