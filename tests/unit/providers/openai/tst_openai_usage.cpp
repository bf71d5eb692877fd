// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/openai/OpenAiModelList.h"
#include "core/providers/openai/OpenAiPrice.h"
#include "core/providers/openai/OpenAiUsage.h"
#include "core/providers/openai/OpenAiWords.h"
#include "tests/support/ShippedRow.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

using Settings = QHash<QString, QString>;

QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

QString priceText(const std::optional<UnitPrice> &price)
{
    return price ? price->toDecimal() : u"-"_s;
}

} // namespace

class TestOpenAiUsage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void buckets_data();
    void buckets();
    void countsNothing_data();
    void countsNothing();
    void costs_data();
    void costs();
    void prices_data();
    void prices();
    void modelLists();
    void listsOfOtherForms_data();
    void listsOfOtherForms();
    void finishWords();
};

void TestOpenAiUsage::buckets_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::addColumn<bool>("outside");
    QTest::addColumn<QList<qint64>>("expected"); // fresh, read, written, audio in, text, reasoning, audio out
    const auto row = [](const char *name, const QByteArray &usage, const QList<qint64> &expected,
                         bool outside = false) { QTest::newRow(name) << usage << outside << expected; };
    row("plain", R"({"prompt_tokens":10,"completion_tokens":5,"total_tokens":15})", {10, 0, 0, 0, 5, 0, 0});
    row("nested",
        R"({"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"cached_tokens":60,)"
        R"("cache_write_tokens":10,"audio_tokens":5},"completion_tokens_details":{"reasoning_tokens":20,"audio_tokens":3}})",
        {25, 60, 10, 5, 27, 20, 3});
    row("prompt_cache_hit_tokens", R"({"prompt_tokens":10,"completion_tokens":1,"prompt_cache_hit_tokens":4})",
        {6, 4, 0, 0, 1, 0, 0});
    row("num_cached_tokens", R"({"prompt_tokens":10,"completion_tokens":1,"num_cached_tokens":4})",
        {6, 4, 0, 0, 1, 0, 0});
    row("cached_tokens", R"({"prompt_tokens":10,"completion_tokens":1,"cached_tokens":4})", {6, 4, 0, 0, 1, 0, 0});
    row("one count under two names",
        R"({"prompt_tokens":10,"completion_tokens":1,"prompt_cache_hit_tokens":4,"prompt_tokens_details":{"cached_tokens":4}})",
        {6, 4, 0, 0, 1, 0, 0});
    row("more cached than there was",
        R"({"prompt_tokens":10,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":161,"cache_write_tokens":9}})",
        {0, 10, 0, 0, 1, 0, 0});
    row("reasoning outside, by the total",
        R"({"prompt_tokens":468,"completion_tokens":77,"total_tokens":1127,"completion_tokens_details":{"reasoning_tokens":582}})",
        {468, 0, 0, 0, 77, 582, 0});
    row("reasoning outside, by the row",
        R"({"prompt_tokens":10,"completion_tokens":9,"completion_tokens_details":{"reasoning_tokens":7}})",
        {10, 0, 0, 0, 9, 7, 0}, true);
    row("reasoning inside, by the total",
        R"({"prompt_tokens":10,"completion_tokens":9,"total_tokens":19,"completion_tokens_details":{"reasoning_tokens":7}})",
        {10, 0, 0, 0, 2, 7, 0}, true);
    row("reasoning that cannot be inside",
        R"({"prompt_tokens":28,"completion_tokens":9,"total_tokens":37,"completion_tokens_details":{"reasoning_tokens":69}})",
        {28, 0, 0, 0, 9, 69, 0});
    row("reasoning counted in another way",
        R"({"prompt_tokens":43,"completion_tokens":10,"total_tokens":53,"completion_tokens_details":{"reasoning_tokens":11}})",
        {43, 0, 0, 0, 0, 10, 0});
    row("thoughts in the total only", R"({"prompt_tokens":35,"completion_tokens":12,"total_tokens":109})",
        {35, 0, 0, 0, 12, 62, 0});
    row("sound outside of the prompt",
        R"({"prompt_tokens":9,"completion_tokens":201,"total_tokens":585,"prompt_tokens_details":{"audio_tokens":375}})",
        {9, 0, 0, 375, 201, 0, 0});
    row("negative", R"({"prompt_tokens":-3,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":-9}})",
        {0, 0, 0, 0, 4, 0, 0});
}

