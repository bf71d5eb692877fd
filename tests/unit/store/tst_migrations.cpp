// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Database.h"
#include "core/store/Migrations.h"
#include "tests/support/StoreHelp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using lineup::test::wait;
using lineup::test::writeFile;

namespace {

const QString insertCall
    = u"INSERT INTO calls (id, started_ms, requested_model, source, user_name, metadata, streamed, demo, total_us, "
      "usage_source, input_fresh, input_cache_read, input_cache_write_5m, input_cache_write_1h, input_audio, "
      "input_image, "
      "output_text, output_reasoning, output_audio, output_image, web_searches, cost_nano, cost_provenance) "
      "VALUES (?, 1, 'm', 'app', '', '{}', 0, 0, 1, 'reported', 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 77, 'computed')"_s;

Result<bool> addCall(Connection &connection, const QString &id)
{
    if (const std::optional<Error> error = connection.exec(insertCall, {id}))
        return *error;
    return true;
}

Result<QStringList> column(Connection &connection, const QString &sql)
{
    QStringList values;
    if (const std::optional<Error> error = connection.each(sql, {}, [&](const Row &row) { values += row.text(0); }))
        return *error;
    return values;
}

auto columnOf(const QString &sql)
{
    return [sql](Connection &connection) { return column(connection, sql); };
}

} // namespace

