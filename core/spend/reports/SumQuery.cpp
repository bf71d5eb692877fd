// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/SumQuery.h"

#include "core/spend/ledger/DaySums.h"
#include "core/spend/reports/SpendFilterSql.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

bool isTime(SpendGroup group)
{
    return group == SpendGroup::Day || group == SpendGroup::Week || group == SpendGroup::Month;
}

// A stretch of days that is read from one table.
struct Segment
{
    bool months = false; // else days
    qint64 from = 0; // inclusive: days, or first days of months
    qint64 to = 0;
    qint64 month = 0; // of days: all lie in this month; 0: in several
};

qint64 nextMonth(qint64 month)
{
    return QDate::fromJulianDay(month).addMonths(1).toJulianDay();
}

// Whole months where the question allows it, single days beside them.
QList<Segment> segmentsOf(const SpendFilterSql &filter, bool needsDays)
{
    const qint64 from = filter.firstDay();
    const qint64 to = filter.lastDay();
    if (from > to)
        return {};
    if (needsDays)
        return {{.from = from, .to = to}};
    const qint64 ownMonth = SpendCalendar::monthOf(from);
    const qint64 firstWhole = ownMonth == from ? from : nextMonth(ownMonth);
    const qint64 behind = SpendCalendar::monthOf(to + 1); // the month behind the last whole one
    if (firstWhole >= behind) {
        if (to < firstWhole)
            return {{.from = from, .to = to, .month = ownMonth}};
        return {{.from = from, .to = firstWhole - 1, .month = ownMonth},
            {.from = firstWhole, .to = to, .month = firstWhole}};
    }
    QList<Segment> segments {{.months = true, .from = firstWhole, .to = behind - 1}};
    if (from < firstWhole)
        segments += {.from = from, .to = firstWhole - 1, .month = ownMonth};
    if (to >= behind)
        segments += {.from = behind, .to = to, .month = behind};
    return segments;
}

QString expressionFor(SpendGroup group)
{
    switch (group) {
    case SpendGroup::None:
    case SpendGroup::Month:
        break;
    case SpendGroup::Day:
        return u"d.day"_s;
    case SpendGroup::Week:
        return u"d.day - d.day % 7"_s; // day 0 was a Monday
    case SpendGroup::Service:
        return u"s.service"_s;
    case SpendGroup::Model:
        return u"CASE WHEN s.service = '' AND s.model = '' THEN '' ELSE s.service || '/' || s.model END"_s;
    case SpendGroup::Chain:
        return u"s.chain"_s;
    case SpendGroup::User:
        return u"s.user_name"_s;
    case SpendGroup::Project:
        return u"s.project"_s;
    case SpendGroup::Tag:
        return u"coalesce(t.tag, '')"_s;
    case SpendGroup::Source:
        return u"s.source"_s;
    case SpendGroup::Status:
        return u"s.status"_s;
    }
    return {};
}

// One SELECT over one segment.
class SegmentQuery
{
public:
    SegmentQuery(const Segment &segment, const QList<SpendGroup> &groups, const SpendFilterSql &filter)
        : m_segment(segment), m_groups(groups)
    {
        const QString period = segment.months ? u"d.month"_s : u"d.day"_s;
        QStringList keys;
        bool scopes = !filter.isAny();
        for (const SpendGroup group : groups) {
            const bool byPeriod = group == SpendGroup::Month && segment.month == 0;
            const QString key = byPeriod ? period : expressionFor(group);
            if (!key.isEmpty())
                keys += key;
            scopes = scopes || (!key.isEmpty() && !isTime(group));
        }
        m_keyCount = static_cast<int>(keys.size());
        QString sql = keys.isEmpty() ? u"SELECT "_s : u"SELECT %1, "_s.arg(keys.join(", "_L1));
        sql += u"%1 FROM %2 d"_s.arg(SumColumns::sums(u"d"), segment.months ? u"spend_months"_s : u"spend_days"_s);
        // In this order: days are bounded, scopes are found by their number.
        if (scopes)
            sql += u" CROSS JOIN spend_scopes s"_s;
        if (groups.contains(SpendGroup::Tag))
            sql += u" LEFT JOIN spend_scope_tags t ON t.scope_id = s.id"_s;
        sql += u" WHERE %1 >= ? AND %1 <= ?"_s.arg(period);
        m_values = {segment.from, segment.to};
        sql += scopes ? u" AND s.id = d.scope_id"_s : u" AND d.scope_id = 0"_s;
        if (!filter.isAny()) {
            sql += " AND "_L1 + filter.scope().sql;
            m_values += filter.scope().values;
        }
        if (!keys.isEmpty())
            sql += u" GROUP BY %1"_s.arg(keys.join(", "_L1));
        m_sql = sql;
    }

