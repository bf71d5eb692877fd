// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/ServiceTable.h"
#include "core/providers/openai/OpenAiChatDialect.h"
#include "tests/integration/OpenAiRecordedFacts.h"
#include "tests/integration/OpenAiReference.h"
#include "tests/support/TrafficShares.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

QString providerOf(const Recording &recording)
{
    return recording.name.section(u'/', 0, 0);
}

struct Outcome
{
    Completion completion;
    std::optional<Error> error;
    bool operator==(const Outcome &) const = default;
};

Outcome assemble(const QList<Delta> &deltas, const std::optional<Error> &error, bool complete)
{
    CompletionBuilder builder;
    for (const Delta &delta : deltas)
        builder.apply(delta);
    return {builder.build(complete), error};
}

QList<StreamEvent> frame(const QList<QByteArrayView> &pieces)
{
    const std::unique_ptr<Framer> framer = makeFramer(Framing::Sse);
    QList<StreamEvent> events;
    for (const QByteArrayView piece : pieces) {
        if (framer->feed(piece, events))
            return {};
    }
    return framer->finish(events) ? QList<StreamEvent>() : events;
}

Outcome decodeEvents(const QList<StreamEvent> &events, const Target &target)
{
    const std::unique_ptr<StreamDecoder> decoder = openAiChatDialect()->streamDecoder(target);
    QList<Delta> deltas;
    std::optional<Error> error;
    for (const StreamEvent &event : events) {
        error = decoder->decode(event, deltas);
        if (error)
            break;
    }
    decoder->finish(deltas);
    return assemble(deltas, error, decoder->complete());
}

Outcome decode(const Recording &recording, const Target &target)
{
    if (recording.head.status >= 400)
        return {{}, openAiChatDialect()->decodeError(recording.head, recording.body, target)};
    if (recording.streamed)
        return decodeEvents(frame({recording.body}), target);
    const Result<QList<Delta>> deltas = openAiChatDialect()->decode(recording.body, target);
    return deltas ? assemble(*deltas, std::nullopt, true) : Outcome {{}, deltas.error()};
}

qint64 number(const QJsonObject &object, QLatin1StringView name)
{
    return object[name].toInteger();
}

// What the service bills as output by its own documentation. xAI and Gemini count thoughts in the total only, as does
// Vercel's gateway for Gemini, which leaves them out of the total as well.
qint64 billedOutput(const QString &provider, const QJsonObject &usage)
{
    const qint64 completion = number(usage, "completion_tokens"_L1);
    const qint64 reasoning = usage["completion_tokens_details"_L1]["reasoning_tokens"_L1].toInteger();
    if (provider == "xai"_L1 || provider == "gemini"_L1)
        return number(usage, "total_tokens"_L1) - number(usage, "prompt_tokens"_L1);
    if (provider == "vercel-gateway"_L1 && reasoning > completion)
        return completion + reasoning;
    return completion;
}

// Mistral counts sound apart from the prompt.
qint64 billedInput(const QString &provider, const QJsonObject &usage)
{
    const qint64 prompt = number(usage, "prompt_tokens"_L1);
    return provider == "mistral"_L1 ? prompt + usage["prompt_tokens_details"_L1]["audio_tokens"_L1].toInteger()
                                    : prompt;
}

} // namespace

class TestTrafficOpenAi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void agreesWithTheReference_data() { addRows(false); }
    void agreesWithTheReference();
    void agreesWithReadFacts_data();
    void agreesWithReadFacts();
    void cutsMakeNoDifference_data() { addRows(true); }
    void cutsMakeNoDifference();
    void keepsWhatMustBeGivenBack();
    void readsCitations_data();
    void readsCitations();
    void joinsMarksForOnePage();
    void sawEveryKindOfStream();
    void everyServiceHasItsRow();
    void honoursTheServersWait();
    void readsModelLists();
    void sawEveryRecording();