class TestMigrations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_dir.emplace();
        m_file = m_dir->filePath(u"data/ledger.db"_s);
        m_steps = m_dir->filePath(u"steps"_s);
        QVERIFY(QDir().mkpath(m_steps));
        QVERIFY(QFile::copy(u":/lineup/migrations/0001_ledger.sql"_s, m_steps + u"/0001_ledger.sql"_s));
    }

    void shippedStepsAreInOrder()
    {
        const Result<QList<Migration>> steps = readMigrations(u":/lineup/migrations"_s);
        QVERIFY(steps.has_value());
        QVERIFY(!steps->isEmpty());
        for (qsizetype i = 0; i < steps->size(); ++i)
            QCOMPARE(steps->at(i).version, i + 1);
        QCOMPARE(steps->first().name, u"0001_ledger"_s);
    }

    void shippedStepsMakeTheLedger()
    {
        Database database(m_file);
        const Result<QStringList> tables
            = wait(database.run(columnOf(u"SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"_s)));
        QVERIFY2(tables.has_value(), tables ? "" : qPrintable(tables.error().detail));
        QVERIFY(tables->contains(u"calls"_s));
        QVERIFY(tables->contains(u"attempts"_s));
        QCOMPARE(copies().size(), 0); // there was nothing to lose
    }

    // What totals asks is found by an index, the rest of a day's calls and whole days alike.
    void totalsAreFoundByIndex_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("index");
        QTest::newRow("calls") << u"SELECT sum(cost_nano) FROM calls WHERE started_ms >= 1 AND started_ms < 9"_s
                               << u"SEARCH calls USING INDEX calls_by_time (started_ms>? AND started_ms<?)"_s;
        QTest::newRow("days") << u"SELECT sum(calls) FROM spend_days WHERE day >= 1 AND day < 9 AND scope_id = 0"_s
                              << u"SEARCH spend_days USING PRIMARY KEY (scope_id=? AND day>? AND day<?)"_s;
        QTest::newRow("not yet summed") << u"SELECT seq FROM calls WHERE scope_id IS NULL AND demo = 0 LIMIT 1"_s
                                        << u"INDEX calls_by_scope (scope_id=?)"_s;
    }

    void totalsAreFoundByIndex()
    {
        QFETCH(QString, sql);
        QFETCH(QString, index);
        Database database(m_file);
        const Result<QStringList> plan = wait(database.run([sql](Connection &c) -> Result<QStringList> {
            QStringList lines;
            const auto error
                = c.each(u"EXPLAIN QUERY PLAN "_s + sql, {}, [&](const Row &row) { lines += row.text(3); });
            return error ? Result<QStringList>(*error) : Result<QStringList>(lines);
        }));
        QVERIFY(plan.has_value());
        QVERIFY2(plan->join(u' ').contains(index), qPrintable(plan->join(u' ')));
    }

    void costIsKnownOrHasAReason()
    {
        Database database(m_file);
        const auto broken = [](Connection &c) -> Result<bool> {
            QString sql = insertCall;
            sql.replace(u"77, 'computed'"_s, u"NULL, NULL"_s); // neither a cost nor a reason
            const auto error = c.exec(sql, {u"x"_s});
            return error ? Result<bool>(*error) : Result<bool>(true);
        };
        const Result<bool> result = wait(database.run(broken));
        QVERIFY(!result);
        QVERIFY2(result.error().detail.contains(u"CHECK"_s), qPrintable(result.error().detail));
    }

    void anOlderDatabaseIsBroughtForward()
    {
        writeOld({u"a"_s, u"b"_s});
        addStep(2, "ALTER TABLE calls ADD COLUMN note TEXT NOT NULL DEFAULT 'none';");
        addStep(3, "CREATE TABLE budgets (id INTEGER PRIMARY KEY); UPDATE calls SET note = 'new' WHERE id = 'b';");
        Database database(m_file, {.migrations = m_steps});
        const QStringList expected {u"a none 77"_s, u"b new 77"_s};
        QCOMPARE(wait(database.run(columnOf(u"SELECT id || ' ' || note || ' ' || cost_nano FROM calls ORDER BY id"_s)))
                     .value(),
            expected);
        QCOMPARE(wait(database.run(columnOf(u"PRAGMA user_version"_s))).value(), QStringList {u"3"_s});
    }

    // Before 0002 nothing but chats was called.
    void callsFromBeforeAreChats()
    {
        writeOld({u"a"_s});
        Database database(m_file);
        QCOMPARE(
            wait(database.run(columnOf(u"SELECT id || ' ' || kind FROM calls"_s))).value(), QStringList {u"a chat"_s});
    }

    void theOldDatabaseIsKeptBesideIt()
    {
        writeOld({u"a"_s});
        addStep(2, "DELETE FROM calls;");
        {
            Database database(m_file, {.migrations = m_steps});
            QCOMPARE(wait(database.run(columnOf(u"SELECT id FROM calls"_s))).value(), QStringList());
        }
        QCOMPARE(copies().size(), 1);
        QVERIFY2(copies().first().endsWith(u".v1.bak"_s), qPrintable(copies().first()));
        const QString copy = m_dir->filePath(u"data/"_s + copies().first());
        QCOMPARE(QFileInfo(copy).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QVERIFY(QFile::remove(m_steps + u"/0002_step.sql"_s));
        Database old(copy, {.migrations = m_steps}); // opens as version 1
        QCOMPARE(wait(old.run(columnOf(u"SELECT id FROM calls"_s))).value(), QStringList {u"a"_s});
    }

    // The copy has what is still in the write-ahead log, because another process has it open.
    void theCopyIsWhole()
    {
        addOld();
        Database other(m_file, {.migrations = m_steps});
        QVERIFY(wait(other.run([](Connection &c) { return addCall(c, u"fresh"_s); })).has_value());
        QVERIFY(QFileInfo(m_file + u"-wal"_s).size() > 0);
        addStep(2, "DELETE FROM calls;");
        {
            Database database(m_file, {.migrations = m_steps});
            QVERIFY(wait(database.run(columnOf(u"SELECT id FROM calls"_s))).has_value());
        }
        QVERIFY(QFile::remove(m_steps + u"/0002_step.sql"_s));
        Database old(m_dir->filePath(u"data/"_s + copies().value(0)), {.migrations = m_steps});
        QCOMPARE(wait(old.run(columnOf(u"SELECT id FROM calls"_s))).value(), QStringList {u"fresh"_s});
    }

    void threeCopiesAreKept()
    {
        writeOld({u"a"_s});
        for (int version = 2; version <= 6; ++version) {
            addStep(version, "CREATE TABLE t" + QByteArray::number(version) + " (x);");
            Database database(m_file, {.migrations = m_steps});
            QVERIFY(wait(database.run(columnOf(u"SELECT id FROM calls"_s))).has_value());
        }
        const QStringList kept = copies();
        QCOMPARE(kept.size(), 3);
        QVERIFY(kept.at(0).endsWith(u".v3.bak"_s));
        QVERIFY(kept.at(2).endsWith(u".v5.bak"_s));
    }

    void aStepThatFailsChangesNothing()
    {
        writeOld({u"a"_s});
        addStep(2, "CREATE TABLE half (x); DELETE FROM calls; THIS IS NO SQL;");
        {
            Database database(m_file, {.migrations = m_steps});
            const Result<QStringList> result = wait(database.run(columnOf(u"SELECT id FROM calls"_s)));
            QVERIFY(!result);
            QCOMPARE(result.error().kind, Error::Kind::Storage);
        }
        QVERIFY(QFile::remove(m_steps + u"/0002_step.sql"_s));
        Database database(m_file, {.migrations = m_steps});
        QCOMPARE(wait(database.run(columnOf(u"SELECT id FROM calls"_s))).value(), QStringList {u"a"_s});
        QCOMPARE(wait(database.run(columnOf(u"SELECT count(*) FROM sqlite_master WHERE name = 'half'"_s))).value(),
            QStringList {u"0"_s});
    }

    void withoutACopyNothingIsChanged()
    {
        writeOld({u"a"_s});
        addStep(2, "DELETE FROM calls;");
        QVERIFY(QFile::setPermissions(m_dir->path(), QFile::Permissions(0x7755)));
        const QString folder = m_dir->filePath(u"data"_s);
        const test::Nobody nobody(folder);
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner));
        const QByteArray before = test::contents(m_file);
        Database database(m_file, {.migrations = m_steps});
        const Result<QStringList> result = wait(database.run(columnOf(u"SELECT id FROM calls"_s)));
        QVERIFY(!result);
        QCOMPARE(test::contents(m_file), before);
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }

    void severalMayOpenANewFileAtOnce()
    {
        std::vector<std::unique_ptr<Database>> databases;
        QList<QFuture<Result<QStringList>>> results;
        for (int i = 0; i < 6; ++i) {
            databases.push_back(std::make_unique<Database>(m_file));
            results += databases.back()->run(columnOf(u"SELECT count(*) FROM calls"_s));
        }
        for (const QFuture<Result<QStringList>> &future : results) {
            const Result<QStringList> result = wait(future);
            QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().detail));
            QCOMPARE(result->first(), u"0"_s);
        }
    }

    void gapsAreAMistake_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::newRow("nothing") << QStringList();
        QTest::newRow("starts late") << QStringList {u"0002_b.sql"_s};
        QTest::newRow("gap") << QStringList {u"0001_a.sql"_s, u"0003_c.sql"_s};
        QTest::newRow("twice") << QStringList {u"0001_a.sql"_s, u"0001_b.sql"_s};
        QTest::newRow("no number") << QStringList {u"first.sql"_s};
    }
    void gapsAreAMistake()
    {
        QFETCH(const QStringList, names);
        const QString folder = m_dir->filePath(u"odd"_s);
        QVERIFY(QDir().mkpath(folder));
        for (const QString &name : names)
            QVERIFY(writeFile(folder + u'/' + name, "SELECT 1;"));
        const Result<QList<Migration>> steps = readMigrations(folder);
        QVERIFY(!steps);
        QCOMPARE(steps.error().kind, Error::Kind::Storage);
    }

private:
    void addStep(int version, const QByteArray &sql)
    {
        QVERIFY(writeFile(m_steps + u"/%1_step.sql"_s.arg(version, 4, 10, QLatin1Char('0')), sql));
    }

    void addOld() { writeOld({}); }

    void writeOld(const QStringList &ids)
    {
        Database database(m_file, {.migrations = m_steps});
        for (const QString &id : ids)
            QVERIFY(wait(database.run([id](Connection &c) { return addCall(c, id); })).has_value());
        QVERIFY(wait(database.run(columnOf(u"SELECT id FROM calls"_s))).has_value());
    }

    [[nodiscard]] QStringList copies() const
    {
        return QDir(m_dir->filePath(u"data"_s)).entryList({u"*.bak"_s}, QDir::Files, QDir::Name);
    }

    std::optional<QTemporaryDir> m_dir;
    QString m_file;
    QString m_steps;
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