    template<typename Fn>
    std::optional<Error> each(Connection &connection, Fn fn)
    {
        return connection.each(m_sql, m_values, [&](const Row &row) {
            const SpendSums sums = SumColumns::read(row, m_keyCount);
            if (sums == SpendSums()) // also of no rows at all
                return;
            QStringList keys;
            int column = 0;
            for (const SpendGroup group : m_groups)
                keys += keyOf(group, row, column);
            fn(keys, sums);
        });
    }

private:
    QString keyOf(SpendGroup group, const Row &row, int &column)
    {
        if (group == SpendGroup::None)
            return {};
        if (!isTime(group))
            return row.text(column++);
        const bool isConstant = group == SpendGroup::Month && m_segment.month != 0;
        qint64 day = isConstant ? m_segment.month : row.integer(column++);
        if (group == SpendGroup::Month)
            day = SpendCalendar::monthOf(day);
        QString &text = m_dates[day];
        if (text.isNull())
            text = QDate::fromJulianDay(day).toString(Qt::ISODate);
        return text;
    }

    Segment m_segment;
    QList<SpendGroup> m_groups;
    QString m_sql;
    QVariantList m_values;
    int m_keyCount = 0;
    QHash<qint64, QString> m_dates;
};

std::optional<Error> readRows(Connection &connection, const QList<SpendGroup> &groups, const SpendFilterSql &filter,
    QHash<QStringList, SpendSums> &rows)
{
    const bool needsDays = groups.contains(SpendGroup::Day) || groups.contains(SpendGroup::Week);
    for (const Segment &segment : segmentsOf(filter, needsDays)) {
        SegmentQuery query(segment, groups, filter);
        if (const std::optional<Error> error
            = query.each(connection, [&](const QStringList &keys, const SpendSums &sums) { rows[keys] += sums; }))
            return error;
    }
    return std::nullopt;
}

SpendSums sumOf(const QHash<QStringList, SpendSums> &rows)
{
    SpendSums total;
    for (const SpendSums &sums : rows)
        total += sums;
    return total;
}

} // namespace

Result<SpendTable> sumsFor(Connection &connection, const SpendQuery &query)
{
    const SpendFilterSql filter(query.filter);
    QHash<QStringList, SpendSums> rows;
    if (const std::optional<Error> error = readRows(connection, query.groups, filter, rows))
        return *error;
    SpendTable table;
    table.total = sumOf(rows);
    if (query.groups.contains(SpendGroup::Tag)) { // a call is at each of its tags
        QHash<QStringList, SpendSums> whole;
        if (const std::optional<Error> error = readRows(connection, {}, filter, whole))
            return *error;
        table.total = sumOf(whole);
    }
    table.rows.reserve(rows.size());
    for (auto it = rows.cbegin(); it != rows.cend(); ++it)
        table.rows += {it.key(), it.value()};
    std::sort(
        table.rows.begin(), table.rows.end(), [](const SpendRow &a, const SpendRow &b) { return a.keys < b.keys; });
    return table;
}

} // namespace lineup