void TestOpenAiUsage::buckets()
{
    QFETCH(QByteArray, usage);
    QFETCH(bool, outside);
    const std::optional<Usage> read = readOpenAiUsage(json(usage), outside);
    QVERIFY(read.has_value());
    QCOMPARE(read->source, Usage::Source::Reported);
    const QList<qint64> got {read->inputFresh, read->inputCacheRead, read->inputCacheWrite5m, read->inputAudio,
        read->outputText, read->outputReasoning, read->outputAudio};
    QTEST(got, "expected");
}

void TestOpenAiUsage::countsNothing_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::newRow("empty") << QByteArray("{}");
    QTest::newRow("zeros") << QByteArray(R"({"prompt_tokens":0,"completion_tokens":0,"total_tokens":0})");
    QTest::newRow("other types") << QByteArray(R"({"prompt_tokens":"7","completion_tokens":null})");
}

void TestOpenAiUsage::countsNothing()
{
    QFETCH(QByteArray, usage);
    QVERIFY(!readOpenAiUsage(json(usage), false).has_value());
}

void TestOpenAiUsage::costs_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::addColumn<QString>("cost");
    QTest::newRow("none") << QByteArray("{}") << u"-"_s;
    QTest::newRow("a number") << QByteArray(R"({"cost":0.00020535})") << u"0.00020535"_s;
    QTest::newRow("free") << QByteArray(R"({"cost":0})") << u"0"_s;
    QTest::newRow("rounded once") << QByteArray(R"({"cost":0.0076509169000000005})") << u"0.007650917"_s;
    QTest::newRow("a text") << QByteArray(R"({"cost":"0.003576"})") << u"0.003576"_s;
    QTest::newRow("an object") << QByteArray(R"({"cost":{"input_tokens_cost":0.00001,"total_cost":0.00501}})")
                               << u"0.00501"_s;
    QTest::newRow("an object without the total") << QByteArray(R"({"cost":{"input_tokens_cost":0.00001}})") << u"-"_s;
    QTest::newRow("ticks") << QByteArray(R"({"cost_in_usd_ticks":37756000})") << u"0.0037756"_s;
    QTest::newRow("ticks below a nano-dollar") << QByteArray(R"({"cost_in_usd_ticks":15})") << u"0.000000002"_s;
    QTest::newRow("no ticks") << QByteArray(R"({"cost_in_usd_ticks":0})") << u"-"_s;
    QTest::newRow("own key behind it") << QByteArray(
        R"({"cost":0.0001,"is_byok":true,"cost_details":{"upstream_inference_cost":0.002}})")
                                       << u"0.0021"_s;
    QTest::newRow("own key, price there unknown")
        << QByteArray(R"({"cost":0,"is_byok":true,"cost_details":{"upstream_inference_cost":null}})") << u"-"_s;
    QTest::newRow("negative") << QByteArray(R"({"cost":-1})") << u"-"_s;
}

void TestOpenAiUsage::costs()
{
    QFETCH(QByteArray, usage);
    const std::optional<Money> cost = readOpenAiCost(json(usage));
    QTEST(cost ? cost->toDecimal() : u"-"_s, "cost");
}

