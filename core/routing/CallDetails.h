// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/domain/ModelInfo.h"
#include "core/providers/Exchange.h"

namespace lineup {

// What is known of one attempt beside its record, for as long as the program runs.
struct AttemptDetails
{
    Exchange exchange; // without the key
    std::optional<ModelInfo> info; // with the price that was used; empty: the catalogue knew nothing
};

// One call for a person to look into. A call of the ledger has no details. A value.
struct CallDetails
{
    CallRecord record;
    QList<AttemptDetails> attempts; // as many as the record's, or none
};

} // namespace lineup
