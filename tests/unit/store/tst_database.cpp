// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Database.h"
#include "tests/support/StoreHelp.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using lineup::test::contents;
using lineup::test::wait;
using lineup::test::writeFile;

namespace {

constexpr QFile::Permissions ownerFile = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
constexpr QFile::Permissions ownerFolder = ownerFile | QFile::ExeOwner | QFile::ExeUser;

Result<bool> addNote(Connection &connection, const QString &text)
{
    if (const std::optional<Error> error = connection.exec(u"INSERT INTO notes (text) VALUES (?)"_s, {text}))
        return *error;
    return true;
}

Result<qint64> countNotes(Connection &connection)
{
    qint64 count = -1;
    if (const std::optional<Error> error
        = connection.each(u"SELECT count(*) FROM notes"_s, {}, [&](const Row &row) { count = row.integer(0); }))
        return *error;
    return count;
}

Result<qint64> pragma(Connection &connection, const QString &name)
{
    qint64 value = -1;
    if (const std::optional<Error> error
        = connection.each(u"PRAGMA "_s + name, {}, [&](const Row &row) { value = row.integer(0); }))
        return *error;
    return value;
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_dir.emplace();
        QVERIFY(m_dir->isValid());
        m_file = m_dir->filePath(u"ledger.db"_s);
        const QString steps = m_dir->filePath(u"steps"_s);
        QVERIFY(QDir().mkpath(steps));
        QVERIFY(writeFile(steps + u"/0001_notes.sql"_s, "CREATE TABLE notes (text TEXT NOT NULL);"));
        m_options = {.migrations = steps, .busyTimeout = 150ms, .closeTimeout = 5s};
    }
    void cleanup() { m_dir.reset(); }

    void constructorTouchesNothing()
    {
        const Database database(m_file, m_options);
        QVERIFY(!QFile::exists(m_file));
        QCOMPARE(database.file(), m_file);
    }

    void filesAreForTheirOwnerOnly()
    {
        const mode_t before = umask(0);
        const QString file = m_dir->filePath(u"new/folders/ledger.db"_s);
        {
            Database database(file, m_options);
            QVERIFY(wait(database.run([](Connection &c) { return addNote(c, u"one"_s); })).has_value());
            QCOMPARE(QFileInfo(m_dir->filePath(u"new/folders"_s)).permissions(), ownerFolder);
            for (const QString &name : {u""_s, u"-wal"_s, u"-shm"_s})
                QCOMPARE(QFileInfo(QString(file + name)).permissions(), ownerFile);
        }
        umask(before);
    }

    void rightsOfOthersAreTakenAway()
    {
        QVERIFY(writeFile(m_file, {}));
        QVERIFY(QFile::setPermissions(m_file, QFile::Permissions(0x6666)));
        Database database(m_file, m_options);
        QVERIFY(wait(database.run(countNotes)).has_value());
        QCOMPARE(QFileInfo(m_file).permissions(), ownerFile);
    }

    void settingsAreTheSafeOnes()
    {
        Database database(m_file, m_options);
        QCOMPARE(wait(database.run([](Connection &c) { return pragma(c, u"synchronous"_s); })).value(), 2); // FULL
        QCOMPARE(wait(database.run([](Connection &c) { return pragma(c, u"foreign_keys"_s); })).value(), 1);
        const auto mode = [](Connection &c) -> Result<QString> {
            QString text;
            if (const auto error = c.each(u"PRAGMA journal_mode"_s, {}, [&](const Row &row) { text = row.text(0); }))
                return *error;
            return text;
        };
        QCOMPARE(wait(database.run(mode)).value(), u"wal"_s);
    }

    void jobsRunElsewhereAndInOrder()
    {
        Database database(m_file, m_options);
        QList<QFuture<Result<qint64>>> counts;
        for (int i = 0; i < 50; ++i) {
            std::ignore = database.run([i](Connection &c) { return addNote(c, QString::number(i)); });
            counts += database.run(countNotes);
        }
        for (int i = 0; i < 50; ++i)
            QCOMPARE(wait(counts.at(i)).value(), i + 1);
        const auto thread = database.run([](Connection &) { return Result<QThread *>(QThread::currentThread()); });
        QVERIFY(wait(thread).value() != QThread::currentThread());
    }

    void destructorRunsWhatIsQueued()
    {
        {
            Database database(m_file, m_options);
            for (int i = 0; i < 200; ++i)
                std::ignore = database.run([](Connection &c) { return addNote(c, u"x"_s); });
        }
        Database again(m_file, m_options);
        QCOMPARE(wait(again.run(countNotes)).value(), 200);
    }

