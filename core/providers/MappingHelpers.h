// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

namespace lineup {

// Small questions that several dialects ask while they encode. Pure functions.

// What the catalogue says for certain. A model it does not know, or knows from a listing alone, neither has nor
// lacks anything: such a request is sent as the person made it, and the provider answers for itself.
[[nodiscard]] bool surelyHas(const Target &target, ModelInfo::Capability capability);
[[nodiscard]] bool surelyLacks(const Target &target, ModelInfo::Capability capability);

// The arguments of a tool call for providers that want an object. Nothing and "null" are an empty object (some
// models write these for tools without parameters); text that is no JSON object gives nothing.
[[nodiscard]] std::optional<QJsonObject> toolArguments(const ToolCall &call);

// Media type and bytes of a part that carries its content itself, as data or as a data: URL.
[[nodiscard]] std::optional<std::pair<QString, QByteArray>> inlineMedia(const ContentPart &part);

// True when the request asks for it: n (above one), seed, presence_penalty, frequency_penalty, logit_bias, logprobs,
// top_logprobs, user, service_tier. False for any other name.
[[nodiscard]] bool isAskedFor(const ChatRequest &request, QStringView parameter);
// unsupported() for each of these that the request asks for.
void refuse(RequestMapper &mapper, const QStringList &parameters, const QString &reason);

// The request's tools and all that speaks of them, where there are none.
void refuseTools(RequestMapper &mapper, const QString &reason);

// Where the model takes a temperature or a top_p and the request has both: the one to leave out, which is the one that
// asks for its default, else top_p; it is noted. Empty: none.
[[nodiscard]] QString excludedSampler(RequestMapper &mapper);

// Effort and budget ask for the same thing twice: notes which of the two is not looked at.
void noteDoubleThinking(RequestMapper &mapper, const QString &unused, const QString &used);

// Notes what a message part carries and this provider has no place for: an image's detail, a caching mark.
void noteImageDetail(RequestMapper &mapper, const ContentPart &part);
void noteCacheMark(RequestMapper &mapper, const ContentPart &part);

} // namespace lineup
