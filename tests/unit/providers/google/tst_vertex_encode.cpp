// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/google/VertexDialect.h"
#include "tests/support/GoldenEncode.h"
#include "tests/support/ShippedRow.h"

#include <QRegularExpression>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;

namespace {

Target target(const QString &model, const QString &location = {})
{
    Target out;
    out.model = model;
    out.service = test::rowFor(u"vertex_ai", {{u"project"_s, u"acme"_s}, {u"location"_s, location}}, model);
    return out;
}

ChatRequest hello()
{
    ChatRequest request;
    request.messages = {say(Role::System, u"be brief"_s), say(Role::User, u"hi"_s)};
    request.maxTokens = 50;
    return request;
}

EncodedRequest encoded(const ChatRequest &request, const Target &to)
{
    const Result<EncodedRequest> out = dialectById(to.service.dialect)->encode(request, to);
    return out ? *out : EncodedRequest {.body = out.error().detail.toUtf8()};
}

} // namespace

class TestVertexEncode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void goesToTheRightPlace_data();
    void goesToTheRightPlace();
    void sendsGeminiItsOwn();
    void sendsClaudeTheVersionAndNoModel();
    void sendsMistralTheModelWithoutItsVersion();
    void needsAProject();
    void listsModels();
};

void TestVertexEncode::goesToTheRightPlace_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("location");
    QTest::addColumn<bool>("stream");
    QTest::addColumn<QString>("url");
    const QString west = u"https://us-west1-aiplatform.googleapis.com/v1/projects/acme/locations/us-west1/"_s;
    const QString global = u"https://aiplatform.googleapis.com/v1/projects/acme/locations/global/"_s;
    const auto row = [](const char *name, const QString &model, const QString &location, bool stream,
                         const QString &url) { QTest::newRow(name) << model << location << stream << url; };
    row("gemini", u"gemini-2.5-pro"_s, u"us-west1"_s, false,
        west + u"publishers/google/models/gemini-2.5-pro:generateContent"_s);
    row("gemini, streamed", u"gemini-2.5-pro"_s, u"us-west1"_s, true,
        west + u"publishers/google/models/gemini-2.5-pro:streamGenerateContent?alt=sse"_s);
    row("without a location", u"gemini-2.5-pro"_s, {}, false,
        global + u"publishers/google/models/gemini-2.5-pro:generateContent"_s);
    row("everywhere", u"gemini-2.5-pro"_s, u"global"_s, false,
        global + u"publishers/google/models/gemini-2.5-pro:generateContent"_s);
    row("a union of regions", u"gemini-2.5-pro"_s, u"eu"_s, false,
        u"https://aiplatform.eu.rep.googleapis.com/v1/projects/acme/locations/eu/publishers/google/models/"
        "gemini-2.5-pro:generateContent"_s);
    row("an endpoint of one's own", u"4965075652664360960"_s, u"us-west1"_s, false,
        west + u"endpoints/4965075652664360960:generateContent"_s);
    row("a whole path", u"publishers/google/models/gemini-x"_s, u"us-west1"_s, false,
        west + u"publishers/google/models/gemini-x:generateContent"_s);
    row("claude", u"claude-3-7-sonnet@20250219"_s, u"us-west1"_s, false,
        west + u"publishers/anthropic/models/claude-3-7-sonnet@20250219:rawPredict"_s);
    row("claude, streamed", u"claude-sonnet-4-5"_s, u"global"_s, true,
        global + u"publishers/anthropic/models/claude-sonnet-4-5:streamRawPredict"_s);
    row("mistral", u"mistral-small-2503@001"_s, u"us-west1"_s, false,
        west + u"publishers/mistralai/models/mistral-small-2503@001:rawPredict"_s);
    row("codestral, streamed", u"codestral-2501"_s, u"us-west1"_s, true,
        west + u"publishers/mistralai/models/codestral-2501:streamRawPredict"_s);
    row("others", u"meta/llama-3.3-70b-instruct-maas"_s, u"us-west1"_s, true,
        west + u"endpoints/openapi/chat/completions"_s);
}

