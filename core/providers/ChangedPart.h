// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/CatalogueImport.h"

namespace lineup {

// One thing besides its prices of input and output that an import would change of a model.
struct ChangedPart
{
    enum class Kind {
        PerMillion, // a price, of a million tokens
        PerOne, // a price of one each: a search, a picture, a request
        Tokens, // a limit; 0: not known
        Other // neither value is told
    };
    QLatin1StringView word; // as models.json has it
    Kind kind = Kind::Other;
    std::optional<UnitPrice> priceBefore; // empty: there is none of its own
    std::optional<UnitPrice> priceAfter;
    qint64 tokensBefore = 0;
    qint64 tokensAfter = 0;
};

// Of a model that is there already; of a new one nothing. Prices first.
[[nodiscard]] QList<ChangedPart> changedParts(const ModelChange &change);

} // namespace lineup
