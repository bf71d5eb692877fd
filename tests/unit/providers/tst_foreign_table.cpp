// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/LitellmTable.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using Capability = ModelInfo::Capability;

namespace {

const QDate day(2026, 9, 1);

ForeignTable read(const QByteArray &json)
{
    return readForeignTable(json, day).value_or(ForeignTable());
}

// The one model of a table with this row.
ModelInfo one(const QByteArray &name, const QByteArray &members)
{
    const ForeignTable table = read("{\"" + name + "\": {" + members + "}}");
    return table.models.size() == 1 ? table.models.first() : ModelInfo();
}

const QByteArray chat = R"("litellm_provider": "openai", "mode": "chat", )";
const QByteArray plain = R"("input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06)";

QString million(const std::optional<UnitPrice> &price)
{
    return price ? price->toDecimalPerMillion() : u"-"_s;
}

} // namespace

class TestForeignTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aRow();
    void tiersAndLevels();
    void ranges();
    void searches();
    void requests();
    void unknownPrices_data();
    void unknownPrices();
    void corrections();
    void kinds();
    void othersAreCounted_data();
    void othersAreCounted();
    void nonsenseIsSkipped_data();
    void nonsenseIsSkipped();
    void ourOwnFormat();
    void noTable_data();
    void noTable();
};

void TestForeignTable::aRow()
{
    const ModelInfo model = one("openai/some-model", chat + plain + R"(, "max_input_tokens": 128000,
        "max_output_tokens": 4096.0, "supports_function_calling": true, "supports_vision": false,
        "supports_response_schema": true, "deprecation_date": "2027-01-02", "cache_read_input_token_cost": 5e-07,
        "cache_creation_input_token_cost": 2.5e-06, "cache_creation_input_token_cost_above_1hr": 4e-06,
        "output_cost_per_image_token": 3e-05, "input_cost_per_audio_token": 1e-05)");
    QCOMPARE(model.id, u"some-model"_s);
    QCOMPARE(model.service, u"openai"_s);
    QCOMPARE(model.contextTokens, 128'000);
    QCOMPARE(model.maxOutputTokens, 4096);
    QCOMPARE(model.deprecatedOn, QDate(2027, 1, 2));
    QVERIFY(model.capabilities
        == (Capability::Tools | Capability::JsonMode | Capability::JsonSchema | Capability::SystemPrompt));
    QCOMPARE(model.price->asOf, day);
    QCOMPARE(million(model.price->input), u"2"_s);
    QCOMPARE(million(model.price->output), u"8"_s);
    QCOMPARE(million(model.price->cacheRead), u"0.5"_s);
    QCOMPARE(million(model.price->cacheWrite5m), u"2.5"_s);
    QCOMPARE(million(model.price->cacheWrite1h), u"4"_s);
    QCOMPARE(million(model.price->inputAudio), u"10"_s);
    QCOMPARE(million(model.price->outputImage), u"30"_s);
}

void TestForeignTable::tiersAndLevels()
{
    const Price price = one("m", chat + plain + R"(, "input_cost_per_token_above_200k_tokens": 4e-06,
        "output_cost_per_token_above_200k_tokens": 1.2e-05, "input_cost_per_token_above_128k_tokens": 3e-06,
        "output_cost_per_token_above_128k_tokens": 9e-06, "input_cost_per_token_flex": 1e-06,
        "output_cost_per_token_flex": 4e-06, "input_cost_per_token_batches": 2e-06,
        "output_cost_per_token_batches": 8e-06, "input_cost_per_token_priority": 3.5e-06,
        "output_cost_per_token_priority": 1.4e-05, "input_cost_per_token_above_200k_tokens_priority": 7e-06,
        "output_cost_per_token_above_200k_tokens_priority": 2.1e-05)")
                            .price.value();
    QCOMPARE(price.tiers.size(), 2);
    QCOMPARE(price.tiers.at(0).aboveInputTokens, 128'000);
    QCOMPARE(million(price.tiers.at(1).output), u"12"_s);
    QCOMPARE(price.levels.size(), 2); // batch is as dear as the standard: nobody filled it in
    QCOMPARE(int(price.levels.at(0).serviceTier), int(ServiceTier::Flex));
    QCOMPARE(million(price.levels.at(0).plain.input), u"1"_s);
    QVERIFY(price.levels.at(0).tiers.isEmpty());
    QCOMPARE(million(price.levels.at(1).plain.output), u"14"_s);
    QCOMPARE(price.levels.at(1).tiers.size(), 1);
    QCOMPARE(million(price.levels.at(1).tiers.first().input), u"7"_s);
}

void TestForeignTable::ranges()
{
    const Price price = one("dashscope/q", R"("litellm_provider": "dashscope", "mode": "chat", "tiered_pricing": [
        {"range": [0, 32000.0], "input_cost_per_token": 1.2e-06, "output_cost_per_token": 6e-06},
        {"range": [32000.0, 128000.0], "input_cost_per_token": 2.4e-06, "output_cost_per_token": 1.2e-05}])")
                            .price.value();
    QCOMPARE(million(price.input), u"1.2"_s);
    QCOMPARE(price.tiers.size(), 1);
    QCOMPARE(price.tiers.first().aboveInputTokens, 32'000);
    QCOMPARE(million(price.tiers.first().output), u"12"_s);
}

void TestForeignTable::searches()
{
    const QByteArray costs = R"(, "search_context_cost_per_query": {"search_context_size_low": 0.03,
        "search_context_size_medium": 0.035, "search_context_size_high": 0.05})";
    const Price price = one("m", chat + plain + costs).price.value();
    QVERIFY(!price.webSearch);
    QCOMPARE(price.webSearchLow->toDecimal(), u"0.03"_s);
    QCOMPARE(price.webSearchHigh->toDecimal(), u"0.05"_s);
    const Price other = one("m", R"("litellm_provider": "perplexity", "mode": "chat", )" + plain + costs).price.value();
    QCOMPARE(other.webSearchMedium->toDecimal(), u"0.035"_s); // one for each answer there
    const Price third = one("m", R"("litellm_provider": "mistral", "mode": "chat", )" + plain + costs).price.value();
    QVERIFY(!third.webSearchLow); // does not bill them so
}

