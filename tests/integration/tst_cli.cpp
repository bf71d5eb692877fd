// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as a script sees it: the built program, its output, its exit codes, and what it sends.
#include "tests/integration/Program.h"
#include "tests/support/LoopbackServer.h"
#include "tests/unit/routing/DialectSamples.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString key = u"test-key-0123456789"_s;
const QString text = u"Hi, wörld"_s;

const DialectSample &openAi()
{
    static const QList<DialectSample> all = dialectSamples();
    return all.first();
}

QString base(const LoopbackServer &server)
{
    return server.url(u"/base"_s).toString();
}

QJsonObject sentBody(const ServerRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

QString contentOf(const QJsonObject &completion)
{
    const QJsonObject choice = completion.value("choices"_L1).toArray().first().toObject();
    return choice.value("message"_L1).toObject().value("content"_L1).toString();
}

// What every finished call has to say of itself.
void checkCall(const QJsonObject &call)
{
    const QJsonObject cost = call.value("cost"_L1).toObject();
    QCOMPARE(cost.keys(), (QStringList {u"provenance"_s, u"reason"_s, u"usd"_s})); // sorted
    static const QRegularExpression decimal(u"^[0-9]+([.][0-9]+)?$"_s);
    if (cost.value("usd"_L1).isNull())
        QVERIFY(!cost.value("reason"_L1).toString().isEmpty());
    else
        QVERIFY(decimal.match(cost.value("usd"_L1).toString()).hasMatch());
    QCOMPARE(call.value("usage"_L1).toObject().value("source"_L1).toString(), u"reported"_s);
    QCOMPARE(call.value("usage"_L1).toObject().value("input_fresh"_L1).toInt(), 9);
    QCOMPARE(call.value("usage"_L1).toObject().value("output_text"_L1).toInt(), 4);
    QCOMPARE(call.value("route"_L1).toArray().size(), 1);
    QVERIFY(call.value("mapping"_L1).isArray());
    QVERIFY(call.value("timing"_L1).toObject().value("total_ms"_L1).toDouble() > 0);
}

struct LedgerRow
{
    int count = 0;
    QString model;
    QString errorKind;
};

LedgerRow ledgerOf(const Program &program)
{
    LedgerRow row;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"look"_s);
        database.setDatabaseName(program.home() + u"/data/ledger.sqlite"_s);
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
        database.open();
        QSqlQuery query(u"SELECT requested_model, error_kind FROM calls"_s, database);
        while (query.next()) {
            ++row.count;
            row.model = query.value(0).toString();
            row.errorKind = query.value(1).toString();
        }
    }
    QSqlDatabase::removeDatabase(u"look"_s);
    return row;
}

} // namespace

