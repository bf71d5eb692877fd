// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/spend/ledger/SpendFacts.h"
#include "core/store/Connection.h"

namespace lineup {

// CallRecords as rows of the tables calls and attempts (resources/migrations), both ways. The only place that knows
// all of their columns. For use inside a job of the Database; writing inside a transaction.
namespace CallRows {

// Writes the call with everything that belongs to it (CallWriter), and settles it with the budgets; does nothing when a
// call of this id is there. Many at once go through one CallWriter.
[[nodiscard]] std::optional<Error> write(Connection &connection, const CallRecord &call);
// The newest first, with their attempts.
[[nodiscard]] Result<QList<CallRecord>> newest(Connection &connection, int count);
// Those that `which` ("WHERE … ORDER BY … LIMIT …", over the table calls) names, in its order, each with its number.
[[nodiscard]] Result<QList<std::pair<qint64, CallRecord>>> select(
    Connection &connection, const QString &which, const QVariantList &values);

// What of an attempt decides its price.
struct UsageRow
{
    qint64 callSeq = 0;
    int number = 0;
    qint64 startedMs = 0; // of the call, UTC
    QString service;
    QString model;
    QString serviceTier;
    QString searchContextSize;
    std::optional<Money> providerCost;
    Usage usage;
    Cost cost;
};
// Every attempt a of a call c for which the condition holds.
[[nodiscard]] std::optional<Error> eachUsage(Connection &connection, const QString &condition,
    const QVariantList &values, const std::function<void(const UsageRow &)> &fn);

// The columns that a record is made of, for copies of the history: of calls, and of attempts without call_seq.
[[nodiscard]] QStringList recordColumns();
[[nodiscard]] QStringList attemptRecordColumns();
[[nodiscard]] bool isText(const QString &column); // else a whole number

// The call's cost and its place in the order of costs, anew from its attempts.
[[nodiscard]] std::optional<Error> refreshCost(Connection &connection, qint64 seq);

// The ids of other tables' rows that go with a call.
struct Keys
{
    QList<qint64> scopes; // of its facts; empty: in no sum
    QList<std::optional<qint64>> prices; // of its attempts
};
// The bare rows, settled with the budgets. False: a call of this id is there.
[[nodiscard]] Result<bool> insert(
    Connection &connection, const CallRecord &call, const QList<SpendFact> &facts, const Keys &keys);
// Puts the labels to a call that an older version wrote.
[[nodiscard]] std::optional<Error> label(
    Connection &connection, qint64 seq, const QList<SpendFact> &facts, const QList<qint64> &scopes);

} // namespace CallRows

} // namespace lineup
