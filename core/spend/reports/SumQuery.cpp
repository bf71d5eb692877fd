// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/SumQuery.h"

#include "core/spend/ledger/DaySums.h"

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

// What a row s of spend_scopes is counted under in one group.
QString wordOf(SpendGroup group)
{
    switch (group) {
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
        return u"coalesce(t.tag, '')"_s; // a scope may be at several
    case SpendGroup::Source:
        return u"s.source"_s;
    case SpendGroup::Status:
        return u"s.status"_s;
    default:
        return {};
    }
}

// The keys of one group as numbers that are in the order of their words: days of periods, or places in a sorted list.
class GroupKeys
{
public:
    explicit GroupKeys(SpendGroup group) : m_group(group) { }

    std::optional<Error> read(Connection &connection)
    {
        if (!ofScopes())
            return std::nullopt;
        QList<std::pair<qint64, QString>> rows;
        const QString tags
            = m_group == SpendGroup::Tag ? u" LEFT JOIN spend_scope_tags t ON t.scope_id = s.id"_s : QString();
        const QString select = u"SELECT s.id, %1 FROM spend_scopes s%2"_s.arg(wordOf(m_group), tags);
        const std::optional<Error> error = connection.each(select, {}, [&](const Row &row) {
            rows += {row.integer(0), row.text(1)};
        });
        for (const auto &[scope, word] : std::as_const(rows))
            m_words += word;
        std::sort(m_words.begin(), m_words.end());
        m_words.erase(std::unique(m_words.begin(), m_words.end()), m_words.end());
        for (const auto &[scope, word] : std::as_const(rows))
            m_ofScope[scope] += keyOf(word);
        return error;
    }

    [[nodiscard]] SpendGroup group() const { return m_group; }
    [[nodiscard]] qint64 keyOf(const QString &word) const
    {
        return std::lower_bound(m_words.cbegin(), m_words.cend(), word) - m_words.cbegin();
    }
    // A word stands for many scopes, and a scope for one word.
    [[nodiscard]] bool isCoarse() const
    {
        return ofScopes() && m_group != SpendGroup::Tag && m_words.size() * 2 < m_ofScope.size();
    }
    [[nodiscard]] bool ofScopes() const { return m_group != SpendGroup::None && !isTime(m_group); }

    // scope: or, below zero, -1 - the key itself.
    [[nodiscard]] QList<qint64> keys(qint64 period, qint64 scope) const
    {
        switch (m_group) {
        case SpendGroup::None:
            return {0};
        case SpendGroup::Day:
            return {period};
        case SpendGroup::Week:
            return {period - period % 7}; // day 0 was a Monday
        case SpendGroup::Month:
            return {SpendCalendar::monthOf(period)};
        default:
            return scope < 0 ? QList<qint64> {-1 - scope} : m_ofScope.value(scope);
        }
    }

    [[nodiscard]] QString word(qint64 key)
    {
        if (m_group == SpendGroup::None)
            return {};
        if (ofScopes())
            return m_words.at(key);
        QString &text = m_dates[key];
        if (text.isNull())
            text = QDate::fromJulianDay(key).toString(Qt::ISODate);
        return text;
    }

private:
    SpendGroup m_group;
    QStringList m_words;
    QHash<qint64, QList<qint64>> m_ofScope;
    QHash<qint64, QString> m_dates;
};

// Adds up the rows of the tables under at most two keys.
class Grouping
{
public:
    Grouping(const QList<SpendGroup> &groups, const SpendFilterSql &filter)
        : m_groups(groups.mid(0, 2)), m_filter(filter)
    {
        for (const SpendGroup group : std::as_const(m_groups))
            m_keys += GroupKeys(group);
        m_byScope = !filter.isAny()
            || std::any_of(m_keys.cbegin(), m_keys.cend(), [](const GroupKeys &keys) { return keys.ofScopes(); });
    }

    std::optional<Error> read(Connection &connection)
    {
        for (GroupKeys &keys : m_keys) {
            if (const std::optional<Error> error = keys.read(connection))
                return error;
        }
        const bool needsDays = m_groups.contains(SpendGroup::Day) || m_groups.contains(SpendGroup::Week);
        for (const Segment &segment : segmentsOf(m_filter, needsDays)) {
            if (const std::optional<Error> error = readSegment(connection, segment))
                return error;
        }
        return std::nullopt;
    }

