// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/EmbeddingCodec.h"
#include "core/providers/azure/AzureAddress.h"
#include "core/providers/azure/AzureDialect.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/GoldenEncode.h"
#include "tests/support/ShippedRow.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;

namespace {

using Settings = QHash<QString, QString>;

Target target(QStringView row, const Settings &settings, const QString &model = u"gpt-4o"_s)
{
    Settings all = settings;
    if (!all.contains(u"resource"_s))
        all.insert(u"resource"_s, u"acme"_s);
    Target out;
    out.model = model;
    out.service = test::rowFor(row, all, model);
    return out;
}

// As with AZURE_API_BASE or an address given for this run.
Target targetAt(const QString &address, const Settings &settings = {})
{
    Target out = target(u"azure", settings);
    out.service.baseUrl = QUrl(address);
    return out;
}

ChatRequest hello()
{
    ChatRequest request;
    request.messages = {say(Role::User, u"hi"_s)};
    request.maxTokens = 50;
    request.stream = true;
    return request;
}

EncodedRequest encoded(const Target &to)
{
    const Result<EncodedRequest> out = dialectById(to.service.dialect)->encode(hello(), to);
    return out ? *out : EncodedRequest {.body = out.error().detail.toUtf8()};
}

} // namespace

class TestAzureDialect : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void understandsEveryAddress_data();
    void understandsEveryAddress();
    void asksTheDeployment();
    void oldVersionsGetWhatTheyKnow_data();
    void oldVersionsGetWhatTheyKnow();
    void otherMakersModels_data();
    void otherMakersModels();
    void claudeIsSpokenToAsClaude();
    void aBlockedPromptIsTold_data();
    void aBlockedPromptIsTold();
    void whatTheFilterSaysFirstIsNoAnswer();
    void listsModels();
    void listsDeployments();
    void embeds();
};

void TestAzureDialect::understandsEveryAddress_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("url");
    const QString host = u"https://acme.openai.azure.com"_s;
    const QString undated = host + u"/openai/v1/chat/completions"_s;
    const QString dated = host + u"/openai/deployments/gpt-4o/chat/completions?api-version="_s;
    const QString october = u"2024-10-21"_s;
    QTest::newRow("the resource") << host << QString() << undated;
    QTest::newRow("with a slash") << host + u'/' << QString() << undated;
    QTest::newRow("of the v1 API") << host + u"/openai/v1/"_s << QString() << undated;
    QTest::newRow("of the v1 API's chat") << undated << QString() << undated;
    QTest::newRow("v1 by name") << host << u"v1"_s << undated;
    QTest::newRow("preview") << host << u"preview"_s << undated;
    QTest::newRow("dated") << host << october << QString(dated + october);
    QTest::newRow("dated, of the v1 API") << host + u"/openai/v1"_s << october << QString(dated + october);
    QTest::newRow("of a deployment") << QString(dated + u"2024-06-01"_s) << QString()
                                     << QString(dated + u"2024-06-01"_s);
    QTest::newRow("of a deployment, and a version")
        << QString(dated + u"2024-06-01"_s) << october << QString(dated + october);
    QTest::newRow("behind a gateway") << u"https://gate.test/azure/openai"_s << QString()
                                      << u"https://gate.test/azure/openai/v1/chat/completions"_s;
}

void TestAzureDialect::understandsEveryAddress()
{
    QFETCH(const QString, address);
    QFETCH(const QString, version);
    const Target to = targetAt(address, {{u"api_version"_s, version}});
    QTEST(encoded(to).url.toString(), "url");
    QCOMPARE(to.service.auth, AuthScheme::EntraToken);
}

void TestAzureDialect::asksTheDeployment()
{
    const Target to = target(u"azure", {{u"deployment"_s, u"my gpt/4?"_s}, {u"api_version"_s, u"2024-10-21"_s}});
    const EncodedRequest out = encoded(to);
    QCOMPARE(out.url.path(QUrl::FullyEncoded).section(u'/', 4), u"chat/completions"_s); // the name is one step
    QCOMPARE(out.url.host(), u"acme.openai.azure.com"_s);
    QCOMPARE(json(out.body)["model"_L1].toString(), u"my gpt/4?"_s);
    QVERIFY(noteLines(out.mapping).contains(u"converted model: my gpt/4?"_s));
    const EncodedRequest plain = encoded(target(u"azure", {}));
    QCOMPARE(json(plain.body)["model"_L1].toString(), u"gpt-4o"_s);
    QVERIFY(!noteLines(plain.mapping).join(u' ').contains(u"model"_s));
}

