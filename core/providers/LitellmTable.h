// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/ModelInfo.h"

namespace lineup {

// What a table of models and prices from outside holds.
struct ForeignTable
{
    QList<ModelInfo> models; // each of a service and id once
    int skipped = 0; // rows that make no sense: a price below zero or above a tenth of a cent a token, a limit that is
                     // no number, …
    int others = 0; // rows for something else than chat and embeddings, for one region, a fine-tune or a size class
};

// Reads a table of models in the format that the LiteLLM project keeps (model_prices_and_context_window.json), or in
// that of models.json. asOf: the date for prices that have none of their own. Errors: Malformed when it is no JSON
// object, neither of the two, or holds no row that makes sense. Pure.
//
// What the first format leaves open stays unknown here: a price of 0 (it mixes free, paid by subscription and not
// known), an input price of 0 beside an output price, a cached token or a cache write of 0, the one-hour cache writes
// of Claude where they are not twice the input, searches of services that bill them in their own way.
// resources/catalogue/README.md has the list.
[[nodiscard]] Result<ForeignTable> readForeignTable(const QByteArray &json, QDate asOf);

// The service of models.json for a provider of that table; empty: none of ours.
[[nodiscard]] QString serviceForProvider(const QString &provider);

} // namespace lineup
