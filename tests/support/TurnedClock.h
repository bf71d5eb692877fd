// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"

namespace lineup::test {

// Stands still until a test turns it.
class TurnedClock final : public Clock
{
public:
    QDateTime time {QDate(2026, 3, 1), QTime(12, 0), Qt::UTC};
    [[nodiscard]] QDateTime now() const override { return time; }
    [[nodiscard]] std::chrono::nanoseconds monotonic() const override
    {
        return std::chrono::milliseconds(time.toMSecsSinceEpoch());
    }
};

} // namespace lineup::test