void TestVertexEncode::goesToTheRightPlace()
{
    QFETCH(const QString, model);
    QFETCH(const QString, location);
    QFETCH(const bool, stream);
    QFETCH(const QString, url);
    ChatRequest request = hello();
    request.stream = stream;
    const Target to = target(model, location);
    QCOMPARE(encoded(request, to).url.toString(), url);
    // The token goes there and nowhere else.
    QCOMPARE(encoded(request, to).url.host(), to.service.baseUrl.host());
    QCOMPARE(to.service.id, u"vertex_ai"_s);
    QCOMPARE(to.service.auth, AuthScheme::GoogleToken);
}

void TestVertexEncode::sendsGeminiItsOwn()
{
    ChatRequest request = hello();
    request.serviceTier = u"flex"_s;
    const EncodedRequest out = encoded(request, target(u"gemini-2.5-pro"_s));
    QCOMPARE(json(out.body), json(R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}],
        "systemInstruction":{"parts":[{"text":"be brief"}]},"generationConfig":{"maxOutputTokens":50}})"));
    QCOMPARE(noteLines(out.mapping),
        (QStringList {u"renamed max_tokens: generationConfig.maxOutputTokens"_s, u"dropped service_tier"_s}));
}

void TestVertexEncode::sendsClaudeTheVersionAndNoModel()
{
    ChatRequest request = hello();
    request.stream = true;
    const EncodedRequest out = encoded(request, target(u"claude-sonnet-4-5"_s));
    QJsonObject body = json(out.body);
    QCOMPARE(body.take("system"_L1).isUndefined(), false);
    QCOMPARE(body.take("messages"_L1).toArray().size(), 1);
    QCOMPARE(body, json(R"({"anthropic_version":"vertex-2023-10-16","max_tokens":50,"stream":true})"));
    QVERIFY(headerValue(out.headers, "anthropic-version").isNull());
    QCOMPARE(headerValue(out.headers, "Content-Type"), QByteArray("application/json"));
    request.extraBody = {{u"anthropic_version"_s, u"vertex-next"_s}};
    QCOMPARE(json(encoded(request, target(u"claude-x"_s)).body)["anthropic_version"_L1].toString(), u"vertex-next"_s);
}

void TestVertexEncode::sendsMistralTheModelWithoutItsVersion()
{
    ChatRequest request = hello();
    request.seed = 7;
    const EncodedRequest out = encoded(request, target(u"mistral-small-2503@001"_s));
    QCOMPARE(json(out.body), json(R"({"model":"mistral-small-2503","max_tokens":50,"random_seed":7,
        "messages":[{"role":"system","content":"be brief"},{"role":"user","content":"hi"}]})"));
}

void TestVertexEncode::needsAProject()
{
    Service row = test::shippedRow(u"vertex_ai");
    for (ServiceField &field : row.fields)
        field.environment.clear();
    QCOMPARE(missingFields(row), QStringList {u"project"_s});
    QVERIFY(resolved(row).baseUrl.isEmpty());
    row.settings = {{u"project"_s, u"a/../../evil"_s}};
    QCOMPARE(resolved(row).baseUrl.host(), u"aiplatform.googleapis.com"_s);
    row.settings = {{u"project"_s, u"acme"_s}, {u"location"_s, u"evil.test/x?y#"_s}};
    QVERIFY(resolved(row).baseUrl.host().isEmpty() || resolved(row).baseUrl.host().endsWith(u".googleapis.com"_s));
}

void TestVertexEncode::listsModels()
{
    const Target to = target(u"gemini-2.5-pro"_s, u"us-west1"_s);
    const std::optional<EncodedRequest> request = vertexGeminiDialect()->encodeModelList(to.service);
    QVERIFY(request);
    QCOMPARE(request->url.toString(),
        u"https://us-west1-aiplatform.googleapis.com/v1beta1/publishers/google/models?pageSize=300"_s);
    const Result<QList<ModelInfo>> models = vertexGeminiDialect()->decodeModelList(
        R"({"publisherModels":[{"name":"publishers/google/models/gemini-2.5-pro","versionId":"default"},
            {"name":"publishers/google/models/gemini-embedding-001"},{"name":"publishers/google/models/imagen-4"},
            {},"x"],"nextPageToken":"n"})",
        to.service);
    QVERIFY(models);
    QCOMPARE(models->size(), 1);
    QCOMPARE(models->first().id, u"gemini-2.5-pro"_s);
    QVERIFY(!models->first().capabilitiesKnown);
    QVERIFY(!vertexGeminiDialect()->decodeModelList("{}", to.service));
}

QTEST_APPLESS_MAIN(TestVertexEncode)
#include "tst_vertex_encode.moc"
