// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// POST /responses. The provider is told to keep nothing ("store": false) and to give out its reasoning encrypted, so
// that the conversation is whole on our side; extra_body may say otherwise. Built-in tools come in extra_body.tools and
// stand beside the functions. Source: OpenAI's API description 2.3.0.
[[nodiscard]] Result<EncodedRequest> encodeResponsesRequest(const ChatRequest &request, const Target &target);

} // namespace lineup
