// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/anthropic/AnthropicDialect.h"
#include "tests/integration/AnthropicReference.h"
#include "tests/support/GoldenEncode.h"
#include "tests/support/TrafficCheck.h"
#include "tests/support/TrafficShares.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;
using lineup::test::AnthropicReference;
using lineup::test::compactObject;
using lineup::test::Recording;
using lineup::test::TrafficCheck;

namespace {

Target claude()
{
    Target out;
    out.service.id = u"anthropic"_s;
    out.model = u"claude-x"_s;
    return out;
}

const TrafficCheck &check()
{
    static const TrafficCheck one(*anthropicDialect(), claude(), Framing::Sse);
    return one;
}

const QList<Recording> &all()
{
    static const QList<Recording> list
        = test::shareOf("tst_traffic_anthropic"_L1) + test::recordings(u"anthropic"_s, u"count_tokens"_s);
    return list;
}

QList<Recording> answers(bool streamed)
{
    QList<Recording> out;
    for (const Recording &recording : all()) {
        if (recording.api == "messages"_L1 && recording.head.status < 400 && recording.streamed == streamed)
            out += recording;
    }
    return out;
}

QStringList callLines(const Completion &completion)
{
    QStringList out;
    for (const ToolCall &call : completion.first()->message.toolCalls)
        out += call.name + u' ' + compactObject(call.arguments.toUtf8());
    return out;
}

QString counts(const Usage &u)
{
    return u"%1 %2 %3 %4 %5 %6 %7"_s.arg(u.inputFresh)
        .arg(u.inputCacheRead)
        .arg(u.inputCacheWrite5m)
        .arg(u.inputCacheWrite1h)
        .arg(u.outputText)
        .arg(u.outputReasoning)
        .arg(u.webSearches);
}

} // namespace

class TestTrafficAnthropic : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".*"_s));
        LINEUP_NEEDS_TRAFFIC();
    }
    void everyAnswerAgreesWithTheReference_data();
    void everyAnswerAgreesWithTheReference();
    void everyCutGivesTheSame_data();
    void everyCutGivesTheSame();
    void everyCutBodyIsIncomplete_data() { everyCutGivesTheSame_data(); }
    void everyCutBodyIsIncomplete();
    void facts_data();
    void facts();
    void blocksGoBackAsTheyCame_data();
    void blocksGoBackAsTheyCame();
    void errors_data();
    void errors();
    void countedTokensAreNoAnswer();
    void modelList();
};

void TestTrafficAnthropic::everyAnswerAgreesWithTheReference_data()
{
    TrafficCheck::addRows(answers(true) + answers(false));
}

void TestTrafficAnthropic::everyAnswerAgreesWithTheReference()
{
    QFETCH(const Recording, recording);
    const AnthropicReference expected = test::readAnthropicReference(recording);
    const Decoded out = check().decode(recording);
    QVERIFY2(!out.error, qPrintable(out.error ? out.error->detail : QString()));
    const Choice *choice = out.completion.first();
    QVERIFY(choice);
    QCOMPARE(out.completion.text(), expected.text);
    QCOMPARE(choice->message.reasoning, expected.reasoning);
    QCOMPARE(callLines(out.completion), expected.calls);
    QCOMPARE(choice->nativeFinishReason, expected.stopReason);
    QVERIFY(choice->finishReason != FinishReason::Unknown);
    QCOMPARE(choice->message.nativeBlocks.size(), expected.otherBlocks);
    QVERIFY(out.completion.complete);
    QVERIFY(out.completion.id.startsWith(u"msg_"_s));
    QVERIFY(out.completion.model.startsWith(u"claude"_s));
    QVERIFY(out.completion.usage.isKnown());
    if (!recording.body.contains(R"("compaction")")) { // told apart in facts()
        QCOMPARE(out.completion.usage.inputFresh, expected.input);
        QCOMPARE(out.completion.usage.outputTotal(), expected.output);
    }
}

void TestTrafficAnthropic::everyCutGivesTheSame_data()
{
    TrafficCheck::addRows(answers(true));
}

void TestTrafficAnthropic::everyCutGivesTheSame()
{
    QFETCH(const Recording, recording);
    QVERIFY(test::cuts(recording.body).size() > 100);
    QCOMPARE(check().cutComplaint(recording), QString());
}

