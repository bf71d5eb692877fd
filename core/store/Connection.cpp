// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/store/Connection.h"

#include "core/base/Log.h"
#include "core/store/StoreError.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QHash>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QThread>

#include <atomic>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qsizetype mostPrepared = 200;

// ":v0", ":v1", …: Qt makes up such a name for each value that is bound by number, each time, which costs more than
// all the rest of an insert. Names that are there already are only looked up.
const QString &placeholder(qsizetype number)
{
    thread_local QStringList names;
    while (names.size() <= number)
        names += u":v%1"_s.arg(names.size());
    return names.at(number);
}

// Question marks in our statements are always placeholders.
QString withNames(const QString &sql)
{
    QString named;
    qsizetype count = 0;
    for (const QChar c : sql) {
        if (c == u'?')
            named += placeholder(count++);
        else
            named += c;
    }
    return named;
}

} // namespace

bool Row::isNull(int column) const
{
    return m_query.isNull(column);
}

QString Row::text(int column) const
{
    return m_query.value(column).toString();
}

qint64 Row::integer(int column) const
{
    return m_query.value(column).toLongLong();
}

std::optional<qint64> Row::maybeInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

class Connection::Private
{
public:
    explicit Private(const QString &file, std::chrono::milliseconds timeout) : busyTimeout(timeout)
    {
        static std::atomic<int> count = 0;
        name = u"lineup-%1"_s.arg(++count);
        database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(file);
        database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(timeout.count()));
    }
    ~Private()
    {
        prepared.clear();
        database.close();
        database = QSqlDatabase();
        QSqlDatabase::removeDatabase(name);
    }
    Q_DISABLE_COPY_MOVE(Private)

    std::chrono::milliseconds busyTimeout;
    QElapsedTimer lastWrite; // invalid: none yet
    QString name;
    QSqlDatabase database;
    QHash<QString, std::shared_ptr<QSqlQuery>> prepared;
};

Connection::Connection(QString file, std::unique_ptr<Private> p) : m_file(std::move(file)), d(std::move(p)) { }

Connection::~Connection() = default;

Result<std::unique_ptr<Connection>> Connection::open(const QString &file, std::chrono::milliseconds busyTimeout)
{
    auto p = std::make_unique<Private>(file, busyTimeout);
    if (!p->database.isValid())
        return storeError(StoreFault::Failed, file, u"cannot be opened: Qt's SQLite driver is not installed"_s);
    if (!p->database.open())
        return storeError(p->database.lastError(), file);
    std::unique_ptr<Connection> connection(new Connection(file, std::move(p)));
    for (const QString &pragma : {u"PRAGMA foreign_keys = ON"_s, u"PRAGMA synchronous = FULL"_s}) {
        if (const std::optional<Error> error = connection->execOnce(pragma))
            return *error;
    }
    return connection;
}

Error Connection::fail(const QSqlQuery &query)
{
    const Error error = storeError(query.lastError(), m_file);
    m_broken = m_broken
        || (error.code != storeFaultName(StoreFault::Locked) && error.code != storeFaultName(StoreFault::Full));
    return error;
}

Result<std::shared_ptr<QSqlQuery>> Connection::run(const QString &sql, const QVariantList &values)
{
    if (d->prepared.size() > mostPrepared) // filters make texts without end
        d->prepared.clear();
    std::shared_ptr<QSqlQuery> &query = d->prepared[sql];
    if (!query) {
        auto made = std::make_shared<QSqlQuery>(d->database);
        made->setForwardOnly(true);
        if (!made->prepare(withNames(sql))) {
            const Error error = fail(*made);
            d->prepared.remove(sql);
            return error;
        }
        query = std::move(made);
    }
    for (qsizetype i = 0; i < values.size(); ++i)
        query->bindValue(placeholder(i), values.at(i));
    if (!query->exec()) {
        const Error error = fail(*query);
        query->finish();
        return error;
    }
    return query;
}

std::optional<Error> Connection::exec(const QString &sql, const QVariantList &values)
{
    const Result<std::shared_ptr<QSqlQuery>> query = run(sql, values);
    if (!query)
        return query.error();
    (*query)->finish();
    return std::nullopt;
}

Result<std::optional<qint64>> Connection::insert(const QString &sql, const QVariantList &values)
{
    const Result<std::shared_ptr<QSqlQuery>> query = run(sql, values);
    if (!query)
        return query.error();
    const bool inserted = (*query)->numRowsAffected() > 0;
    const qint64 id = inserted ? (*query)->lastInsertId().toLongLong() : 0;
    (*query)->finish();
    return inserted ? std::optional(id) : std::nullopt;
}

std::optional<Error> Connection::each(
    const QString &sql, const QVariantList &values, const std::function<void(const Row &)> &fn)
{
    const Result<std::shared_ptr<QSqlQuery>> query = run(sql, values);
    if (!query)
        return query.error();
    const Row row(**query);
    while ((*query)->next())
        fn(row);
    // next() is false at the end and on an error alike.
    std::optional<Error> error;
    if ((*query)->lastError().isValid())
        error = fail(**query);
    (*query)->finish();
    return error;
}

