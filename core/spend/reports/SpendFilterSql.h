// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/ledger/SpendCalendar.h"
#include "core/spend/reports/SpendQuery.h"

#include <QVariantList>

namespace lineup {

// A piece of a statement with the values of its placeholders, in order.
struct SqlPart
{
    QString sql;
    QVariantList values;
};

// What a filter says of scopes, days and moments, as SQL.
class SpendFilterSql
{
public:
    explicit SpendFilterSql(const SpendFilter &filter);

    // Every scope fits.
    [[nodiscard]] bool isAny() const { return m_scope.sql.isEmpty(); }
    // Attempts of one call may be told apart: it asks for services or models.
    [[nodiscard]] bool splitsCalls() const { return m_splits; }
    // "s.service IN (?, ?) AND …" over a row s of spend_scopes; not when isAny().
    [[nodiscard]] const SqlPart &scope() const { return m_scope; }
    // "COLUMN IN (SELECT s.id FROM …)"; "1 = 1" when isAny().
    [[nodiscard]] SqlPart scopeOf(QStringView column) const;
    // The same, but every scope by its number when isAny(): for tables that lie in the order of scopes.
    [[nodiscard]] SqlPart scopesOf(QStringView column) const;

    // What one kind of words has to be one of.
    struct Words
    {
        SpendGroup group = SpendGroup::None;
        QStringList words;
    };
    // Where the filter is about one kind of words and no other.
    [[nodiscard]] std::optional<Words> onlyWords() const;

    // Inclusive; far away where the filter says nothing.
    [[nodiscard]] qint64 firstDay() const { return m_firstDay; }
    [[nodiscard]] qint64 lastDay() const { return m_lastDay; }
    [[nodiscard]] bool hasDays() const { return m_hasDays; }
    // Later days only: what lies before is not kept in detail.
    void startAt(qint64 day);
    void endAt(qint64 day);
    // "COLUMN >= ? AND COLUMN < ?", milliseconds; "1 = 1" when it says nothing of days.
    [[nodiscard]] SqlPart momentsOf(QStringView column, const SpendCalendar &calendar) const;

    static constexpr qint64 noFirstDay = 0;
    static constexpr qint64 noLastDay = 5'000'000; // beyond the year 8900

private:
    SqlPart m_scope;
    QList<Words> m_words;
    bool m_splits = false;
    bool m_hasDays = false;
    qint64 m_firstDay = noFirstDay;
    qint64 m_lastDay = noLastDay;
};

} // namespace lineup