void TestAzureDialect::oldVersionsGetWhatTheyKnow_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("fresh");
    QTest::newRow("undated") << QString() << true;
    QTest::newRow("2025") << u"2025-03-01-preview"_s << true;
    QTest::newRow("the first to know") << u"2024-09-01-preview"_s << true;
    QTest::newRow("the one before") << u"2024-08-01-preview"_s << false;
    QTest::newRow("2023") << u"2023-05-15"_s << false;
}

void TestAzureDialect::oldVersionsGetWhatTheyKnow()
{
    QFETCH(const QString, version);
    QFETCH(const bool, fresh);
    const QJsonObject body = json(encoded(target(u"azure", {{u"api_version"_s, version}})).body);
    QCOMPARE(body.contains("stream_options"_L1), fresh);
    QCOMPARE(body.contains("max_completion_tokens"_L1), fresh);
    QCOMPARE(body.contains("max_tokens"_L1), !fresh);
}

void TestAzureDialect::otherMakersModels_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("bearer");
    const QString foundry
        = u"https://acme.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview"_s;
    QTest::newRow("the resource") << u"https://acme.services.ai.azure.com"_s << foundry << false;
    QTest::newRow("its models") << u"https://acme.services.ai.azure.com/models"_s << foundry << false;
    QTest::newRow("all of it") << foundry << foundry << false;
    QTest::newRow("another version")
        << u"https://acme.services.ai.azure.com/models/chat/completions?api-version=2025-05-15-preview"_s
        << u"https://acme.services.ai.azure.com/models/chat/completions?api-version=2025-05-15-preview"_s << false;
    QTest::newRow("a host of its own") << u"https://llama.eastus2.models.ai.azure.com"_s
                                       << u"https://llama.eastus2.models.ai.azure.com/chat/completions"_s << true;
    QTest::newRow("an endpoint") << u"https://x.eastus.inference.ai.azure.com/v1"_s
                                 << u"https://x.eastus.inference.ai.azure.com/v1/chat/completions"_s << true;
}

void TestAzureDialect::otherMakersModels()
{
    QFETCH(const QString, address);
    QFETCH(const bool, bearer);
    Service row = test::shippedRow(u"azure_ai");
    row.baseUrlEnvironment.clear();
    row.baseUrl = QUrl(address);
    Target to;
    to.model = u"grok-4"_s;
    to.service = forModel(row, to.model);
    QTEST(encoded(to).url.toString(), "url");
    QCOMPARE(to.service.auth, bearer ? AuthScheme::Bearer : AuthScheme::EntraToken);
    QCOMPARE(json(encoded(to).body)["model"_L1].toString(), u"grok-4"_s);
}

void TestAzureDialect::claudeIsSpokenToAsClaude()
{
    for (const QStringView row : {QStringView(u"azure_ai"), QStringView(u"azure_anthropic")}) {
        const Target to = target(row, {}, u"claude-sonnet-4-5"_s);
        const EncodedRequest out = encoded(to);
        QCOMPARE(out.url.toString(), u"https://acme.services.ai.azure.com/anthropic/v1/messages"_s);
        QCOMPARE(headerValue(out.headers, "anthropic-version"), QByteArray("2023-06-01"));
        QCOMPARE(json(out.body)["max_tokens"_L1].toInt(), 50);
        QCOMPARE(json(out.body)["model"_L1].toString(), u"claude-sonnet-4-5"_s);
    }
    QCOMPARE(target(u"azure_ai", {}, u"grok-4"_s).service.dialect, u"azure-inference"_s);
    // One variable holds the address of both kinds of models, and people copy it from either page.
    Service row = test::shippedRow(u"azure_ai");
    row.baseUrlEnvironment.clear();
    for (const char *path : {"", "/", "/models", "/models/chat/completions?api-version=2024-05-01-preview",
             "/anthropic", "/anthropic/v1/messages", "/openai/v1/"}) {
        row.baseUrl = QUrl(u"https://acme.services.ai.azure.com"_s + QLatin1StringView(path));
        Target to;
        to.model = u"claude-x"_s;
        to.service = forModel(row, to.model);
        QCOMPARE(encoded(to).url, QUrl(u"https://acme.services.ai.azure.com/anthropic/v1/messages"_s));
        to.model = u"grok-4"_s;
        to.service = forModel(row, to.model);
        QCOMPARE(encoded(to).url,
            QUrl(u"https://acme.services.ai.azure.com/models/chat/completions?api-version=2024-05-01-preview"_s));
    }
}