void TestForeignTable::requests()
{
    const Price price = one("m", chat + plain + R"(, "input_cost_per_request": 0.005)").price.value();
    QCOMPARE(price.request->toDecimal(), u"0.005"_s);
    QVERIFY(!one("m", chat + plain + R"(, "input_cost_per_request": 0)").price->request);
    QVERIFY(!one("m", chat + plain).price->request);
}

// What is ambiguous stays unknown.
void TestForeignTable::unknownPrices_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::newRow("zero") << QByteArray(R"("input_cost_per_token": 0.0, "output_cost_per_token": 0)");
    QTest::newRow("absent") << QByteArray(R"("max_tokens": 5)");
    QTest::newRow("no input price") << QByteArray(R"("input_cost_per_token": 0, "output_cost_per_token": 1e-06)");
    QTest::newRow("no output price") << QByteArray(R"("input_cost_per_token": 1e-06)");
    QTest::newRow("by the second") << QByteArray(R"("input_cost_per_second": 0.001)");
}

void TestForeignTable::unknownPrices()
{
    QFETCH(const QByteArray, members);
    const ModelInfo model = one("m", chat + members);
    QCOMPARE(model.id, u"m"_s);
    QVERIFY(!model.price && !model.free);
}

void TestForeignTable::corrections()
{
    const ModelInfo noise
        = one("m", chat + R"("input_cost_per_token": 7.000000000000001e-07, "output_cost_per_token": 1e-06)");
    QCOMPARE(million(noise.price->input), u"0.7"_s);
    const QByteArray writes
        = R"(, "cache_creation_input_token_cost": 3e-06, "cache_creation_input_token_cost_above_1hr": 6e-06)";
    QVERIFY(!one("m", R"("litellm_provider": "bedrock", "mode": "chat", )" + plain + writes).price->cacheWrite1h);
    const ModelInfo maker = one("m", R"("litellm_provider": "anthropic", "mode": "chat", )" + plain + writes);
    QCOMPARE(million(maker.price->cacheWrite1h), u"4"_s); // twice the input
    QVERIFY(!one("m", chat + plain + R"(, "cache_read_input_token_cost": 0)").price->cacheRead);
    QVERIFY(!one("m-latest", chat + plain).price);
    const ForeignTable two = read("{\"m\": {" + chat + plain + "}, \"openai/m\": {" + chat
        + "\"input_cost_per_token\": 2e-06, \"output_cost_per_token\": 9e-06}}");
    QCOMPARE(two.models.size(), 1);
    QVERIFY(!two.models.first().price); // they contradict each other
    const ModelInfo window = one("m", chat + R"("max_input_tokens": 272000, "max_output_tokens": 128000)");
    QCOMPARE(window.contextTokens, 400'000);
    QCOMPARE(one("m", chat + R"("max_input_tokens": 8192, "max_output_tokens": 8192)").maxOutputTokens, 0);
    QVERIFY(one("openrouter/a/b:free", R"("litellm_provider": "openrouter", "mode": "chat",
        "input_cost_per_token": 0, "output_cost_per_token": 0)")
                .free);
}

void TestForeignTable::kinds()
{
    const ModelInfo embeds = one("voyage/v", R"("litellm_provider": "voyage", "mode": "embedding",
        "input_cost_per_token": 1e-07, "output_cost_per_token": 0, "supports_vision": true)");
    QCOMPARE(int(embeds.mode), int(ModelInfo::Mode::Embedding));
    QVERIFY(embeds.price && !embeds.price->output && !embeds.capabilities);
    QCOMPARE(one("m", R"("litellm_provider": "openai", "mode": "responses", )" + plain).api, u"openai-responses"_s);
    QCOMPARE(one("together_ai/a/b", R"("litellm_provider": "together_ai", "mode": "chat")").service, u"together"_s);
    QCOMPARE(one("vertex_ai/x", R"("litellm_provider": "vertex_ai-llama_models", "mode": "chat")").id, u"x"_s);
}

void TestForeignTable::othersAreCounted_data()
{
    QTest::addColumn<QByteArray>("row");
    const auto row = [](const char *name, const char *key, const char *provider, const char *mode) {
        QTest::newRow(name) << QByteArray("\"") + key + R"(": {"litellm_provider": ")" + provider + R"(", "mode": ")"
                + mode + "\"}";
    };
    row("an image", "m", "openai", "image_generation");
    row("a provider we have not", "m", "palm", "chat");
    row("this machine", "ollama/x", "ollama", "chat");
    row("a fine-tune", "ft:gpt-x", "openai", "chat");
    row("a region", "azure/eu/gpt-x", "azure", "chat");
    row("a region of Bedrock", "bedrock/us-east-1/x", "bedrock", "chat");
    row("a commitment", "bedrock/us-east-1/1-month-commitment/x", "bedrock", "chat");
    row("a size class", "together-ai-4.1b-8b", "together_ai", "chat");
}

void TestForeignTable::othersAreCounted()
{
    QFETCH(const QByteArray, row);
    const ForeignTable table = read("{" + row + R"(, "good": {"litellm_provider": "openai", "mode": "chat"}})");
    QCOMPARE(table.models.size(), 1);
    QCOMPARE(table.others, 1);
    QCOMPARE(table.skipped, 0);
}

void TestForeignTable::nonsenseIsSkipped_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::newRow("no object") << QByteArray(R"("m": 5)");
    const auto row
        = [](const char *name, const char *members) { QTest::newRow(name) << "\"m\": {" + chat + members + "}"; };
    row("below zero", R"("input_cost_per_token": -1e-06, "output_cost_per_token": 1e-06)");
    row("a million times too dear", R"("input_cost_per_token": 0.1, "output_cost_per_token": 0.1)");
    row("a word", R"("input_cost_per_token": "cheap", "output_cost_per_token": 1e-06)");
    row("a list", R"("input_cost_per_token": [1], "output_cost_per_token": 1e-06)");
    row("a limit below zero", R"("max_input_tokens": -4)");
    row("a limit beyond reason", R"("max_input_tokens": 1e30)");
    QTest::newRow("no name") << "\"openai/\": {" + chat + plain + "}";
    QTest::newRow("a control character") << "\"a\\u001b[31m\": {" + chat + plain + "}";
    QTest::newRow("a name without end") << "\"" + QByteArray(5000, 'x') + "\": {" + chat + plain + "}";
}

void TestForeignTable::nonsenseIsSkipped()
{
    QFETCH(const QByteArray, row);
    const ForeignTable table = read("{" + row + R"(, "good": {"litellm_provider": "openai", "mode": "chat"}})");
    QCOMPARE(table.models.size(), 1);
    QCOMPARE(table.models.first().id, u"good"_s);
    QCOMPARE(table.skipped, 1);
}

void TestForeignTable::ourOwnFormat()
{
    const ForeignTable table = read(R"({"schema": 1, "as_of": "2026-10-10", "models": [
        {"service": "s", "id": "a", "price": {"input": "1", "output": "2"}}, {"service": "s", "id": "a"},
        {"service": "s"}, 7, {"service": "s", "id": "b", "price": {"input": 5}}]})");
    QCOMPARE(table.models.size(), 1);
    QCOMPARE(table.models.first().price->asOf, QDate(2026, 10, 10));
    QCOMPARE(table.skipped, 4);
}

void TestForeignTable::noTable_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a page") << QByteArray("<html>Not found</html>");
    QTest::newRow("cut") << QByteArray(R"({"m": {"litellm_provider": "openai", "mo)");
    QTest::newRow("a list") << QByteArray("[]");
    QTest::newRow("an object of something else") << QByteArray(R"({"error": "no"})");
    QTest::newRow("another schema") << QByteArray(R"({"schema": 2, "models": [{"service": "s", "id": "a"}]})");
    QTest::newRow("deep") << QByteArray(100'000, '[');
}

void TestForeignTable::noTable()
{
    QFETCH(const QByteArray, json);
    const Result<ForeignTable> table = readForeignTable(json, day);
    QVERIFY(!table.has_value());
    QCOMPARE(table.error().kind, Error::Kind::Malformed);
    QVERIFY(!table.error().detail.isEmpty());
}

QTEST_GUILESS_MAIN(TestForeignTable)
#include "tst_foreign_table.moc"
