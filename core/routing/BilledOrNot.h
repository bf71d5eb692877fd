// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"

namespace lineup {

// Whether an attempt that failed before any word may have been billed: the one place that decides it, for the price
// that is shown and for whether the same target may be asked again. It is not when it never left this machine, or when
// somebody said no to it: with a status, or with an error that came in a stream. It may be when the connection, the
// answer's sense or our patience ended after it was sent, and when a gateway only says that it stopped waiting for the
// server behind it. record: with its error; an attempt that answered was billed. Pure.
[[nodiscard]] bool mayBeBilled(const AttemptRecord &record);

} // namespace lineup
