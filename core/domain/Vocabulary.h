// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/MappingReport.h"
#include "core/domain/Message.h"
#include "core/domain/ModelInfo.h"

#include <optional>

namespace lineup {

// The stable words of our values in JSON.
[[nodiscard]] QString roleName(Role role); // "system", "developer", "user", "assistant", "tool"
[[nodiscard]] std::optional<Role> roleFromName(QStringView name);
[[nodiscard]] QString capabilityName(ModelInfo::Capability capability); // "tools", "vision", …
[[nodiscard]] std::optional<ModelInfo::Capability> capabilityFromName(QStringView name);
[[nodiscard]] QStringList capabilityNames(ModelInfo::Capabilities capabilities);
// "none", "minimal", "low", "medium", "high", "xhigh", "max": from less to more. At most eight; their order is kept in
// packed tables.
[[nodiscard]] const QStringList &effortNames();
[[nodiscard]] QString modelModeName(ModelInfo::Mode mode); // "chat", "embedding"
[[nodiscard]] std::optional<ModelInfo::Mode> modelModeFromName(QStringView name);
[[nodiscard]] QString serviceTierName(ServiceTier tier); // "standard", "batch", "flex", "priority", …
[[nodiscard]] std::optional<ServiceTier> serviceTierFromName(QStringView name);

} // namespace lineup
