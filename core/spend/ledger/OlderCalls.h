// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"

namespace lineup {

// Adds the calls that an older version of the program wrote to the sums: some hundred in a transaction, so that others
// can write in between. Where it is interrupted it goes on the next time; several processes may do it at once. Cheap
// when there is nothing to do.
[[nodiscard]] std::optional<Error> sumOlderCalls(Connection &connection);

} // namespace lineup
