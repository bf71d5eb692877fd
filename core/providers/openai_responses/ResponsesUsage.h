// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/Usage.h"

#include <QJsonObject>

#include <optional>

namespace lineup {

// The counts of a response object in our disjoint buckets; nothing when it tells none. Web searches are the provider's
// own figure (tool_usage of OpenAI, server_side_tool_usage_details of xAI), else searches: the calls among the output
// that looked something up, which is what OpenAI bills ("open_page" and "find_in_page" are not).
[[nodiscard]] std::optional<Usage> readResponsesUsage(const QJsonObject &response, qint64 searches);

} // namespace lineup
