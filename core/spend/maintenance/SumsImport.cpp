// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/maintenance/SumsImport.h"

#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/maintenance/LedgerRetention.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

Result<bool> any(Connection &connection, const QString &sql, const QVariantList &values)
{
    bool found = false;
    if (const std::optional<Error> error = connection.each(sql, values, [&](const Row &) { found = true; }))
        return *error;
    return found;
}

std::optional<SpendScope> scopeFrom(const QJsonObject &line)
{
    const std::optional<CallStatus> status = callStatusFromName(line.value("status"_L1).toString());
    if (!status)
        return std::nullopt;
    const auto text = [&](QLatin1StringView name) { return line.value(name).toString(); };
    return SpendScope {.service = text("service"_L1),
        .model = text("model"_L1),
        .chain = text("chain"_L1),
        .user = text("user_name"_L1),
        .project = text("project"_L1),
        .tags = tagsFromText(text("tags"_L1)),
        .source = text("source"_L1),
        .status = *status};
}

} // namespace

QString SumsImport::dayName()
{
    return u"sums_of"_s;
}

QString SumsImport::zoneName()
{
    return u"time_zone"_s;
}

const QStringList &SumsImport::names()
{
    static const QStringList names
        = QStringList {dayName(), zoneName()} + ScopeIds::columns() + SumColumns::names().split(u", "_s);
    return names;
}

bool SumsImport::isText(const QString &name)
{
    return name == dayName() || name == zoneName() || ScopeIds::columns().contains(name);
}

std::optional<Error> SumsImport::add(const QJsonObject &line)
{
    const QDate day = QDate::fromString(line.value(dayName()).toString(), Qt::ISODate);
    const std::optional<SpendScope> scope = scopeFrom(line);
    if (!day.isValid() || !scope)
        return badRequest(u"these are no sums of a day."_s);
    const QString zone = line.value(zoneName()).toString();
    if (day != m_day || zone != m_zone) {
        if (const std::optional<Error> error = finish())
            return error;
    }
    m_day = day;
    m_zone = zone;
    m_lines += {*scope, SumColumns::fromObject(line)};
    return std::nullopt;
}

std::optional<Error> SumsImport::finish()
{
    if (m_lines.isEmpty())
        return std::nullopt;
    const std::optional<Error> error
        = m_connection.transaction(Connection::Access::Write, [this] { return takeDay(); });
    if (error)
        m_scopes.forget();
    m_lines.clear();
    return error;
}

// In a ledger without any sums the zone of the lines becomes its own.
Result<SpendCalendar> SumsImport::calendarOf()
{
    Result<SpendCalendar> calendar = SpendCalendar::of(m_connection);
    if (!calendar || calendar->zoneId() == m_zone.toLatin1() || !QTimeZone(m_zone.toLatin1()).isValid())
        return calendar;
    const Result<bool> used = any(m_connection, u"SELECT day FROM spend_days LIMIT 1"_s, {});
    if (!used)
        return used.error();
    if (*used)
        return calendar;
    if (const auto error = LedgerSettings::set(m_connection, LedgerSettings::timeZone, m_zone))
        return *error;
    return SpendCalendar::of(m_connection);
}

// Nothing is known of the day, and nothing is kept in detail that is as old.
Result<bool> SumsImport::isFree(const SpendCalendar &calendar) const
{
    const qint64 day = m_day.toJulianDay();
    const Result<bool> sums = any(
        m_connection, u"SELECT day FROM spend_days WHERE day = ? AND "_s + DaySums::anyScope() + u" LIMIT 1"_s, {day});
    if (!sums || *sums)
        return sums ? Result<bool>(false) : sums;
    const Result<bool> calls = any(m_connection, u"SELECT seq FROM calls WHERE started_ms < ? AND demo = 0 LIMIT 1"_s,
        {calendar.startOf(day + 1)});
    return calls ? Result<bool>(!*calls) : calls;
}

// The same sums, of a day that is kept as sums only here as well.
Result<bool> SumsImport::isThere()
{
    const Result<QDate> details = detailsFrom(m_connection);
    if (!details || !details->isValid() || m_day >= *details)
        return details ? Result<bool>(false) : details.error();
    static const QString sql = u"SELECT d.scope_id, %1 FROM spend_days d WHERE d.day = ? AND d.%2"_s.arg(
        SumColumns::plain(u"d"), DaySums::ownScope());
    QHash<qint64, SpendSums> kept;
    if (const std::optional<Error> error = m_connection.each(
            sql, {m_day.toJulianDay()}, [&](const Row &row) { kept.insert(row.integer(0), SumColumns::read(row, 1)); }))
        return *error;
    for (const Line &line : std::as_const(m_lines)) {
        const Result<std::optional<qint64>> id = m_scopes.find(m_connection, line.scope);
        if (!id)
            return id.error();
        if (!*id || kept.take(**id) != line.sums)
            return false;
    }
    return kept.isEmpty();
}

std::optional<Error> SumsImport::takeDay()
{
    const Result<SpendCalendar> calendar = calendarOf();
    if (!calendar)
        return calendar.error();
    const bool isSameZone = calendar->zoneId() == m_zone.toLatin1();
    const Result<bool> there = isSameZone ? isThere() : Result<bool>(false);
    if (!there || *there)
        return there ? std::nullopt : std::optional(there.error());
    const Result<bool> free = isSameZone ? isFree(*calendar) : Result<bool>(false);
    if (!free)
        return free.error();
    if (!*free) {
        ++m_left;
        return std::nullopt;
    }
    if (const std::optional<Error> error = insertDay())
        return error;
    ++m_days;
    return std::nullopt;
}

std::optional<Error> SumsImport::insertDay()
{
    DaySums sums;
    for (const Line &line : std::as_const(m_lines)) {
        const Result<qint64> id = m_scopes.of(m_connection, line.scope);
        if (!id)
            return id.error();
        sums.add(m_day.toJulianDay(), *id, line.sums);
    }
    if (const std::optional<Error> error = sums.write(m_connection))
        return error;
    const Result<QDate> details = detailsFrom(m_connection);
    if (!details)
        return details.error();
    if (details->isValid() && *details > m_day)
        return std::nullopt;
    return LedgerSettings::set(m_connection, LedgerSettings::detailsFrom, m_day.addDays(1).toString(Qt::ISODate));
}

} // namespace lineup
