// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/store/Database.h"

#include "core/base/Log.h"
#include "core/store/FileGuard.h"
#include "core/store/Migrations.h"

#include <QDeadlineTimer>
#include <QThread>

#include <condition_variable>
#include <deque>
#include <mutex>

using namespace Qt::StringLiterals;

namespace lineup {

class Database::Worker final : public QThread
{
public:
    Worker(QString file, Options options) : m_file(std::move(file)), m_options(std::move(options))
    {
        setObjectName(u"lineup-store"_s);
    }

    [[nodiscard]] const QString &file() const { return m_file; }
    [[nodiscard]] const Options &options() const { return m_options; }

    void post(Job job)
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back(std::move(job));
        if (!isRunning())
            start();
        m_wake.notify_one();
    }

    void close()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_closing = true;
            m_deadline.setRemainingTime(m_options.closeTimeout);
            m_wake.notify_one();
        }
        wait();
        handOver();
    }

protected:
    void run() override
    {
        for (Job job = next(); job.work; job = next())
            work(job);
        m_connection.reset(); // in the thread that it belongs to
        handOver();
    }

private:
    // Everything the one thread did is done before the other goes on: wait() sees to that, but in a way that the thread
    // sanitizer does not see.
    void handOver() { const std::lock_guard lock(m_mutex); }

    // The next job, or none when it is time to end.
    Job next()
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return !m_jobs.empty() || m_closing; });
        if (m_jobs.empty())
            return {};
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        m_tooLate = m_closing && m_deadline.hasExpired();
        return job;
    }

    void work(const Job &job)
    {
        if (m_tooLate) {
            job.work(nullptr, {.kind = Error::Kind::Cancelled, .detail = u"the program ended first"_s});
            return;
        }
        if (m_connection && m_connection->isBroken())
            m_connection.reset();
        if (!m_connection) {
            if (const std::optional<Error> error = open(job.busyTimeout)) {
                m_connection.reset();
                job.work(nullptr, *error);
                return;
            }
        }
        if (const std::optional<Error> error = m_connection->setBusyTimeout(job.busyTimeout))
            job.work(nullptr, *error);
        else
            job.work(m_connection.get(), {});
    }

    std::optional<Error> open(std::chrono::milliseconds busyTimeout)
    {
        const Result<QList<Migration>> migrations = readMigrations(m_options.migrations);
        if (!migrations)
            return migrations.error();
        if (const std::optional<Error> error = guardDatabaseFile(m_file))
            return error;
        Result<std::unique_ptr<Connection>> opened = Connection::open(m_file, busyTimeout);
        if (!opened)
            return opened.error();
        m_connection = std::move(*opened);
        if (const std::optional<Error> error = migrate(*m_connection, *migrations))
            return error;
        return m_connection->enableWal();
    }

    const QString m_file;
    const Options m_options;
    // Over the four below. Of the standard library, whose waiting the thread sanitizer understands.
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<Job> m_jobs;
    QDeadlineTimer m_deadline;
    bool m_closing = false;
    bool m_tooLate = false; // the thread's own
    std::unique_ptr<Connection> m_connection; // the thread's own
};

Database::Database(const QString &file) : Database(file, Options()) { }

Database::Database(const QString &file, const Options &options) : m_worker(std::make_unique<Worker>(file, options)) { }

Database::~Database()
{
    m_worker->close();
}

const Database::Options &Database::options() const
{
    return m_worker->options();
}

QString Database::file() const
{
    return m_worker->file();
}

void Database::post(Job job)
{
    m_worker->post(std::move(job));
}

} // namespace lineup