class TestCli : public QObject
{
    Q_OBJECT

private:
    static void dialectRows()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<bool>("stream");
        const QList<DialectSample> all = dialectSamples();
        for (int i = 0; i < all.size(); ++i) {
            QTest::addRow("%s plain", all.at(i).name) << i << false;
            QTest::addRow("%s stream", all.at(i).name) << i << true;
        }
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(Program::path()), qPrintable(Program::path())); }

    // ---- complete: what is sent, and what comes out

    void eachDialectAtAnAddress_data() { dialectRows(); }
    void eachDialectAtAnAddress()
    {
        QFETCH(int, index);
        QFETCH(bool, stream);
        const DialectSample sample = dialectSamples().at(index);
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(stream ? sample.stream : sample.plain,
            stream ? QByteArray(sample.streamType) : QByteArray("application/json")));
        Program program;
        program.set(QString::fromLatin1(sample.keyVariable), key);
        QStringList words {u"complete"_s, u"-m"_s, sample.model, u"--api-base"_s, base(server), u"What is it?"_s};
        if (stream)
            words += u"--stream"_s;
        const ProgramRun run = program.run(words);
        QVERIFY2(run.code == 0, run.err.constData());
        QCOMPARE(run.err, QByteArray());
        if (stream)
            checkChunks(run);
        else
            checkCompletion(run);

        QCOMPARE(server.requests().size(), 1);
        const ServerRequest &request = server.requests().first();
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.header(sample.keyHeader), sample.keyHeaderValue);
        QVERIFY(request.body.contains("What is it?"));
        const QByteArray wanted = "/base" + sample.streamPath;
        if (stream || !sample.streamPath.contains(':'))
            QCOMPARE(request.path, wanted);
        else
            QCOMPARE(request.path, QByteArray("/base/models/gemini-2.0-flash:generateContent"));
        QCOMPARE(request.header("anthropic-version").isEmpty(), sample.name != QByteArray("anthropic"));
    }

    static void checkCompletion(const ProgramRun &run)
    {
        QCOMPARE(run.outLines().size(), 1);
        const QJsonObject answer = run.json();
        QCOMPARE(answer.value("object"_L1).toString(), u"chat.completion"_s);
        QVERIFY(!answer.value("id"_L1).toString().isEmpty());
        QVERIFY(answer.value("created"_L1).toInteger() > 1'700'000'000);
        QCOMPARE(answer.value("model"_L1).toString(), u"m"_s);
        QCOMPARE(contentOf(answer), text);
        const QJsonObject choice = answer.value("choices"_L1).toArray().first().toObject();
        QCOMPARE(choice.value("message"_L1).toObject().value("role"_L1).toString(), u"assistant"_s);
        QCOMPARE(choice.value("finish_reason"_L1).toString(), u"stop"_s);
        QCOMPARE(answer.value("usage"_L1).toObject().value("prompt_tokens"_L1).toInt(), 9);
        QCOMPARE(answer.value("usage"_L1).toObject().value("total_tokens"_L1).toInt(), 13);
        checkCall(answer.value("lineup"_L1).toObject());
    }

    static void checkChunks(const ProgramRun &run)
    {
        const QList<QJsonObject> chunks = run.outLines();
        QVERIFY(chunks.size() >= 3);
        QString content;
        QStringList finishReasons;
        for (const QJsonObject &chunk : chunks) {
            QCOMPARE(chunk.value("object"_L1).toString(), u"chat.completion.chunk"_s);
            QCOMPARE(chunk.value("id"_L1), chunks.first().value("id"_L1));
            QCOMPARE(chunk.value("model"_L1).toString(), u"m"_s);
            QCOMPARE(chunk.contains("lineup"_L1), chunk == chunks.last());
            const QJsonObject choice = chunk.value("choices"_L1).toArray().first().toObject();
            const QJsonObject delta = choice.value("delta"_L1).toObject();
            content += delta.value("content"_L1).toString();
            QCOMPARE(delta.value("role"_L1).toString(), chunk == chunks.first() ? u"assistant"_s : QString());
            if (choice.value("finish_reason"_L1).isString())
                finishReasons += choice.value("finish_reason"_L1).toString();
        }
        QCOMPARE(content, text);
        QCOMPARE(finishReasons, QStringList {u"stop"_s});
        QCOMPARE(chunks.last().value("choices"_L1).toArray().size(), 0);
        QCOMPARE(chunks.last().value("usage"_L1).toObject().value("completion_tokens"_L1).toInt(), 4);
        checkCall(chunks.last().value("lineup"_L1).toObject());
    }

    void knownPriceIsExact()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(openAi().plain));
        const Program program;
        const QJsonObject call
            = program.run({u"complete"_s, u"-m"_s, u"nobody-knows-this"_s, u"--api-base"_s, base(server), u"hi"_s})
                  .json()
                  .value("lineup"_L1)
                  .toObject();
        QVERIFY(call.value("cost"_L1).toObject().value("usd"_L1).isNull());
        QVERIFY(call.value("cost"_L1).toObject().value("provenance"_L1).isNull());
        QCOMPARE(call.value("cost"_L1).toObject().value("reason"_L1).toString(), u"no_price"_s);
        QCOMPARE(sentBody(server.requests().first()).value("model"_L1).toString(), u"nobody-knows-this"_s);
    }

    void requestFromAFileOrInput_data()
    {
        QTest::addColumn<bool>("fromInput");
        QTest::newRow("file") << false;
        QTest::newRow("standard input") << true;
    }
    void requestFromAFileOrInput()
    {
        QFETCH(bool, fromInput);
        const QByteArray body = R"({"model":"openai/gpt-4o-mini","messages":[{"role":"user","content":"the question"}],
            "temperature":0.5,"timeout":30,"num_retries":2,"fallbacks":["gpt-4o"],"user":"u-1",
            "metadata":{"team":"a"},"drop_params":true,"my_own_member":7})";
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(openAi().plain));
        const Program program;
        const QString name = fromInput ? u"-"_s : program.write(u"request.json"_s, body);
        const ProgramRun run = program.run(
            {u"complete"_s, u"--request"_s, name, u"--api-base"_s, base(server)}, fromInput ? body : QByteArray());
        QVERIFY2(run.code == 0, run.err.constData());
        const QJsonObject sent = sentBody(server.requests().first());
        QCOMPARE(
            sent.value("messages"_L1).toArray().first().toObject().value("content"_L1).toString(), u"the question"_s);
        QCOMPARE(sent.value("temperature"_L1).toDouble(), 0.5);
        QCOMPARE(sent.value("my_own_member"_L1).toInt(), 7);
        for (const QLatin1StringView own : {"timeout"_L1, "num_retries"_L1, "fallbacks"_L1, "drop_params"_L1})
            QVERIFY2(!sent.contains(own), own.data());
    }

    void promptFromInput()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(openAi().plain));
        const Program program;
        const QStringList words {u"complete"_s, u"-m"_s, u"m"_s, u"--api-base"_s, base(server), u"-s"_s, u"Be brief"_s};
        QCOMPARE(program.run(words + QStringList {u"-"_s}, "from a pipe, wörld\n").code, 0);
        const QJsonArray messages = sentBody(server.requests().first()).value("messages"_L1).toArray();
        QCOMPARE(messages.size(), 2);
        QCOMPARE(messages.at(0).toObject().value("content"_L1).toString(), u"Be brief"_s);
        QCOMPARE(messages.at(1).toObject().value("content"_L1).toString(), u"from a pipe, wörld"_s);
        const ProgramRun bad = program.run(words + QStringList {u"-"_s}, "no text: \xff\xfe\x00"_ba);
        QCOMPARE(bad.code, 2);
        QVERIFY(bad.error().value("message"_L1).toString().contains("UTF-8"_L1));
    }

    void onlyTheNamedVariable()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(openAi().plain));
        Program program;
        program.set(u"OPENAI_API_KEY"_s, u"sk-not-this-one-0000"_s);
        const QStringList words {u"complete"_s, u"-m"_s, u"openai/gpt-4o"_s, u"--api-base"_s, base(server),
            u"--api-key-env"_s, u"MY_KEY"_s, u"x"_s};
        const ProgramRun without = program.run(words);
        QCOMPARE(without.code, 4);
        QVERIFY(without.error().value("message"_L1).toString().contains("MY_KEY"_L1));
        QCOMPARE(server.requests().size(), 0);
        program.set(u"MY_KEY"_s, key);
        QCOMPARE(program.run(words).code, 0);
        QCOMPARE(server.requests().first().header("authorization"), "Bearer " + key.toUtf8());
    }

    void droppedParameters()
    {
        LoopbackServer server;
        const DialectSample claude = dialectSamples().at(1);
        server.setAnswer(ServerScript::ok(claude.plain));
        const Program program;
        const auto words = [&](bool drop) {
            const QJsonObject question {{u"role"_s, u"user"_s}, {u"content"_s, u"x"_s}};
            const QJsonObject body {{u"model"_s, claude.model}, {u"messages"_s, QJsonArray {question}},
                {u"logit_bias"_s, QJsonObject {{u"50256"_s, -100}}}, {u"drop_params"_s, drop}};
            return QStringList {u"complete"_s, u"--api-base"_s, base(server), u"--request"_s,
                program.write(u"request.json"_s, QJsonDocument(body).toJson())};
        };
        const ProgramRun refused = program.run(words(false));
        QCOMPARE(refused.code, 3);
        QCOMPARE(refused.out, QByteArray());
        QCOMPARE(refused.error().value("kind"_L1).toString(), u"unsupported"_s);
        QVERIFY(refused.error().value("message"_L1).toString().contains("logit_bias"_L1));
        QCOMPARE(server.connectionCount(), 0);
        const ProgramRun dropped = program.run(words(true));
        QVERIFY2(dropped.code == 0, dropped.err.constData());
        const QJsonArray mapping = dropped.json().value("lineup"_L1).toObject().value("mapping"_L1).toArray();
        const auto named = [](const QJsonValue &note) {
            return note.toObject().value("parameter"_L1) == "logit_bias"_L1
                && note.toObject().value("action"_L1) == "dropped"_L1
                && !note.toObject().value("reason"_L1).toString().isEmpty();
        };
        QVERIFY2(std::any_of(mapping.begin(), mapping.end(), named), dropped.out.constData());
        QVERIFY(!sentBody(server.requests().first()).contains("logit_bias"_L1));
    }

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
        ServerScript endless(200, ServerScript::Length::Chunked);
        endless.header("Content-Type", "text/event-stream")
            .forever("data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"more "
                     "\"}}]}\n\n");
        server.setAnswer(endless);
        const Program program;
        const auto process
            = program.start({u"complete"_s, u"--stream"_s, u"-m"_s, u"m"_s, u"--api-base"_s, base(server), u"x"_s});
        QTRY_VERIFY_WITH_TIMEOUT(process->bytesAvailable() > 0, 20'000);
        process->closeReadChannel(QProcess::StandardOutput);
        const ProgramRun run = Program::finish(*process);
        QVERIFY(run.code > 0);
        QTRY_COMPARE(server.clientCloses(), 1);
        QCOMPARE(ledgerOf(program).count, 1);
    }

    void finishedCallIsInTheLedger()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(openAi().plain));
        const Program program;
        QCOMPARE(program.run({u"complete"_s, u"-m"_s, u"some-model"_s, u"--api-base"_s, base(server), u"x"_s}).code, 0);
        const LedgerRow row = ledgerOf(program);
        QCOMPARE(row.count, 1);
        QCOMPARE(row.model, u"some-model"_s);
        QCOMPARE(row.errorKind, QString());
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
        Program program;
        QProcess process;
        process.setStandardOutputFile(u"/dev/full"_s);
        QProcessEnvironment own;
        own.insert(u"LINEUP_HOME"_s, program.home());
        own.insert(u"LINEUP_DEMO_SPEED"_s, u"1000"_s);
        process.setProcessEnvironment(own);
        process.start(Program::path(), {u"complete"_s, u"-m"_s, u"demo/swift"_s, u"x"_s});
        const ProgramRun run = Program::finish(process);
        QCOMPARE(run.code, 13);
        QVERIFY2(run.error().value("message"_L1).toString().contains("standard output"_L1), run.err.constData());
    }

    // ---- the other commands

    void askSeveral()
    {
        const Program program;
        const QStringList words {u"ask"_s, u"-m"_s, u"demo/swift"_s, u"-m"_s, u"demo/steady"_s};
        const ProgramRun shown = program.run(words + QStringList {u"What is a race condition?"_s});
        QVERIFY2(shown.code == 0, shown.err.constData());
        QVERIFY(shown.out.contains("A │ demo/swift"));
        QVERIFY(shown.out.contains("B │ demo/steady"));
        QVERIFY(shown.out.contains("(demo)"));
        QVERIFY(!shown.out.contains('\x1b')); // no terminal, no colours
        const ProgramRun json = program.run(words + QStringList {u"--json"_s, u"-"_s}, "What is a race condition?");
        QCOMPARE(json.code, 0);
        const QJsonArray answers = json.json().value("answers"_L1).toArray();
        QCOMPARE(answers.size(), 2);
        for (const QJsonValue &answer : answers) {
            QVERIFY(!contentOf(answer.toObject()).isEmpty());
            QVERIFY(answer.toObject().value("lineup"_L1).toObject().contains("cost"_L1));
        }
        QCOMPARE(answers.at(1).toObject().value("requested_model"_L1).toString(), u"demo/steady"_s);
        QCOMPARE(ledgerOf(program).count, 4);
    }

    void askPartlyFails()
    {
        const Program program;
        const QStringList words {u"ask"_s, u"-m"_s, u"demo/swift"_s, u"-m"_s, u"openai/gpt-4o"_s, u"x"_s};
        const ProgramRun shown = program.run(words);
        QCOMPARE(shown.code, 14);
        QVERIFY(shown.out.contains("B │ ✗ auth:"));
        const ProgramRun json = program.run(words + QStringList {u"--json"_s});
        QCOMPARE(json.code, 14);
        const QJsonArray answers = json.json().value("answers"_L1).toArray();
        QVERIFY(!answers.at(0).toObject().contains("error"_L1));
        QCOMPARE(answers.at(1).toObject().value("error"_L1).toObject().value("kind"_L1).toString(), u"auth"_s);
        QCOMPARE(program.run({u"ask"_s, u"-m"_s, u"openai/gpt-4o"_s, u"x"_s}).code, 4);
    }

    void noControlCharactersFromAServer()
    {
        const QString evil = u"a\x1b[31mb\x07\u009b2Jc\rd\x7f"_s;
        LoopbackServer server;
        const QJsonObject piece {{u"index"_s, 0}, {u"delta"_s, QJsonObject {{u"content"_s, evil}}}};
        const QByteArray chunk = QJsonDocument(QJsonObject {{u"id"_s, u"c"_s}, {u"choices"_s, QJsonArray {piece}}})
                                     .toJson(QJsonDocument::Compact);
        server.enqueue(ServerScript::stream({"data: " + chunk + "\n\n", "data: [DONE]\n\n"}));
        const QJsonObject error {{u"message"_s, QString(u"refused: "_s + evil)}};
        const QByteArray refusal = QJsonDocument(QJsonObject {{u"error"_s, error}}).toJson();
        server.setAnswer(ServerScript(400).header("Content-Type", "application/json").piece(refusal));
        Program program;
        program.set(u"OPENAI_API_BASE"_s, base(server));
        program.set(u"OPENAI_API_KEY"_s, key);
        const QStringList ask {u"ask"_s, u"-m"_s, u"openai/gpt-4o"_s, u"x"_s};
        const ProgramRun answered = program.run(ask);
        const ProgramRun refused = program.run(ask);
        QVERIFY2(answered.out.contains("A │ a"), answered.out.constData());
        QVERIFY2(refused.out.contains("refused: a"), refused.out.constData());
        const ProgramRun json = program.run({u"complete"_s, u"-m"_s, u"openai/gpt-4o"_s, u"x"_s});
        QCOMPARE(json.code, 3);
        for (const QByteArray &output : {answered.out, refused.out, json.err}) {
            for (const QByteArray &raw : {"\x1b"_ba, "\x07"_ba, "\xc2\x9b"_ba, "\r"_ba, "\x7f"_ba})
                QVERIFY2(!output.contains(raw), output.toPercentEncoding().constData());
        }
        QVERIFY2(
            json.error().value("message"_L1).toString().contains(u"a\x1b[31mb\x07\u009b2Jc"_s), json.err.constData()); // but the text is whole
    }

    void listsAsJson_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("id");
        QTest::newRow("models") << u"models"_s << u"models"_s << u"model"_s;
        QTest::newRow("services") << u"services"_s << u"services"_s << u"id"_s;
        QTest::newRow("keys") << u"keys"_s << u"keys"_s << u"service"_s;
    }
    void listsAsJson()
    {
        QFETCH(QString, command);
        QFETCH(QString, member);
        QFETCH(QString, id);
        Program program;
        program.set(u"OPENAI_API_KEY"_s, key);
        const ProgramRun run = program.run({command, u"--json"_s});
        QVERIFY2(run.code == 0, run.err.constData());
        const QJsonArray rows = run.json().value(member).toArray();
        QVERIFY(rows.size() > 3);
        for (const QJsonValue &row : rows)
            QVERIFY(!row.toObject().value(id).toString().isEmpty());
        QVERIFY(!run.out.contains(key.toUtf8()));
        const ProgramRun table = program.run({command});
        QCOMPARE(table.code, 0);
        QVERIFY(table.out.contains(command == "models"_L1 ? "demo/swift" : "openai"));
    }

    void keysWithoutAKeychain()
    {
        const Program program;
        const ProgramRun set = program.run({u"keys"_s, u"set"_s, u"openai"_s}, key.toUtf8() + '\n');
        QCOMPARE(set.code, 13);
        QCOMPARE(set.out, QByteArray());
        QVERIFY2(!set.error().value("message"_L1).toString().isEmpty(), set.err.constData());
        QVERIFY(!set.err.contains(key.toUtf8()));
        const ProgramRun empty = program.run({u"keys"_s, u"set"_s, u"openai"_s});
        QCOMPARE(empty.code, 3);
        QCOMPARE(program.run({u"keys"_s, u"set"_s, u"nobody"_s}, "x").code, 5);
    }

    void helpSaysTheExitCodes()
    {
        const ProgramRun run = Program().run({u"help"_s});
        QCOMPARE(run.code, 0);
        for (const int code : {0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 130})
            QVERIFY2(run.out.contains(QByteArray(' ' + QByteArray::number(code) + ' ')),
                QByteArray::number(code).constData());
        QCOMPARE(Program().run({u"--version"_s}).code, 0);
    }

    void noDisplay()
    {
        const ProgramRun run = Program().run({});
        QCOMPARE(run.code, 2);
        QCOMPARE(run.out, QByteArray());
        QVERIFY2(run.err.contains("window") && run.err.contains("lineup help"), run.err.constData());
    }

    void anotherLocale()
    {
        Program program;
        program.set(u"LC_ALL"_s, u"C"_s);
        const ProgramRun run = program.run({u"complete"_s, u"-m"_s, u"demo/swift"_s, u"wörld"_s});
        QCOMPARE(run.code, 0);
        QCOMPARE(run.err, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
