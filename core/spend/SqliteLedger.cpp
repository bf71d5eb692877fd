// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/SqliteLedger.h"

#include "core/base/Async.h"
#include "core/base/Log.h"
#include "core/spend/CallRows.h"
#include "core/spend/LedgerQueue.h"
#include "core/spend/ledger/SpanTotals.h"

#include <QPointer>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

Result<SpendTotals> readTotals(Connection &connection, qint64 from, qint64 to)
{
    const Result<SpendSums> sums = spanTotals(connection, from, to);
    if (!sums)
        return sums.error();
    return SpendTotals {.known = sums->cost,
        .calls = static_cast<int>(sums->calls),
        .failed = static_cast<int>(sums->failed),
        .unpriced = static_cast<int>(sums->unpriced)};
}

CallRecord withId(CallRecord call)
{
    if (call.id.isEmpty())
        call.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    return call;
}

} // namespace

SqliteLedger::SqliteLedger(const QString &file, QObject *parent)
    : SqliteLedger(std::make_shared<Database>(file), Options(), parent)
{
}

SqliteLedger::SqliteLedger(std::shared_ptr<Database> database, QObject *parent)
    : SqliteLedger(std::move(database), Options(), parent)
{
}

SqliteLedger::SqliteLedger(std::shared_ptr<Database> database, const Options &options, QObject *parent)
    : Ledger(parent), m_options(options), m_database(std::move(database)), m_queue(std::make_shared<LedgerQueue>())
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] { write(); });
}

SqliteLedger::~SqliteLedger()
{
    if (!m_queue->isEmpty())
        std::ignore = write();
}

void SqliteLedger::record(const CallRecord &call)
{
    if (!m_queue->add(withId(call), m_writeFault ? m_options.mostWaiting : 0)) {
        ++m_dropped;
        qCWarning(lcSpend) << "the ledger cannot be written and its queue is full: call" << call.id << "is not kept";
    }
    if (m_queue->claimWrite())
        write();
}

QFuture<Result<bool>> SqliteLedger::write()
{
    QFuture<Result<bool>> future = m_database->run(
        [queue = m_queue](Connection &connection) { return queue->writeAll(connection); }, patience());
    whenDone(future, this, [this](const Result<bool> &result) { afterWrite(result); });
    return future;
}

// Who holds the file is waited for once. After that it is looked at now and then, and others who want to use the
// database's thread do not wait behind us.
std::chrono::milliseconds SqliteLedger::patience() const
{
    using namespace std::chrono_literals;
    return m_writeFault || m_queue->isWriting() ? 250ms : m_database->options().busyTimeout;
}

void SqliteLedger::afterWrite(const Result<bool> &result)
{
    const QPointer<SqliteLedger> self(this); // a slot may delete us
    if (!result) {
        m_queue->releaseWrite();
        if (!m_retry.isActive())
            m_retry.start(m_options.retryAfter);
        setFaults(writeFault(result.error()), m_readFault);
    } else {
        m_retry.stop();
        m_dropped = 0;
        setFaults({}, {});
    }
    if (!self)
        return;
    for (const CallRecord &call : m_queue->takeWritten()) {
        Q_EMIT recorded(call);
        if (!self)
            return;
    }
}

std::optional<Error> SqliteLedger::writeFault(const Error &error) const
{
    Error fault = error;
    if (m_dropped > 0)
        fault.detail += u" %1 calls are not recorded, because too many were waiting."_s.arg(m_dropped);
    return fault;
}

void SqliteLedger::setFaults(const std::optional<Error> &write, const std::optional<Error> &read)
{
    const std::optional<Error> before = fault();
    m_writeFault = write;
    m_readFault = read;
    if (fault() != before)
        Q_EMIT faultChanged();
}

template<typename T>
QFuture<Result<T>> SqliteLedger::watched(QFuture<Result<T>> future)
{
    whenDone(future, this, [this](const Result<T> &result) {
        setFaults(m_writeFault, result ? std::nullopt : std::optional(result.error()));
    });
    return future;
}

QFuture<Result<SpendTotals>> SqliteLedger::totals(const QDateTime &from, const QDateTime &to)
{
    return watched(m_database->run([start = from.toMSecsSinceEpoch(), end = to.toMSecsSinceEpoch()](
                                       Connection &connection) { return readTotals(connection, start, end); }));
}

QFuture<Result<QList<CallRecord>>> SqliteLedger::recent(int count)
{
    return watched(m_database->run([count](Connection &connection) { return CallRows::newest(connection, count); }));
}

QFuture<Result<bool>> SqliteLedger::flush()
{
    return write();
}

std::optional<Error> SqliteLedger::fault() const
{
    return m_writeFault ? m_writeFault : m_readFault;
}

} // namespace lineup
