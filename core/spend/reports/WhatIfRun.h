// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/Reports.h"
#include "core/store/Connection.h"

namespace lineup {

// Looks at every attempt that the filter lets through and prices its usage as the other model's, at its standard tier.
// Attempts that were not billed would not be billed there either: they are in neither figure and not counted. For use
// inside a job of the Database.
[[nodiscard]] Result<WhatIf> whatIfRun(Connection &connection, const SpendFilter &filter, const ModelInfo &model);

} // namespace lineup
