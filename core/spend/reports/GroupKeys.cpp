// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/GroupKeys.h"

#include "core/spend/ledger/SpendCalendar.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

bool GroupKeys::isTime() const
{
    return m_group == SpendGroup::Day || m_group == SpendGroup::Week || m_group == SpendGroup::Month;
}

bool GroupKeys::isCoarse() const
{
    return isWord() && m_group != SpendGroup::Tag && m_words.size() * 2 < m_scopes;
}

std::optional<Error> GroupKeys::read(Connection &connection, Rows rows)
{
    if (!isWord())
        return std::nullopt;
    const QVariantList kind {spendGroupName(m_group)};
    QList<std::pair<qint64, QString>> words;
    std::optional<Error> error
        = connection.each(u"SELECT -w.id, w.word FROM spend_words w WHERE w.kind = ?"_s, kind, [&](const Row &row) {
              words += {row.integer(0), row.text(1)};
          });
    std::sort(words.begin(), words.end(), [](const auto &a, const auto &b) { return a.second < b.second; });
    for (const auto &[sumId, word] : std::as_const(words)) {
        m_ofSum.insert(sumId, {m_words.size()});
        m_words += word;
    }
    if (error || rows == Rows::Words)
        return error;
    return connection.each(
        u"SELECT m.scope_id, m.sum_id FROM spend_words w JOIN spend_scope_sums m ON m.sum_id = -w.id "
        "WHERE w.kind = ?"_s,
        kind, [&](const Row &row) {
            QList<qint64> &keys = m_ofSum[row.integer(0)];
            m_scopes += keys.isEmpty() ? 1 : 0;
            keys += m_ofSum.value(row.integer(1));
        });
}

QList<qint64> GroupKeys::keys(qint64 period, qint64 sumId) const
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
        return m_ofSum.value(sumId);
    }
}

QString GroupKeys::word(qint64 key)
{
    if (m_group == SpendGroup::None)
        return {};
    if (isWord())
        return m_words.at(key);
    QString &text = m_dates[key];
    if (text.isNull())
        text = QDate::fromJulianDay(key).toString(Qt::ISODate);
    return text;
}

} // namespace lineup