std::optional<Error> Connection::execOnce(const QString &sql)
{
    QSqlQuery query(d->database);
    if (query.exec(sql))
        return std::nullopt;
    return fail(query);
}

std::optional<Error> Connection::setBusyTimeout(std::chrono::milliseconds timeout)
{
    if (timeout == d->busyTimeout)
        return std::nullopt;
    d->busyTimeout = timeout;
    return letSqliteWait(timeout);
}

std::optional<Error> Connection::letSqliteWait(std::chrono::milliseconds time)
{
    return execOnce(u"PRAGMA busy_timeout = %1"_s.arg(time.count()));
}

// SQLite's own way to wait sleeps up to 100 ms between two looks: among processes that write without a pause one may
// wait for seconds, while those that have just written always come first. Here everybody looks equally often, and who
// has just written lets the others look before.
std::optional<Error> Connection::beginWriting()
{
    using namespace std::chrono_literals;
    constexpr std::chrono::nanoseconds justNow = 2ms;
    if (d->lastWrite.isValid() && d->lastWrite.nsecsElapsed() < justNow.count())
        QThread::usleep(1000);
    if (const std::optional<Error> error = letSqliteWait(0ms))
        return error;
    const QDeadlineTimer deadline(d->busyTimeout);
    std::optional<Error> error = exec(u"BEGIN IMMEDIATE"_s);
    while (error && error->code == storeFaultName(StoreFault::Locked) && !deadline.hasExpired()) {
        QThread::usleep(500 + QRandomGenerator::global()->bounded(1000U));
        error = exec(u"BEGIN IMMEDIATE"_s);
    }
    const std::optional<Error> reset = letSqliteWait(d->busyTimeout);
    return error ? error : reset;
}

std::optional<Error> Connection::transaction(Access access, const std::function<std::optional<Error>()> &work)
{
    const bool isWrite = access == Access::Write;
    if (const std::optional<Error> error = isWrite ? beginWriting() : exec(u"BEGIN"_s))
        return error;
    std::optional<Error> error = work();
    if (!error)
        error = exec(u"COMMIT"_s);
    if (isWrite)
        d->lastWrite.start();
    if (!error)
        return std::nullopt;
    // Some errors have rolled it back already, then this one fails and that is right.
    QSqlQuery(d->database).exec(u"ROLLBACK"_s);
    return error;
}

Result<int> Connection::schemaVersion()
{
    int version = 0;
    if (const std::optional<Error> error
        = each(u"PRAGMA user_version"_s, {}, [&](const Row &row) { version = static_cast<int>(row.integer(0)); }))
        return *error;
    return version;
}

std::optional<Error> Connection::setSchemaVersion(int version)
{
    return execOnce(u"PRAGMA user_version = %1"_s.arg(version));
}

Result<bool> Connection::isEmpty()
{
    qint64 tables = 0;
    if (const std::optional<Error> error
        = each(u"SELECT count(*) FROM sqlite_master"_s, {}, [&](const Row &row) { tables = row.integer(0); }))
        return *error;
    return tables == 0;
}

Result<qint64> Connection::foreignChanges()
{
    qint64 version = 0;
    if (const std::optional<Error> error
        = each(u"PRAGMA data_version"_s, {}, [&](const Row &row) { version = row.integer(0); }))
        return *error;
    return version;
}

std::optional<Error> Connection::enableWal()
{
    // Changing the mode does not use the busy timeout; two processes may make a new file at the same moment.
    QDeadlineTimer deadline(std::chrono::seconds(2));
    for (;;) {
        QString mode;
        const std::optional<Error> error
            = each(u"PRAGMA journal_mode = WAL"_s, {}, [&](const Row &row) { mode = row.text(0); });
        if (!error) {
            if (mode != "wal"_L1) // some network file systems: slower, as safe
                qCWarning(lcStore) << "no write-ahead log for" << m_file << "but" << mode;
            return std::nullopt;
        }
        if (error->code != storeFaultName(StoreFault::Locked) || deadline.hasExpired())
            return error;
        QThread::msleep(10);
    }
}

Result<QStringList> Connection::damage()
{
    QStringList lines;
    for (const QString &pragma : {u"PRAGMA integrity_check"_s, u"PRAGMA foreign_key_check"_s}) {
        if (const std::optional<Error> error = each(pragma, {}, [&](const Row &row) { lines += row.text(0); }))
            return *error;
    }
    lines.removeAll(u"ok"_s);
    return lines;
}

std::optional<Error> Connection::compact()
{
    return execOnce(u"VACUUM"_s);
}

std::optional<Error> Connection::copyTo(const QString &target)
{
    QString quoted = target;
    quoted.replace(u'\'', "''"_L1);
    // Unlike a copy of the file this has what is still in the write-ahead log.
    return execOnce(u"VACUUM INTO '%1'"_s.arg(quoted));
}

} // namespace lineup
