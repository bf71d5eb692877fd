// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"

namespace lineup {

// Why a price from outside is more likely a slip than a price.
enum class PriceDoubt {
    None,
    Nothing, // it is zero, and the model is not said to be free
    OutputCheaper, // an answer's token costs less than a question's, which hardly any service has: the two are swapped
    FarFromBefore, // ten times what is known of this model, or a tenth: a price of a thousand or a million as one of
                   // one
};

// after: the model as it would be; before: as it is, a model without price where nothing is known. A price that is as
// before is not doubted. Pure.
[[nodiscard]] PriceDoubt doubtOf(const ModelInfo &before, const ModelInfo &after);

} // namespace lineup