void TestOpenAiUsage::prices_data()
{
    QTest::addColumn<QByteArray>("pricing");
    QTest::addColumn<QStringList>("expected"); // input, output, cache read, cache write; empty: no price
    QTest::newRow("texts") << QByteArray(
        R"({"prompt":"0.000003","completion":"0.000015","input_cache_read":"0.0000003","input_cache_write":"0.00000375"})")
                           << QStringList {u"0.000003"_s, u"0.000015"_s, u"0.0000003"_s, u"0.00000375"_s};
    QTest::newRow("free") << QByteArray(R"({"prompt":"0","completion":"0"})")
                          << QStringList {u"0"_s, u"0"_s, u"-"_s, u"-"_s};
    QTest::newRow("for a million") << QByteArray(R"({"hourly":0,"input":0.18,"output":0.2,"base":0,"finetune":0})")
                                   << QStringList {u"0.00000018"_s, u"0.0000002"_s, u"-"_s, u"-"_s};
    QTest::newRow("for a million, not told") << QByteArray(R"({"hourly":2.5,"input":0,"output":0})") << QStringList {};
    QTest::newRow("varies") << QByteArray(R"({"prompt":"-1","completion":"-1"})") << QStringList {};
    QTest::newRow("each request costs") << QByteArray(
        R"({"prompt":"0.000001","completion":"0.000001","request":"0.005"})")
                                        << QStringList {};
    QTest::newRow("half told") << QByteArray(R"({"prompt":"0.000001"})") << QStringList {};
    QTest::newRow("nothing") << QByteArray("{}") << QStringList {};
}

void TestOpenAiUsage::prices()
{
    QFETCH(QByteArray, pricing);
    const std::optional<Price> price = readListedPrice(json(pricing));
    QStringList got;
    if (price)
        got = {priceText(price->input), priceText(price->output), priceText(price->cacheRead),
            priceText(price->cacheWrite5m)};
    QTEST(got, "expected");
}

