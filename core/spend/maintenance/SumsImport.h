// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/ledger/DaySums.h"
#include "core/spend/ledger/ScopeIds.h"

#include <QJsonObject>

namespace lineup {

// The part of an export that is sums of days whose calls are gone. Takes its lines, those of a day one after the other
// and behind the calls. A day is taken as a whole, where nothing is known of it or of any day before it that its calls
// could be among; else it would be counted twice. In a ledger of another time zone no day is the same: there none is
// taken, unless nothing is in it yet, which makes the zone its own. For use inside a job of the Database.
class SumsImport
{
public:
    explicit SumsImport(Connection &connection) : m_connection(connection) { }

    // Names of what such a line holds: "sums_of" (the day), "time_zone", the scope (ScopeIds), the sums.
    [[nodiscard]] static QString dayName();
    [[nodiscard]] static QString zoneName();
    [[nodiscard]] static const QStringList &names(); // all of them
    [[nodiscard]] static bool isText(const QString &name);

    // Errors: BadRequest for what is no such line.
    [[nodiscard]] std::optional<Error> add(const QJsonObject &line);
    [[nodiscard]] std::optional<Error> finish(); // behind the last line
    [[nodiscard]] qint64 days() const { return m_days; } // that were taken
    [[nodiscard]] qint64 left() const
    {
        return m_left;
    } // days that were not; those that are there the same are neither

private:
    struct Line
    {
        SpendScope scope;
        SpendSums sums;
    };
    [[nodiscard]] Result<bool> isFree(const SpendCalendar &calendar) const;
    [[nodiscard]] Result<bool> isThere();
    [[nodiscard]] Result<SpendCalendar> calendarOf();
    [[nodiscard]] std::optional<Error> takeDay();
    [[nodiscard]] std::optional<Error> insertDay();

    Connection &m_connection;
    ScopeIds m_scopes;
    QDate m_day;
    QString m_zone;
    QList<Line> m_lines; // of the day
    qint64 m_days = 0;
    qint64 m_left = 0;
};

} // namespace lineup
