// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/spend/CallSink.h"

#include <QFuture>
#include <QObject>

namespace lineup {

// Totals over a span of time; demo calls are never in them.
struct SpendTotals
{
    Money known; // sum of every known cost, attempt by attempt: what Reports gives for the same span
    int calls = 0;
    int failed = 0; // without those that a person stopped
    // Attempts that may have cost something, nobody knows what: shown beside the sum, never folded into it. One that
    // is not billed is none of them.
    int unpriced = 0;
    bool operator==(const SpendTotals &) const = default;
};

// The history of calls on disk. Everything is asynchronous: the work is done in the database's own thread.
// Errors: Storage, with a detail that names the file and what to do.
class Ledger : public QObject, public CallSink
{
    Q_OBJECT
public:
    using QObject::QObject;
    [[nodiscard]] virtual QFuture<Result<SpendTotals>> totals(const QDateTime &from, const QDateTime &to) = 0;
    // The newest calls first.
    [[nodiscard]] virtual QFuture<Result<QList<CallRecord>>> recent(int count) = 0;
    // Done when everything recorded before is on disk.
    [[nodiscard]] virtual QFuture<Result<bool>> flush() = 0;
    // Why the ledger cannot be used or written just now; empty: it can.
    [[nodiscard]] virtual std::optional<Error> fault() const = 0;

Q_SIGNALS:
    void recorded(const lineup::CallRecord &call); // it is on disk
    void faultChanged();
};

} // namespace lineup
