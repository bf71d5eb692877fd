// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace lineup {

// Where the program takes its time from, so that tests can turn it. Lives as long as everything that uses it.
class Clock
{
public:
    virtual ~Clock() = default;
    // Calendar time, UTC; may jump.
    [[nodiscard]] virtual QDateTime now() const = 0;
    // Never goes back; only differences mean anything.
    [[nodiscard]] virtual std::chrono::nanoseconds monotonic() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override;
    [[nodiscard]] std::chrono::nanoseconds monotonic() const override;
};

} // namespace lineup
