// SPDX-License-Identifier: GPL-3.0-or-later
// `lineup embed` as a script sees it: the built program, its output, its exit codes, and what it sends.
#include "tests/integration/CliHelp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cli;

namespace {

// Vectors that are told apart by their first number.
const QByteArray twoVectors
    = R"({"object":"list","model":"named","data":[{"index":0,"embedding":[0.1,-2]},{"index":1,"embedding":[0.25,1e-7]}],
          "usage":{"prompt_tokens":6,"total_tokens":6}})";

QStringList wordsFor(const LoopbackServer &server, const QStringList &more)
{
    return QStringList {u"embed"_s, u"-m"_s, u"openai/some-model"_s, u"--api-base"_s, base(server)} + more;
}

QJsonArray inputOf(const LoopbackServer &server)
{
    return sentBody(server.requests().value(0)).value("input"_L1).toArray();
}

const QJsonArray both {u"one"_s, u"two words"_s};

} // namespace

class TestCliEmbed : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(Program::path()), qPrintable(Program::path())); }

    void formats_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QByteArray>("out");
        const QByteArray whole
            = R"({"data":[{"embedding":[0.1,-2],"index":0,"object":"embedding"},{"embedding":[0.25,1e-07],"index":1,"object":"embedding"}],"model":"named","object":"list","usage":{"prompt_tokens":6,"total_tokens":6}})"
              "\n";
        QTest::newRow("as it is") << QStringList() << whole;
        QTest::newRow("json") << QStringList {u"--format"_s, u"json"_s} << whole;
        QTest::newRow("jsonl") << QStringList {u"--format"_s, u"jsonl"_s}
                               << QByteArray("{\"embedding\":[0.1,-2],\"index\":0}\n"
                                             "{\"embedding\":[0.25,1e-07],\"index\":1}\n");
        QTest::newRow("csv") << QStringList {u"--format"_s, u"csv"_s} << QByteArray("0.1,-2\n0.25,1e-07\n");
    }
    void formats()
    {
        QFETCH(const QStringList, options);
        QFETCH(const QByteArray, out);
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(twoVectors));
        Program program;
        program.set(u"OPENAI_API_KEY"_s, key);
        const ProgramRun run = program.run(wordsFor(server, options + QStringList {u"one"_s, u"two words"_s}));
        QVERIFY2(run.code == 0, run.err.constData());
        QCOMPARE(run.out, out);
        QCOMPARE(run.err, QByteArray());
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests().first().path, QByteArray("/base/embeddings"));
        QCOMPARE(server.requests().first().header("authorization"), "Bearer " + key.toUtf8());
        QCOMPARE(inputOf(server), both);
    }

    void whatItCost()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(twoVectors));
        const Program program;
        const ProgramRun run = program.run(
            wordsFor(server, {u"--json"_s, u"--input-type"_s, u"search_query"_s, u"one"_s, u"two words"_s}));
        QVERIFY2(run.code == 0, run.err.constData());
        QCOMPARE(run.outLines().size(), 1);
        const QJsonObject answer = run.json();
        QCOMPARE(answer.value("object"_L1).toString(), u"list"_s);
        QCOMPARE(answer.value("data"_L1).toArray().size(), 2);
        const QJsonObject call = answer.value("lineup"_L1).toObject();
        QCOMPARE(call.value("usage"_L1)["input_fresh"_L1].toInt(), 6);
        QCOMPARE(call.value("usage"_L1)["source"_L1].toString(), u"reported"_s);
        QCOMPARE(call.value("cost"_L1)["reason"_L1].toString(), u"no_price"_s);
        QCOMPARE(call.value("route"_L1).toArray().size(), 1);
        QCOMPARE(call.value("mapping"_L1).toArray().first()["parameter"_L1].toString(), u"input_type"_s);
    }

    void textsFrom_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QByteArray>("content");
        const QByteArray lines = "one\n\n  two words \r\n";
        const QByteArray request = R"({"model":"openai/other","input":["one","two words"],"user":"u"})";
        for (const char *from : {"file", "input", "pipe", "dash"}) {
            QTest::addRow("lines by %s", from) << QString::fromLatin1(from) << lines;
            QTest::addRow("a request by %s", from) << QString::fromLatin1(from) << request;
        }
    }
    void textsFrom()
    {
        QFETCH(const QString, from);
        QFETCH(const QByteArray, content);
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(twoVectors));
        const Program program;
        QStringList more;
        if (from == "file"_L1)
            more = {u"--input"_s, program.write(u"texts"_s, content)};
        else if (from == "input"_L1)
            more = {u"--input"_s, u"-"_s};
        else if (from == "dash"_L1)
            more = {u"-"_s};
        const ProgramRun run = program.run(wordsFor(server, more), from == "file"_L1 ? QByteArray() : content);
        QVERIFY2(run.code == 0, run.err.constData());
        QCOMPARE(inputOf(server), both);
        const QJsonObject body = sentBody(server.requests().first());
        QCOMPARE(body.value("model"_L1).toString(), u"some-model"_s); // the option is stronger
        QCOMPARE(body.value("user"_L1).toString(), content.startsWith('{') ? u"u"_s : QString());
    }

    void dimensionsAreSent()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(twoVectors));
        const Program program;
        QCOMPARE(program.run(wordsFor(server, {u"--dimensions"_s, u"64"_s, u"one"_s, u"two words"_s})).code, 0);
        QCOMPARE(sentBody(server.requests().first()).value("dimensions"_L1).toInt(), 64);
    }

    void mistakes_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("no model") << QStringList {u"embed"_s, u"x"_s};
        QTest::newRow("no text") << QStringList {u"embed"_s, u"-m"_s, u"m"_s};
        QTest::newRow("format") << QStringList {u"embed"_s, u"-m"_s, u"m"_s, u"--format"_s, u"xml"_s, u"x"_s};
        QTest::newRow("dimensions") << QStringList {u"embed"_s, u"-m"_s, u"m"_s, u"--dimensions"_s, u"0"_s, u"x"_s};
        QTest::newRow("option") << QStringList {u"embed"_s, u"-m"_s, u"m"_s, u"--nothing"_s, u"x"_s};
        QTest::newRow("file") << QStringList {u"embed"_s, u"-m"_s, u"m"_s, u"--input"_s, u"/not/there"_s};
        QTest::newRow("address") << QStringList {u"embed"_s, u"-m"_s, u"m"_s, u"--api-base"_s, u"ftp://x"_s, u"x"_s};
    }
    void mistakes()
    {
        QFETCH(const QStringList, words);
        const ProgramRun run = Program().run(words);
        QCOMPARE(run.code, 2);
        QCOMPARE(run.out, QByteArray());
        QCOMPARE(run.error().value("kind"_L1).toString(), u"usage"_s);
    }

    void errors_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::newRow("key") << 401 << QByteArray(R"({"error":{"message":"bad key"}})") << 4;
        QTest::newRow("model") << 404 << QByteArray(R"({"error":{"code":"model_not_found"}})") << 5;
        QTest::newRow("later") << 429 << QByteArray(R"({"error":{"message":"Too many requests"}})") << 6;
        QTest::newRow("one vector for two texts") << 200 << QByteArray(R"({"data":[{"embedding":[1]}]})") << 12;
    }
    void errors()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const int, code);
        LoopbackServer server;
        server.setAnswer(ServerScript(status).piece(body));
        const ProgramRun run = Program().run(wordsFor(server, {u"one"_s, u"two words"_s}));
        QCOMPARE(run.code, code);
        QCOMPARE(run.out, QByteArray());
        QVERIFY(!run.error().value("kind"_L1).toString().isEmpty());
    }

    void inTheLedger()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(twoVectors));
        const Program program;
        QCOMPARE(program.run(wordsFor(server, {u"one"_s, u"two words"_s})).code, 0);
        QCOMPARE(ledgerOf(program).count, 1);
        QCOMPARE(ledgerOf(program).model, u"openai/some-model"_s);
    }

    void helpNamesIt()
    {
        const ProgramRun run = Program().run({u"help"_s});
        QCOMPARE(run.code, 0);
        for (const char *word : {"lineup embed", "--dimensions", "--format", "--input"})
            QVERIFY2(run.out.contains(word), word);
        for (const QByteArray &line : run.out.split('\n'))
            QVERIFY2(line.size() <= 120, line.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliEmbed)
#include "tst_cli_embed.moc"
