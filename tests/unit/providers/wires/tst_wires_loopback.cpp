// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/NetworkHttpClient.h"
#include "core/providers/ProviderCall.h"
#include "tests/support/LoopbackServer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

const QByteArray secret = "test-key-0123456789";

// One call over a real connection, and how it ended.
class Bench
{
public:
    explicit Bench(const QString &dialect, AuthScheme auth)
    {
        target.service.id = dialect;
        target.service.label = dialect;
        target.service.dialect = dialect;
        target.service.auth = auth;
        target.model = u"meta/llama-3"_s;
        request.messages = {Message::fromText(Role::User, u"Hi"_s)};
    }

    [[nodiscard]] Result<Completion> call()
    {
        std::optional<Result<Completion>> outcome;
        text.clear();
        ProviderCall running(request, target, credentials, client, authorizer, clock);
        QObject::connect(&running, &ProviderCall::delta, &running, [this](const Delta &delta) { text += delta.text; });
        QObject::connect(&running, &ProviderCall::finished, &running,
            [&outcome](const Result<Completion> &result) { outcome = result; });
        running.start();
        if (!QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 10'000))
            return Error {.kind = Error::Kind::Timeout, .detail = u"the call did not end"_s};
        record = running.record();
        return *outcome;
    }

    NetworkHttpClient client;
    SystemClock clock;
    Authorizer authorizer {client, clock};
    Target target;
    Credentials credentials {SecretBytes(secret)};
    ChatRequest request;
    QString text; // as it was streamed
    AttemptRecord record;
};

QByteArray path(const ServerRequest &request)
{
    return request.method + ' ' + request.path;
}

// A bench for watsonx whose token service is on the same server.
void aim(Bench &bench, const LoopbackServer &server)
{
    bench.target.service.baseUrl = server.url();
    bench.target.service.settings = {{u"project_id"_s, u"p-1"_s}, {u"api_version"_s, u"2024-10-08"_s},
        {u"iam_url"_s, server.url(u"/identity/token"_s).toString()}};
}

const QByteArray answer
    = R"({"id":"c","model_id":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Six"},"finish_reason":"stop"}],
         "usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}})";

} // namespace

// Whole round trips for services that answer in several steps, or whose key has to be changed for a token first.
class TestWiresLoopback : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void replicatePollsUntilItIsReady();
    void replicateStreamsFromElsewhereWithoutTheKey();
    void replicateAnswersAtOnce();
    void replicateTellsFailures();
    void replicateKeepsItsTimeLimit();
    void replicateStopsWhatNobodyWaitsFor_data();
    void replicateStopsWhatNobodyWaitsFor();
    void replicateStopsNothingThatIsOver();
    void watsonxBuysOneToken();
    void watsonxStreams();
    void watsonxRenewsARefusedToken();
    void watsonxWithAKeyThatIsNone();
};

void TestWiresLoopback::replicatePollsUntilItIsReady()
{
    LoopbackServer server;
    const QByteArray running = R"({"id":"p1","status":"processing","urls":{"get":"https://elsewhere.invalid/p1"}})";
    server.enqueue(ServerScript(201).piece(running)).enqueue(ServerScript::ok(running));
    server.enqueue(ServerScript::ok(R"({"id":"p1","status":"succeeded","output":["Hel","lo"]})"));
    Bench bench(u"replicate"_s, AuthScheme::Bearer);
    bench.target.service.baseUrl = server.url(u"/v1"_s);
    const Result<Completion> result = bench.call();
    QVERIFY2(result.has_value(), qPrintable(result.has_value() ? QString() : result.error().detail));
    QCOMPARE(result->text(), u"Hello"_s);
    QCOMPARE(server.requests().size(), 3);
    QCOMPARE(path(server.requests().at(0)), QByteArray("POST /v1/predictions"));
    QVERIFY(server.requests().at(0).header("prefer").isNull()); // the id is to come at once
    for (int i = 1; i < 3; ++i) {
        QCOMPARE(path(server.requests().at(i)), QByteArray("GET /v1/predictions/p1"));
        QCOMPARE(server.requests().at(i).header("authorization"), QByteArray("Bearer " + secret));
    }
}