void TestAzureDialect::aBlockedPromptIsTold_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("by its code") << QByteArray(R"({"error":{"code":"content_filter","status":400,"param":"prompt",
        "message":"The response was filtered.","innererror":{"code":"ResponsibleAIPolicyViolation",
        "content_filter_result":{"hate":{"filtered":true,"severity":"high"}}}}})");
    QTest::newRow("by the inner code") << QByteArray(R"({"error":{"code":"BadRequest","message":"No.",
        "innererror":{"code":"ResponsibleAIPolicyViolation"}}})");
    QTest::newRow("by its words") << QByteArray(
        R"({"error":{"message":"The prompt triggered Azure OpenAI's content management policy."}})");
}

void TestAzureDialect::aBlockedPromptIsTold()
{
    QFETCH(const QByteArray, body);
    for (const QStringView row : {QStringView(u"azure"), QStringView(u"azure_ai")}) {
        const Target to = target(row, {});
        const Error error = dialectById(to.service.dialect)->decodeError({.status = 400}, body, to);
        QCOMPARE(errorKindName(error.kind), errorKindName(Error::Kind::ContentFiltered));
        QCOMPARE(error.httpStatus, 400);
    }
}

// The filter's word about the prompt comes first, before there is a choice; about the answer it comes with it.
void TestAzureDialect::whatTheFilterSaysFirstIsNoAnswer()
{
    const QByteArray stream
        = "data: "
          "{\"choices\":[],\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[{\"prompt_index\":0}]}"
          "\n\n"
          "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Ki\"}}],\"id\":\"c1\"}\n\n"
          "data: "
          "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":null,\"content_filter_offsets\":{\"check_offset\":"
          "1},"
          "\"content_filter_results\":{\"hate\":{\"filtered\":false}}}],\"id\":\"\"}\n\n"
          "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"content_filter\","
          "\"content_filter_results\":{\"violence\":{\"filtered\":true,\"severity\":\"medium\"}}}],\"id\":\"c1\"}\n\n"
          "data: [DONE]\n\n";
    const Decoded out = decodePieces(*azureOpenAiDialect(), target(u"azure", {}), Framing::Sse, {stream});
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Ki"_s);
    QCOMPARE(out.completion.id, u"c1"_s);
    QCOMPARE(out.completion.choices.size(), 1);
    QCOMPARE(out.completion.choices.first().finishReason, FinishReason::ContentFilter);
    QVERIFY(out.completion.complete);
    // The filter that runs beside the answer may end it with an error.
    const QByteArray ended = stream.left(stream.indexOf("data: {\"choices\":[{\"index\":0,\"delta\":{},"))
        + "data: {\"error\":{\"code\":\"content_filter\",\"message\":\"The response was filtered.\"}}\n\n";
    const Decoded cut = decodePieces(*azureOpenAiDialect(), target(u"azure", {}), Framing::Sse, {ended});
    QVERIFY(cut.error);
    QCOMPARE(cut.error->kind, Error::Kind::ContentFiltered);
    QCOMPARE(cut.completion.text(), u"Ki"_s);
    QVERIFY(!cut.completion.complete);
}

