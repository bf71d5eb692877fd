// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/ChatRequest.h"

namespace lineup {

// Reads an OpenAI chat completions body, with LiteLLM's own members (timeout in seconds, num_retries, fallbacks,
// drop_params, thinking, extra_body). A member that we do not know goes into extraBody, so that it reaches the
// provider, and into unknownMembers, so that the mapping report says so. Errors: BadRequest with the path to what is
// wrong: "messages[2].content: …". Pure.
[[nodiscard]] Result<ChatRequest> readChatRequest(const QJsonObject &body);

// One message in OpenAI's shape; path is for the error.
[[nodiscard]] Result<Message> readMessage(const QJsonObject &object, const QString &path = {});

} // namespace lineup