void TestWiresLoopback::replicateStreamsFromElsewhereWithoutTheKey()
{
    LoopbackServer server;
    LoopbackServer elsewhere;
    server.enqueue(ServerScript(201).piece(R"({"id":"p1","status":"starting","urls":{"stream":")"
        + elsewhere.url(u"/s/1"_s).toString().toUtf8() + R"("}})"));
    elsewhere.enqueue(ServerScript::stream({"event: output\ndata: Hel\n\n", "event: output\ndata: lo \n\n",
        "event: output\ndata: you\n\nevent: done\ndata: {}\n\n"}));
    Bench bench(u"replicate"_s, AuthScheme::Bearer);
    bench.target.service.baseUrl = server.url(u"/v1"_s);
    bench.request.stream = true;
    const Result<Completion> result = bench.call();
    QVERIFY2(result.has_value(), qPrintable(result.has_value() ? QString() : result.error().detail));
    QCOMPARE(result->text(), u"Hello you"_s);
    QCOMPARE(bench.text, u"Hello you"_s);
    QVERIFY(result->complete);
    QVERIFY(!result->usage.isKnown());
    QCOMPARE(server.requests().first().header("authorization"), QByteArray("Bearer " + secret));
    QCOMPARE(elsewhere.requests().size(), 1);
    const ServerRequest &asked = elsewhere.requests().first();
    QCOMPARE(path(asked), QByteArray("GET /s/1"));
    QCOMPARE(asked.header("accept"), QByteArray("text/event-stream"));
    for (const auto &[name, value] : asked.headers)
        QVERIFY2(!value.contains(secret), name.constData());
}

void TestWiresLoopback::replicateAnswersAtOnce()
{
    LoopbackServer server;
    server.setAnswer(ServerScript(201).piece(
        R"({"id":"p1","status":"succeeded","output":"Hi","metrics":{"input_token_count":3,"output_token_count":1}})"));
    Bench bench(u"replicate"_s, AuthScheme::Bearer);
    bench.target.service.baseUrl = server.url(u"/v1"_s);
    for (const bool stream : {false, true}) {
        bench.request.stream = stream;
        const Result<Completion> result = bench.call();
        QVERIFY(result.has_value());
        QCOMPARE(result->text(), u"Hi"_s);
        QCOMPARE(bench.record.usage.inputFresh, 3);
        QCOMPARE(bench.record.usage.outputText, 1);
    }
    QCOMPARE(server.requests().size(), 2);
}

void TestWiresLoopback::replicateTellsFailures()
{
    LoopbackServer server;
    server.enqueue(ServerScript(201).piece(R"({"id":"p1","status":"starting"})"));
    server.enqueue(ServerScript::ok(R"({"id":"p1","status":"failed","error":"CUDA is out of memory"})"));
    Bench bench(u"replicate"_s, AuthScheme::Bearer);
    bench.target.service.baseUrl = server.url(u"/v1"_s);
    const Result<Completion> failed = bench.call();
    QVERIFY(!failed.has_value());
    QCOMPARE(failed.error().kind, Error::Kind::ServerFault);
    QCOMPARE(failed.error().detail, u"CUDA is out of memory"_s);
    server.enqueue(ServerScript(401).piece(
        R"({"title":"Unauthenticated","detail":"You did not pass a valid token","status":401})"));
    const Result<Completion> refused = bench.call();
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, Error::Kind::Auth);
}

void TestWiresLoopback::replicateKeepsItsTimeLimit()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::ok(R"({"id":"p1","status":"processing"})"));
    Bench bench(u"replicate"_s, AuthScheme::Bearer);
    bench.target.service.baseUrl = server.url(u"/v1"_s);
    bench.request.timeout = std::chrono::milliseconds(800);
    const Result<Completion> result = bench.call();
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().kind, Error::Kind::Timeout);
    QVERIFY(server.requests().size() <= 3);
    QCOMPARE(server.requests().first().header("cancel-after"), QByteArray("5s"));
}

