// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/SumQuery.h"

#include "core/spend/ledger/ScopeSums.h"
#include "core/spend/ledger/SumColumns.h"
#include "core/spend/reports/GroupKeys.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

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

// Which rows of the tables are read: every question is answered from the fewest that tell enough.
enum class Source {
    All, // those over all scopes
    Words, // those of the words of one kind
    Scopes // those of every combination
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
        chooseSource();
    }

    std::optional<Error> read(Connection &connection)
    {
        const GroupKeys::Rows rows = m_source == Source::Scopes ? GroupKeys::Rows::Scopes : GroupKeys::Rows::Words;
        for (GroupKeys &keys : m_keys) {
            if (const std::optional<Error> error = keys.read(connection, rows))
                return error;
        }
        const bool needsDays = m_groups.contains(SpendGroup::Day) || m_groups.contains(SpendGroup::Week);
        for (const Segment &segment : segmentsOf(m_filter, needsDays)) {
            if (const std::optional<Error> error = readSegment(connection, segment))
                return error;
        }
        return m_source == Source::Words && m_words.group == SpendGroup::Tag ? readTotal(connection) : std::nullopt;
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

    void chooseSource()
    {
        QList<SpendGroup> kinds;
        for (const GroupKeys &keys : std::as_const(m_keys)) {
            if (keys.isWord())
                kinds += keys.group();
        }
        const std::optional<SpendFilterSql::Words> words = m_filter.onlyWords();
        if (words && !kinds.contains(words->group))
            kinds += words->group;
        if (kinds.isEmpty() && m_filter.isAny())
            m_source = Source::All;
        if (kinds.size() != 1 || (!words && !m_filter.isAny()))
            return;
        // A call that is at two tags is in the sums of both, and under one of them it has both.
        const bool ofTags = words && words->group == SpendGroup::Tag;
        if (ofTags && (words->words.size() > 1 || m_groups.contains(SpendGroup::Tag)))
            return;
        m_source = Source::Words;
        m_words = words.value_or(SpendFilterSql::Words {kinds.first(), {}});
    }

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
            count += keys.isWord() ? 1 : 0;
            out = keys.isCoarse() ? &keys : out;
        }
        return count == 1 && m_source == Source::Scopes && !period.isEmpty() ? out : nullptr;
    }

    // "d.scope_id …": the rows of the source.
    [[nodiscard]] SqlPart sumsOfSource() const
    {
        if (m_source == Source::All)
            return {u"d.scope_id = %1"_s.arg(ScopeSums::all), {}};
        if (m_source == Source::Scopes)
            return m_filter.scopesOf(u"d.scope_id");
        SqlPart part {u"w.kind = ?"_s, {spendGroupName(m_words.group)}};
        if (!m_words.words.isEmpty())
            part.sql += u" AND w.word IN (?%1)"_s.arg(u", ?"_s.repeated(m_words.words.size() - 1));
        for (const QString &word : m_words.words)
            part.values += word;
        return {u"d.scope_id IN (SELECT -w.id FROM spend_words w WHERE %1)"_s.arg(part.sql), part.values};
    }

    [[nodiscard]] bool hasWord() const
    {
        return std::any_of(m_keys.cbegin(), m_keys.cend(), [](const GroupKeys &keys) { return keys.isWord(); });
    }

    std::optional<Error> readSegment(Connection &connection, const Segment &segment)
    {
        const QString period = periodOf(segment);
        const GroupKeys *words = coarse(period);
        const QString second = words ? u"m.sum_id"_s : hasWord() ? u"d.scope_id"_s : QString();
        const QString join = words
            ? u" JOIN spend_scope_sums m ON m.scope_id = d.scope_id JOIN spend_words v ON v.id = -m.sum_id AND "
              "v.kind = '%1'"_s.arg(spendGroupName(words->group()))
            : QString();
        // A row of the tables may be what is asked for already.
        const bool isOne = (period == "d.day"_L1 || period == "d.month"_L1) && !words
            && (m_source == Source::All || !second.isEmpty());
        QStringList by {period, second};
        by.removeAll(QString());
        const SqlPart rows = sumsOfSource();
        QString sql = u"SELECT %1, %2, %3 FROM %4 d%5 WHERE %6 AND %7 >= ? AND %7 <= ?"_s.arg(
            period.isEmpty() ? u"0"_s : period, second.isEmpty() ? u"0"_s : second,
            isOne ? SumColumns::plain(u"d") : SumColumns::sums(u"d"),
            segment.months ? u"spend_months"_s : u"spend_days"_s, join, rows.sql,
            segment.months ? u"d.month"_s : u"d.day"_s);
        if (!isOne && !by.isEmpty())
            sql += " GROUP BY "_L1 + by.join(", "_L1);
        return connection.each(sql, rows.values + QVariantList {segment.from, segment.to}, [&](const Row &row) {
            const qint64 at = period.isEmpty() ? segment.month : row.integer(0);
            add(at, row.integer(1), SumColumns::read(row, 2));
        });
    }

    // Words of a kind of which a call may have several do not add up to it.
    std::optional<Error> readTotal(Connection &connection)
    {
        if (!m_filter.isAny())
            return std::nullopt; // one word: it does
        Grouping whole({}, m_filter);
        const std::optional<Error> error = whole.read(connection);
        m_total = whole.m_total;
        return error;
    }

    void add(qint64 period, qint64 sumId, const SpendSums &sums)
    {
        m_total += sums;
        if (m_keys.isEmpty()) {
            m_rows[{}] += sums;
            return;
        }
        for (const qint64 first : m_keys.first().keys(period, sumId)) {
            if (m_keys.size() == 1) {
                m_rows[{first, 0}] += sums;
                continue;
            }
            for (const qint64 second : m_keys.last().keys(period, sumId))
                m_rows[{first, second}] += sums;
        }
    }

    const QList<SpendGroup> m_groups;
    const SpendFilterSql &m_filter;
    QList<GroupKeys> m_keys;
    Source m_source = Source::Scopes;
    SpendFilterSql::Words m_words; // of Source::Words
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