    void jobsThatComeTooLateAreCancelled()
    {
        m_options.closeTimeout = 0ms;
        QSemaphore begun;
        QSemaphore never;
        QFuture<Result<bool>> first;
        QFuture<Result<qint64>> second;
        {
            Database database(m_file, m_options);
            first = database.run([&](Connection &) {
                begun.release();
                return Result<bool>(never.tryAcquire(1, 1000)); // the destructor is waiting by then
            });
            second = database.run(countNotes);
            begun.acquire();
        }
        QVERIFY(first.result().has_value());
        QVERIFY(second.isFinished());
        QVERIFY(!second.result());
        QCOMPARE(second.result().error().kind, Error::Kind::Cancelled);
    }

    void transactionsAreWholeOrNothing()
    {
        Database database(m_file, m_options);
        const auto half = [](Connection &c) -> Result<bool> {
            const auto error = c.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
                if (const Result<bool> added = addNote(c, u"lost"_s); !added)
                    return added.error();
                return c.exec(u"INSERT INTO nothing_like_that VALUES (1)"_s);
            });
            return error ? Result<bool>(*error) : Result<bool>(true);
        };
        const Result<bool> result = wait(database.run(half));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Storage);
        QVERIFY(result.error().detail.contains(u"nothing_like_that"_s));
        QCOMPARE(wait(database.run(countNotes)).value(), 0);
        QVERIFY(wait(database.run([](Connection &c) { return addNote(c, u"kept"_s); })).has_value());
    }

    void insertTellsNewFromKnown()
    {
        Database database(m_file, m_options);
        const auto job = [](Connection &c) -> Result<QList<qint64>> {
            if (const auto error = c.execOnce(u"CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE)"_s))
                return *error;
            QList<qint64> ids;
            for (const QString &name : {u"a"_s, u"b"_s, u"a"_s}) {
                const auto id = c.insert(u"INSERT INTO t (name) VALUES (?) ON CONFLICT DO NOTHING"_s, {name});
                if (!id)
                    return id.error();
                ids += id->value_or(-1);
            }
            return ids;
        };
        const QList<qint64> expected {1, 2, -1};
        QCOMPARE(wait(database.run(job)).value(), expected);
    }

    void symbolicLinksAreRefused_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::newRow("the database") << u""_s;
        QTest::newRow("its log") << u"-wal"_s;
        QTest::newRow("its index") << u"-shm"_s;
    }
    void symbolicLinksAreRefused()
    {
        QFETCH(const QString, suffix);
        const QString target = m_dir->filePath(u"elsewhere"_s);
        QVERIFY(writeFile(target, "precious"));
        QVERIFY(QFile::link(target, m_file + suffix));
        expectRefused(u"unsafe"_s, u"symbolic link"_s, suffix);
        QCOMPARE(contents(target), "precious");
    }

    void danglingLinkIsRefused()
    {
        const QString target = m_dir->filePath(u"not-there"_s);
        QVERIFY(QFile::link(target, m_file));
        expectRefused(u"unsafe"_s, u"symbolic link"_s);
        QVERIFY(!QFile::exists(target));
    }

    void folderIsRefused()
    {
        QVERIFY(QDir().mkpath(m_file));
        expectRefused(u"unsafe"_s, u"plain file"_s);
    }

    void filesOfOthersAreRefused()
    {
        if (geteuid() == 0) {
            QVERIFY(writeFile(m_file, {}));
            QCOMPARE(chown(QFile::encodeName(m_file).constData(), 65534, 65534), 0);
            expectRefused(u"unsafe"_s, u"another user"_s);
            return;
        }
        Database database(u"/etc/passwd"_s, m_options); // root's
        const Result<qint64> result = wait(database.run(countNotes));
        QVERIFY(!result);
        QCOMPARE(result.error().code, u"unsafe"_s);
    }

    void damagedFilesAreLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        QTest::newRow("text")
            << QByteArray("this is no database, and long enough to be looked at as one. ").repeated(40) << u"damaged"_s;
        QTest::newRow("a few bytes") << QByteArray("hello") << u"damaged"_s;
        QTest::newRow("right header, wrong rest")
            << QByteArray("SQLite format 3\0", 16) + QByteArray(4080, 'x') << u"damaged"_s;
        const QByteArray whole = wholeFile();
        QVERIFY(whole.size() > 4096 * 3);
        QTest::newRow("cut in the middle") << whole.left(4096 + 2000) << u"damaged"_s;
        QTest::newRow("cut after the header") << whole.left(100) << u"damaged"_s;
        QByteArray scribbled = whole;
        for (qsizetype i = 100; i < 4096; ++i)
            scribbled[i] = char(i);
        QTest::newRow("first page overwritten") << scribbled << u"damaged"_s;
    }
    void damagedFilesAreLeftAlone()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, code);
        QVERIFY(writeFile(m_file, bytes));
        expectRefused(code, u"left as it is"_s);
        QCOMPARE(contents(m_file), bytes);
    }

    void damageFoundLaterIsToldAsSuch()
    {
        QByteArray bytes = wholeFile();
        for (qsizetype i = 4096; i < bytes.size(); ++i)
            bytes[i] = char(i * 7);
        QVERIFY(writeFile(m_file, bytes));
        Database database(m_file, m_options);
        const Result<qint64> result = wait(database.run(countNotes));
        QVERIFY(!result);
        QCOMPARE(result.error().code, u"damaged"_s);
    }

    void databaseOfAnotherProgramIsRefused()
    {
        QDir(m_options.migrations).remove(u"0001_notes.sql"_s);
        QVERIFY(writeFile(m_options.migrations + u"/0001_other.sql"_s, "CREATE TABLE bookmarks (url TEXT);"));
        {
            Database other(m_file, m_options);
            const auto forget = [](Connection &c) -> Result<bool> {
                const auto error = c.setSchemaVersion(0);
                return error ? Result<bool>(*error) : Result<bool>(true);
            };
            QVERIFY(wait(other.run(forget)).has_value());
        }
        const QByteArray before = contents(m_file);
        expectRefused(u"foreign"_s, u"another program"_s);
        QCOMPARE(contents(m_file), before);
    }

    void newerSchemaIsRefused()
    {
        QVERIFY(writeFile(m_options.migrations + u"/0002_more.sql"_s, "CREATE TABLE more (x INTEGER);"));
        QVERIFY(writeFile(m_options.migrations + u"/0003_most.sql"_s, "CREATE TABLE most (x INTEGER);"));
        {
            Database newer(m_file, m_options);
            QVERIFY(wait(newer.run([](Connection &c) { return addNote(c, u"from the future"_s); })).has_value());
        }
        const QByteArray before = contents(m_file);
        QVERIFY(QFile::remove(m_options.migrations + u"/0003_most.sql"_s));
        expectRefused(u"newer_schema"_s, u"format is 3, this version knows up to 2"_s);
        QCOMPARE(contents(m_file), before);
        QCOMPARE(QDir(m_dir->path()).entryList({u"*.bak"_s}).size(), 0);
    }

    void lockOfAnotherProcessIsWaitedForButNotForEver()
    {
        Database database(m_file, m_options);
        QVERIFY(wait(database.run([](Connection &c) { return addNote(c, u"before"_s); })).has_value());
        test::Locker locker(m_file);
        QVERIFY(locker.isLocked());
        QElapsedTimer timer;
        timer.start();
        const Result<bool> result = wait(database.run([](Connection &c) { return addNote(c, u"meanwhile"_s); }));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Storage);
        QCOMPARE(result.error().code, u"locked"_s);
        QVERIFY2(result.error().detail.contains(m_file), qPrintable(result.error().detail));
        QVERIFY(timer.elapsed() >= 100);
        QVERIFY(timer.elapsed() < 20'000);
        locker.release();
        QVERIFY(wait(database.run([](Connection &c) { return addNote(c, u"after"_s); })).has_value());
        QCOMPARE(wait(database.run(countNotes)).value(), 2);
    }

    void lockThatIsReleasedInTimeIsNoError()
    {
        m_options.busyTimeout = 30s;
        Database database(m_file, m_options);
        QVERIFY(wait(database.run(countNotes)).has_value());
        test::Locker locker(m_file);
        QVERIFY(locker.isLocked());
        const QFuture<Result<bool>> added = database.run([](Connection &c) { return addNote(c, u"patient"_s); });
        QVERIFY(!added.isFinished());
        locker.release();
        QVERIFY(wait(added).has_value());
    }

    void newFileLockedByAnotherProcess()
    {
        QVERIFY(writeFile(m_file, {}));
        test::Locker locker(m_file);
        QVERIFY(locker.isLocked());
        Database database(m_file, m_options);
        const Result<qint64> result = wait(database.run(countNotes));
        QVERIFY(!result);
        QCOMPARE(result.error().code, u"locked"_s);
        locker.release();
        QCOMPARE(wait(database.run(countNotes)).value(), 0);
    }

    void readOnlyFolder()
    {
        const QString folder = m_dir->filePath(u"closed"_s);
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(QFile::setPermissions(m_dir->path(), QFile::Permissions(0x7755)));
        const test::Nobody nobody(folder);
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
        Database database(folder + u"/ledger.db"_s, m_options);
        const Result<qint64> result = wait(database.run(countNotes));
        QVERIFY(!result);
        QCOMPARE(result.error().code, u"read_only"_s);
        QVERIFY2(result.error().detail.contains(u"ledger.db"_s), qPrintable(result.error().detail));
        QVERIFY(QFile::setPermissions(folder, ownerFolder));
        QCOMPARE(wait(database.run(countNotes)).value(), 0); // tried again, and now it works
    }

    void readOnlyFile()
    {
        const QString folder = m_dir->filePath(u"open"_s);
        const QString file = folder + u"/ledger.db"_s;
        QVERIFY(QFile::setPermissions(m_dir->path(), QFile::Permissions(0x7755)));
        {
            Database database(file, m_options);
            QVERIFY(wait(database.run([](Connection &c) { return addNote(c, u"one"_s); })).has_value());
        }
        const test::Nobody nobody(folder);
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner));
        Database database(file, m_options);
        const auto add = [](Connection &c) { return addNote(c, u"two"_s); };
        const Result<bool> result = wait(database.run(add));
        QVERIFY(!result);
        QCOMPARE(result.error().code, u"read_only"_s);
        QVERIFY(QFile::setPermissions(file, ownerFile));
        const Result<bool> again = wait(database.run(add));
        QVERIFY2(again.has_value(), again ? "" : qPrintable(again.error().detail));
        QCOMPARE(wait(database.run(countNotes)).value(), 2);
    }

    void diskFull()
    {
        Database database(m_file, m_options);
        QVERIFY(wait(database.run([](Connection &c) { return addNote(c, u"kept"_s); })).has_value());
        const auto limit = [](qint64 pages) {
            return [pages](Connection &c) { return pragma(c, u"max_page_count = %1"_s.arg(pages)); };
        };
        QVERIFY(wait(database.run(limit(4))).has_value());
        const auto addMuch = [](Connection &c) { return addNote(c, QString(100'000, u'x')); };
        const Result<bool> result = wait(database.run(addMuch));
        QVERIFY(!result);
        QCOMPARE(result.error().code, u"full"_s);
        QVERIFY2(result.error().detail.contains(u"no space left"_s), qPrintable(result.error().detail));
        QCOMPARE(wait(database.run(countNotes)).value(), 1);
        QVERIFY(wait(database.run(limit(1'000'000))).has_value());
        QVERIFY(wait(database.run(addMuch)).has_value());
        QCOMPARE(wait(database.run(countNotes)).value(), 2);
    }

    // The system refuses to let files grow: what SQLite sees of a quota or a failing device.
    void fileThatMayNotGrow()
    {
        Database database(m_file, m_options);
        QVERIFY(wait(database.run([](Connection &c) { return addNote(c, u"kept"_s); })).has_value());
        const auto before = std::signal(SIGXFSZ, SIG_IGN);
        rlimit old {};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
        const rlimit small {.rlim_cur = 40'000, .rlim_max = old.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
        const auto addMuch = [](Connection &c) { return addNote(c, QString(200'000, u'x')); };
        const Result<bool> result = wait(database.run(addMuch));
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &old), 0);
        std::signal(SIGXFSZ, before);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Storage);
        QCOMPARE(wait(database.run(countNotes)).value(), 1);
        QVERIFY(wait(database.run(addMuch)).has_value());
        QCOMPARE(wait(database.run(countNotes)).value(), 2);
    }

private:
    // A proper database of a few pages, as bytes.
    QByteArray wholeFile()
    {
        QTemporaryDir dir;
        const QString steps = dir.filePath(u"steps"_s);
        QDir().mkpath(steps);
        writeFile(steps + u"/0001_notes.sql"_s, "CREATE TABLE notes (text TEXT NOT NULL);");
        const QString file = dir.filePath(u"whole.db"_s);
        {
            Database database(file, {.migrations = steps});
            for (int i = 0; i < 40; ++i)
                std::ignore = database.run([](Connection &c) { return addNote(c, QString(1000, u'n')); });
        }
        return contents(file);
    }

    void expectRefused(const QString &code, const QString &words, const QString &suffix = {})
    {
        Database database(m_file, m_options);
        const Result<qint64> result = wait(database.run(countNotes));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Storage);
        QVERIFY2(result.error().detail.contains(m_file + suffix), qPrintable(result.error().detail));
        QVERIFY2(result.error().detail.contains(words), qPrintable(result.error().detail));
        QCOMPARE(result.error().code, code);
    }

    std::optional<QTemporaryDir> m_dir;
    QString m_file;
    Database::Options m_options;
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