// Whatever is lost of the end, what came is a beginning of the answer, and it never counts as whole.
void TestTrafficAnthropic::everyCutBodyIsIncomplete()
{
    QFETCH(const Recording, recording);
    const qsizetype last = recording.body.indexOf("event: message_stop");
    QCOMPARE(check().beginningComplaint(recording, last, TrafficCheck::Counted::Perhaps), QString());
}

void TestTrafficAnthropic::facts_data()
{
    QTest::addColumn<QString>("begins");
    QTest::addColumn<QStringList>("calls");
    QTest::addColumn<FinishReason>("finish");
    QTest::addColumn<QString>("usage"); // fresh, cache read, written 5 min, 1 h, text, reasoning, searches
    QTest::addColumn<int>("kept"); // native blocks
    QTest::addColumn<int>("citations");
    constexpr auto stop = FinishReason::Stop;
    const auto fact = [](const char *name, const QString &begins, FinishReason finish, const QString &usage,
                          int kept = 0, int citations = 0, const QStringList &calls = {}) {
        QTest::newRow(name) << begins << calls << finish << usage << kept << citations;
    };
    const QString florence = uR"(weather {"location":"Florence, Italy"})"_s;
    fact("anthropic/003", uR"({"city":"Paris","country":"France"})"_s, stop, u"210 0 0 0 12 0 0"_s);
    fact("anthropic/004", {}, FinishReason::ToolCalls, u"424 0 0 0 110 0 0"_s, 1, 0, {florence});
    fact("anthropic/008", {}, FinishReason::ToolCalls, u"7 0 1069 0 60 0 0"_s, 0, 0,
        {uR"(lookup_refund_policy {"order_id":"order-123"})"_s});
    fact("anthropic/009", u"The exact page title is:\n\n**Pydantic AI"_s, stop, u"26447 0 0 0 528 0 0"_s, 10);
    fact("anthropic/010", u"Task: answer \"What's 2+2?\""_s, stop, u"2390 0 0 0 93 28 0"_s, 3);
    fact("anthropic/011", u"That message appeared to be"_s, stop, u"168 0 0 0 232 0 0"_s, 1);
    fact(
        "anthropic/012", u"I'll run these searches for you"_s, FinishReason::PauseTurn, u"401468 0 0 0 792 0 10"_s, 22);
    fact("anthropic/013", u"I received an image of a **cross-section"_s, stop, u"1092 0 0 0 167 0 0"_s);
    fact("anthropic/014", u"Dogs are "_s, stop, u"23 0 0 0 7 0 0"_s);
    fact("anthropic/015", u"It's a kitten (a baby cat) — "_s, stop, u"2 0 1135 0 75 67 0"_s, 1);
    fact("anthropic/016", u"The first movie listed on that page"_s, stop, u"2 3522 77 0 43 0 0"_s);
    fact("anthropic/017", u"According to CRAN publish records, ggplot2"_s, stop, u"4 2836 11107 0 129 26 1"_s, 3, 1);
    fact("anthropic/018", u"<thinking>\nThe get_weather tool"_s, FinishReason::Length, u"611 0 0 0 100 0 0"_s);
    fact("anthropic/019", u"4"_s, stop, u"1231 0 1200 0 5 0 0"_s); // the split says 0 and 0
    fact("anthropic/020", u"Why can't a bicycle stand up by itself?"_s, stop, u"19 0 0 0 22 0 0"_s);
    fact("anthropic/021", u"I'll check both the current weather"_s, FinishReason::ToolCalls, u"721 0 0 0 113 0 0"_s, 0,
        0, {uR"(get_weather {"location":"New York, NY"})"_s, uR"(get_time {"timezone":"America/New_York"})"_s});
    fact("anthropic/022", u"The screenshot shows the desktop."_s, stop, u"1921 0 0 0 65 0 0"_s);
    fact("anthropic/023", {}, FinishReason::ToolCalls, u"424 0 0 0 109 0 0"_s, 1, 0, {florence});
    fact("anthropic/024", u"The Ruby programming language was"_s, stop, u"672 0 0 0 39 0 0"_s, 0, 1);
    fact("anthropic/025", u"Let me search for a tool"_s, FinishReason::ToolCalls, u"1591 0 0 0 175 0 0"_s, 2, 0,
        {uR"(get_exchange_rate {"from_currency":"USD","to_currency":"EUR"})"_s});
    fact("anthropic/026", u"The task asks \"What's 2+2?\" — a trivial"_s, stop, u"2411 0 0 0 98 47 0"_s, 3);
    fact("anthropic/027", u"Hello! 👋"_s, stop, u"281 55096 0 0 91 0 0"_s, 1); // the compaction run added
    fact("anthropic/028", u"**Pydantic-AI** is a framework"_s, stop, u"3042 0 0 0 354 0 0"_s, 3);
    fact("anthropic/029", u"I notice that you've sent"_s, stop, u"92 0 0 0 189 0 0"_s, 2);
    fact("anthropic/030", u"Sure! I'll do both steps"_s, stop, u"7621 0 0 0 384 0 0"_s, 6);
    fact("anthropic/031", u"Pydantic AI is a Python agent framework"_s, stop, u"7244 0 0 0 153 0 0"_s, 3);
    fact("anthropic/032", u"I'll run these searches one at a time"_s, FinishReason::PauseTurn,
        u"404500 0 0 0 682 261 10"_s, 22);
    fact("anthropic/033", u"\ndef pelican():\n"_s, stop, u"16 0 0 0 28 0 0"_s);
    fact("anthropic/034", uR"({"name": "Biscuit", "age": 4,)"_s, stop, u"230 0 0 0 94 0 0"_s);
    fact("anthropic/035", u"Based on the search results, here's"_s, stop, u"10423 0 0 0 341 0 1"_s, 2, 5);
    fact("anthropic/036", u"1\n2\n3\n4\n5"_s, stop, u"15 0 0 0 13 0 0"_s);
    fact("anthropic/037", u"Here are concise summaries"_s, stop, u"4 0 1165 0 201 0 0"_s);
    fact("vertex/012", u"The current weather in Florence, Italy is quite hot at 40°C"_s, stop, u"476 0 0 0 77 0 0"_s);
    fact("vertex/013", {}, FinishReason::ToolCalls, u"548 0 0 0 128 0 0"_s, 0, 0,
        {uR"(Book {"author":{"name":"J.R.R. Tolkien","nationality":"British"},)"_s
         uR"("genres":["Fantasy","Adventure","Epic"],"published_year":1954,"title":"The Lord of the Rings"})"_s});
    fact("vertex/014", u"I'll help you check the weather in Florence, Italy."_s, FinishReason::ToolCalls,
        u"394 0 0 0 76 0 0"_s, 0, 0, {uR"(weather {"location":"Florence,Italy"})"_s});
    fact("vertex/015", u"Currently, the weather in Florence, Italy is 40 degrees Celsius"_s, stop,
        u"484 0 0 0 65 0 0"_s);
}