private:
    void addRows(bool streamsOnly) const;
    [[nodiscard]] Target targetFor(const Recording &recording) const;
    [[nodiscard]] Recording find(QStringView name) const;
    void compareUsage(const Recording &recording, const ReferenceAnswer &expected, const Usage &usage) const;

    QList<Recording> m_recordings;
    QList<Service> m_services;
};

void TestTrafficOpenAi::initTestCase()
{
    LINEUP_NEEDS_TRAFFIC();
    m_recordings = shareOf("tst_traffic_openai"_L1);
    QFile rows(QStringLiteral(LINEUP_SOURCE_DIR "/resources/catalogue/services.json"));
    QVERIFY(rows.open(QIODevice::ReadOnly));
    const Result<QList<Service>> services = readServiceTable(rows.readAll());
    QVERIFY(services.has_value());
    m_services = *services;
}

void TestTrafficOpenAi::sawEveryRecording()
{
    QCOMPARE(m_recordings.size(), 188);
    // Answers are held against the reference; errors have nothing but the facts.
    for (const Recording &recording : std::as_const(m_recordings)) {
        const bool read
            = std::any_of(recordedFacts.begin(), recordedFacts.end(), [&recording](const RecordedFacts &facts) {
                  return recording.name == QLatin1StringView(facts.number) && *facts.error;
              });
        if (recording.head.status >= 400)
            QVERIFY2(read, qPrintable(recording.name));
    }
}

Target TestTrafficOpenAi::targetFor(const Recording &recording) const
{
    Target target;
    target.model = recording.request["model"_L1].toString(u"m"_s);
    target.service.id = providerOf(recording);
    for (const Service &service : m_services) {
        const bool named = service.id == providerOf(recording) || service.aliases.contains(providerOf(recording));
        if (named && service.dialect == "openai-chat"_L1)
            target.service = service;
    }
    return target;
}

Recording TestTrafficOpenAi::find(QStringView name) const
{
    for (const Recording &recording : m_recordings) {
        if (recording.name == name)
            return recording;
    }
    return {};
}

void TestTrafficOpenAi::addRows(bool streamsOnly) const
{
    QTest::addColumn<qsizetype>("index");
    for (qsizetype i = 0; i < m_recordings.size(); ++i) {
        const Recording &recording = m_recordings.at(i);
        if (recording.head.status < 400 && (recording.streamed || !streamsOnly))
            QTest::newRow(qPrintable(recording.name)) << i;
    }
}

void TestTrafficOpenAi::compareUsage(
    const Recording &recording, const ReferenceAnswer &expected, const Usage &usage) const
{
    QCOMPARE(usage.isKnown(), !expected.usage.isEmpty());
    QCOMPARE(usage.inputTotal(), billedInput(providerOf(recording), expected.usage));
    QCOMPARE(usage.outputTotal(), billedOutput(providerOf(recording), expected.usage));
    const QJsonValue cached = expected.usage["prompt_tokens_details"_L1]["cached_tokens"_L1];
    if (cached.isDouble())
        QCOMPARE(usage.inputCacheRead, qMin(cached.toInteger(), number(expected.usage, "prompt_tokens"_L1)));
    const QJsonValue reasoning = expected.usage["completion_tokens_details"_L1]["reasoning_tokens"_L1];
    if (reasoning.isDouble())
        QCOMPARE(usage.outputReasoning, qMin(reasoning.toInteger(), usage.outputTotal()));
    for (const qint64 bucket : {usage.inputFresh, usage.inputCacheRead, usage.inputCacheWrite5m, usage.inputAudio,
             usage.outputText, usage.outputReasoning, usage.outputAudio})
        QVERIFY(bucket >= 0);
}

