// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/LedgerQueue.h"

#include "core/base/Log.h"

namespace lineup {

LedgerQueue::~LedgerQueue()
{
    if (!m_waiting.isEmpty())
        qCWarning(lcSpend) << m_waiting.size() << "calls could not be written to the ledger";
}

bool LedgerQueue::add(const CallRecord &call, qsizetype mostWaiting)
{
    const QMutexLocker lock(&m_mutex);
    if (mostWaiting > 0 && m_waiting.size() + m_writing >= mostWaiting)
        return false;
    m_waiting += call;
    return true;
}

bool LedgerQueue::claimWrite()
{
    const QMutexLocker lock(&m_mutex);
    return !std::exchange(m_claimed, true);
}

void LedgerQueue::releaseWrite()
{
    const QMutexLocker lock(&m_mutex);
    m_claimed = false;
}

Result<bool> LedgerQueue::writeAll(Connection &connection)
{
    QList<CallRecord> group;
    {
        const QMutexLocker lock(&m_mutex);
        m_claimed = false;
        m_waiting.swap(group);
        m_writing = group.size();
    }
    if (group.isEmpty())
        return true;
    const std::optional<Error> error = connection.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
        for (const CallRecord &call : std::as_const(group)) {
            if (const Result<bool> written = m_writer.write(connection, call); !written)
                return written.error();
        }
        return m_writer.finish(connection);
    });
    if (error)
        m_writer.forget();
    const QMutexLocker lock(&m_mutex);
    m_writing = 0;
    if (error) {
        m_waiting = group + m_waiting;
        return *error;
    }
    m_written += group;
    return true;
}

QList<CallRecord> LedgerQueue::takeWritten()
{
    const QMutexLocker lock(&m_mutex);
    return std::exchange(m_written, {});
}

bool LedgerQueue::isWriting() const
{
    const QMutexLocker lock(&m_mutex);
    return m_writing > 0;
}

bool LedgerQueue::isEmpty() const
{
    const QMutexLocker lock(&m_mutex);
    return m_waiting.isEmpty() && m_writing == 0;
}

} // namespace lineup
