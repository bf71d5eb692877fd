// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// GET of the service's models_path; nothing when its row has none.
[[nodiscard]] std::optional<EncodedRequest> openAiModelListRequest(const Service &service);

// Reads GET /models: {"data": […]} or a bare list. Beyond the ids it takes the context length, the largest output,
// capabilities and prices where a service tells them, and leaves out models that do not chat. A price that it cannot
// state fully (one that varies, or a charge for each request) is left out as well.
[[nodiscard]] Result<QList<ModelInfo>> readOpenAiModelList(const QByteArray &body, const Service &service);

} // namespace lineup
