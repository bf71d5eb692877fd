// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/SpendQuery.h"
#include "core/store/Connection.h"

#include <QHash>

namespace lineup {

// The keys of one group as numbers that are in the order of their words: days of periods, or places in a sorted list.
// For use inside a job of the Database.
class GroupKeys
{
public:
    explicit GroupKeys(SpendGroup group) : m_group(group) { }

    // Whose rows are to be put under keys: those of words alone, or those of scopes as well.
    enum class Rows { Words, Scopes };
    [[nodiscard]] std::optional<Error> read(Connection &connection, Rows rows);

    [[nodiscard]] SpendGroup group() const { return m_group; }
    [[nodiscard]] bool isTime() const;
    [[nodiscard]] bool isWord() const { return m_group != SpendGroup::None && !isTime(); }
    // A word stands for many scopes, and a scope for one word.
    [[nodiscard]] bool isCoarse() const;

    // Those of a row of sums; more than one where its scope is at several tags.
    [[nodiscard]] QList<qint64> keys(qint64 period, qint64 sumId) const;
    [[nodiscard]] QString word(qint64 key);

private:
    SpendGroup m_group;
    QStringList m_words;
    QHash<qint64, QList<qint64>> m_ofSum; // by the id of a row of sums
    qsizetype m_scopes = 0;
    QHash<qint64, QString> m_dates;
};

} // namespace lineup