void TestTrafficOpenAi::agreesWithTheReference()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const ReferenceAnswer expected = readReference(recording);
    const Outcome outcome = decode(recording, targetFor(recording));
    QCOMPARE(outcome.error.has_value(), !expected.error.isEmpty());
    QCOMPARE(outcome.completion.choices.size(), 1);
    const Choice &choice = outcome.completion.choices.first();
    QCOMPARE(outcome.completion.text(), expected.text);
    QCOMPARE(choice.message.reasoning, expected.reasoning);
    QCOMPARE(choice.message.refusal, expected.refusal);
    QStringList names;
    QStringList arguments;
    for (const ToolCall &call : choice.message.toolCalls) {
        names += call.name;
        arguments += call.arguments;
        QVERIFY(!call.id.isEmpty());
    }
    QCOMPARE(names, expected.toolNames);
    QCOMPARE(arguments, expected.toolArguments);
    QCOMPARE(choice.finishReason == FinishReason::Unknown, expected.finish.isEmpty());
    QCOMPARE(outcome.completion.complete, !expected.finish.isEmpty() || expected.sawDone || !recording.streamed);
    compareUsage(recording, expected, outcome.completion.usage);
}

void TestTrafficOpenAi::agreesWithReadFacts_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < recordedFacts.size(); ++i)
        QTest::newRow(recordedFacts[i].number) << static_cast<int>(i);
}

void TestTrafficOpenAi::agreesWithReadFacts()
{
    QFETCH(int, index);
    const RecordedFacts &facts = recordedFacts[static_cast<std::size_t>(index)];
    const Recording recording = find(QString::fromLatin1(facts.number));
    QVERIFY(!recording.name.isEmpty());
    const Outcome outcome = decode(recording, targetFor(recording));
    QCOMPARE(outcome.error ? errorKindName(outcome.error->kind) : QString(), QString::fromLatin1(facts.error));
    if (recording.head.status >= 400) {
        QCOMPARE(outcome.error->httpStatus, recording.head.status);
        QVERIFY(!outcome.error->detail.isEmpty());
        return;
    }
    const Choice &choice = outcome.completion.choices.first();
    QCOMPARE(finishReasonName(choice.finishReason), QString::fromLatin1(facts.finish));
    QStringList names;
    for (const ToolCall &call : choice.message.toolCalls)
        names += call.name;
    QCOMPARE(names.join(u','), QString::fromLatin1(facts.tools));
    const Usage &usage = outcome.completion.usage;
    QCOMPARE(usage.inputFresh, facts.fresh);
    QCOMPARE(usage.inputCacheRead, facts.cacheRead);
    QCOMPARE(usage.outputText, facts.text);
    QCOMPARE(usage.outputReasoning, facts.reasoning);
    const std::optional<Money> cost = outcome.completion.providerCost;
    QCOMPARE(cost ? cost->toDecimal() : QString(), QString::fromLatin1(facts.cost));
}

void TestTrafficOpenAi::cutsMakeNoDifference()
{
    QFETCH(qsizetype, index);
    const Recording &recording = m_recordings.at(index);
    const QByteArrayView body = recording.body;
    const QList<StreamEvent> whole = frame({body});
    QVERIFY(!whole.isEmpty());
    QList<QByteArrayView> bytes;
    for (qsizetype i = 0; i < body.size(); ++i)
        bytes += body.sliced(i, 1);
    const QList<StreamEvent> byteByByte = frame(bytes);
    const Target target = targetFor(recording);
    QVERIFY(decodeEvents(byteByByte, target) == decodeEvents(whole, target));
    // A decoder sees nothing but events: where they are equal, so is the answer.
    for (const qsizetype cut : cuts(recording.body)) {
        if (frame({body.first(cut), body.sliced(cut)}) != whole)
            QFAIL(qPrintable(u"other events when cut at %1"_s.arg(cut)));
    }
}

void TestTrafficOpenAi::keepsWhatMustBeGivenBack()
{
    const Recording recording = find(u"snowflake/004");
    Target target = targetFor(recording);
    target.service.baseUrl = QUrl(u"https://example.test/v1"_s);
    const Outcome outcome = decode(recording, target);
    ChatRequest request;
    request.messages = {Message::fromText(Role::User, u"hi"_s), outcome.completion.choices.first().message};
    const Result<EncodedRequest> encoded = openAiChatDialect()->encode(request, target);
    QVERIFY(encoded.has_value());
    // The signature of the thinking goes back as it came.
    const QJsonValue given
        = QJsonDocument::fromJson(recording.body)["choices"_L1][0]["message"_L1]["reasoning_details"_L1];
    QVERIFY(given.isArray());
    QCOMPARE(QJsonDocument::fromJson(encoded->body)["messages"_L1][1]["reasoning_details"_L1], given);
    target.model = u"another"_s;
    QVERIFY(!openAiChatDialect()->encode(request, target)->body.contains("reasoning_details"));
}

