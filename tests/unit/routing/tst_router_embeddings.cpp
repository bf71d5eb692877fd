// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/LoopbackServer.h"
#include "tests/support/RoutingBench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using namespace lineup::test;

namespace {

constexpr const char *keyVariable = "OPENAI_API_KEY";
const QString model = u"openai/text-embedding-3-small"_s;

EmbeddingRequest textsFor(const QString &name, const QStringList &input)
{
    EmbeddingRequest out;
    out.model = name;
    out.input = input;
    return out;
}

// One vector a text: the number that the text is.
ServerScript answerTo(const ServerRequest &request, int tokensEach = 2)
{
    const QJsonArray input = QJsonDocument::fromJson(request.body)["input"_L1].toArray();
    QJsonArray data;
    for (qsizetype i = 0; i < input.size(); ++i)
        data += QJsonObject {{u"index"_s, i}, {u"embedding"_s, QJsonArray {input.at(i).toString().toInt(), 1}}};
    const QJsonObject usage {{u"prompt_tokens"_s, input.size() * tokensEach}};
    return ServerScript::ok(
        QJsonDocument(QJsonObject {{u"model"_s, u"named"_s}, {u"data"_s, data}, {u"usage"_s, usage}}).toJson());
}

struct Outcome
{
    std::optional<Result<EmbeddingResult>> result;
    int finishedCount = 0;
    CallRecord record;
};

void watch(EmbeddingReply *reply, Outcome &out)
{
    QObject::connect(reply, &EmbeddingReply::finished, reply, [&out](const Result<EmbeddingResult> &result) {
        ++out.finishedCount;
        out.result = result;
    });
}

// With a price of two cents for a million tokens.
class Bench : public RoutingBench
{
public:
    Bench()
    {
        Price price;
        price.input = UnitPrice::fromDecimalPerMillion(u"0.02");
        catalogue.setListedModels(u"openai"_s,
            {{.id = u"text-embedding-3-small"_s,
                .service = u"openai"_s,
                .mode = ModelInfo::Mode::Embedding,
                .price = price}});
    }
    Outcome call(const EmbeddingRequest &request, const CallOptions &options)
    {
        Outcome out;
        const EmbeddingReplyPtr reply = router.embed(request, options);
        watch(reply.get(), out);
        if (!QTest::qWaitFor([&out] { return out.finishedCount > 0; }, 20'000))
            return out;
        QCoreApplication::processEvents(); // a second finished() would come now
        out.record = reply->record();
        return out;
    }
};

QStringList numbers(int count)
{
    QStringList out;
    for (int i = 0; i < count; ++i)
        out += QString::number(i);
    return out;
}

} // namespace

class TestRouterEmbeddings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { qputenv(keyVariable, "test-key-0123456789"); }
    void cleanup()
    {
        for (const char *variable : {keyVariable, "GEMINI_API_KEY"})
            qunsetenv(variable);
    }

    void oneRequest()
    {
        LoopbackServer server;
        server.setHandler([](const ServerRequest &request) { return answerTo(request); });
        Bench bench;
        const Outcome outcome = bench.call(textsFor(model, {u"5"_s, u"6"_s}), {.apiBase = server.url()});
        QVERIFY(outcome.result.has_value());
        QVERIFY(outcome.result->has_value());
        QCOMPARE(outcome.finishedCount, 1);
        const EmbeddingResult &result = **outcome.result;
        QCOMPARE(result.vectors, (QList<QList<float>> {{5, 1}, {6, 1}}));
        QCOMPARE(result.model, u"named"_s);
        QCOMPARE(result.service, u"openai"_s);
        QCOMPARE(result.usage.inputTotal(), 4);
        QVERIFY(result.cost == Cost::known(Money::fromNano(80), Cost::Provenance::Computed)); // 4 x 2e-8 USD

        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(server.requests().first().path, QByteArray("/embeddings"));
        QCOMPARE(server.requests().first().header("authorization"), QByteArray("Bearer test-key-0123456789"));
        QVERIFY(!server.requests().first().body.contains("test-key"));

        QCOMPARE(bench.sink.records.size(), 1);
        const CallRecord record = bench.sink.records.first();
        QCOMPARE(int(record.kind), int(CallRecord::Kind::Embedding));
        QCOMPARE(record.requestedModel, model);
        QCOMPARE(record.attempts.size(), 1);
        QCOMPARE(record.attempts.first().httpStatus, 200);
        QCOMPARE(record.usage.inputTotal(), 4);
        QVERIFY(record.cost == result.cost);
        QVERIFY(!record.error);
        QCOMPARE(outcome.record.id, record.id);
    }

