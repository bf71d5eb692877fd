// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/RouteEvent.h"

namespace lineup {

// What a call ends in when nobody was asked and this target was left out for that reason. The reason's name is the
// error's code. Pure.
[[nodiscard]] Error skipError(const QString &model, SkipReason reason);

} // namespace lineup