// How many pages the answer names, each once, and the first of them, as a person counts them in the recording: lists
// beside the choices, marks in the text, and what was looked up on the way.
void TestTrafficOpenAi::readsCitations_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("title");
    const auto row = [](const char *name, int count, const char *url, const char *title) {
        QTest::newRow(name) << QString::fromLatin1(name) << count << QString::fromLatin1(url)
                            << QString::fromLatin1(title);
    };
    row("perplexity/001", 7, "https://github.com/shannah/codenameone-cli",
        "shannah/codenameone-cli: CLI app for Codename One stuff - GitHub");
    row("perplexity/004", 6, "https://brighterly.com/questions/what-is-5-3-as-a-decimal/",
        "What is 5/3 as a decimal? [Solved] - Brighterly");
    row("perplexity/005", 20, "https://www.geeksforgeeks.org/maths/square-root-of-64/", "Square Root of 64");
    row("perplexity/006", 7, "https://populationstat.com/united-states/san-francisco", "");
    row("perplexity/007", 8, "https://www.youtube.com/watch?v=gJEC9-B37KI",
        "Counting to 3 | Learn Numbers + More Counting Songs | 123 Numbers");
    row("perplexity/008", 5, "https://en.wikipedia.org/wiki/List_of_countries_and_dependencies_by_area",
        "List of countries and dependencies by area - Wikipedia");
    row("perplexity/009", 5,
        "https://www.modernchristmastrees.com/innovative-approaches-holiday-decor-modern-interior-design/", "");
    row("groq/004", 6, "https://discuss.python.org/t/python-latest-stable-version/24563",
        "Python latest stable version? - Python Help - Discussions on Python.org");
    row("groq/017", 16, "https://www.weatherapi.com/", "Weather in San Francisco");
    row("openrouter/005", 1, "https://www.ruby-lang.org/en/downloads/", "Download Ruby | Ruby");
    row("openrouter/015", 5, "https://github.com/pydantic/pydantic-ai",
        "AI Agent Framework, the Pydantic way - GitHub");
}

void TestTrafficOpenAi::readsCitations()
{
    QFETCH(const QString, name);
    const Recording recording = find(name);
    const QList<Citation> cited = decode(recording, targetFor(recording)).completion.choices.first().citations;
    QTEST(static_cast<int>(cited.size()), "count");
    QTEST(cited.first().url, "url");
    QTEST(cited.first().title, "title");
}

// The streams hold what a framer has to bear: else the test of cuts would show less than it seems to.
void TestTrafficOpenAi::sawEveryKindOfStream()
{
    QSet<QString> withReturns;
    QSet<QString> withComments;
    QSet<QString> withoutDone;
    QSet<QString> padded;
    for (const Recording &recording : m_recordings) {
        if (!recording.streamed || recording.head.status >= 400)
            continue;
        const QString provider = providerOf(recording);
        if (recording.body.contains("\r\n"))
            withReturns.insert(provider);
        if (recording.body.startsWith(':') || recording.body.contains("\n:"))
            withComments.insert(provider);
        if (!recording.body.contains("[DONE]"))
            withoutDone.insert(provider);
        if (recording.body.contains("\"obfuscation\"") || recording.body.contains("\"p\":"))
            padded.insert(provider);
    }
    QCOMPARE(withReturns, QSet<QString> {u"perplexity"_s});
    QCOMPARE(withComments, QSet<QString> {u"openrouter"_s});
    QCOMPARE(withoutDone, (QSet<QString> {u"perplexity"_s, u"gpustack"_s, u"groq"_s}));
    QCOMPARE(padded, (QSet<QString> {u"azure"_s, u"mistral"_s, u"openai"_s}));
}

