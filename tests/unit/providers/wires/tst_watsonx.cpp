// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/watsonx/IbmTokenSource.h"
#include "core/providers/watsonx/WatsonxDialect.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/GoldenEncode.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;
using Mode = ToolChoice::Mode;

namespace {

Target target(const QHash<QString, QString> &settings = {{u"project_id"_s, u"p-1"_s}})
{
    Target out;
    out.service.id = u"watsonx"_s;
    out.service.label = u"IBM watsonx.ai"_s;
    out.service.baseUrl = QUrl(u"https://us-south.ml.example.test"_s);
    out.service.modelsPath = u"ml/v1/foundation_model_specs"_s;
    out.service.settings = settings;
    out.service.settings.insert(u"api_version"_s, u"2024-10-08"_s);
    out.service.settings.insert(u"iam_url"_s, u"https://iam.example.test/identity/token"_s);
    out.service.quirks.streamUsageOption = false;
    out.model = u"ibm/granite"_s;
    return out;
}

ChatRequest hello()
{
    ChatRequest request;
    request.messages = {say(Role::User, u"Hi"_s)};
    return request;
}

const QDateTime noon(QDate(2026, 8, 22), QTime(12, 0), Qt::UTC);

} // namespace

class TestWatsonx : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void body_data();
    void body();
    void addresses();
    void somebodyHasToPay();
    void answers();
    void errorsInsideAStream();
    void errorBodies();
    void modelList();
    void buysAToken();
    void keepsTheKeyToItsOwnPlace();
    void aTokenThatIsThere();
    void readsATokensAnswer_data();
    void readsATokensAnswer();
};

void TestWatsonx::body_data()
{
    QTest::addColumn<Target>("to");
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QStringList>("notes");
    const QByteArray model = R"("model_id":"ibm/granite",)";
    const auto row
        = [](const char *name, const Target &to, auto change, const QByteArray &more, const QStringList &notes = {}) {
              ChatRequest request = hello();
              change(request);
              QTest::newRow(name) << to << request << more << notes;
          };
    const auto nothing = [](ChatRequest &) {};
    const auto project = target();
    row("a project", project, nothing, model + R"("project_id":"p-1")");
    row("a space", target({{u"space_id"_s, u"s-1"_s}}), nothing, model + R"("space_id":"s-1")");
    row("the project of both", target({{u"project_id"_s, u"p"_s}, {u"space_id"_s, u"s"_s}}), nothing,
        model + R"("project_id":"p")");
    row(
        "one of its own", target({}), [](ChatRequest &r) { r.extraBody = json(R"({"space_id":"x"})"); },
        model + R"("space_id":"x")");
    Target deployed = target({});
    deployed.model = u"deployment/d-1"_s;
    row("a deployment", deployed, nothing, R"("temperature":0)");
    QTest::newRow("streams by its address")
        << project << hello() << QByteArray(model + R"("project_id":"p-1")") << QStringList();
    const QByteArray tools = R"("tools":[{"type":"function","function":{"name":"now"}}],)";
    row("a word for the tools", project,
        [](ChatRequest &r) {
            r.tools = {Tool {.name = u"now"_s}};
            r.toolChoice.mode = Mode::Required;
        },
        model + tools + R"("project_id":"p-1","tool_choice_option":"required")",
        {u"renamed tool_choice: tool_choice_option"_s});
    row(
        "a tool by its name", project,
        [](ChatRequest &r) {
            r.tools = {Tool {.name = u"now"_s}};
            r.toolChoice = {Mode::Named, u"now"_s};
        },
        model + tools + R"("project_id":"p-1","tool_choice":{"type":"function","function":{"name":"now"}})");
}

void TestWatsonx::body()
{
    QFETCH(const Target, to);
    QFETCH(ChatRequest, request);
    QFETCH(const QByteArray, more);
    QFETCH(const QStringList, notes);
    const bool deployment = to.model.startsWith(u"deployment/"_s);
    if (deployment)
        request.temperature = 0;
    request.stream = QByteArrayView(QTest::currentDataTag()).startsWith("streams");
    const Result<EncodedRequest> encoded = watsonxDialect()->encode(request, to);
    QVERIFY2(encoded.has_value(), qPrintable(encoded.has_value() ? QString() : encoded.error().detail));
    QCOMPARE(QJsonDocument::fromJson(encoded->body).toJson(),
        QJsonDocument(json(R"({"messages":[{"role":"user","content":"Hi"}],)" + more + "}")).toJson());
    QCOMPARE(noteLines(encoded->mapping), notes);
}

