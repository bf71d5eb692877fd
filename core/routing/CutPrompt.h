// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ChatRequest.h"
#include "core/domain/MappingReport.h"
#include "core/domain/Usage.h"

#include <optional>

namespace lineup {

// What a server that cuts prompts in silence (quirk cuts_prompts) has very likely done to this one: it counted less
// than half of the tokens that its texts are estimated at. Nothing when the count is not the server's own, or near
// enough. Images and files are not looked at: servers count them too differently. Pure.
[[nodiscard]] std::optional<MappingNote> cutPrompt(const ChatRequest &request, const Usage &usage);

} // namespace lineup