// None is read with defaults where the table knows better, and each answer of these is among the read facts. Left out
// is nothing: every chat recording of theirs is there.
void TestTrafficOpenAi::everyServiceHasItsRow()
{
    const QStringList services {u"alibaba"_s, u"avian"_s, u"cerebras"_s, u"crusoe"_s, u"gpustack"_s, u"perplexity"_s,
        u"vercel-gateway"_s, u"zai"_s, u"groq"_s, u"together"_s, u"llamacpp"_s, u"deepseek"_s, u"xai"_s,
        u"openrouter"_s};
    for (const Recording &recording : m_recordings) {
        const QString provider = providerOf(recording);
        if (services.contains(provider))
            QVERIFY2(!targetFor(recording).service.label.isEmpty(), qPrintable(provider));
        if (!services.contains(provider) && provider != "ollama"_L1 && provider != "gemini"_L1)
            continue;
        const bool read = std::any_of(recordedFacts.begin(), recordedFacts.end(),
            [&recording](const RecordedFacts &facts) { return recording.name == QLatin1StringView(facts.number); });
        QVERIFY2(read, qPrintable(recording.name));
    }
}

void TestTrafficOpenAi::joinsMarksForOnePage()
{
    const Recording openai = find(u"openai/003");
    const QList<Citation> cited = decode(openai, targetFor(openai)).completion.choices.first().citations;
    QCOMPARE(cited.size(), 2); // three marks, two of them for one page
    QCOMPARE(cited.first().title, u"Ruby 3.4.7 Released | Ruby"_s);
}

void TestTrafficOpenAi::honoursTheServersWait()
{
    const Recording azure = find(u"azure/006");
    QVERIFY(decode(azure, targetFor(azure)).error->retryAfter == std::chrono::seconds(1));
    // X-RateLimit-Reset, 26 seconds after the answer's own date.
    const Recording openrouter = find(u"openrouter/009");
    QVERIFY(decode(openrouter, targetFor(openrouter)).error->retryAfter == std::chrono::seconds(26));
}

void TestTrafficOpenAi::readsModelLists()
{
    Service service;
    service.id = u"s"_s;
    QHash<QString, QList<ModelInfo>> lists;
    for (const QString &provider : {u"openrouter"_s, u"perplexity"_s, u"cerebras"_s}) {
        for (const Recording &recording : recordings(provider, u"models"_s)) {
            const Result<QList<ModelInfo>> models = openAiChatDialect()->decodeModelList(recording.body, service);
            QVERIFY(models.has_value());
            lists.insert(provider, *models);
        }
    }
    QCOMPARE(lists.size(), 3);
    QCOMPARE(lists[u"cerebras"_s].size(), 3);
    QVERIFY(!lists[u"cerebras"_s].first().capabilitiesKnown);
    QCOMPARE(lists[u"perplexity"_s].first().price->cacheWrite5m->toDecimal(), u"0.0000125"_s);
    const ModelInfo &nano = lists[u"openrouter"_s].first();
    QCOMPARE(nano.id, u"openai/gpt-5-nano"_s);
    QCOMPARE(nano.contextTokens, 400'000);
    QCOMPARE(nano.maxOutputTokens, 128'000);
    QCOMPARE(nano.price->input->toDecimal(), u"0.00000005"_s);
    QCOMPARE(nano.price->output->toDecimal(), u"0.0000004"_s);
    QCOMPARE(nano.price->cacheRead->toDecimal(), u"0.000000005"_s);
    QVERIFY(nano.can(ModelInfo::Capability::Vision) && nano.can(ModelInfo::Capability::Tools));
    QVERIFY(nano.can(ModelInfo::Capability::JsonSchema) && !nano.can(ModelInfo::Capability::AudioIn));
}

QTEST_APPLESS_MAIN(TestTrafficOpenAi)
#include "tst_traffic_openai.moc"