void TestAzureDialect::listsModels()
{
    const Service service = target(u"azure", {}).service;
    QCOMPARE(azureOpenAiDialect()->encodeModelList(service)->url.toString(),
        u"https://acme.openai.azure.com/openai/v1/models"_s);
    const Service dated = target(u"azure", {{u"api_version"_s, u"2024-10-21"_s}}).service;
    QCOMPARE(azureOpenAiDialect()->encodeModelList(dated)->url.toString(),
        u"https://acme.openai.azure.com/openai/models?api-version=2024-10-21"_s);
    const Result<QList<ModelInfo>> models = azureOpenAiDialect()->decodeModelList(
        R"({"object":"list","data":[{"id":"gpt-4o","capabilities":{"chat_completion":true}},
            {"id":"dall-e-3","capabilities":{"chat_completion":false}},{"id":"unsaid"}]})",
        service);
    QVERIFY(models);
    QStringList ids;
    for (const ModelInfo &model : *models)
        ids += model.id;
    QCOMPARE(ids, (QStringList {u"gpt-4o"_s, u"unsaid"_s}));
    QVERIFY(!azureInferenceDialect()->encodeModelList(service));
    QVERIFY(!azureInferenceDialect()->encodeOwnModels(service));
}

// The form of the answers is that of the API's own description of 2023-03-15-preview.
void TestAzureDialect::listsDeployments()
{
    const Service service = target(u"azure", {{u"api_version"_s, u"2024-10-21"_s}}).service;
    QCOMPARE(azureOpenAiDialect()->encodeOwnModels(service)->url.toString(),
        u"https://acme.openai.azure.com/openai/deployments?api-version=2023-03-15-preview"_s);
    QCOMPARE(azureOpenAiDialect()->encodeOwnModels(service)->method, QByteArray("GET"));
    const Result<QList<ModelInfo>> models = azureOpenAiDialect()->decodeModelList(
        R"({"object":"list","data":[
            {"scale_settings":{"scale_type":"standard"},"model":"gpt-4o","owner":"organization-owner","id":"team-chat",
             "status":"succeeded","created_at":1,"updated_at":1,"object":"deployment"},
            {"model":"gpt-4","id":"gpt-4","status":"succeeded","object":"deployment"},
            {"model":"gpt-4","id":"half-made","status":"creating","object":"deployment"}]})",
        service);
    QVERIFY(models);
    QCOMPARE(models->size(), 2);
    QCOMPARE(models->first().id, u"team-chat"_s);
    QCOMPARE(models->first().base, u"gpt-4o"_s);
    QCOMPARE(models->first().label, u"team-chat (gpt-4o)"_s);
    QCOMPARE(models->last().id, u"gpt-4"_s);
    QCOMPARE(models->last().base, QString()); // called like its model, and priced like it
    QVERIFY(azureOpenAiDialect()->decodeModelList(R"({"object":"list","data":[]})", service)->isEmpty());
}

void TestAzureDialect::embeds()
{
    const EmbeddingCodec *codec = embeddingCodecById(azureOpenAiDialect()->id());
    QVERIFY(codec);
    EmbeddingRequest request;
    request.input = {u"a"_s, u"b"_s};
    Target to = target(u"azure", {{u"deployment"_s, u"chat-of-ours"_s}});
    to.model = u"vectors"_s;
    const Result<EncodedRequest> undated = codec->encode(request, to);
    QVERIFY(undated);
    QCOMPARE(undated->url.toString(), u"https://acme.openai.azure.com/openai/v1/embeddings"_s);
    QCOMPARE(json(undated->body), json(R"({"model":"vectors","input":["a","b"]})"));
    to = target(u"azure", {{u"api_version"_s, u"2024-10-21"_s}});
    to.model = u"vectors"_s;
    QCOMPARE(codec->encode(request, to)->url.toString(),
        u"https://acme.openai.azure.com/openai/deployments/vectors/embeddings?api-version=2024-10-21"_s);
    const Result<EmbeddingResult> result = codec->decode({}, R"({"object":"list","model":"text-embedding-3-small",
        "data":[{"index":1,"embedding":[0.5,1]},{"index":0,"embedding":[2,3]}],"usage":{"prompt_tokens":2,"total_tokens":2}})",
        2, to);
    QVERIFY(result);
    QCOMPARE(result->vectors, (QList<QList<float>> {{2, 3}, {0.5F, 1}}));
}

QTEST_APPLESS_MAIN(TestAzureDialect)
#include "tst_azure_dialect.moc"
