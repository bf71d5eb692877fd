// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"

#include <QJsonObject>

namespace lineup {

// A price as it is kept beside the calls that were priced with it, exactly: each unit's price as decimal text by the
// words of PriceFields.h, {"as_of": "2026-04-01", "input": "0.00000015", "tiers": [{"above": 200000, …}]}.
[[nodiscard]] QJsonObject priceJson(const Price &price);
// Leaves out what it cannot read.
[[nodiscard]] Price priceFromJson(const QJsonObject &json);

} // namespace lineup