    // 2048 texts are what one request may hold.
    void severalRequestsAreJoinedInOrder()
    {
        LoopbackServer server;
        server.setHandler([](const ServerRequest &request) { return answerTo(request); });
        Bench bench;
        const Outcome outcome = bench.call(textsFor(model, numbers(2050)), {.apiBase = server.url()});
        QVERIFY(outcome.result && outcome.result->has_value());
        const EmbeddingResult &result = **outcome.result;
        QCOMPARE(result.vectors.size(), 2050);
        for (int i = 0; i < 2050; ++i)
            QCOMPARE(result.vectors.at(i).first(), float(i));
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(server.mostAtOnce(), 1);
        QCOMPARE(result.usage.inputTotal(), 4100);
        QVERIFY(result.cost == Cost::known(Money::fromNano(82'000), Cost::Provenance::Computed));
        QCOMPARE(bench.sink.records.size(), 1);
        QCOMPARE(bench.sink.records.first().attempts.size(), 1);
    }

    // What was answered has been paid for; what was refused has not.
    void secondRequestRefused()
    {
        LoopbackServer server;
        server.setHandler([&server](const ServerRequest &request) {
            return server.requests().size() < 2 ? answerTo(request)
                                                : ServerScript(429).piece(R"({"error":{"message":"slow down"}})");
        });
        Bench bench;
        const Outcome outcome = bench.call(textsFor(model, numbers(2050)), {.apiBase = server.url()});
        QVERIFY(outcome.result && !outcome.result->has_value());
        QCOMPARE(outcome.result->error().kind, Error::Kind::RateLimited);
        QCOMPARE(outcome.record.usage.inputTotal(), 4096);
        QVERIFY(outcome.record.cost == Cost::known(Money::fromNano(81'920), Cost::Provenance::Computed));
        QVERIFY(outcome.record.attempts.first().partial);
    }

    // A request that was lost may cost something: the sum is not known any more.
    void secondRequestLost()
    {
        LoopbackServer server;
        server.setHandler([&server](const ServerRequest &request) {
            return server.requests().size() < 2 ? answerTo(request) : ServerScript::raw({}).close();
        });
        Bench bench;
        const Outcome outcome = bench.call(textsFor(model, numbers(2050)), {.apiBase = server.url()});
        QVERIFY(outcome.result && !outcome.result->has_value());
        QVERIFY(outcome.record.cost == Cost::unknown(Cost::Reason::MaybeBilled));
    }

    void refusals_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Error::Kind>("kind");
        QTest::addColumn<Cost::Reason>("reason");
        using Reason = Cost::Reason;
        QTest::newRow("key") << 401 << QByteArray(R"({"error":{"message":"Incorrect API key"}})") << Error::Kind::Auth
                             << Reason::NotBilled;
        QTest::newRow("model") << 404 << QByteArray(R"({"error":{"code":"model_not_found"}})") << Error::Kind::NotFound
                               << Reason::NotBilled;
        QTest::newRow("bad vectors") << 200 << QByteArray(R"({"data":[{"embedding":[null]}]})")
                                     << Error::Kind::Malformed << Reason::MaybeBilled;
        QTest::newRow("a page") << 200 << QByteArray("<html></html>") << Error::Kind::Malformed << Reason::MaybeBilled;
    }
    void refusals()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        QFETCH(const Error::Kind, kind);
        QFETCH(const Cost::Reason, reason);
        LoopbackServer server;
        server.setAnswer(ServerScript(status).piece(body));
        Bench bench;
        const Outcome outcome = bench.call(textsFor(model, {u"1"_s}), {.apiBase = server.url()});
        QVERIFY(outcome.result && !outcome.result->has_value());
        QCOMPARE(outcome.result->error().kind, kind);
        QCOMPARE(outcome.result->error().service, u"openai"_s);
        QVERIFY(outcome.record.cost == Cost::unknown(reason));
        QCOMPARE(bench.sink.records.size(), 1);
        QVERIFY(bench.sink.records.first().error.has_value());
    }

    void nothingIsSent_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QStringList>("input");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("no text") << model << QStringList() << Error::Kind::BadRequest;
        QTest::newRow("no embeddings") << u"anthropic/claude-sonnet-4-6"_s << QStringList {u"a"_s}
                                       << Error::Kind::Unsupported;
        QTest::newRow("no path") << u"deepseek/x"_s << QStringList {u"a"_s} << Error::Kind::Unsupported;
        QTest::newRow("a chain") << u"chain/reliable"_s << QStringList {u"a"_s} << Error::Kind::BadRequest;
        QTest::newRow("no such model") << u"nothing-at-all"_s << QStringList {u"a"_s} << Error::Kind::NotFound;
    }
    void nothingIsSent()
    {
        QFETCH(const QString, name);
        QFETCH(const QStringList, input);
        QFETCH(const Error::Kind, kind);
        LoopbackServer server;
        Bench bench;
        const bool known = kind != Error::Kind::NotFound;
        const Outcome outcome
            = bench.call(textsFor(name, input), known ? CallOptions {.apiBase = server.url()} : CallOptions());
        QVERIFY(outcome.result && !outcome.result->has_value());
        QCOMPARE(outcome.result->error().kind, kind);
        QCOMPARE(server.requests().size(), 0);
        QCOMPARE(bench.sink.records.size(), 1);
        QVERIFY(bench.sink.records.first().cost == Cost::unknown(Cost::Reason::NotBilled));
    }

    void noKey()
    {
        qunsetenv(keyVariable);
        Bench bench;
        const Outcome outcome = bench.call(textsFor(model, {u"a"_s}), {});
        QVERIFY(outcome.result && !outcome.result->has_value());
        QCOMPARE(outcome.result->error().kind, Error::Kind::Auth);
        QVERIFY(outcome.record.attempts.isEmpty());
    }

    void keyFromTheKeychainStaysWithItsService()
    {
        qunsetenv(keyVariable);
        LoopbackServer server;
        server.setHandler([](const ServerRequest &request) { return answerTo(request); });
        Bench bench;
        bench.vault.stored.insert(u"openai"_s, SecretBytes("kept-key-0123456789"));
        const Outcome outcome = bench.call(textsFor(model, {u"1"_s}), {.apiBase = server.url()});
        QVERIFY(outcome.result && outcome.result->has_value());
        QVERIFY(server.requests().first().header("authorization").isEmpty());
    }

    void abortEndsOnce()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::raw({}).stall());
        Bench bench;
        Outcome outcome;
        const EmbeddingReplyPtr reply = bench.router.embed(textsFor(model, {u"1"_s}), {.apiBase = server.url()});
        watch(reply.get(), outcome);
        QTRY_COMPARE(server.requests().size(), 1);
        reply->abort();
        QCOMPARE(outcome.finishedCount, 0); // not from inside
        reply->abort();
        QTRY_COMPARE(outcome.finishedCount, 1);
        QCOMPARE(outcome.result->error().kind, Error::Kind::Cancelled);
        QTRY_COMPARE(server.openConnections(), 0);
        QCOMPARE(outcome.finishedCount, 1);
        QCOMPARE(bench.sink.records.size(), 1);
        QVERIFY(bench.sink.records.first().cost == Cost::unknown(Cost::Reason::MaybeBilled));
    }

    void droppedBeforeItStarted()
    {
        Bench bench;
        Outcome outcome;
        {
            const EmbeddingReplyPtr reply = bench.router.embed(textsFor(model, {u"1"_s}));
            watch(reply.get(), outcome);
        }
        QTest::qWait(20);
        QCOMPARE(outcome.finishedCount, 0);
        QCOMPARE(bench.sink.records.size(), 1);
        QCOMPARE(bench.sink.records.first().error->kind, Error::Kind::Cancelled);
        QVERIFY(bench.sink.records.first().cost == Cost::unknown(Cost::Reason::NotBilled));
    }

    void timeoutOverAllRequests()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::raw({}).stall());
        Bench bench;
        EmbeddingRequest request = textsFor(model, {u"1"_s});
        request.timeout = 100ms;
        const Outcome outcome = bench.call(request, {.apiBase = server.url()});
        QVERIFY(outcome.result && !outcome.result->has_value());
        QCOMPARE(outcome.result->error().kind, Error::Kind::Timeout);
    }

