// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/CallPages.h"

#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/reports/CallLines.h"
#include "core/spend/reports/SumQuery.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::CallPages {

namespace {

constexpr int mostInAPage = 5000;
// So many calls are looked at and sorted sooner than an index is walked in search of them.
constexpr qint64 fewCalls = 20'000;

// A call's place in an order.
struct Place
{
    qint64 value = 0;
    qint64 seq = 0;
    auto operator<=>(const Place &) const = default;
};

// What a call is ordered by: a column that has an index. Of a call whose attempts are told apart the sum over those
// that count.
QString columnFor(CallOrder order)
{
    switch (order) {
    case CallOrder::Time:
        return u"c.started_ms"_s;
    case CallOrder::Cost:
        return u"c.sum_cost_nano"_s;
    case CallOrder::Input:
        return u"c.sum_input"_s;
    case CallOrder::Output:
        return u"c.sum_output"_s;
    case CallOrder::FirstToken:
        return u"coalesce(c.first_token_us, -1)"_s;
    case CallOrder::Duration:
        return u"c.total_us"_s;
    }
    return {};
}

QString attemptSumFor(CallOrder order)
{
    switch (order) {
    case CallOrder::Cost:
        return u"coalesce(sum(a.cost_nano), 0)"_s;
    case CallOrder::Input:
        return u"sum(a.input_fresh + a.input_cache_read + a.input_cache_write_5m + a.input_cache_write_1h + "
               u"a.input_audio + "
               "a.input_image)"_s;
    case CallOrder::Output:
        return u"sum(a.output_text + a.output_reasoning + a.output_audio + a.output_image)"_s;
    default:
        return {};
    }
}

Place placeOf(const CallLine &line, CallOrder order)
{
    const auto value = [&]() -> qint64 {
        switch (order) {
        case CallOrder::Time:
            return line.startedAt.toMSecsSinceEpoch();
        case CallOrder::Cost:
            return line.cost.nano();
        case CallOrder::Input:
            return line.input;
        case CallOrder::Output:
            return line.output;
        case CallOrder::FirstToken:
            return line.firstToken ? static_cast<qint64>(line.firstToken->count()) : -1;
        case CallOrder::Duration:
            return static_cast<qint64>(line.total.count());
        }
        return 0;
    };
    return {value(), line.seq};
}

// How many calls of the filter there are, and in which months: what an index need not be searched for.
struct Extent
{
    qint64 calls = 0;
    qint64 firstDay = 0;
    qint64 lastDay = -1;
};

Result<Extent> extentOf(Connection &connection, const SpendFilterSql &filter)
{
    const Result<SpendTable> table = sumsFor(connection, filter, {});
    if (!table)
        return table.error();
    Extent extent {.calls = table->total.calls};
    const SqlPart scope = filter.isAny() ? SqlPart {u"m.scope_id = 0"_s, {}} : filter.scopeOf(u"m.scope_id");
    const QString sql = u"SELECT min(m.month), max(m.month) FROM spend_months m WHERE %1"_s.arg(scope.sql);
    const std::optional<Error> error = connection.each(sql, scope.values, [&](const Row &row) {
        if (row.isNull(0))
            return;
        extent.firstDay = row.integer(0);
        extent.lastDay = QDate::fromJulianDay(row.integer(1)).addMonths(1).toJulianDay() - 1;
    });
    if (error)
        return *error;
    return extent;
}

// What calls before some day are, is kept as sums only.
std::optional<Error> startWithDetails(Connection &connection, SpendFilterSql &filter)
{
    const Result<std::optional<QString>> from = LedgerSettings::value(connection, LedgerSettings::detailsFrom);
    if (!from)
        return from.error();
    if (*from)
        filter.startAt(QDate::fromString(**from, Qt::ISODate).toJulianDay());
    return std::nullopt;
}

class PageSearch
{
public:
    PageSearch(const CallPageQuery &query, const SpendFilterSql &filter, const SpendCalendar &calendar)
        : m_query(query), m_filter(filter), m_calendar(calendar), m_count(qBound(0, query.count, mostInAPage))
    {
    }

    // All calls but those whose attempts are told apart.
    Result<QList<Place>> whole(Connection &connection, const Extent &extent) const
    {
        const bool byTime = m_query.order == CallOrder::Time;
        const bool sort = extent.calls <= fewCalls && !(byTime && m_filter.isAny());
        const bool byScope = sort && !m_filter.isAny();
        // A + before a column keeps the database from taking its index: which one helps is known here, not there.
        const SqlPart scope = m_filter.scopeOf(byScope ? u"c.scope_id" : u"+c.scope_id");
        const SqlPart moments
            = m_filter.momentsOf(byScope || byTime || sort ? u"c.started_ms" : u"+c.started_ms", m_calendar);
        const QString column = (sort ? u"+"_s : QString()) + columnFor(m_query.order);
        QString where = u"c.demo = 0 AND c.scope_id IS NOT NULL AND %1 AND %2"_s.arg(scope.sql, moments.sql);
        if (m_filter.splitsCalls())
            where += " AND c.is_mixed = 0"_L1;
        return places(connection, u"calls c"_s, column, u"c.seq"_s, {where, scope.values + moments.values});
    }

