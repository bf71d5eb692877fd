// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/ScopeSums.h"

using namespace Qt::StringLiterals;

namespace lineup::ScopeSums {

namespace {

// Rows (scope_id, kind, word): all words of all scopes.
QString words()
{
    QStringList parts;
    for (const SpendGroup group : wordGroups()) {
        const QString tags
            = group == SpendGroup::Tag ? u" LEFT JOIN spend_scope_tags t ON t.scope_id = s.id"_s : QString();
        parts += u"SELECT s.id AS scope_id, '%1' AS kind, %2 AS word FROM spend_scopes s%3"_s.arg(
            spendGroupName(group), wordOf(group), tags);
    }
    return parts.join(" UNION ALL "_L1);
}

// Rows (scope_id, sum_id) as they should be.
QString expected()
{
    return u"SELECT s.id AS scope_id, s.id AS sum_id FROM spend_scopes s UNION ALL SELECT s.id, 0 FROM spend_scopes s "
           "UNION ALL SELECT v.scope_id, -w.id FROM (%1) v JOIN spend_words w ON w.kind = v.kind AND w.word = v.word"_s
               .arg(words());
}

// Of some scopes, or of all.
std::optional<Error> enter(Connection &connection, const QString &which, const QVariantList &values)
{
    const QString newWords = u"INSERT INTO spend_words (kind, word) SELECT DISTINCT v.kind, v.word FROM (%1) v WHERE "
                             "%2 ON CONFLICT DO NOTHING"_s.arg(words(), which);
    const QString rows
        = u"INSERT INTO spend_scope_sums (scope_id, sum_id) SELECT v.scope_id, v.sum_id FROM (%1) v WHERE %2"_s.arg(
            expected(), which);
    if (const std::optional<Error> error = connection.exec(newWords, values))
        return error;
    return connection.exec(rows, values);
}

} // namespace

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

std::optional<Error> add(Connection &connection, qint64 scopeId)
{
    return enter(connection, u"v.scope_id = ?"_s, {scopeId});
}

Result<bool> isWhole(Connection &connection)
{
    static const QString sql = u"SELECT count(*) FROM (SELECT * FROM (%1) a EXCEPT SELECT scope_id, sum_id FROM "
                               "spend_scope_sums) x UNION ALL SELECT count(*) FROM (SELECT scope_id, sum_id FROM "
                               "spend_scope_sums EXCEPT SELECT * FROM (%1) b) y UNION ALL SELECT count(*) FROM (%2) v "
                               "WHERE NOT EXISTS (SELECT 1 FROM spend_words w WHERE w.kind = v.kind AND w.word = "
                               "v.word)"_s.arg(expected(), words());
    qint64 faults = 0;
    if (const std::optional<Error> error = connection.each(sql, {}, [&](const Row &row) { faults += row.integer(0); }))
        return *error;
    return faults == 0;
}

std::optional<Error> rebuild(Connection &connection)
{
    if (const std::optional<Error> error = connection.exec(u"DELETE FROM spend_scope_sums"_s))
        return error;
    return enter(connection, u"1 = 1"_s, {});
}

} // namespace lineup::ScopeSums
