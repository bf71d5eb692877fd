// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/spend/ledger/CallWriter.h"

#include <QMutex>

namespace lineup {

// The records on their way to the disk, between the ledger's thread and the database's. Thread-safe.
class LedgerQueue
{
public:
    LedgerQueue() = default;
    ~LedgerQueue(); // says in the log what was never written
    Q_DISABLE_COPY_MOVE(LedgerQueue)

    // Queues it; false when there are that many already. mostWaiting 0: any number.
    [[nodiscard]] bool add(const CallRecord &call, qsizetype mostWaiting);
    // True when the caller has to start a write; false when one is about to start and will take everything.
    [[nodiscard]] bool claimWrite();
    // A write that was claimed came to nothing.
    void releaseWrite();
    // In the database's thread: writes what is queued in one transaction. What fails stays queued, in order.
    [[nodiscard]] Result<bool> writeAll(Connection &connection);
    // What was written since the last time.
    [[nodiscard]] QList<CallRecord> takeWritten();
    [[nodiscard]] bool isWriting() const;
    [[nodiscard]] bool isEmpty() const; // nothing waits and nothing is being written

private:
    mutable QMutex m_mutex; // over everything below
    QList<CallRecord> m_waiting;
    QList<CallRecord> m_written;
    qsizetype m_writing = 0;
    bool m_claimed = false;
    CallWriter m_writer; // the database thread's own
};

} // namespace lineup
