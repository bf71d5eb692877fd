// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/SpendCalendar.h"

#include "core/base/Log.h"
#include "core/spend/ledger/LedgerSettings.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace lineup {

Result<SpendCalendar> SpendCalendar::of(Connection &connection)
{
    Result<std::optional<QString>> id = LedgerSettings::value(connection, LedgerSettings::timeZone);
    if (id && !*id) {
        const QByteArray own = QTimeZone::systemTimeZoneId();
        const QString first = QTimeZone(own).isValid() ? QString::fromLatin1(own) : u"UTC"_s;
        if (const std::optional<Error> error = LedgerSettings::setFirst(connection, LedgerSettings::timeZone, first))
            return *error;
        id = LedgerSettings::value(connection, LedgerSettings::timeZone); // another process may have been quicker
    }
    if (!id)
        return id.error();
    const QTimeZone zone(id->value_or(QString()).toLatin1());
    if (zone.isValid())
        return SpendCalendar(zone);
    qCWarning(lcSpend) << "this system does not know the ledger's time zone" << id->value_or(QString());
    return SpendCalendar(QTimeZone::utc());
}

qint64 SpendCalendar::startOf(qint64 day) const
{
    QDateTime start = QDate::fromJulianDay(day).startOfDay(m_zone);
    if (!start.isValid()) // a date that the zone left out: it lasts no time
        start = QDate::fromJulianDay(day + 1).startOfDay(m_zone);
    return start.toMSecsSinceEpoch();
}

qint64 SpendCalendar::dayAt(qint64 msecsUtc) const
{
    if (msecsUtc >= m_start && msecsUtc < m_end)
        return m_day;
    // The date is right but for the moments around a change of clocks at midnight.
    m_day = QDateTime::fromMSecsSinceEpoch(msecsUtc, m_zone).date().toJulianDay();
    while (startOf(m_day) > msecsUtc)
        --m_day;
    while (startOf(m_day + 1) <= msecsUtc)
        ++m_day;
    m_start = startOf(m_day);
    m_end = startOf(m_day + 1);
    return m_day;
}

qint64 SpendCalendar::monthOf(qint64 day)
{
    const QDate date = QDate::fromJulianDay(day);
    return QDate(date.year(), date.month(), 1).toJulianDay();
}

} // namespace lineup