    // Those whose attempts are told apart: few, so they are all looked at.
    Result<QList<Place>> mixed(Connection &connection) const
    {
        const SqlPart moments = m_filter.momentsOf(u"c.started_ms", m_calendar);
        const SqlPart attempt = m_filter.scopeOf(u"a.scope_id");
        const SqlPart any = anyAttempt();
        const QString ofAttempts = attemptSumFor(m_query.order);
        const QString value = ofAttempts.isEmpty() ? u"max(%1)"_s.arg(columnFor(m_query.order)) : ofAttempts;
        const QString from
            = u"(SELECT c.seq AS seq, %1 AS value FROM (%2) i CROSS JOIN calls c CROSS JOIN attempts a WHERE "
              "c.seq = i.seq AND c.is_mixed = 1 AND a.call_seq = c.seq AND %3 AND %4 GROUP BY c.seq) x"_s.arg(
                  value, any.sql, moments.sql, attempt.sql);
        return places(
            connection, from, u"x.value"_s, u"x.seq"_s, {u"1 = 1"_s, any.values + moments.values + attempt.values});
    }

    QList<qint64> merged(QList<Place> a, const QList<Place> &b) const
    {
        a += b;
        std::sort(
            a.begin(), a.end(), [this](const Place &x, const Place &y) { return m_query.descending ? y < x : x < y; });
        QList<qint64> seqs;
        for (const Place &place : std::as_const(a)) {
            if (seqs.size() < m_count)
                seqs += place.seq;
        }
        return seqs;
    }

private:
    // Numbers of calls of which at least one attempt fits, those of several scopes among them.
    [[nodiscard]] SqlPart anyAttempt() const
    {
        const SqlPart decided = m_filter.scopeOf(u"c.scope_id");
        const SqlPart before = m_filter.scopeOf(u"a.scope_id");
        return {u"SELECT c.seq AS seq FROM calls c WHERE c.is_mixed = 1 AND %1 UNION SELECT a.call_seq AS seq FROM "
                u"attempts a "
                "WHERE a.is_last = 0 AND %2"_s.arg(decided.sql, before.sql),
            decided.values + before.values};
    }

    [[nodiscard]] Result<QList<Place>> places(Connection &connection, const QString &from, const QString &value,
        const QString &seq, const SqlPart &where) const
    {
        QVariantList values = where.values;
        QString sql = u"SELECT %1, %2 FROM %3 WHERE %4"_s.arg(value, seq, from, where.sql);
        if (m_query.after) {
            const Place after = placeOf(*m_query.after, m_query.order);
            sql += u" AND (%1, %2) %3 (?, ?)"_s.arg(value, seq, m_query.descending ? u"<"_s : u">"_s);
            values += {after.value, after.seq};
        }
        const QString way = m_query.descending ? u"DESC"_s : u"ASC"_s;
        sql += u" ORDER BY %1 %3, %2 %3 LIMIT ?"_s.arg(value, seq, way);
        values += m_count;
        QList<Place> out;
        const std::optional<Error> error = connection.each(
            sql, values, [&](const Row &row) { out += {.value = row.integer(0), .seq = row.integer(1)}; });
        if (error)
            return *error;
        return out;
    }

    const CallPageQuery &m_query;
    const SpendFilterSql &m_filter;
    const SpendCalendar &m_calendar;
    const int m_count;
};

} // namespace

Result<QList<CallLine>> page(Connection &connection, const CallPageQuery &query)
{
    const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
    if (!calendar)
        return calendar.error();
    SpendFilterSql filter(query.filter);
    if (const std::optional<Error> error = startWithDetails(connection, filter))
        return *error;
    const Result<Extent> extent = extentOf(connection, filter);
    if (!extent)
        return extent.error();
    if (extent->lastDay < extent->firstDay)
        return QList<CallLine>();
    if (!filter.isAny() && query.order == CallOrder::Time) {
        filter.startAt(extent->firstDay);
        filter.endAt(extent->lastDay);
    }
    const PageSearch search(query, filter, *calendar);
    const Result<QList<Place>> whole = search.whole(connection, *extent);
    if (!whole)
        return whole.error();
    const Result<QList<Place>> mixed = filter.splitsCalls() ? search.mixed(connection) : QList<Place>();
    if (!mixed)
        return mixed.error();
    return readCallLines(connection, search.merged(*whole, *mixed), filter);
}

Result<qint64> count(Connection &connection, const SpendFilter &words)
{
    const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
    if (!calendar)
        return calendar.error();
    SpendFilterSql filter(words);
    if (const std::optional<Error> error = startWithDetails(connection, filter))
        return *error;
    const Result<Extent> extent = extentOf(connection, filter);
    if (!extent)
        return extent.error();
    qint64 lines = extent->calls;
    if (!filter.splitsCalls())
        return lines;
    // Counted where it was decided; a call that was at such a service before it went elsewhere is a line as well.
    const SqlPart moments = filter.momentsOf(u"c.started_ms", *calendar);
    const SqlPart decided = filter.scopeOf(u"c.scope_id");
    const SqlPart before = filter.scopeOf(u"a.scope_id");
    const QString sql = u"SELECT count(DISTINCT c.seq) FROM attempts a CROSS JOIN calls c WHERE c.seq = a.call_seq AND "
                        "a.is_last = 0 AND %1 AND %2 AND NOT (%3)"_s.arg(before.sql, moments.sql, decided.sql);
    const std::optional<Error> error = connection.each(
        sql, before.values + moments.values + decided.values, [&](const Row &row) { lines += row.integer(0); });
    if (error)
        return *error;
    return lines;
}

} // namespace lineup::CallPages
