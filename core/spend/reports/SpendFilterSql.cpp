// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/SpendFilterSql.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

void addWords(SqlPart &part, const QString &condition, const QStringList &words)
{
    if (words.isEmpty())
        return;
    if (!part.sql.isEmpty())
        part.sql += " AND "_L1;
    part.sql += condition.arg(u"?"_s + u", ?"_s.repeated(words.size() - 1));
    for (const QString &word : words)
        part.values += word;
}

QStringList namesOf(const QList<CallStatus> &statuses)
{
    QStringList names;
    for (const CallStatus status : statuses)
        names += callStatusName(status);
    return names;
}

} // namespace

SpendFilterSql::SpendFilterSql(const SpendFilter &filter)
    : m_splits(!filter.services.isEmpty() || !filter.models.isEmpty())
{
    addWords(m_scope, u"s.service IN (%1)"_s, filter.services);
    addWords(m_scope, u"s.service || '/' || s.model IN (%1)"_s, filter.models);
    addWords(m_scope, u"s.chain IN (%1)"_s, filter.chains);
    addWords(m_scope, u"s.user_name IN (%1)"_s, filter.users);
    addWords(m_scope, u"s.project IN (%1)"_s, filter.projects);
    addWords(m_scope, u"s.id IN (SELECT t.scope_id FROM spend_scope_tags t WHERE t.tag IN (%1))"_s, filter.tags);
    addWords(m_scope, u"s.source IN (%1)"_s, filter.sources);
    addWords(m_scope, u"s.status IN (%1)"_s, namesOf(filter.statuses));
    if (filter.from.isValid())
        startAt(filter.from.toJulianDay());
    if (filter.to.isValid())
        endAt(filter.to.toJulianDay());
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
