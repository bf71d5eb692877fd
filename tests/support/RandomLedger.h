// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/spend/reports/SpendQuery.h"

#include <QMap>
#include <QRandomGenerator>
#include <QTimeZone>

namespace lineup::test {

// Calls of all kinds by chance, the same for the same seed, and questions about them; and what the answers must be,
// counted call by call from the records alone.
class RandomLedger
{
public:
    explicit RandomLedger(quint32 seed, const QByteArray &zone = "Europe/Berlin");

    [[nodiscard]] QList<CallRecord> calls(int count, const QDate &from, int days);
    [[nodiscard]] SpendFilter filter(const QDate &from, int days);
    [[nodiscard]] int below(int bound) { return static_cast<int>(m_random.bounded(bound)); }

private:
    [[nodiscard]] bool oneIn(int count) { return below(count) == 0; }
    [[nodiscard]] QString oneOf(const QStringList &words) { return words.at(below(static_cast<int>(words.size()))); }
    [[nodiscard]] QStringList someOf(const QStringList &words);
    [[nodiscard]] Usage usage();
    [[nodiscard]] Cost cost();
    [[nodiscard]] AttemptRecord attempt(const QDateTime &at);
    [[nodiscard]] CallRecord call(const QDateTime &at);
    [[nodiscard]] std::optional<Error> end();

    QRandomGenerator m_random;
    QTimeZone m_zone;
    int m_made = 0;
    quint32 m_seed;
};

// The status, labels and day of a call, read off the record.
[[nodiscard]] CallStatus statusOf(const CallRecord &call);
[[nodiscard]] bool fits(
    const CallRecord &call, const AttemptRecord *attempt, const SpendFilter &filter, const QTimeZone &zone);
// Sums by the groups' keys, and the total.
struct Recount
{
    QMap<QStringList, SpendSums> rows;
    SpendSums total;
};
[[nodiscard]] Recount recount(const QList<CallRecord> &calls, const SpendQuery &query, const QTimeZone &zone);

} // namespace lineup::test
