// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as a script sees it: the built program, its output, its exit codes, and what it sends.
#include "tests/integration/CliHelp.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cli;

namespace {

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
        QVERIFY2(json.error().value("message"_L1).toString().contains(u"a\x1b[31mb\x07\u009b2Jc"_s),
            json.err.constData()); // but the text is whole
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