void TestWatsonx::addresses()
{
    ChatRequest request = hello();
    const QString base = u"https://us-south.ml.example.test/ml/v1/"_s;
    QCOMPARE(watsonxDialect()->encode(request, target())->url, QUrl(base + u"text/chat?version=2024-10-08"_s));
    request.stream = true;
    QCOMPARE(watsonxDialect()->encode(request, target())->url, QUrl(base + u"text/chat_stream?version=2024-10-08"_s));
    Target deployed = target();
    deployed.model = u"deployment/d-1"_s;
    QCOMPARE(watsonxDialect()->encode(request, deployed)->url,
        QUrl(base + u"deployments/d-1/text/chat_stream?version=2024-10-08"_s));
    QCOMPARE(watsonxDialect()->encodeModelList(target().service)->url,
        QUrl(base + u"foundation_model_specs?filters=function_text_chat&limit=200&version=2024-10-08"_s));
}

void TestWatsonx::somebodyHasToPay()
{
    const Result<EncodedRequest> encoded = watsonxDialect()->encode(hello(), target({}));
    QVERIFY(!encoded.has_value());
    QCOMPARE(encoded.error().kind, Error::Kind::BadRequest);
    QVERIFY(encoded.error().detail.contains(u"project_id or a space_id"_s));
}

void TestWatsonx::answers()
{
    const Decoded plain = decodePlain(*watsonxDialect(), target(),
        R"({"id":"c-1","model_id":"ibm/granite","model":"ibm/granite","choices":[{"index":0,"message":{"role":"assistant",
            "content":"Six"},"finish_reason":"stop"}],"created":1739311926,"model_version":"2.0.0",
            "usage":{"completion_tokens":25,"prompt_tokens":189,"total_tokens":214},"system":{"warnings":[]}})");
    QVERIFY(!plain.error);
    const Decoded streamed = decodePieces(*watsonxDialect(), target(), Framing::Sse,
        {"id: 1\nevent: message\ndata: "
         R"({"id":"c-1","model_id":"ibm/granite","model":"ibm/granite","choices":[{"index":0,"finish_reason":null,"delta":{"role":"assistant","content":"S"}}]})"
         "\n\nid: 2\nevent: message\ndata: "
         R"({"id":"c-1","model_id":"ibm/granite","model":"ibm/granite","choices":[{"index":0,"finish_reason":"stop","delta":{"content":"ix"}}]})"
         "\n\nid: 3\nevent: message\ndata: "
         R"({"id":"c-1","model_id":"ibm/granite","model":"ibm/granite","choices":[],"usage":{"completion_tokens":25,"prompt_tokens":189,"total_tokens":214}})"
         "\n\n"});
    QVERIFY(!streamed.error);
    QCOMPARE(streamed.completion, plain.completion);
    QCOMPARE(plain.completion.text(), u"Six"_s);
    QCOMPARE(plain.completion.usage.inputFresh, 189);
    QCOMPARE(plain.completion.usage.outputText, 25);
    QVERIFY(streamed.completion.complete);
}

void TestWatsonx::errorsInsideAStream()
{
    const Decoded out = decodePieces(*watsonxDialect(), target(), Framing::Sse,
        {"data: "
         R"({"choices":[{"index":0,"delta":{"content":"so \"errors\" far"}}]})"
         "\n\ndata: "
         R"({"errors":[{"code":"model_not_supported","message":"Model 'x' is not supported"}],"status_code":404})"
         "\n\n"});
    QVERIFY(out.error.has_value());
    QCOMPARE(out.error->kind, Error::Kind::NotFound);
    QCOMPARE(out.completion.text(), uR"(so "errors" far)"_s);
    QVERIFY(!out.completion.complete);
}

void TestWatsonx::errorBodies()
{
    const Error error = watsonxDialect()->decodeError({.status = 401},
        R"({"errors":[{"code":"authentication_token_expired","message":"Failed to authenticate the request"}],
            "trace":"t","status_code":401})",
        target());
    QCOMPARE(error.kind, Error::Kind::Auth);
    QCOMPARE(error.detail, u"Failed to authenticate the request"_s);
}

