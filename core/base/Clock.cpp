// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/Clock.h"

namespace lineup {

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

std::chrono::nanoseconds SystemClock::monotonic() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

} // namespace lineup
