// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/maintenance/LedgerAudit.h"

#include "core/spend/budgets/BudgetRows.h"
#include "core/spend/ledger/DaySums.h"
#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/ledger/OlderCalls.h"
#include "core/spend/ledger/ScopeSums.h"
#include "core/spend/maintenance/LedgerRetention.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using SumsOfScopes = QHash<qint64, SpendSums>;

struct SqlText
{
    QString sql;
    QVariantList values;
};

Result<SumsOfScopes> readScopes(Connection &connection, const QString &sql, const QVariantList &values)
{
    SumsOfScopes scopes;
    const std::optional<Error> error = connection.each(sql, values, [&](const Row &row) {
        const SpendSums sums = SumColumns::read(row, 1);
        if (sums != SpendSums())
            scopes.insert(row.integer(0), sums);
    });
    if (error)
        return *error;
    return scopes;
}

// The days that have calls, or sums.
struct Span
{
    qint64 first = 0;
    qint64 last = -1;
    qint64 details = 0; // before it there are sums only
};

Result<Span> spanOf(Connection &connection, const SpendCalendar &calendar)
{
    Span span;
    const Result<QDate> details = detailsFrom(connection);
    if (!details)
        return details.error();
    if (details->isValid())
        span.details = details->toJulianDay();
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
    return span;
}

// Two ways to count the same: rows (id, sum columns) of each.
Result<bool> areEqual(Connection &connection, const SqlText &kept, const SqlText &counted)
{
    const Result<SumsOfScopes> sums = readScopes(connection, kept.sql, kept.values);
    const Result<SumsOfScopes> recount = readScopes(connection, counted.sql, counted.values);
    if (!sums || !recount)
        return sums ? recount.error() : sums.error();
    return *sums == *recount;
}

// Rows of a day as they were written down; takes the day.
QString keptOnDay(const QString &scope)
{
    return u"SELECT d.scope_id, %1 FROM spend_days d WHERE d.day = ? AND d.%2 GROUP BY d.scope_id"_s.arg(
        SumColumns::sums(u"d"), scope);
}

// The sums of scopes are those of the calls.
Result<bool> areScopesRight(Connection &connection, const SpendCalendar &calendar, qint64 day)
{
    static const QString kept = keptOnDay(DaySums::ownScope());
    static const QString counted
        = u"SELECT f.scope_id, %1 FROM (%2) f GROUP BY f.scope_id"_s.arg(SumColumns::sums(u"f"), SumColumns::facts());
    const qint64 start = calendar.startOf(day);
    const qint64 end = calendar.startOf(day + 1);
    return areEqual(connection, {kept, {day}}, {counted, {start, end, start, end}});
}

// Those of words, and of all, are those of their scopes.
Result<bool> isDerivedRight(Connection &connection, qint64 day)
{
    static const QString kept = keptOnDay(DaySums::derivedScope());
    return areEqual(connection, {kept, {day}}, {DaySums::derived(), {day}});
}

Result<bool> isDayRight(Connection &connection, const SpendCalendar &calendar, qint64 day, bool hasCalls)
{
    const Result<bool> scopes = hasCalls ? areScopesRight(connection, calendar, day) : Result<bool>(true);
    return scopes && *scopes ? isDerivedRight(connection, day) : scopes;
}

Result<bool> isMonthRight(Connection &connection, qint64 month)
{
    static const QString kept
        = u"SELECT m.scope_id, %1 FROM spend_months m WHERE m.month = ? AND m.%2 GROUP BY m.scope_id"_s.arg(
            SumColumns::sums(u"m"), DaySums::anyScope());
    static const QString counted
        = u"SELECT d.scope_id, %1 FROM spend_days d WHERE d.day >= ? AND d.day < ? AND d.%2 GROUP BY d.scope_id"_s.arg(
            SumColumns::sums(u"d"), DaySums::anyScope());
    const qint64 behind = QDate::fromJulianDay(month).addMonths(1).toJulianDay();
    return areEqual(connection, {kept, {month}}, {counted, {month, behind}});
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
    const auto dayIsRight = [&](qint64 day) { return isDayRight(connection, calendar, day, day >= span.details); };
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
    const Result<bool> scopes = ScopeSums::isWhole(connection);
    if (!scopes)
        return scopes.error();
    audit.wrongScopes = !*scopes;
    const Result<Span> span = spanOf(connection, *calendar);
    if (!span)
        return span.error();
    if (const std::optional<Error> error = compareDays(connection, *calendar, *span, audit, control))
        return *error;
    return audit;
}

namespace {

std::optional<Error> repairDay(Connection &connection, const SpendCalendar &calendar, qint64 details, qint64 day)
{
    return day >= details ? DaySums::recountDay(connection, calendar, day) : DaySums::deriveDay(connection, day);
}

// Which days are wrong is not known where scopes were entered wrongly: then it is all of them.
std::optional<Error> repairSums(Connection &connection, const LedgerAudit &audit)
{
    const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
    if (!calendar)
        return calendar.error();
    const Result<Span> span = spanOf(connection, *calendar);
    if (!span)
        return span.error();
    QSet<qint64> days;
    QSet<qint64> months;
    for (const QDate &month : audit.wrongMonths)
        months += month.toJulianDay();
    for (const QDate &day : audit.wrongDays)
        days += day.toJulianDay();
    if (audit.wrongScopes) {
        if (const std::optional<Error> error = ScopeSums::rebuild(connection))
            return error;
        for (qint64 day = span->first; day <= span->last; ++day)
            days += day;
    }
    for (const qint64 day : std::as_const(days)) {
        months += SpendCalendar::monthOf(day);
        if (const std::optional<Error> error = repairDay(connection, *calendar, span->details, day))
            return error;
    }
    for (const qint64 month : std::as_const(months)) {
        if (const std::optional<Error> error = DaySums::recountMonth(connection, month))
            return error;
    }
    if (const std::optional<Error> error = BudgetRows::recount(connection))
        return error;
    return LedgerSettings::raiseRevision(connection);
}

} // namespace

Result<LedgerAudit> repairLedger(Connection &connection, JobControl &control)
{
    Result<LedgerAudit> audit = auditLedger(connection, control);
    if (!audit || audit->isSound() || !audit->damage.isEmpty())
        return audit;
    const std::optional<Error> error
        = connection.transaction(Connection::Access::Write, [&] { return repairSums(connection, *audit); });
    if (error)
        return *error;
    return audit;
}

} // namespace lineup
