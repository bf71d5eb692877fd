// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/routing/Timers.h"

#include <QPointer>

#include <map>

namespace lineup {

// A clock and timers whose time goes on only when told to: a minute of waiting takes no time at all. One thread.
class VirtualTime final : public Clock, public Timers
{
public:
    explicit VirtualTime(const QDateTime &start = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC));

    [[nodiscard]] QDateTime now() const override { return m_start.addMSecs(m_elapsed.count() / 1'000'000); }
    [[nodiscard]] std::chrono::nanoseconds monotonic() const override { return m_elapsed; }
    void after(std::chrono::milliseconds delay, QObject *context, std::function<void()> call) override;

    // Goes to the next moment at which something is due and does it; false when nothing is.
    bool step();
    // Until condition holds or nothing is due or the limit is reached. True when the condition holds.
    bool runUntil(const std::function<bool()> &condition, std::chrono::milliseconds limit = std::chrono::hours(24));
    // Lets that much time pass.
    void advance(std::chrono::milliseconds by);

private:
    struct Entry
    {
        QPointer<QObject> context;
        std::function<void()> call;
    };
    QDateTime m_start;
    std::chrono::nanoseconds m_elapsed {0};
    std::multimap<std::chrono::nanoseconds, Entry> m_due;
};

} // namespace lineup
