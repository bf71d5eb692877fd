// SPDX-License-Identifier: GPL-3.0-or-later
// The command line when something goes wrong: exit codes, errors on standard error, interruption, a ledger that cannot
// be written.
#include "tests/integration/CliHelp.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace cli;
using namespace std::chrono_literals;

class TestCliFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(Program::path()), qPrintable(Program::path())); }

    // ---- exit codes and errors

    void exitCodes_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("kind");
        const auto row = [](int code, int status, const QByteArray &error, const QString &kind) {
            QTest::addRow("%d %s", code, qPrintable(kind)) << code << status << "{\"error\":" + error + "}" << kind;
        };
        row(3, 400, R"({"message":"temperature is wrong","type":"invalid_request_error"})", u"bad_request"_s);
        row(4, 401, R"({"message":"Incorrect API key","code":"invalid_api_key"})", u"auth"_s);
        row(4, 403, R"({"message":"Not for you"})", u"permission_denied"_s);
        row(5, 404, R"({"message":"no such model","code":"model_not_found"})", u"not_found"_s);
        row(6, 429, R"({"message":"Too many requests","code":"rate_limit_exceeded"})", u"rate_limited"_s);
        row(6, 503, R"({"message":"Overloaded"})", u"overloaded"_s);
        row(7, 429, R"({"message":"You exceeded your current quota","code":"insufficient_quota"})",
            u"quota_exhausted"_s);
        row(8, 400, R"({"message":"maximum context length is 8192 tokens","code":"context_length_exceeded"})",
            u"context_too_long"_s);
        row(9, 400, R"({"message":"Rejected by our safety system","code":"content_policy_violation"})",
            u"content_filtered"_s);
        row(12, 500, R"({"message":"Oops"})", u"server_fault"_s);
    }
    void exitCodes()
    {
        QFETCH(int, code);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(QString, kind);
        LoopbackServer server;
        server.setAnswer(ServerScript(status).header("Content-Type", "application/json").piece(body));
        const Program program;
        for (const bool stream : {false, true}) {
            QStringList words {u"complete"_s, u"-m"_s, u"openai/gpt-4o"_s, u"--api-base"_s, base(server), u"x"_s};
            if (stream)
                words += u"--stream"_s;
            const ProgramRun run = program.run(words);
            QCOMPARE(run.code, code);
            QCOMPARE(run.out, QByteArray());
            QCOMPARE(run.error().value("kind"_L1).toString(), kind);
            QCOMPARE(run.error().value("status"_L1).toInt(), status);
            QVERIFY(!run.error().value("message"_L1).toString().isEmpty());
        }
        QCOMPARE(ledgerOf(program).count, 2);
        QCOMPARE(ledgerOf(program).errorKind, kind);
    }

    void networkFaults()
    {
        const Program program;
        LoopbackServer server;
        const QStringList words {u"complete"_s, u"-m"_s, u"m"_s, u"--api-base"_s, base(server), u"x"_s};
        server.enqueue(ServerScript::ok("<html><title>Welcome</title></html>", "text/html"));
        const ProgramRun html = program.run(words);
        QCOMPARE(html.code, 12);
        QCOMPARE(html.error().value("kind"_L1).toString(), u"malformed"_s);
        server.enqueue(ServerScript::stream({openAi().stream.left(150)}).close());
        const ProgramRun cut = program.run(words + QStringList {u"--stream"_s});
        QCOMPARE(cut.code, 10);
        QCOMPARE(cut.error().value("kind"_L1).toString(), u"network"_s);
        QVERIFY(!cut.outLines().first().isEmpty()); // what came before is there
        server.enqueue(ServerScript(200, ServerScript::Length::Chunked).stall());
        const QString slow = program.write(
            u"slow.json"_s, R"({"model":"m","messages":[{"role":"user","content":"x"}],"timeout":0.3})");
        const ProgramRun late = program.run({u"complete"_s, u"--request"_s, slow, u"--api-base"_s, base(server)});
        QCOMPARE(late.code, 11);
        QCOMPARE(late.error().value("kind"_L1).toString(), u"timeout"_s);
        server.refuse();
        const ProgramRun refused = program.run(words);
        QCOMPARE(refused.code, 10);
        QCOMPARE(refused.out, QByteArray());
    }

    void wrongCommandLines_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const QString &words, const QString &says) {
            QTest::newRow(name) << words.split(u' ') << says;
        };
        row("no command", u"frobnicate"_s, u"frobnicate"_s);
        row("no option", u"complete --frobnicate"_s, u"frobnicate"_s);
        row("no model", u"complete hello"_s, u"no model"_s);
        row("no prompt", u"complete -m m"_s, u"no prompt"_s);
        row("no prompt, ask", u"ask -m m"_s, u"no prompt"_s);
        row("no model, ask", u"ask hello"_s, u"no model"_s);
        row("no address", u"complete -m m --api-base ftp://x hello"_s, u"ftp://x"_s);
        row("no request file", u"complete --request /nowhere/request.json"_s, u"/nowhere/request.json"_s);
        row("a folder", u"complete --request /"_s, u"/"_s);
        row("input twice", u"complete -m m --request - -"_s, u"standard input"_s);
        row("a key as an argument", u"keys set openai sk-0123456789abcdef"_s, u"standard input"_s);
        row("keys, no service", u"keys set"_s, u"one service"_s);
        row("keys, what?", u"keys show"_s, u"list, set SERVICE or remove SERVICE"_s);
        row("an empty variable name", u"complete -m m --api-key-env= hello"_s, u"--api-key-env"_s);
    }
    void wrongCommandLines()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, says);
        const ProgramRun run = Program().run(words);
        QCOMPARE(run.code, 2);
        QCOMPARE(run.out, QByteArray());
        QCOMPARE(run.error().value("kind"_L1).toString(), u"usage"_s);
        QVERIFY2(run.error().value("message"_L1).toString().contains(says), run.err.constData());
        QVERIFY(!run.err.contains("0123456789abcdef"));
    }

    void brokenRequests_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << "hello there"_ba;
        QTest::newRow("an array") << "[1, 2]"_ba;
        QTest::newRow("cut") << QByteArray(R"({"model":"m","messages":[)");
        QTest::newRow("binary") << QByteArray(4096, '\0') + "\xff\xd8\xff\xe0";
        QTest::newRow("invalid UTF-8")
            << "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"\xff\xfe\"}]}"_ba;
        QTest::newRow("deep") << QByteArray(200'000, '[');
        QTest::newRow("wrong type") << QByteArray(R"({"model":"m","messages":"hello"})");
        QTest::newRow("a key inside") << QByteArray(
            R"({"model":"m","api_key":"sk-0123456789abcdef","messages":[{"role":"user","content":"x"}]})");
        QTest::newRow("too large") << "{\"model\":\"" + QByteArray(65 * 1024 * 1024, 'x') + "\"}";
    }
    void brokenRequests()
    {
        QFETCH(QByteArray, bytes);
        const Program program;
        const QString file = program.write(u"request.json"_s, bytes);
        const ProgramRun run
            = program.run({u"complete"_s, u"--request"_s, file, u"--api-base"_s, u"http://127.0.0.1:1"_s});
        QCOMPARE(run.code, 2);
        QCOMPARE(run.out, QByteArray());
        QVERIFY2(!run.error().value("message"_L1).toString().isEmpty(), run.err.constData());
        QVERIFY(run.err.size() < 1000); // says where, not what
        QVERIFY(!run.err.contains("0123456789abcdef"));
    }

    // ---- interruption, and the ledger

    void interruptedStream_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("INT") << SIGINT;
        QTest::newRow("TERM") << SIGTERM;
        QTest::newRow("HUP") << SIGHUP;
    }
    void interruptedStream()
    {
        QFETCH(int, signal);
        LoopbackServer server;
        server.setAnswer(ServerScript::stream({openAi().stream.left(150)}).stall());
        const Program program;
        const auto process
            = program.start({u"complete"_s, u"--stream"_s, u"-m"_s, u"m"_s, u"--api-base"_s, base(server), u"x"_s});
        QTRY_VERIFY_WITH_TIMEOUT(process->bytesAvailable() > 0, 20'000);
        QCOMPARE(::kill(static_cast<pid_t>(process->processId()), signal), 0);
        const ProgramRun run = Program::finish(*process);
        QCOMPARE(run.code, 130);
        QCOMPARE(run.error().isEmpty(), false);
        QCOMPARE(run.error().value("kind"_L1).toString(), u"cancelled"_s);
        QTRY_COMPARE(server.clientCloses(), 1);
        QCOMPARE(ledgerOf(program).count, 1);
        QCOMPARE(ledgerOf(program).errorKind, u"cancelled"_s);
    }

    void nobodyReadsOn()
    {
        LoopbackServer server;
        ServerScript slow(200, ServerScript::Length::Chunked);
        slow.header("Content-Type", "text/event-stream");
        for (int i = 0; i < 2000; ++i) {
            slow.piece("data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"more "
                       "\"}}]}\n\n")
                .pause(20ms);
        }
        server.setAnswer(slow);
        const Program program;
        QProcess head;
        QProcess process;
        program.prepare(process);
        process.setStandardOutputProcess(&head);
        head.start(u"head"_s, {u"-n"_s, u"1"_s});
        process.start(
            Program::path(), {u"complete"_s, u"--stream"_s, u"-m"_s, u"m"_s, u"--api-base"_s, base(server), u"x"_s});
        QElapsedTimer timer;
        timer.start();
        const ProgramRun run = Program::finish(process);
        QVERIFY(timer.elapsed() < 20'000); // the answer itself takes 40 seconds
        QVERIFY(head.state() == QProcess::NotRunning || head.waitForFinished());
        QVERIFY(head.readAllStandardOutput().contains("chat.completion.chunk"));
        QVERIFY(run.code > 0);
        QTRY_COMPARE(server.clientCloses(), 1);
        QCOMPARE(ledgerOf(program).count, 1);
    }

    void answerSurvivesABrokenLedger_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::newRow("no folder can be made") << u"folder"_s;
        QTest::newRow("no database") << u"garbage"_s;
        QTest::newRow("a folder in its place") << u"directory"_s;
        QTest::newRow("locked") << u"locked"_s;
    }
    void answerSurvivesABrokenLedger()
    {
        QFETCH(QString, fault);
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(openAi().plain));
        Program program;
        const QStringList words {u"complete"_s, u"-m"_s, u"m"_s, u"--api-base"_s, base(server), u"x"_s};
        const QString file = program.home() + u"/data/ledger.sqlite"_s;
        QDir().mkpath(program.home() + u"/data"_s);
        if (fault == "folder"_L1) {
            program.set(u"LINEUP_HOME"_s, program.write(u"a-file"_s, "x"));
        } else if (fault == "directory"_L1) {
            QVERIFY(QDir().mkpath(file));
        } else if (fault == "garbage"_L1) {
            std::ignore = program.write(u"lineup/data/ledger.sqlite"_s, QByteArray(8192, 'g'));
        } else {
            QCOMPARE(program.run(words).code, 0);
            QSqlDatabase lock = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"lock"_s);
            lock.setDatabaseName(file);
            QVERIFY(lock.open());
            QVERIFY(QSqlQuery(lock).exec(u"BEGIN EXCLUSIVE"_s));
        }
        QElapsedTimer timer;
        timer.start();
        const ProgramRun run = program.run(words);
        const bool prompt = timer.elapsed() < 15'000;
        if (fault == "locked"_L1) {
            QSqlDatabase::database(u"lock"_s).close();
            QSqlDatabase::removeDatabase(u"lock"_s);
        }
        QCOMPARE(run.code, 0);
        QCOMPARE(contentOf(run.json()), text);
        QVERIFY(prompt);
        QVERIFY(!run.errLines().isEmpty());
        int warnings = 0;
        for (const QJsonObject &line : run.errLines()) {
            QVERIFY2(line.contains("warning"_L1) || line.contains("log"_L1), run.err.constData());
            warnings += line.value("warning"_L1).toObject().value("kind"_L1) == "storage"_L1 ? 1 : 0;
        }
        QVERIFY2(warnings == 1, run.err.constData());
    }

    void fullDiskUnderTheAnswer()
    {
        if (!QFile::exists(u"/dev/full"_s))
            QSKIP("there is no /dev/full here");
        const Program program;
        QProcess process;
        program.prepare(process);
        process.setStandardOutputFile(u"/dev/full"_s);
        process.start(Program::path(), {u"complete"_s, u"-m"_s, u"demo/swift"_s, u"x"_s});
        const ProgramRun run = Program::finish(process);
        QCOMPARE(run.code, 13);
        QVERIFY2(run.error().value("message"_L1).toString().contains("standard output"_L1), run.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliFaults)
#include "tst_cli_faults.moc"
