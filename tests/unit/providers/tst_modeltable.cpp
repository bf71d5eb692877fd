// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/ModelTable.h"

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using Capability = ModelInfo::Capability;

namespace {

// Price of a million, in whole micro-dollars; -1 when there is none.
qint64 microsPerMillion(const std::optional<UnitPrice> &price)
{
    return price ? price->atto() / 1'000'000 : -1;
}

QByteArray tableWith(const QByteArray &row)
{
    return R"({"schema": 1, "as_of": "2026-04-16", "models": [)" + row + "]}";
}

} // namespace

class TestModelTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/resources/catalogue/models.json"));
        QVERIFY(file.open(QFile::ReadOnly));
        const Result<QList<ModelInfo>> models = readModelTable(file.readAll());
        QVERIFY2(models.has_value(), models ? "" : qPrintable(models.error().detail));
        m_models = *models;
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void shippedTableIsWhole()
    {
        QVERIFY(m_models.size() >= 1500);
        QSet<QString> seen;
        QSet<QString> services;
        int unknown = 0; // nobody has looked at what they can
        for (const ModelInfo &model : std::as_const(m_models)) {
            const QString name = model.service + u' ' + model.id;
            QVERIFY2(!seen.contains(name), qPrintable(name));
            seen += name;
            services += model.service;
            const bool chats = model.mode == ModelInfo::Mode::Chat;
            QVERIFY2(!model.demo, qPrintable(name));
            unknown += model.capabilitiesKnown ? 0 : 1;
            QVERIFY2(model.capabilitiesKnown || !model.capabilities, qPrintable(name));
            QVERIFY2(chats || !model.capabilities, qPrintable(name));
            QVERIFY2(model.api.isEmpty() || (chats && model.api == "openai-responses"_L1), qPrintable(name));
            QVERIFY2(!model.free || !model.price, qPrintable(name));
            QVERIFY2(model.contextTokens == 0 || model.maxOutputTokens < model.contextTokens, qPrintable(name));
        }
        QVERIFY(services.size() >= 50);
        QVERIFY2(unknown < m_models.size() / 4, qPrintable(QString::number(unknown)));
        const QSet<QString> named {u"openai"_s, u"anthropic"_s, u"gemini"_s, u"groq"_s, u"mistral"_s, u"deepseek"_s,
            u"xai"_s, u"openrouter"_s, u"together"_s, u"azure"_s, u"bedrock"_s, u"vertex_ai"_s, u"cohere"_s};
        QVERIFY(services.contains(named));
    }

    // Prices lie between a tenth of a cent and 600 dollars for a million tokens; output is never cheaper than a tenth
    // of the input, reading a cache never dearer than fresh input, and nothing that is not free costs 0.
    void shippedPricesArePlausible()
    {
        int priced = 0;
        for (const ModelInfo &model : std::as_const(m_models)) {
            if (!model.price)
                continue;
            ++priced;
            const QByteArray text = QString(model.service + u' ' + model.id).toUtf8();
            const char *name = text.constData();
            const Price &price = *model.price;
            QVERIFY2(price.asOf >= QDate(2026, 4, 1), name);
            QVERIFY2(price.asOf <= QDate(2026, 11, 22), name);
            checkPair(price.input, model.mode == ModelInfo::Mode::Chat ? price.output : price.input, name);
            checkNotZero(price, name);
            checkBelow(price.cacheRead, price.input, name);
            checkBelow(price.input, price.cacheWrite5m, name);
            checkBelow(price.cacheWrite5m, price.cacheWrite1h, name);
            qint64 bound = 0;
            for (const Price::Tier &tier : price.tiers) {
                QVERIFY2(tier.aboveInputTokens > bound, name);
                bound = tier.aboveInputTokens;
                checkPair(tier.input, tier.output, name);
                checkBelow(price.input, tier.input, name);
                checkBelow(price.output, tier.output, name);
                checkBelow(tier.cacheRead, tier.input, name);
                QVERIFY2(tier.aboveInputTokens >= 30'000 && tier.aboveInputTokens < 1'000'000, name);
            }
            if (model.service == u"anthropic") { // the rule on its price page
                QVERIFY2(price.cacheWrite1h && price.cacheWrite1h->atto() == 2 * price.input->atto(), name);
            }
        }
        QVERIFY(priced > 1500);
    }

    void shippedPrices_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("id");
        QTest::addColumn<qint64>("input"); // micro-dollars a million tokens
        QTest::addColumn<qint64>("output");
        QTest::addColumn<qint64>("cacheRead");
        QTest::addColumn<qint64>("cacheWrite5m");
        const auto row
            = [](const char *service, const char *id, qint64 input, qint64 output, qint64 read, qint64 write) {
                  QTest::addRow("%s %s", service, id)
                      << QString::fromLatin1(service) << QString::fromLatin1(id) << input << output << read << write;
              };
        row("openai", "gpt-4o-mini", 150'000, 600'000, 75'000, -1);
        row("openai", "gpt-4o", 2'500'000, 10'000'000, 1'250'000, -1);
        row("openai", "gpt-4.1-nano", 100'000, 400'000, 25'000, -1);
        row("openai", "gpt-5", 1'250'000, 10'000'000, 125'000, -1);
        row("openai", "gpt-5-nano", 50'000, 400'000, 5'000, -1);
        row("openai", "o3", 2'000'000, 8'000'000, 500'000, -1);
        row("openai", "gpt-3.5-turbo", 500'000, 1'500'000, -1, -1);
        row("openai", "o1-pro", 150'000'000, 600'000'000, -1, -1);
        row("openai", "gpt-5.1-codex-mini", 250'000, 2'000'000, 25'000, -1);
        row("anthropic", "claude-sonnet-4-6", 3'000'000, 15'000'000, 300'000, 3'750'000);
        row("anthropic", "claude-opus-4-7", 5'000'000, 25'000'000, 500'000, 6'250'000);
        row("anthropic", "claude-haiku-4-5", 1'000'000, 5'000'000, 100'000, 1'250'000);
        row("anthropic", "claude-3-haiku-20240307", 250'000, 1'250'000, 30'000, 300'000);
        row("gemini", "gemini-2.0-flash", 100'000, 400'000, 25'000, -1);
        row("gemini", "gemini-2.0-flash-lite", 75'000, 300'000, 18'750, -1);
        row("gemini", "gemini-2.5-pro", 1'250'000, 10'000'000, 125'000, -1);
        row("groq", "llama-3.3-70b-versatile", 590'000, 790'000, -1, -1);
        row("mistral", "codestral-latest", 300'000, 900'000, -1, -1);
        row("deepseek", "deepseek-chat", 280'000, 420'000, 28'000, -1);
        row("xai", "grok-4-1-fast", 200'000, 500'000, 50'000, -1);
        row("openrouter", "anthropic/claude-sonnet-4.6", 3'000'000, 15'000'000, 300'000, 3'750'000);
        row("together", "openai/gpt-oss-20b", 50'000, 200'000, -1, -1);
    }
    void shippedPrices()
    {
        QFETCH(const QString, service);
        QFETCH(const QString, id);
        const std::optional<ModelInfo> model = find(service, id);
        QVERIFY(model && model->price);
        QTEST(microsPerMillion(model->price->input), "input");
        QTEST(microsPerMillion(model->price->output), "output");
        QTEST(microsPerMillion(model->price->cacheRead), "cacheRead");
        QTEST(microsPerMillion(model->price->cacheWrite5m), "cacheWrite5m");
    }

    void shippedTiersAndExtras()
    {
        const Price pro = find(u"gemini"_s, u"gemini-2.5-pro"_s)->price.value();
        QCOMPARE(pro.tiers.size(), 1);
        QCOMPARE(pro.tiers.first().aboveInputTokens, 200'000);
        QCOMPARE(microsPerMillion(pro.tiers.first().output), 15'000'000);
        const Price sonnet = find(u"anthropic"_s, u"claude-sonnet-4-5"_s)->price.value();
        QCOMPARE(microsPerMillion(sonnet.tiers.first().cacheWrite1h), 12'000'000);
        QCOMPARE(sonnet.webSearch->toDecimal(), u"0.01"_s);
        QCOMPARE(microsPerMillion(find(u"gemini"_s, u"gemini-2.5-flash"_s)->price->inputAudio), 1'000'000);
    }

    void shippedCapabilities_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("has");
        QTest::addColumn<QStringList>("lacks");
        QTest::newRow("gpt-5") << u"openai"_s << u"gpt-5"_s
                               << QStringList {u"no_temperature"_s, u"reasoning"_s, u"tools"_s}
                               << QStringList {u"adaptive_thinking"_s, u"audio_in"_s};
        QTest::newRow("gpt-5-chat-latest")
            << u"openai"_s << u"gpt-5-chat-latest"_s << QStringList {u"vision"_s} << QStringList {u"no_temperature"_s};
        QTest::newRow("gpt-5.2") << u"openai"_s << u"gpt-5.2"_s << QStringList {u"reasoning"_s}
                                 << QStringList {u"no_temperature"_s}; // its default effort is none
        QTest::newRow("o3-mini") << u"openai"_s << u"o3-mini"_s << QStringList {u"no_temperature"_s}
                                 << QStringList {u"vision"_s};
        QTest::newRow("sonnet 4.6") << u"anthropic"_s << u"claude-sonnet-4-6"_s
                                    << QStringList {u"adaptive_thinking"_s, u"json_schema"_s, u"pdf"_s}
                                    << QStringList {u"no_temperature"_s};
        QTest::newRow("sonnet 4.5") << u"anthropic"_s << u"claude-sonnet-4-5"_s
                                    << QStringList {u"reasoning"_s, u"one_sampler"_s}
                                    << QStringList {u"adaptive_thinking"_s};
        // The restriction came with Opus 4.1, and is there wherever the model is.
        QTest::newRow("opus 4") << u"anthropic"_s << u"claude-opus-4-20250514"_s << QStringList {u"reasoning"_s}
                                << QStringList {u"one_sampler"_s};
        QTest::newRow("opus 4.1 on bedrock") << u"bedrock"_s << u"us.anthropic.claude-opus-4-1-20250805-v1:0"_s
                                             << QStringList {u"one_sampler"_s} << QStringList();
        QTest::newRow("haiku 4.5 on vertex")
            << u"vertex_ai"_s << u"claude-haiku-4-5@20251001"_s << QStringList {u"one_sampler"_s} << QStringList();
        QTest::newRow("opus 4.7") << u"anthropic"_s << u"claude-opus-4-7"_s
                                  << QStringList {u"adaptive_thinking"_s, u"no_temperature"_s} << QStringList();
        QTest::newRow("gemma") << u"gemini"_s << u"gemma-3-27b-it"_s << QStringList()
                               << QStringList {u"system_prompt"_s, u"json_mode"_s};
        QTest::newRow("2.5 flash") << u"gemini"_s << u"gemini-2.5-flash"_s
                                   << QStringList {u"audio_in"_s, u"reasoning"_s} << QStringList();
    }
    void shippedCapabilities()
    {
        QFETCH(const QString, service);
        QFETCH(const QString, id);
        QFETCH(const QStringList, has);
        QFETCH(const QStringList, lacks);
        const std::optional<ModelInfo> model = find(service, id);
        QVERIFY(model.has_value());
        const QStringList words = wordsOf(*model);
        for (const QString &word : has)
            QVERIFY2(words.contains(word), qPrintable(word));
        for (const QString &word : lacks)
            QVERIFY2(!words.contains(word), qPrintable(word));
    }

    void freeAndUnknownAreApart()
    {
        QVERIFY(find(u"openrouter"_s, u"openrouter/free"_s)->free);
        const ModelInfo automatic = find(u"openrouter"_s, u"openrouter/auto"_s).value();
        QVERIFY(!automatic.free && !automatic.price); // costs what the model it picks costs
        const ModelInfo moving = find(u"gemini"_s, u"gemini-flash-latest"_s).value();
        QVERIFY(!moving.free && !moving.price);
    }

    void readsEveryMember()
    {
        const Result<QList<ModelInfo>> models = readModelTable(tableWith(
            R"({"service": "s", "id": "m", "label": "M", "context": 1000, "max_output": 50, "mode": "embedding", "demo": true, "later": [1],
                "capabilities": ["tools", "no_such_word", "adaptive_thinking"],
                "price": {"input": "0.15", "output": "1e1", "reasoning": "3", "cache_read": "0.01875", "cache_write_5m": "4",
                          "cache_write_1h": "5", "input_audio": "6", "output_audio": "7", "web_search": "0.025",
                          "tiers": [{"above": 200, "input": "8", "output": "9", "cache_read": "10", "cache_write_5m": "11",
                                     "cache_write_1h": "12"}]}})"));
        QVERIFY2(models.has_value(), models ? "" : qPrintable(models.error().detail));
        const auto price = [](qint64 micros) { return UnitPrice::fromAtto(micros * 1'000'000); };
        ModelInfo expected {
            .id = u"m"_s, .service = u"s"_s, .label = u"M"_s, .contextTokens = 1000, .maxOutputTokens = 50};
        expected.capabilities = Capability::Tools | Capability::AdaptiveThinking;
        expected.mode = ModelInfo::Mode::Embedding;
        expected.demo = true;
        expected.price = Price {.input = price(150'000),
            .output = price(10'000'000),
            .reasoning = price(3'000'000),
            .cacheRead = price(18'750),
            .cacheWrite5m = price(4'000'000),
            .cacheWrite1h = price(5'000'000),
            .inputAudio = price(6'000'000),
            .outputAudio = price(7'000'000),
            .webSearch = UnitPrice::fromAtto(25'000'000'000'000'000),
            .tiers = {{.aboveInputTokens = 200,
                .input = price(8'000'000),
                .output = price(9'000'000),
                .cacheRead = price(10'000'000),
                .cacheWrite5m = price(11'000'000),
                .cacheWrite1h = price(12'000'000)}},
            .asOf = QDate(2026, 4, 16)};
        QCOMPARE(models->size(), 1);
        QVERIFY(models->first() == expected);
    }

    void readsTheNewerMembers()
    {
        const Result<QList<ModelInfo>> models = readModelTable(tableWith(
            R"({"service": "s", "id": "m", "mode": "embedding", "api": "other", "deprecated": "2027-01-31",
                "as_of": "2026-09-01",
                "price": {"input": "1", "input_image": "2", "output_image": "3", "request": "0.005",
                          "web_search_low": "0.01", "web_search_medium": "0.02", "web_search_high": "0.03",
                          "levels": [{"tier": "batch", "input": "0.5", "output": "0.7",
                                      "tiers": [{"above": 200000, "input": "0.9", "input_audio": "4"}]}]}})"));
        QVERIFY2(models.has_value(), models ? "" : qPrintable(models.error().detail));
        const ModelInfo &model = models->first();
        QCOMPARE(int(model.mode), int(ModelInfo::Mode::Embedding));
        QCOMPARE(model.api, u"other"_s);
        QCOMPARE(model.deprecatedOn, QDate(2027, 1, 31));
        const Price price = model.price.value();
        QCOMPARE(price.asOf, QDate(2026, 9, 1));
        QCOMPARE(microsPerMillion(price.inputImage), 2'000'000);
        QCOMPARE(microsPerMillion(price.outputImage), 3'000'000);
        QCOMPARE(price.request->toDecimal(), u"0.005"_s);
        QCOMPARE(price.webSearchMedium->toDecimal(), u"0.02"_s);
        QCOMPARE(price.levels.size(), 1);
        QCOMPARE(int(price.levels.first().serviceTier), int(ServiceTier::Batch));
        QCOMPARE(microsPerMillion(price.levels.first().plain.output), 700'000);
        QCOMPARE(price.levels.first().tiers.first().aboveInputTokens, 200'000);
        QCOMPARE(microsPerMillion(price.levels.first().tiers.first().inputAudio), 4'000'000);
    }

    void readsThinking()
    {
        const auto read = [](const QByteArray &thinking) {
            return readModelTable(tableWith(R"({"service": "s", "id": "m", "thinking": )" + thinking + '}'));
        };
        const auto all = read(R"({"least": 128, "most": 900, "off": false, "efforts": ["low", "high"]})");
        QVERIFY(all.has_value());
        QVERIFY(all->first().thinking == (Thinking {128, 900, false, QStringList {u"low"_s, u"high"_s}}));
        const auto none = read(R"({"efforts": []})");
        QVERIFY(none.has_value());
        QVERIFY(none->first().thinking == (Thinking {.efforts = QStringList()}));
        QVERIFY(read(u"{}"_s.toUtf8())->first().thinking == Thinking());
        for (const char *wrong : {R"({"efforts": ["high", "low"]})", R"({"efforts": ["much"]})", R"({"least": -1})"})
            QVERIFY2(!read(wrong).has_value(), wrong);
    }

    void whatIsWrittenReadsTheSame()
    {
        const Result<QList<ModelInfo>> again = readModelTable(writeModelTable(m_models, QDate(2026, 4, 16)));
        QVERIFY2(again.has_value(), again ? "" : qPrintable(again.error().detail));
        QCOMPARE(again->size(), m_models.size());
        for (qsizetype i = 0; i < m_models.size(); ++i)
            QVERIFY2(again->at(i) == m_models.at(i), qPrintable(m_models.at(i).id));
    }

    void absentMembersAreUnknown()
    {
        const Result<QList<ModelInfo>> models = readModelTable(tableWith(R"({"service": "s", "id": "m"})"));
        QVERIFY(models.has_value());
        QCOMPARE(models->size(), 1);
        const ModelInfo &model = models->first();
        QVERIFY(!model.price && !model.free && !model.capabilitiesKnown);
        QCOMPARE(model.contextTokens, 0);
    }

    void complains_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("words");
        QTest::newRow("no JSON") << QByteArray("{") << u"invalid JSON"_s;
        QTest::newRow("no object") << QByteArray("[]") << u"object"_s;
        QTest::newRow("no schema") << QByteArray(R"({"models": []})") << u"schema: expected 1"_s;
        QTest::newRow("other schema") << QByteArray(R"({"schema": 2, "models": []})") << u"schema: expected 1"_s;
        QTest::newRow("models no list") << QByteArray(R"({"schema": 1, "models": {}})") << u"models: expected a list"_s;
        QTest::newRow("row no object") << tableWith("5") << u"models[0]: expected an object"_s;
        QTest::newRow("no id") << tableWith(R"({"service": "s"})") << u"models[0].id: is required"_s;
        QTest::newRow("second row") << tableWith(R"({"service": "s", "id": "a"}, {"id": "b"})")
                                    << u"models[1].service: is required"_s;
        QTest::newRow("price as number") << tableWith(R"({"service": "s", "id": "m", "price": {"input": 0.15}})")
                                         << u"models[0].price.input: expected text"_s;
        QTest::newRow("price as word") << tableWith(R"({"service": "s", "id": "m", "price": {"output": "free"}})")
                                       << u"models[0].price.output: expected a price as decimal text"_s;
        QTest::newRow("negative price") << tableWith(R"({"service": "s", "id": "m", "price": {"cache_read": "-1"}})")
                                        << u"models[0].price.cache_read"_s;
        QTest::newRow("too many digits") << tableWith(
            R"({"service": "s", "id": "m", "price": {"input": "0.0000000000001"}})")
                                         << u"models[0].price.input"_s;
        QTest::newRow("tier") << tableWith(R"({"service": "s", "id": "m", "price": {"tiers": [{"above": 0}]}})")
                              << u"models[0].price.tiers[0].above"_s;
        QTest::newRow("tiers descend") << tableWith(
            R"({"service": "s", "id": "m", "price": {"tiers": [{"above": 2}, {"above": 1}]}})")
                                       << u"models[0].price.tiers: expected ascending bounds"_s;
        QTest::newRow("context") << tableWith(R"({"service": "s", "id": "m", "context": -5})")
                                 << u"models[0].context"_s;
        QTest::newRow("mode") << tableWith(R"({"service": "s", "id": "m", "mode": "song"})") << u"models[0].mode"_s;
        QTest::newRow("date") << tableWith(R"({"service": "s", "id": "m", "deprecated": "soon"})")
                              << u"models[0].deprecated"_s;
        QTest::newRow("level without a name")
            << tableWith(R"({"service": "s", "id": "m", "price": {"levels": [{"input": "1"}]}})")
            << u"models[0].price.levels[0].tier"_s;
        QTest::newRow("level twice") << tableWith(
            R"({"service": "s", "id": "m", "price": {"levels": [{"tier": "flex"}, {"tier": "flex"}]}})")
                                     << u"models[0].price.levels: a service tier is there twice"_s;
        QTest::newRow("free") << tableWith(R"({"service": "s", "id": "m", "free": "yes"})")
                              << u"models[0].free: expected true or false"_s;
    }
    void complains()
    {
        QFETCH(const QByteArray, json);
        QFETCH(const QString, words);
        const Result<QList<ModelInfo>> models = readModelTable(json);
        QVERIFY(!models.has_value());
        QCOMPARE(models.error().kind, Error::Kind::Malformed);
        QVERIFY2(models.error().detail.contains(words), qPrintable(models.error().detail));
    }

private:
    [[nodiscard]] std::optional<ModelInfo> find(const QString &service, const QString &id) const
    {
        for (const ModelInfo &model : m_models) {
            if (model.service == service && model.id == id)
                return model;
        }
        return std::nullopt;
    }

    static QStringList wordsOf(const ModelInfo &model)
    {
        QStringList words;
        const std::pair<Capability, QString> table[] {
            {Capability::Tools, u"tools"_s},
            {Capability::Vision, u"vision"_s},
            {Capability::AudioIn, u"audio_in"_s},
            {Capability::Pdf, u"pdf"_s},
            {Capability::Reasoning, u"reasoning"_s},
            {Capability::JsonMode, u"json_mode"_s},
            {Capability::JsonSchema, u"json_schema"_s},
            {Capability::SystemPrompt, u"system_prompt"_s},
            {Capability::NoTemperature, u"no_temperature"_s},
            {Capability::AdaptiveThinking, u"adaptive_thinking"_s},
            {Capability::OneSampler, u"one_sampler"_s},
        };
        for (const auto &[capability, word] : table) {
            if (model.can(capability))
                words += word;
        }
        return words;
    }

    static void checkPair(
        const std::optional<UnitPrice> &input, const std::optional<UnitPrice> &output, const char *name)
    {
        QVERIFY2(input && output, name);
        QVERIFY2(microsPerMillion(input) >= 1'000 && microsPerMillion(input) <= 300'000'000, name);
        QVERIFY2(microsPerMillion(output) >= 1'000 && microsPerMillion(output) <= 600'000'000, name);
        QVERIFY2(output->atto() >= input->atto() / 10, name);
    }

    static void checkNotZero(const Price &price, const char *name)
    {
        for (const auto &each : {price.input, price.output, price.reasoning, price.cacheRead, price.cacheWrite5m,
                 price.cacheWrite1h, price.inputAudio, price.outputAudio, price.inputImage, price.outputImage,
                 price.request, price.webSearch, price.webSearchLow})
            QVERIFY2(!each || each->atto() > 0, name);
        for (const Price::Level &level : price.levels)
            QVERIFY2(level.plain.input && level.plain.input->atto() > 0, name);
    }

    static void checkBelow(const std::optional<UnitPrice> &less, const std::optional<UnitPrice> &more, const char *name)
    {
        QVERIFY2(!less || !more || *less <= *more, name);
    }

    QList<ModelInfo> m_models;
};

QTEST_GUILESS_MAIN(TestModelTable)
#include "tst_modeltable.moc"
