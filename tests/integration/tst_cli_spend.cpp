// SPDX-License-Identifier: GPL-3.0-or-later
// `lineup spend`: what calls of the same program cost, from outside.
#include "tests/integration/CliHelp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cli;

namespace {

// Four tokens in at $0.15 and two out at $0.60 for a million: 600 + 1200 nano-dollars.
QByteArray answer()
{
    return R"({"id": "c", "model": "gpt-4o-mini", "choices": [{"index": 0, "finish_reason": "stop", "message":
        {"role": "assistant", "content": "Hi"}}], "usage": {"prompt_tokens": 4, "completion_tokens": 2}})";
}

QByteArray body(const QString &model, const QString &tag)
{
    const QJsonObject message {{u"role"_s, u"user"_s}, {u"content"_s, u"Hi"_s}};
    return QJsonDocument(QJsonObject {{u"model"_s, model}, {u"messages"_s, QJsonArray {message}}, {u"user"_s, u"ann"_s},
                             {u"metadata"_s, QJsonObject {{u"tags"_s, QJsonArray {tag}}}}})
        .toJson();
}

} // namespace

class TestCliSpend : public QObject
{
    Q_OBJECT
private:
    void call(const QString &model, const QString &tag)
    {
        const ProgramRun run = m_program.run(
            {u"complete"_s, u"--request"_s, u"-"_s, u"--api-base"_s, base(m_server), u"--api-key-env"_s, u"TEST_KEY"_s},
            body(model, tag));
        QVERIFY2(run.code == 0, run.err.constData());
    }