void TestTrafficAnthropic::facts()
{
    QFETCH(const QString, begins);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const auto found = std::find_if(all().begin(), all().end(), [&name](const Recording &r) { return r.name == name; });
    QVERIFY(found != all().end());
    const Decoded out = check().decode(*found);
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text().left(begins.size()), begins);
    QTEST(callLines(out.completion), "calls");
    QTEST(out.completion.first()->finishReason, "finish");
    QTEST(counts(out.completion.usage), "usage");
    QTEST(static_cast<int>(out.completion.first()->message.nativeBlocks.size()), "kept");
    QTEST(static_cast<int>(out.completion.first()->citations.size()), "citations");
    const bool advised = name == "anthropic/010"_L1 || name == "anthropic/026"_L1;
    QCOMPARE(out.completion.usage.source, advised ? Usage::Source::Estimated : Usage::Source::Reported);
}

void TestTrafficAnthropic::blocksGoBackAsTheyCame_data()
{
    TrafficCheck::addRows(answers(false));
}

void TestTrafficAnthropic::blocksGoBackAsTheyCame()
{
    QFETCH(const Recording, recording);
    const auto blocksOf = [](const QJsonArray &content) {
        QJsonArray out;
        for (const QJsonValue &block : content) {
            const QString type = block.toObject().value("type"_L1).toString();
            if (type != "text"_L1 && type != "tool_use"_L1)
                out += block;
        }
        return out;
    };
    ChatRequest next;
    next.messages = {say(Role::User, u"?"_s), check().decode(recording).completion.first()->message};
    for (const ToolCall &call : next.messages.last().toolCalls)
        next.messages += toolResult(call.id, u"done"_s);
    next.messages += say(Role::User, u"Go on"_s);
    const Result<EncodedRequest> encoded = anthropicDialect()->encode(next, claude());
    QVERIFY(encoded.has_value());
    const QJsonArray turns = json(encoded->body).value("messages"_L1).toArray();
    const QJsonArray sent = blocksOf(turns.at(1).toObject().value("content"_L1).toArray());
    QCOMPARE(sent, blocksOf(json(recording.body).value("content"_L1).toArray()));
}