    SpendTable table()
    {
        QList<Key> order(m_rows.keyBegin(), m_rows.keyEnd());
        std::sort(order.begin(), order.end());
        SpendTable out;
        out.total = m_total;
        out.rows.reserve(order.size());
        for (const Key &key : std::as_const(order)) {
            const SpendSums &sums = m_rows[key];
            if (sums == SpendSums())
                continue;
            QStringList words;
            words.reserve(m_keys.size());
            for (qsizetype i = 0; i < m_keys.size(); ++i)
                words += m_keys[i].word(i == 0 ? key.first : key.second);
            out.rows += {std::move(words), sums};
        }
        return out;
    }

private:
    using Key = std::pair<qint64, qint64>;

    // What the rows of a segment are told apart by in time; empty: by nothing.
    [[nodiscard]] QString periodOf(const Segment &segment) const
    {
        const bool months = m_groups.contains(SpendGroup::Month);
        if (segment.months)
            return months ? u"d.month"_s : QString();
        if (m_groups.contains(SpendGroup::Day) || (months && m_groups.contains(SpendGroup::Week)))
            return u"d.day"_s;
        return m_groups.contains(SpendGroup::Week) ? u"d.day - d.day % 7"_s : QString();
    }

    // The group that the database adds up by itself: a row costs less there than on its way here.
    [[nodiscard]] const GroupKeys *coarse(const QString &period) const
    {
        const GroupKeys *out = nullptr;
        int count = 0;
        for (const GroupKeys &keys : m_keys) {
            count += keys.ofScopes() ? 1 : 0;
            out = keys.isCoarse() ? &keys : out;
        }
        return count == 1 && !period.isEmpty() ? out : nullptr;
    }

    std::optional<Error> readSegment(Connection &connection, const Segment &segment)
    {
        const QString period = periodOf(segment);
        const GroupKeys *words = coarse(period);
        const QString second = words ? wordOf(words->group()) : m_byScope ? u"d.scope_id"_s : QString();
        const SqlPart scope = m_byScope ? m_filter.scopesOf(u"d.scope_id") : SqlPart {u"d.scope_id = 0"_s, {}};
        QStringList by {period, second};
        by.removeAll(QString());
        QString sql = u"SELECT %1, %2, %3 FROM %4 d%5 WHERE %6 AND %7 >= ? AND %7 <= ?"_s.arg(
            period.isEmpty() ? u"0"_s : period, second.isEmpty() ? u"0"_s : second, SumColumns::sums(u"d"),
            segment.months ? u"spend_months"_s : u"spend_days"_s,
            words ? u" JOIN spend_scopes s ON s.id = d.scope_id"_s : QString(), scope.sql,
            segment.months ? u"d.month"_s : u"d.day"_s);
        if (!by.isEmpty())
            sql += " GROUP BY "_L1 + by.join(", "_L1);
        return connection.each(sql, scope.values + QVariantList {segment.from, segment.to}, [&](const Row &row) {
            const qint64 at = period.isEmpty() ? segment.month : row.integer(0);
            add(at, words ? -1 - words->keyOf(row.text(1)) : row.integer(1), SumColumns::read(row, 2));
        });
    }

    void add(qint64 period, qint64 scope, const SpendSums &sums)
    {
        m_total += sums;
        if (m_keys.isEmpty()) {
            m_rows[{}] += sums;
            return;
        }
        for (const qint64 first : m_keys.first().keys(period, scope)) {
            if (m_keys.size() == 1) {
                m_rows[{first, 0}] += sums;
                continue;
            }
            for (const qint64 second : m_keys.last().keys(period, scope))
                m_rows[{first, second}] += sums;
        }
    }

    const QList<SpendGroup> m_groups;
    const SpendFilterSql &m_filter;
    QList<GroupKeys> m_keys;
    bool m_byScope = false;
    QHash<Key, SpendSums> m_rows;
    SpendSums m_total; // of each row once: a call may be at several tags
};

} // namespace

Result<SpendTable> sumsFor(Connection &connection, const SpendQuery &query)
{
    return sumsFor(connection, SpendFilterSql(query.filter), query.groups);
}

Result<SpendTable> sumsFor(Connection &connection, const SpendFilterSql &filter, const QList<SpendGroup> &groups)
{
    Grouping grouping(groups, filter);
    if (const std::optional<Error> error = grouping.read(connection))
        return *error;
    return grouping.table();
}

} // namespace lineup