    Program m_program;
    LoopbackServer m_server;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFile::exists(Program::path()), qPrintable(Program::path()));
        m_program.set(u"TEST_KEY"_s, key);
        m_server.setAnswer(ServerScript::ok(answer()));
        call(u"gpt-4o-mini"_s, u"a"_s);
        call(u"gpt-4o-mini"_s, u"b"_s);
        call(u"openai/nobody-knows-this"_s, u"b"_s);
    }

    void nothingYet()
    {
        const Program program;
        const ProgramRun run = program.run({u"spend"_s, u"--json"_s});
        QVERIFY2(run.code == 0, run.err.constData());
        QCOMPARE(run.json()["total"_L1]["calls"_L1], 0);
        QCOMPARE(run.json()["rows"_L1].toArray().size(), 0);
    }

    void byModel()
    {
        const QJsonObject out = m_program.run({u"spend"_s, u"--json"_s}).json();
        const QJsonArray rows = out.value("rows"_L1).toArray();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.at(0)["model"_L1], u"openai/gpt-4o-mini"_s);
        QCOMPARE(rows.at(0)["cost_usd"_L1], u"0.0000036"_s);
        QCOMPARE(rows.at(0)["calls"_L1], 2);
        QCOMPARE(rows.at(0)["input_tokens"_L1], 8);
        QCOMPARE(rows.at(1)["model"_L1], u"openai/nobody-knows-this"_s);
        QCOMPARE(rows.at(1)["unpriced"_L1], 1);
        QCOMPARE(rows.at(1)["cost_usd"_L1], u"0"_s);
        QCOMPARE(out["total"_L1]["cost_usd"_L1], u"0.0000036"_s);
        QCOMPARE(out["total"_L1]["unpriced"_L1], 1);
    }

    void filters_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<int>("calls");
        QTest::newRow("tag") << QStringList {u"--tag"_s, u"b"_s} << 2;
        QTest::newRow("two tags") << QStringList {u"--tag"_s, u"a"_s, u"--tag"_s, u"b"_s} << 3;
        QTest::newRow("model") << QStringList {u"--model"_s, u"openai/gpt-4o-mini"_s} << 2;
        QTest::newRow("user") << QStringList {u"--user"_s, u"bob"_s} << 0;
        QTest::newRow("source") << QStringList {u"--source"_s, u"cli"_s} << 3;
        QTest::newRow("today") << QStringList {u"--since"_s, u"7d"_s} << 3;
        QTest::newRow("long ago") << QStringList {u"--until"_s, u"2001-01-01"_s} << 0;
        QTest::newRow("failed") << QStringList {u"--status"_s, u"failed"_s} << 0;
    }
    void filters()
    {
        QFETCH(const QStringList, options);
        QFETCH(const int, calls);
        const ProgramRun run = m_program.run(QStringList {u"spend"_s, u"--json"_s} + options);
        QVERIFY2(run.code == 0, run.err.constData());
        QCOMPARE(run.json()["total"_L1]["calls"_L1], calls);
    }

    void asCsv()
    {
        const ProgramRun run = m_program.run({u"spend"_s, u"--csv"_s, u"--by"_s, u"tag"_s});
        const QList<QByteArray> lines = run.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY2(lines.at(0).startsWith("tag,cost_usd,calls,"), lines.at(0).constData());
        QVERIFY2(lines.at(1).startsWith("a,0.0000018,1,"), lines.at(1).constData());
        QVERIFY2(lines.at(2).startsWith("b,0.0000018,2,"), lines.at(2).constData());
    }

    void inWords()
    {
        const ProgramRun run = m_program.run({u"spend"_s, u"--by"_s, u"day,service"_s});
        QVERIFY2(run.out.contains("$0.0000036"), run.out.constData());
        QVERIFY2(run.out.contains("is not known, and is in no sum"), run.out.constData());
    }

    void mistakes_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("group") << QStringList {u"--by"_s, u"colour"_s};
        QTest::newRow("three groups") << QStringList {u"--by"_s, u"day,model,user"_s};
        QTest::newRow("day") << QStringList {u"--since"_s, u"soon"_s};
        QTest::newRow("backwards") << QStringList {u"--since"_s, u"2026-02-02"_s, u"--until"_s, u"2026-02-01"_s};
        QTest::newRow("status") << QStringList {u"--status"_s, u"odd"_s};
        QTest::newRow("word") << QStringList {u"everything"_s};
        QTest::newRow("two forms") << QStringList {u"--csv"_s, u"--json"_s};
    }
    void mistakes()
    {
        QFETCH(const QStringList, options);
        const ProgramRun run = m_program.run(QStringList {u"spend"_s} + options);
        QCOMPARE(run.code, 2);
        QVERIFY(!run.error().isEmpty());
    }

    // Another process's calls come as they end, each once.
    void follows()
    {
        const std::unique_ptr<QProcess> follower = m_program.start({u"spend"_s, u"--follow"_s, u"--json"_s});
        QVERIFY(follower->waitForStarted());
        QTest::qWait(1500); // until it has seen what is there: it says nothing before the first new call
        call(u"gpt-4o-mini"_s, u"c"_s);
        QTRY_VERIFY_WITH_TIMEOUT(follower->bytesAvailable() > 0, 20'000);
        m_server.setAnswer(ServerScript(401).piece("{\"error\": {\"message\": \"no\"}}"));
        QCOMPARE(m_program
                     .run({u"complete"_s, u"--request"_s, u"-"_s, u"--api-base"_s, base(m_server), u"--api-key-env"_s,
                              u"TEST_KEY"_s},
                         body(u"gpt-4o-mini"_s, u"d"_s))
                     .code,
            4);
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += follower->readAllStandardOutput()).count('\n') == 2, 20'000);
        follower->terminate();
        QVERIFY(follower->waitForFinished());
        QCOMPARE(follower->exitCode(), 0);
        const QList<QByteArray> lines = out.trimmed().split('\n');
        const QJsonObject first = QJsonDocument::fromJson(lines.at(0)).object();
        QCOMPARE(first.value("event"_L1), u"success"_s);
        QCOMPARE(first["cost"_L1]["usd"_L1], u"0.0000018"_s);
        QCOMPARE(first.value("user"_L1), u"ann"_s);
        const QJsonObject second = QJsonDocument::fromJson(lines.at(1)).object();
        QCOMPARE(second.value("event"_L1), u"failure"_s);
        QCOMPARE(second["error"_L1]["kind"_L1], u"auth"_s);
    }
};

QTEST_GUILESS_MAIN(TestCliSpend)
#include "tst_cli_spend.moc"
