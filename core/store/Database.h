// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"

#include <QFuture>
#include <QPromise>

#include <type_traits>

namespace lineup {

// A database file and the one thread that works on it. Thread-safe; made and destroyed on one thread, while the
// QCoreApplication lives.
// The constructor does nothing but remember the name: thread and file are opened by the first job, so that making
// one costs nothing at start-up. What cannot be opened makes the job fail; the next job tries again.
// Jobs run in the order given. The destructor runs what is queued for as long as Options::closeTimeout, then lets
// the rest end with Cancelled; a job that has begun is waited for (it is bounded by the busy timeout).
class Database
{
public:
    struct Options
    {
        QString migrations = QStringLiteral(":/lineup/migrations");
        std::chrono::milliseconds busyTimeout {5000}; // how long a lock of another process is waited for
        std::chrono::milliseconds closeTimeout {3000};
    };
    explicit Database(const QString &file);
    Database(const QString &file, const Options &options);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    [[nodiscard]] QString file() const;
    [[nodiscard]] const Options &options() const;

    // fn: Result<T>(Connection &), run in the database's thread. It must not touch what lives in another.
    template<typename Fn>
    [[nodiscard]] auto run(Fn fn) -> QFuture<std::invoke_result_t<Fn &, Connection &>>
    {
        return run(std::move(fn), options().busyTimeout);
    }
    // The same for what is to wait shorter or longer for a lock of another process.
    template<typename Fn>
    [[nodiscard]] auto run(Fn fn, std::chrono::milliseconds busyTimeout)
        -> QFuture<std::invoke_result_t<Fn &, Connection &>>
    {
        using Answer = std::invoke_result_t<Fn &, Connection &>;
        // A job is copied into a std::function, which a QPromise cannot be.
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        QFuture<Answer> future = promise->future();
        Work work = [promise, fn = std::move(fn)](Connection *connection, const Error &fault) mutable {
            promise->addResult(connection ? fn(*connection) : Answer(fault));
            promise->finish();
        };
        post({.work = std::move(work), .busyTimeout = busyTimeout});
        return future;
    }

private:
    using Work = std::function<void(Connection *connection, const Error &fault)>; // no connection: the fault says why
    struct Job
    {
        Work work;
        std::chrono::milliseconds busyTimeout {};
    };
    void post(Job job);

    class Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace lineup
