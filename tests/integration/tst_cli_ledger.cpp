// SPDX-License-Identifier: GPL-3.0-or-later
// `lineup ledger`: the history as a whole, from outside.
#include "tests/integration/CliHelp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cli;

namespace {

// Two tokens in at $0.15 and one out at $0.60 for a million: 300 + 600 nano-dollars.
QByteArray answer()
{
    return R"({"id": "c", "model": "gpt-4o-mini", "choices": [{"index": 0, "finish_reason": "stop", "message":
        {"role": "assistant", "content": "Hi"}}], "usage": {"prompt_tokens": 2, "completion_tokens": 1}})";
}

// A program that has made a call.
struct History
{
    History()
    {
        program.set(u"TEST_KEY"_s, key);
        server.setAnswer(ServerScript::ok(answer()));
    }
    [[nodiscard]] int call(const QString &model) const
    {
        return program
            .run({u"complete"_s, u"-m"_s, model, u"--api-base"_s, base(server), u"--api-key-env"_s, u"TEST_KEY"_s,
                u"secret words"_s})
            .code;
    }
    [[nodiscard]] QString spent() const
    {
        return program.run({u"spend"_s, u"--json"_s}).json()["total"_L1]["cost_usd"_L1].toString();
    }

    Program program;
    LoopbackServer server;
};

} // namespace

class TestCliLedger : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void checksAndCompacts()
    {
        const History history;
        QCOMPARE(history.call(u"gpt-4o-mini"_s), 0);
        const QJsonObject audit = history.program.run({u"ledger"_s, u"check"_s, u"--json"_s}).json();
        QCOMPARE(audit.value("sound"_L1), true);
        QCOMPARE(audit.value("days"_L1), 1);
        QCOMPARE(history.program.run({u"ledger"_s, u"compact"_s}).code, 0);
        QCOMPARE(history.spent(), u"0.0000009"_s);
    }

    void repairsSumsThatSomebodyBroke()
    {
        const History history;
        QCOMPARE(history.call(u"gpt-4o-mini"_s), 0);
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"break"_s);
            database.setDatabaseName(history.program.home() + u"/data/ledger.sqlite"_s);
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY(query.exec(u"UPDATE spend_days SET cost_nano = cost_nano + 5"_s));
        }
        QSqlDatabase::removeDatabase(u"break"_s);
        const ProgramRun wrong = history.program.run({u"ledger"_s, u"check"_s, u"--json"_s});
        QCOMPARE(wrong.code, 13);
        QCOMPARE(wrong.json().value("wrong_days"_L1).toArray().size(), 1);
        QCOMPARE(history.program.run({u"ledger"_s, u"repair"_s}).code, 0);
        QCOMPARE(history.program.run({u"ledger"_s, u"check"_s}).code, 0);
        QCOMPARE(history.spent(), u"0.0000009"_s);
    }

    void movesToAnotherMachine_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("JSON Lines") << u"history.jsonl"_s;
        QTest::newRow("CSV") << u"history.csv"_s;
    }
    void movesToAnotherMachine()
    {
        QFETCH(const QString, name);
        const History history;
        QCOMPARE(history.call(u"gpt-4o-mini"_s), 0);
        QCOMPARE(history.call(u"openai/nobody-knows-this"_s), 0);
        const QString file = history.program.dir() + u'/' + name;
        QCOMPARE(history.program.run({u"ledger"_s, u"export"_s, file, u"--json"_s}).json().value("calls"_L1), 2);
        QFile written(file);
        QVERIFY(written.open(QFile::ReadOnly));
        QVERIFY(!written.readAll().contains("secret words"));
        const Program other;
        const QStringList import {u"ledger"_s, u"import"_s, file, u"--json"_s};
        QCOMPARE(other.run(import).json().value("calls"_L1), 2);
        QCOMPARE(other.run(import).json().value("already_there"_L1), 2);
        const QJsonObject total = other.run({u"spend"_s, u"--json"_s}).json().value("total"_L1).toObject();
        QCOMPARE(total.value("cost_usd"_L1), u"0.0000009"_s);
        QCOMPARE(total.value("unpriced"_L1), 1);
    }

    void repricesAndTakesItBack()
    {
        const History history;
        QCOMPARE(history.call(u"openai/nobody-knows-this"_s), 0);
        QCOMPARE(history.spent(), u"0"_s);
        QCOMPARE(history.program
                     .run({u"models"_s, u"price"_s, u"openai/nobody-knows-this"_s, u"--input"_s, u"1"_s, u"--output"_s,
                         u"2"_s})
                     .code,
            0);
        const QJsonObject preview = history.program.run({u"ledger"_s, u"reprice"_s, u"--json"_s}).json();
        QCOMPARE(preview.value("attempts"_L1), 1);
        QCOMPARE(preview.value("after_usd"_L1), u"0.000004"_s);
        QCOMPARE(history.spent(), u"0"_s); // only told
        const QJsonObject taken = history.program.run({u"ledger"_s, u"reprice"_s, u"--yes"_s, u"--json"_s}).json();
        QVERIFY(taken.value("batch"_L1).toInt() > 0);
        QCOMPARE(history.spent(), u"0.000004"_s);
        const QString batch = QString::number(taken.value("batch"_L1).toInt());
        QCOMPARE(history.program.run({u"ledger"_s, u"undo"_s, batch}).code, 0);
        QCOMPARE(history.spent(), u"0"_s);
        QVERIFY(history.program.run({u"ledger"_s, u"undo"_s, batch}).code != 0);
    }

    void mistakes_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing") << QStringList {};
        QTest::newRow("verb") << QStringList {u"burn"_s};
        QTest::newRow("no file") << QStringList {u"export"_s};
        QTest::newRow("keep, not sure") << QStringList {u"keep"_s, u"30"_s};
        QTest::newRow("keep, no number") << QStringList {u"keep"_s, u"some"_s, u"--yes"_s};
        QTest::newRow("filtered export") << QStringList {u"export"_s, u"f"_s, u"--model"_s, u"a/b"_s};
    }
    void mistakes()
    {
        QFETCH(const QStringList, words);
        const Program program;
        QCOMPARE(program.run(QStringList {u"ledger"_s} + words).code, 2);
    }

    void notAFileOfOurs()
    {
        const Program program;
        const QString file = program.write(u"other.jsonl"_s, "{\"what\": 1}\n");
        const ProgramRun run = program.run({u"ledger"_s, u"import"_s, file});
        QVERIFY(run.code != 0);
        QVERIFY(!run.error().value("message"_L1).toString().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCliLedger)
#include "tst_cli_ledger.moc"
