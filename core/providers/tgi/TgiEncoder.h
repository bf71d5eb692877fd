// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

namespace lineup {

// One request of the native API. The server takes no temperature of 0 and no top_p of 1: the first is sent as greedy
// search, the second is what it does anyway. Parameters in extra_body are merged into "parameters" and win.
[[nodiscard]] Result<EncodedRequest> encodeTgiRequest(const ChatRequest &request, const Target &target);

} // namespace lineup
