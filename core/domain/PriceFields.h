// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ModelInfo.h"

#include <array>

namespace lineup {

// The members of a price by their words in models.json: what reads, writes, packs and compares prices walks this
// list. Their order is part of the packed table (PackedModels): new ones go to the end.
struct PriceField
{
    QLatin1StringView word;
    std::optional<UnitPrice> Price::*member;
    bool perMillion = true; // in the file; false: for one
};

inline constexpr std::array priceFields {
    PriceField {QLatin1StringView("input"), &Price::input},
    PriceField {QLatin1StringView("output"), &Price::output},
    PriceField {QLatin1StringView("reasoning"), &Price::reasoning},
    PriceField {QLatin1StringView("cache_read"), &Price::cacheRead},
    PriceField {QLatin1StringView("cache_write_5m"), &Price::cacheWrite5m},
    PriceField {QLatin1StringView("cache_write_1h"), &Price::cacheWrite1h},
    PriceField {QLatin1StringView("input_audio"), &Price::inputAudio},
    PriceField {QLatin1StringView("output_audio"), &Price::outputAudio},
    PriceField {QLatin1StringView("input_image"), &Price::inputImage},
    PriceField {QLatin1StringView("output_image"), &Price::outputImage},
    PriceField {QLatin1StringView("input_image_each"), &Price::inputImageEach, false},
    PriceField {QLatin1StringView("output_image_each"), &Price::outputImageEach, false},
    PriceField {QLatin1StringView("request"), &Price::request, false},
    PriceField {QLatin1StringView("web_search"), &Price::webSearch, false},
    PriceField {QLatin1StringView("web_search_low"), &Price::webSearchLow, false},
    PriceField {QLatin1StringView("web_search_medium"), &Price::webSearchMedium, false},
    PriceField {QLatin1StringView("web_search_high"), &Price::webSearchHigh, false},
};

// Those of a tier and of a level's plain prices; all for a million.
struct TierField
{
    QLatin1StringView word;
    std::optional<UnitPrice> Price::Tier::*member;
};

inline constexpr std::array tierFields {
    TierField {QLatin1StringView("input"), &Price::Tier::input},
    TierField {QLatin1StringView("output"), &Price::Tier::output},
    TierField {QLatin1StringView("cache_read"), &Price::Tier::cacheRead},
    TierField {QLatin1StringView("cache_write_5m"), &Price::Tier::cacheWrite5m},
    TierField {QLatin1StringView("cache_write_1h"), &Price::Tier::cacheWrite1h},
    TierField {QLatin1StringView("input_audio"), &Price::Tier::inputAudio},
};

} // namespace lineup
