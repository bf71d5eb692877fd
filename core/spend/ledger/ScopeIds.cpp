// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/ScopeIds.h"

#include "core/spend/ledger/ScopeSums.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// In the order of columns().
QVariantList scopeValues(const SpendScope &scope)
{
    // A null text would be NULL.
    const auto text = [](const QString &value) { return value.isNull() ? u""_s : value; };
    return {text(scope.service), text(scope.model), text(scope.chain), text(scope.user), text(scope.project),
        tagsText(scope.tags), text(scope.source), callStatusName(scope.status)};
}

QString keyOf(const QVariantList &values)
{
    QString key;
    for (const QVariant &value : values)
        key += value.toString() + u'\x1f';
    return key;
}

// The id that a SELECT gives; nothing when there is no row.
Result<std::optional<qint64>> findId(Connection &connection, const QString &select, const QVariantList &values)
{
    std::optional<qint64> id;
    const std::optional<Error> error = connection.each(select, values, [&](const Row &row) { id = row.integer(0); });
    if (error)
        return *error;
    return id;
}

Result<qint64> newScope(Connection &connection, const SpendScope &scope, const QVariantList &values)
{
    const QStringList &columns = ScopeIds::columns();
    static const QString insert = u"INSERT INTO spend_scopes (%1) VALUES (?%2)"_s.arg(
        columns.join(", "_L1), u", ?"_s.repeated(columns.size() - 1));
    const Result<std::optional<qint64>> id = connection.insert(insert, values);
    if (!id)
        return id.error();
    for (const QString &tag : scope.tags) {
        if (const std::optional<Error> error
            = connection.exec(u"INSERT INTO spend_scope_tags (scope_id, tag) VALUES (?, ?)"_s, {id->value_or(0), tag}))
            return *error;
    }
    if (const std::optional<Error> error = ScopeSums::add(connection, id->value_or(0)))
        return *error;
    return id->value_or(0);
}

} // namespace

const QStringList &ScopeIds::columns()
{
    static const QStringList names {
        u"service"_s, u"model"_s, u"chain"_s, u"user_name"_s, u"project"_s, u"tags"_s, u"source"_s, u"status"_s};
    return names;
}

Result<std::optional<qint64>> ScopeIds::find(Connection &connection, const SpendScope &scope)
{
    static const QString find = u"SELECT id FROM spend_scopes WHERE %1 = ?"_s.arg(columns().join(" = ? AND "_L1));
    const QVariantList values = scopeValues(scope);
    const QString key = keyOf(values);
    if (const auto known = m_ids.constFind(key); known != m_ids.constEnd())
        return std::optional(*known);
    const Result<std::optional<qint64>> found = findId(connection, find, values);
    if (found && *found)
        m_ids.insert(key, **found);
    return found;
}

Result<qint64> ScopeIds::of(Connection &connection, const SpendScope &scope)
{
    const Result<std::optional<qint64>> found = find(connection, scope);
    if (!found)
        return found.error();
    if (*found)
        return **found;
    const QVariantList values = scopeValues(scope);
    const Result<qint64> id = newScope(connection, scope, values);
    if (id)
        m_ids.insert(keyOf(values), *id);
    return id;
}

} // namespace lineup
