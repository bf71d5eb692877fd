// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/maintenance/LedgerAudit.h"

#include "core/spend/budgets/BudgetRows.h"
#include "core/spend/ledger/DaySums.h"
#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/ledger/OlderCalls.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Scopes = QHash<qint64, SpendSums>;

Result<Scopes> readScopes(Connection &connection, const QString &sql, const QVariantList &values)
{
    Scopes scopes;
    const std::optional<Error> error = connection.each(sql, values, [&](const Row &row) {
        const SpendSums sums = SumColumns::read(row, 1);
        if (sums != SpendSums())
            scopes.insert(row.integer(0), sums);
    });
    if (error)
        return *error;
    return scopes;
}

void addAll(Scopes &scopes)
{
    SpendSums all;
    for (const SpendSums &sums : std::as_const(scopes))
        all += sums;
    if (all != SpendSums())
        scopes.insert(DaySums::allScopes, all);
}

// The days that have calls, or sums, from the first that is kept in detail.
struct Span
{
    qint64 first = 0;
    qint64 last = -1;
};

Result<Span> spanOf(Connection &connection, const SpendCalendar &calendar)
{
    Span span;
    qint64 details = 0;
    const Result<std::optional<QString>> from = LedgerSettings::value(connection, LedgerSettings::detailsFrom);
    if (!from)
        return from.error();
    if (*from)
        details = QDate::fromString(**from, Qt::ISODate).toJulianDay();
    bool any = false;
    const auto take = [&](qint64 first, qint64 last) {
        span.first = any ? qMin(span.first, first) : first;
        span.last = any ? qMax(span.last, last) : last;
        any = true;
    };
    std::optional<Error> error = connection.each(
        u"SELECT min(started_ms), max(started_ms) FROM calls WHERE demo = 0"_s, {}, [&](const Row &row) {
            if (!row.isNull(0))
                take(calendar.dayAt(row.integer(0)), calendar.dayAt(row.integer(1)));
        });
    if (!error) {
        error = connection.each(u"SELECT min(day), max(day) FROM spend_days"_s, {}, [&](const Row &row) {
            if (!row.isNull(0))
                take(row.integer(0), row.integer(1));
        });
    }
    if (error)
        return *error;
    span.first = qMax(span.first, details);
    return span;
}

Result<bool> isDayRight(Connection &connection, const SpendCalendar &calendar, qint64 day)
{
    static const QString kept
        = u"SELECT d.scope_id, %1 FROM spend_days d WHERE d.day = ? AND d.%2 GROUP BY d.scope_id"_s.arg(
            SumColumns::sums(u"d"), DaySums::anyScope());
    static const QString counted
        = u"SELECT f.scope_id, %1 FROM (%2) f GROUP BY f.scope_id"_s.arg(SumColumns::sums(u"f"), SumColumns::facts());
    const qint64 start = calendar.startOf(day);
    const qint64 end = calendar.startOf(day + 1);
    const Result<Scopes> sums = readScopes(connection, kept, {day});
    Result<Scopes> recount = readScopes(connection, counted, {start, end, start, end});
    if (!sums || !recount)
        return sums ? recount.error() : sums.error();
    addAll(*recount);
    return *sums == *recount;
}

Result<bool> isMonthRight(Connection &connection, qint64 month)
{
    static const QString kept
        = u"SELECT m.scope_id, %1 FROM spend_months m WHERE m.month = ? AND m.%2 GROUP BY m.scope_id"_s.arg(
            SumColumns::sums(u"m"), DaySums::anyScope());
    static const QString counted
        = u"SELECT d.scope_id, %1 FROM spend_days d WHERE d.day >= ? AND d.day < ? AND d.%2 GROUP BY d.scope_id"_s.arg(
            SumColumns::sums(u"d"), DaySums::anyScope());
    const Result<Scopes> sums = readScopes(connection, kept, {month});
    const Result<Scopes> recount
        = readScopes(connection, counted, {month, QDate::fromJulianDay(month).addMonths(1).toJulianDay()});
    if (!sums || !recount)
        return sums ? recount.error() : sums.error();
    return *sums == *recount;
}

// Day and recount are read in one transaction; others may write between two days.
std::optional<Error> compareDays(
    Connection &connection, const SpendCalendar &calendar, const Span &span, LedgerAudit &audit, JobControl &control)
{
    const auto check = [&](auto isRight, qint64 day, QList<QDate> &wrong) {
        return connection.transaction(Connection::Access::Read, [&]() -> std::optional<Error> {
            const Result<bool> right = isRight(day);
            if (!right)
                return right.error();
            if (!*right)
                wrong += QDate::fromJulianDay(day);
            return std::nullopt;
        });
    };
    const auto dayIsRight = [&](qint64 day) { return isDayRight(connection, calendar, day); };
    const auto monthIsRight = [&](qint64 month) { return isMonthRight(connection, month); };
    for (qint64 day = span.first; day <= span.last; ++day) {
        if (const std::optional<Error> error = check(dayIsRight, day, audit.wrongDays))
            return error;
        const bool newMonth = day == span.first || SpendCalendar::monthOf(day) == day;
        if (newMonth) {
            if (const auto error = check(monthIsRight, SpendCalendar::monthOf(day), audit.wrongMonths))
                return error;
        }
        ++audit.days;
        if (const std::optional<Error> error = control.step(day - span.first + 1, span.last - span.first + 1))
            return error;
    }
    return std::nullopt;
}

} // namespace

Result<LedgerAudit> auditLedger(Connection &connection, JobControl &control)
{
    LedgerAudit audit;
    const Result<QStringList> damage = connection.damage();
    if (!damage)
        return damage.error();
    audit.damage = *damage;
    if (!audit.damage.isEmpty())
        return audit;
    const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
    if (!calendar)
        return calendar.error();
    if (const std::optional<Error> error = sumOlderCalls(connection))
        return *error;
    const Result<Span> span = spanOf(connection, *calendar);
    if (!span)
        return span.error();
    if (const std::optional<Error> error = compareDays(connection, *calendar, *span, audit, control))
        return *error;
    return audit;
}

Result<LedgerAudit> repairLedger(Connection &connection, JobControl &control)
{
    Result<LedgerAudit> audit = auditLedger(connection, control);
    if (!audit || audit->isSound() || !audit->damage.isEmpty())
        return audit;
    const std::optional<Error> error = connection.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
        const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
        if (!calendar)
            return calendar.error();
        QSet<qint64> months;
        for (const QDate &month : std::as_const(audit->wrongMonths))
            months += month.toJulianDay();
        for (const QDate &day : std::as_const(audit->wrongDays)) {
            months += SpendCalendar::monthOf(day.toJulianDay());
            if (const auto failed = DaySums::recountDay(connection, *calendar, day.toJulianDay()))
                return failed;
        }
        for (const qint64 month : std::as_const(months)) {
            if (const auto failed = DaySums::recountMonth(connection, month))
                return failed;
        }
        if (const auto failed = BudgetRows::recount(connection))
            return failed;
        return LedgerSettings::raiseRevision(connection);
    });
    if (error)
        return *error;
    return audit;
}

} // namespace lineup
