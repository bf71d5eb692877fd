// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QObject>

#include <chrono>
#include <functional>

namespace lineup {

// Calls something later, so that tests and the simulator can turn the time. One thread.
class Timers
{
public:
    virtual ~Timers() = default;
    // Not from inside this call, also after zero; not when context is gone by then. Those that are due at the same
    // moment come in the order in which they were asked for.
    virtual void after(std::chrono::milliseconds delay, QObject *context, std::function<void()> call) = 0;
};

// The event loop's.
class EventTimers final : public Timers
{
public:
    void after(std::chrono::milliseconds delay, QObject *context, std::function<void()> call) override;
};

// Numbers from 0 to below 1.
class RandomSource
{
public:
    virtual ~RandomSource() = default;
    [[nodiscard]] virtual double next() = 0;
};

class SystemRandom final : public RandomSource
{
public:
    [[nodiscard]] double next() override;
};

} // namespace lineup
