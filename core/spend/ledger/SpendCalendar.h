// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"

#include <QDate>
#include <QTimeZone>

namespace lineup {

// Days in one time zone, as Julian day numbers. A day lasts from the first moment of its date to the first moment of
// the next, so that each instant is in exactly one, also where clocks are set back over midnight. Not thread-safe.
class SpendCalendar
{
public:
    explicit SpendCalendar(const QTimeZone &zone) : m_zone(zone) { }
    // That of the ledger. Where it has none yet, the system's becomes it: this may write.
    [[nodiscard]] static Result<SpendCalendar> of(Connection &connection);

    [[nodiscard]] QByteArray zoneId() const { return m_zone.id(); }
    [[nodiscard]] qint64 dayAt(qint64 msecsUtc) const;
    [[nodiscard]] qint64 startOf(qint64 day) const; // milliseconds since 1970 UTC
    [[nodiscard]] static qint64 monthOf(qint64 day); // the first day of its month

private:
    QTimeZone m_zone;
    // The day that was asked for last: most calls are of today.
    mutable qint64 m_day = 0;
    mutable qint64 m_start = 0;
    mutable qint64 m_end = 0;
};

} // namespace lineup