void TestOpenAiUsage::modelLists()
{
    Service service;
    service.id = u"acme"_s;
    const Result<QList<ModelInfo>> models = readOpenAiModelList(
        R"([{"id":"a","type":"chat","display_name":"A","context_length":8192,"pricing":{"input":0.18,"output":0.18}},)"
        R"({"id":"b","type":"embedding"},{"id":"a"},{"id":"c","active":false},{"name":"d","context_window":1000,"max_completion_tokens":10},)"
        R"({"id":"e","capabilities":{"completion_chat":false}},{"id":"f","capabilities":{"completion_chat":true,"function_calling":true,"vision":false}},)"
        R"({"id":"g","architecture":{"output_modalities":["image"]}},{"object":"model"},7])",
        service);
    QVERIFY(models.has_value());
    QStringList ids;
    for (const ModelInfo &model : *models)
        ids += model.id;
    QCOMPARE(ids, QStringList({u"a"_s, u"d"_s, u"f"_s}));
    QCOMPARE(models->at(0).label, u"A"_s);
    QCOMPARE(models->at(0).contextTokens, 8192);
    QCOMPARE(models->at(0).service, u"acme"_s);
    QVERIFY(!models->at(0).capabilitiesKnown);
    QCOMPARE(models->at(1).contextTokens, 1000);
    QCOMPARE(models->at(1).maxOutputTokens, 10);
    QVERIFY(models->at(2).capabilitiesKnown && models->at(2).can(ModelInfo::Capability::Tools));
    QVERIFY(!models->at(2).can(ModelInfo::Capability::Vision));
    const Result<QList<ModelInfo>> tiers = readOpenAiModelList(
        R"({"data":[{"id":"a","pricing":{"prompt":"0.000003","completion":"0.000015","overrides":[{"min_prompt_tokens":200000,"prompt":"0.000006","completion":"0.0000225"}]}}]})",
        service);
    QCOMPARE(tiers->first().price->tiers.size(), 1);
    QCOMPARE(tiers->first().price->tiers.first().aboveInputTokens, 200'000);
    QCOMPARE(priceText(tiers->first().price->tiers.first().input), u"0.000006"_s);
    QCOMPARE(readOpenAiModelList("{}", service).error().kind, Error::Kind::Malformed);
    QCOMPARE(readOpenAiModelList("<html>", service).error().kind, Error::Kind::Malformed);
}

// Services that list their models elsewhere and in other words, as their own documentation shows it; all of it is data.
void TestOpenAiUsage::listsOfOtherForms_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<Settings>("settings");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("ids");
    QTest::newRow("databricks") << u"databricks"_s << Settings {{u"host"_s, u"acme.cloud.databricks.com"_s}}
                                << u"https://acme.cloud.databricks.com/api/2.0/serving-endpoints"_s
                                << QByteArray(R"({"endpoints":[
        {"name":"databricks-claude","id":"77","task":"llm/v1/chat","state":{"ready":"READY"}},
        {"name":"databricks-gte-large-en","id":"78","task":"llm/v1/embeddings"},{"name":"ours","id":"79"}]})")
                                << QStringList {u"databricks-claude"_s};
    QTest::newRow("cloudflare") << u"cloudflare"_s << Settings {{u"account_id"_s, u"a1"_s}}
                                << u"https://api.cloudflare.com/client/v4/accounts/a1/ai/models/search?per_page=500"_s
                                << QByteArray(R"({"success":true,"errors":[],"result":[
        {"id":"f1","name":"@cf/meta/llama-3.1-8b-instruct","task":{"id":"c3","name":"Text Generation"}},
        {"id":"f2","name":"@cf/baai/bge-m3","task":{"id":"c4","name":"Text Embeddings"}}]})")
                                << QStringList {u"@cf/meta/llama-3.1-8b-instruct"_s};
    QTest::newRow("github") << u"github"_s << Settings() << u"https://models.github.ai/catalog/models"_s
                            << QByteArray(R"([
        {"id":"openai/gpt-4.1","name":"OpenAI GPT-4.1","supported_output_modalities":["text"]},
        {"id":"openai/text-embedding-3-small","name":"x","supported_output_modalities":["embeddings"]}])")
                            << QStringList {u"openai/gpt-4.1"_s};
    QTest::newRow("helicone") << u"helicone"_s << Settings() << u"https://ai-gateway.helicone.ai/v1/models"_s
                              << QByteArray(R"({"object":"list","data":[{"id":"gpt-4o"}]})")
                              << QStringList {u"gpt-4o"_s};
}

void TestOpenAiUsage::listsOfOtherForms()
{
    QFETCH(const QString, service);
    QFETCH(const Settings, settings);
    QFETCH(const QByteArray, body);
    const Service row = test::rowFor(service, settings, u"m"_s);
    const std::optional<EncodedRequest> request = openAiModelListRequest(row);
    QVERIFY(request.has_value());
    QTEST(request->url.toString(), "url");
    const Result<QList<ModelInfo>> models = readOpenAiModelList(body, row);
    QVERIFY(models.has_value());
    QStringList ids;
    for (const ModelInfo &model : *models)
        ids += model.id;
    QTEST(ids, "ids");
    QCOMPARE(readOpenAiModelList("{}", row).error().kind, Error::Kind::Malformed);
}

void TestOpenAiUsage::finishWords()
{
    QCOMPARE(openAiFinishReason(u"eos"), FinishReason::Stop);
    QCOMPARE(openAiFinishReason(u"COMPLETE"), FinishReason::Stop);
    QCOMPARE(openAiFinishReason(u"model_length"), FinishReason::Length);
    QCOMPARE(openAiFinishReason(u"function_call"), FinishReason::ToolCalls);
    QCOMPARE(openAiFinishReason(u"content_filter"), FinishReason::ContentFilter);
    QCOMPARE(openAiFinishReason(u""), FinishReason::Unknown);
    QCOMPARE(openAiFinishReason(u"error"), FinishReason::Unknown);
}

QTEST_APPLESS_MAIN(TestOpenAiUsage)
#include "tst_openai_usage.moc"