void TestWiresLoopback::replicateStopsWhatNobodyWaitsFor_data()
{
    QTest::addColumn<QString>("how");
    QTest::addColumn<bool>("stream");
    for (const bool stream : {false, true}) {
        for (const char *how : {"aborted", "dropped", "too late"})
            QTest::addRow("%s %s", how, stream ? "stream" : "polled") << QString::fromLatin1(how) << stream;
    }
}

void TestWiresLoopback::replicateStopsWhatNobodyWaitsFor()
{
    QFETCH(const QString, how);
    QFETCH(const bool, stream);
    LoopbackServer server;
    LoopbackServer elsewhere; // where the output is streamed from, and never ends
    elsewhere.setAnswer(ServerScript::stream({"event: output\ndata: Hel\n\n"}).stall());
    const QByteArray running = R"({"id":"p1","status":"processing","urls":{"stream":")"
        + elsewhere.url(u"/s/1"_s).toString().toUtf8() + R"(","cancel":"https://elsewhere.invalid/stop"}})";
    server.setHandler([&running](const ServerRequest &request) {
        return request.path.endsWith("/cancel") ? ServerScript::ok(R"({"id":"p1","status":"canceled"})")
                                                : ServerScript::ok(running);
    });
    Bench bench(u"replicate"_s, AuthScheme::Bearer);
    bench.target.service.baseUrl = server.url(u"/v1"_s);
    bench.request.stream = stream;
    if (how == "too late"_L1)
        bench.request.timeout = std::chrono::milliseconds(700);
    auto call = std::make_unique<ProviderCall>(
        bench.request, bench.target, bench.credentials, bench.client, bench.authorizer, bench.clock);
    std::optional<Error::Kind> ended;
    connect(call.get(), &ProviderCall::finished, this,
        [&ended](const Result<Completion> &result) { ended = result ? Error::Kind::Malformed : result.error().kind; });
    call->start();
    const auto isFollowed = [&] { return (stream ? elsewhere : server).requests().size() >= (stream ? 1 : 2); };
    QTRY_VERIFY(isFollowed());
    if (how == "dropped"_L1)
        call.reset();
    else if (how == "aborted"_L1)
        call->abort();
    const auto stops = [&server] {
        QList<ServerRequest> out = server.requests();
        out.removeIf([](const ServerRequest &each) { return each.path != "/v1/predictions/p1/cancel"; });
        return out;
    };
    QTRY_COMPARE(stops().size(), 1);
    QCOMPARE(stops().first().method, QByteArray("POST"));
    QCOMPARE(stops().first().header("authorization"), QByteArray("Bearer " + secret));
    QCOMPARE(server.requests().last().path, QByteArray("/v1/predictions/p1/cancel"));
    if (call)
        QTRY_COMPARE(ended, how == "aborted"_L1 ? Error::Kind::Cancelled : Error::Kind::Timeout);
    QTest::qWait(50);
    QCOMPARE(stops().size(), 1); // once
    for (const ServerRequest &each : elsewhere.requests())
        QVERIFY(each.header("authorization").isNull());
}

void TestWiresLoopback::replicateStopsNothingThatIsOver()
{
    for (const QByteArray &end : {QByteArray(R"({"id":"p1","status":"succeeded","output":"Hi"})"),
             QByteArray(R"({"id":"p1","status":"failed","error":"no memory"})")}) {
        LoopbackServer server;
        server.enqueue(ServerScript(201).piece(R"({"id":"p1","status":"starting"})")).enqueue(ServerScript::ok(end));
        Bench bench(u"replicate"_s, AuthScheme::Bearer);
        bench.target.service.baseUrl = server.url(u"/v1"_s);
        const Result<Completion> result = bench.call();
        QCOMPARE(result.has_value(), end.contains("succeeded"));
        QTest::qWait(50);
        QCOMPARE(server.requests().size(), 2);
    }
}

