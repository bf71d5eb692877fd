// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"

#include <QJsonObject>

#include <optional>

namespace lineup {

// The pricing object of a model listing. Two forms are seen: decimal texts, USD for one token ("prompt",
// "completion", …), and numbers, USD for a million tokens ("input", "output", …). Nothing when the price varies,
// when a request has a price of its own, or when a number form says 0 for everything, which means that it is not told.
[[nodiscard]] std::optional<Price> readListedPrice(const QJsonObject &pricing);

} // namespace lineup