    void unreportedUsageIsNotGuessed()
    {
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(R"({"data":[{"embedding":[1]}]})"));
        Bench bench;
        const Outcome outcome = bench.call(textsFor(model, {u"1"_s}), {.apiBase = server.url()});
        QVERIFY(outcome.result && outcome.result->has_value());
        QVERIFY((*outcome.result)->cost == Cost::unknown(Cost::Reason::NoUsage));
    }

    void geminiAtAnAddress()
    {
        qputenv("GEMINI_API_KEY", "test-key-0123456789");
        LoopbackServer server;
        server.setAnswer(
            ServerScript::ok(R"({"embeddings":[{"values":[3,4]}],"usageMetadata":{"promptTokenCount":2}})"));
        Bench bench;
        const Outcome outcome
            = bench.call(textsFor(u"gemini/gemini-embedding-001"_s, {u"a"_s}), {.apiBase = server.url()});
        QVERIFY(outcome.result && outcome.result->has_value());
        QCOMPARE((*outcome.result)->vectors, (QList<QList<float>> {{3, 4}}));
        QCOMPARE(server.requests().first().path, QByteArray("/models/gemini-embedding-001:batchEmbedContents"));
        QCOMPARE(server.requests().first().header("x-goog-api-key"), QByteArray("test-key-0123456789"));
    }

    void chatPickersLeaveEmbeddingsOut()
    {
        Bench bench;
        const auto named = [](const ModelInfo &info) { return info.id == "text-embedding-3-small"_L1; };
        const QList<ModelInfo> all = bench.catalogue.models(u"openai");
        const QList<ModelInfo> chats = bench.catalogue.chatModels(u"openai");
        QVERIFY(std::any_of(all.begin(), all.end(), named));
        QVERIFY(std::none_of(chats.begin(), chats.end(), named));
        QVERIFY(!chats.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRouterEmbeddings)
#include "tst_router_embeddings.moc"