void TestTrafficAnthropic::errors_data()
{
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<QString>("requestId");
    QTest::newRow("anthropic/001") << Error::Kind::NotFound << u"model: claude-does-not-exist"_s
                                   << u"req_011CVEA3SF7rnb3DuBZytqQa"_s;
    QTest::newRow("anthropic/005") << Error::Kind::Auth << u"invalid x-api-key"_s << u"req_011CeCGmBjaWkq37Sf5iU7so"_s;
    QTest::newRow("anthropic/006") << Error::Kind::ContextTooLong
                                   << u"prompt is too long: 3333404 tokens > 200000 maximum"_s
                                   << u"req_011CeCGmMJJGRCp7xgjqapmJ"_s;
    QTest::newRow("anthropic/007") << Error::Kind::NotFound << u"model: claude-sonet-4-5"_s
                                   << u"req_011CdufXo8Y2LVfY2veyuQWG"_s;
}

void TestTrafficAnthropic::errors()
{
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    int seen = 0;
    for (const Recording &recording : all()) {
        if (recording.head.status < 400)
            continue;
        ++seen;
        if (recording.name != name)
            continue;
        const Error error = anthropicDialect()->decodeError(recording.head, recording.body, claude());
        QTEST(error.kind, "kind");
        QTEST(error.detail, "detail");
        QTEST(error.requestId, "requestId");
        QCOMPARE(error.httpStatus, recording.head.status);
        // Some answers tell an error with a good status: the same words, the same kind.
        QTEST(anthropicDialect()->decode(recording.body, claude()).error().kind, "kind");
    }
    QCOMPARE(seen, 4); // no error is left unread
}

void TestTrafficAnthropic::countedTokensAreNoAnswer()
{
    for (const Recording &recording : all()) {
        if (recording.api == "count_tokens"_L1 && recording.head.status == 200)
            QCOMPARE(check().decode(recording).error->kind, Error::Kind::Malformed);
    }
}

void TestTrafficAnthropic::modelList()
{
    using Capability = ModelInfo::Capability;
    const QList<Recording> lists = test::recordings(u"anthropic"_s, u"models"_s);
    QCOMPARE(lists.size(), 1);
    const auto models = anthropicDialect()->decodeModelList(lists.first().body, claude().service);
    QVERIFY(models.has_value());
    QCOMPARE(models->size(), 11);
    const auto named = [&](const QString &id) {
        return *std::find_if(models->begin(), models->end(), [&id](const ModelInfo &m) { return m.id == id; });
    };
    QCOMPARE(models->first().id, u"claude-opus-5"_s);
    QCOMPARE(models->first().contextTokens, 1000000);
    QCOMPARE(models->first().maxOutputTokens, 128000);
    QVERIFY(models->first().can(Capability::AdaptiveThinking));
    const ModelInfo haiku = named(u"claude-haiku-4-5-20251001"_s);
    QCOMPARE(haiku.maxOutputTokens, 64000);
    QVERIFY(haiku.can(Capability::Reasoning) && !haiku.can(Capability::AdaptiveThinking));
    QCOMPARE(named(u"claude-opus-4-1-20250805"_s).maxOutputTokens, 32000);
}

QTEST_GUILESS_MAIN(TestTrafficAnthropic)
#include "tst_traffic_anthropic.moc"
