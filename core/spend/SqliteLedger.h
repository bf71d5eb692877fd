// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/Ledger.h"
#include "core/store/Database.h"

#include <QTimer>

namespace lineup {

class LedgerQueue;

// The ledger in a database file. Used on the thread that made it; made and destroyed while the QCoreApplication
// lives. The constructor opens nothing: the file is opened in the database's thread by the first thing asked.
//
// record() queues and returns. The database's thread writes everything that is queued in one transaction, so that
// a burst of calls shares its fsync. recorded(call) is emitted from the event loop when that is on disk, in the
// order recorded, before the future of a flush() that was waiting for it reports.
// A record that cannot be written stays queued and is tried again with the next one and every
// Options::retryAfter; while it goes on failing at most Options::mostWaiting are kept, the newest are dropped and
// fault() says how many. A call whose id is on disk already is not written twice.
// The destructor leaves what is queued to the database, whose own destructor sees to it within its closeTimeout;
// recorded is not emitted for that.
class SqliteLedger final : public Ledger
{
    Q_OBJECT
public:
    struct Options
    {
        std::chrono::milliseconds retryAfter {5000};
        qsizetype mostWaiting = 10'000;
    };
    explicit SqliteLedger(const QString &file, QObject *parent = nullptr);
    explicit SqliteLedger(std::shared_ptr<Database> database, QObject *parent = nullptr);
    SqliteLedger(std::shared_ptr<Database> database, const Options &options, QObject *parent = nullptr);
    ~SqliteLedger() override;

    void record(const CallRecord &call) override;
    // Calls that began in [from, to).
    [[nodiscard]] QFuture<Result<SpendTotals>> totals(const QDateTime &from, const QDateTime &to) override;
    [[nodiscard]] QFuture<Result<QList<CallRecord>>> recent(int count) override;
    [[nodiscard]] QFuture<Result<bool>> flush() override;
    [[nodiscard]] std::optional<Error> fault() const override;

private:
    QFuture<Result<bool>> write();
    [[nodiscard]] std::chrono::milliseconds patience() const;
    void afterWrite(const Result<bool> &result);
    [[nodiscard]] std::optional<Error> writeFault(const Error &error) const;
    void setFaults(const std::optional<Error> &write, const std::optional<Error> &read);
    template<typename T>
    QFuture<Result<T>> watched(QFuture<Result<T>> future);

    const Options m_options;
    std::shared_ptr<Database> m_database;
    std::shared_ptr<LedgerQueue> m_queue; // shared with the database's thread
    qsizetype m_dropped = 0; // since the last write that succeeded
    std::optional<Error> m_writeFault;
    std::optional<Error> m_readFault;
    QTimer m_retry;
};

} // namespace lineup