void TestWatsonx::modelList()
{
    const Result<QList<ModelInfo>> models = watsonxDialect()->decodeModelList(
        R"({"total_count":1,"resources":[{"model_id":"ibm/granite-3-8b-instruct","label":"granite-3-8b-instruct",
            "provider":"IBM","model_limits":{"max_sequence_length":131072,"max_output_tokens":8192}},{"label":"?"}]})",
        target().service);
    QVERIFY(models.has_value());
    QCOMPARE(models->size(), 1);
    QCOMPARE(models->first().id, u"ibm/granite-3-8b-instruct"_s);
    QCOMPARE(models->first().contextTokens, 131'072);
    QCOMPARE(models->first().maxOutputTokens, 8192);
    QVERIFY(!models->first().capabilitiesKnown);
}

void TestWatsonx::buysAToken()
{
    const Result<HttpRequest> request
        = ibmTokenSource()->request(target().service, Credentials(SecretBytes("a+b/c=&d")), noon);
    QVERIFY(request.has_value());
    QCOMPARE(request->method, QByteArray("POST"));
    QCOMPARE(request->url, QUrl(u"https://iam.example.test/identity/token"_s));
    QCOMPARE(headerValue(request->headers, "content-type"), QByteArray("application/x-www-form-urlencoded"));
    QCOMPARE(request->body,
        QByteArray("grant_type=urn%3Aibm%3Aparams%3Aoauth%3Agrant-type%3Aapikey&apikey=a%2Bb%2Fc%3D%26d"));
    QCOMPARE(ibmTokenSource()->request(target().service, Credentials(), noon).error().kind, Error::Kind::Auth);
    QCOMPARE(tokenSourceFor(AuthScheme::IbmToken), ibmTokenSource());
}

void TestWatsonx::keepsTheKeyToItsOwnPlace()
{
    const Credentials one(SecretBytes("key-one"));
    Service service = target().service;
    for (const QString &address : {u"http://iam.example.test/token"_s, u"ftp://x.test"_s, u"nonsense"_s, u""_s}) {
        service.settings.insert(u"iam_url"_s, address);
        const Result<HttpRequest> request = ibmTokenSource()->request(service, one, noon);
        QVERIFY2(!request.has_value(), qPrintable(address));
        QVERIFY(!request.error().detail.contains(u"key-one"_s));
    }
    const QByteArray identity = ibmTokenSource()->identity(target().service, one);
    QCOMPARE(identity, ibmTokenSource()->identity(target().service, Credentials(SecretBytes("key-one"))));
    QVERIFY(identity != ibmTokenSource()->identity(target().service, Credentials(SecretBytes("key-two"))));
    QVERIFY(identity != ibmTokenSource()->identity(service, one));
    QVERIFY(!identity.contains("key-one"));
}

void TestWatsonx::aTokenThatIsThere()
{
    Credentials credentials(SecretBytes("key"));
    QVERIFY(!ibmTokenSource()->ready(target().service, credentials, noon));
    credentials.fields.insert(u"token"_s, SecretBytes("tok"));
    const auto ready = ibmTokenSource()->ready(target().service, credentials, noon);
    QVERIFY(ready.has_value());
    QVERIFY(ready->token.view() == QByteArrayView("tok"));
}

void TestWatsonx::readsATokensAnswer_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<qint64>("seconds"); // 0: an error
    QTest::addColumn<Error::Kind>("kind");
    const auto row
        = [](const char *name, int status, const QByteArray &body, qint64 seconds,
              Error::Kind kind = Error::Kind::Auth) { QTest::newRow(name) << status << body << seconds << kind; };
    row("good", 200, R"({"access_token":"tok","token_type":"Bearer","expires_in":1200,"expiration":1473188353})", 1200);
    row("no end told", 200, R"({"access_token":"tok"})", 3600);
    row("no such key", 400,
        R"({"errorCode":"BXNIM0415E","errorMessage":"Provided API key could not be found.","context":{}})", 0);
    row("no token", 200, "{}", 0, Error::Kind::Malformed);
    row("a page", 200, "<html>", 0, Error::Kind::Malformed);
    row("a fault", 500, "{}", 0, Error::Kind::ServerFault);
}

void TestWatsonx::readsATokensAnswer()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const qint64, seconds);
    const Result<AccessToken> token = ibmTokenSource()->read({.status = status}, body, noon);
    QCOMPARE(token.has_value(), seconds > 0);
    if (!token) {
        QTEST(token.error().kind, "kind");
        return;
    }
    QVERIFY(token->token.view() == QByteArrayView("tok"));
    QCOMPARE(noon.secsTo(token->expiresAt), seconds);
}

QTEST_GUILESS_MAIN(TestWatsonx)
#include "tst_watsonx.moc"
