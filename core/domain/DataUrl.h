// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/Message.h"

#include <optional>
#include <utility>

namespace lineup {

// "data:image/png;base64,…" for a part given by value.
[[nodiscard]] QString dataUrl(const ContentPart &part);
// Media type and bytes of a data: URL; nothing when it is not one.
[[nodiscard]] std::optional<std::pair<QString, QByteArray>> readDataUrl(QStringView url);

} // namespace lineup
