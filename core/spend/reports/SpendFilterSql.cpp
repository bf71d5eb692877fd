// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/SpendFilterSql.h"

#include "core/spend/ledger/ScopeSums.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

void addWords(SqlPart &part, const QString &condition, const QStringList &words)
{
    if (!part.sql.isEmpty())
        part.sql += " AND "_L1;
    part.sql += condition.arg(u"?"_s + u", ?"_s.repeated(words.size() - 1));
    for (const QString &word : words)
        part.values += word;
}

// "… IN (%1)" over a row s of spend_scopes.
QString conditionOn(SpendGroup group)
{
    if (group == SpendGroup::Tag) // of several tags one is enough
        return u"s.id IN (SELECT m.scope_id FROM spend_scope_sums m JOIN spend_words w ON w.id = -m.sum_id WHERE "
               "w.kind = 'tag' AND w.word IN (%1))"_s;
    return ScopeSums::wordOf(group) + " IN (%1)"_L1;
}

} // namespace

SpendFilterSql::SpendFilterSql(const SpendFilter &filter)
    : m_splits(!filter.services.isEmpty() || !filter.models.isEmpty())
{
    for (const SpendGroup group : wordGroups()) {
        QStringList words = filterWords(filter, group);
        if (words.isEmpty())
            continue;
        // A null text would be NULL, which is equal to nothing.
        std::replace_if(
            words.begin(), words.end(), [](const QString &word) { return word.isNull(); }, u""_s);
        m_words += {group, words};
        addWords(m_scope, conditionOn(group), words);
    }
    if (filter.from.isValid())
        startAt(filter.from.toJulianDay());
    if (filter.to.isValid())
        endAt(filter.to.toJulianDay());
}

std::optional<SpendFilterSql::Words> SpendFilterSql::onlyWords() const
{
    return m_words.size() == 1 ? std::optional(m_words.first()) : std::nullopt;
}

SqlPart SpendFilterSql::scopeOf(QStringView column) const
{
    if (isAny())
        return {u"1 = 1"_s, {}};
    return {u"%1 IN (SELECT s.id FROM spend_scopes s WHERE %2)"_s.arg(column, m_scope.sql), m_scope.values};
}

SqlPart SpendFilterSql::scopesOf(QStringView column) const
{
    return isAny() ? SqlPart {u"%1 IN (SELECT s.id FROM spend_scopes s)"_s.arg(column), {}} : scopeOf(column);
}

void SpendFilterSql::startAt(qint64 day)
{
    m_firstDay = qMax(m_firstDay, day);
    m_hasDays = true;
}

void SpendFilterSql::endAt(qint64 day)
{
    m_lastDay = qMin(m_lastDay, day);
    m_hasDays = true;
}

SqlPart SpendFilterSql::momentsOf(QStringView column, const SpendCalendar &calendar) const
{
    if (!m_hasDays)
        return {u"1 = 1"_s, {}};
    return {u"%1 >= ? AND %1 < ?"_s.arg(column), {calendar.startOf(m_firstDay), calendar.startOf(m_lastDay + 1)}};
}

} // namespace lineup