void TestWiresLoopback::watsonxBuysOneToken()
{
    LoopbackServer server;
    server.setHandler([](const ServerRequest &request) {
        if (request.path == "/identity/token")
            return ServerScript::ok(R"({"access_token":"bought-token","expires_in":3600})");
        return ServerScript::ok(answer);
    });
    Bench bench(u"watsonx"_s, AuthScheme::IbmToken);
    aim(bench, server);
    for (int i = 0; i < 2; ++i) {
        const Result<Completion> result = bench.call();
        QVERIFY2(result.has_value(), qPrintable(result.has_value() ? QString() : result.error().detail));
        QCOMPARE(result->text(), u"Six"_s);
        QCOMPARE(result->usage.inputFresh, 9);
    }
    QCOMPARE(server.requests().size(), 3); // one token for both
    const ServerRequest &bought = server.requests().at(0);
    QCOMPARE(path(bought), QByteArray("POST /identity/token"));
    QVERIFY(bought.body.endsWith(QByteArray("&apikey=" + secret)));
    QVERIFY(bought.header("authorization").isNull());
    const ServerRequest &asked = server.requests().at(1);
    QCOMPARE(path(asked), QByteArray("POST /ml/v1/text/chat?version=2024-10-08"));
    QCOMPARE(asked.header("authorization"), QByteArray("Bearer bought-token"));
    QVERIFY(!asked.body.contains(secret));
    const QJsonObject body = QJsonDocument::fromJson(asked.body).object();
    QCOMPARE(body["model_id"_L1].toString(), u"meta/llama-3"_s);
    QCOMPARE(body["project_id"_L1].toString(), u"p-1"_s);
}

void TestWiresLoopback::watsonxStreams()
{
    LoopbackServer server;
    server.enqueue(ServerScript::stream({"id: 1\nevent: message\ndata: "
                                         R"({"id":"c","choices":[{"index":0,"delta":{"content":"S"}}]})"
                                         "\n\n",
        "id: 2\nevent: message\ndata: "
        R"({"id":"c","choices":[{"index":0,"finish_reason":"stop","delta":{"content":"ix"}}]})"
        "\n\n",
        "id: 3\nevent: message\ndata: "
        R"({"id":"c","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}})"
        "\n\n"}));
    Bench bench(u"watsonx"_s, AuthScheme::IbmToken);
    aim(bench, server);
    bench.credentials.fields.insert(u"token"_s, SecretBytes("ready-token"));
    bench.request.stream = true;
    const Result<Completion> result = bench.call();
    QVERIFY(result.has_value());
    QCOMPARE(bench.text, u"Six"_s);
    QCOMPARE(result->usage.outputText, 1);
    QCOMPARE(server.requests().size(), 1); // nothing had to be bought
    QCOMPARE(path(server.requests().first()), QByteArray("POST /ml/v1/text/chat_stream?version=2024-10-08"));
    QCOMPARE(server.requests().first().header("authorization"), QByteArray("Bearer ready-token"));
}

void TestWiresLoopback::watsonxRenewsARefusedToken()
{
    LoopbackServer server;
    int sold = 0;
    server.setHandler([&sold](const ServerRequest &request) {
        if (request.path == "/identity/token")
            return ServerScript::ok(R"({"access_token":"token-)" + QByteArray::number(++sold) + R"("})");
        if (request.header("authorization") == "Bearer token-1")
            return ServerScript(401).piece(
                R"({"errors":[{"code":"authentication_token_expired","message":"The token has expired"}]})");
        return ServerScript::ok(answer);
    });
    Bench bench(u"watsonx"_s, AuthScheme::IbmToken);
    aim(bench, server);
    const Result<Completion> refused = bench.call();
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, Error::Kind::Auth);
    QVERIFY(bench.call().has_value());
    QCOMPARE(sold, 2);
}

void TestWiresLoopback::watsonxWithAKeyThatIsNone()
{
    LoopbackServer server;
    server.setAnswer(ServerScript(400).piece(
        R"({"errorCode":"BXNIM0415E","errorMessage":"Provided API key test-key-0123456789 could not be found."})"));
    Bench bench(u"watsonx"_s, AuthScheme::IbmToken);
    aim(bench, server);
    const Result<Completion> result = bench.call();
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().kind, Error::Kind::Auth);
    QVERIFY(!result.error().detail.contains(QString::fromLatin1(secret)));
    QCOMPARE(server.requests().size(), 1);
}

QTEST_GUILESS_MAIN(TestWiresLoopback)
#include "tst_wires_loopback.moc"
