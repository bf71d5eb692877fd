// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/CompletionJson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;

namespace {

QJsonObject json(const QByteArray &text)
{
    QJsonParseError fault;
    const QJsonObject object = QJsonDocument::fromJson(text, &fault).object();
    if (fault.error != QJsonParseError::NoError)
        qFatal("the expectation is not JSON at byte %d", fault.offset);
    return object;
}

QByteArray lines(const QJsonObject &object)
{
    return QJsonDocument(object).toJson();
}

Completion answer()
{
    Completion out;
    out.id = u"c1"_s;
    out.model = u"m"_s;
    Choice choice;
    choice.message = Message::fromText(Role::Assistant, u"Hi"_s);
    choice.finishReason = FinishReason::Stop;
    out.choices = {choice};
    return out;
}

constexpr Usage allBuckets {.source = Usage::Source::Reported,
    .inputFresh = 1,
    .inputCacheRead = 2,
    .inputCacheWrite5m = 4,
    .inputCacheWrite1h = 8,
    .inputAudio = 16,
    .inputImage = 32,
    .outputText = 64,
    .outputReasoning = 128,
    .outputAudio = 256,
    .outputImage = 512,
    .webSearches = 3};

} // namespace

class TestCompletionJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void plainAnswer();
    void everythingInAnAnswer();
    void chunks_data();
    void chunks();
    void chunksThatSayNothing();
    void usageChunk();
    void buckets();
    void costs_data();
    void costs();
    void bothFigures();
    void whenTwoFiguresDiffer_data();
    void whenTwoFiguresDiffer();
    void errors();
    void aCall();
    void aCallThatNeverAnswered();
};

void TestCompletionJson::plainAnswer()
{
    const QByteArray expected = R"({"id":"c1","object":"chat.completion","created":1700000000,"model":"m","choices":[
            {"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]})";
    QCOMPARE(lines(completionJson(answer(), 1700000000)), lines(json(expected)));
}

void TestCompletionJson::everythingInAnAnswer()
{
    Completion whole = answer();
    whole.systemFingerprint = u"fp"_s;
    whole.serviceTier = u"flex"_s;
    whole.usage = allBuckets;
    Choice &choice = whole.choices.first();
    choice.citations = {{u"https://a.test/"_s, u"A"_s, u"quoted"_s}};
    choice.message.reasoning = u"Hm"_s;
    Choice second;
    second.index = 1;
    second.message.role = Role::Assistant;
    second.message.toolCalls = {{u"t"_s, u"f"_s, u"{}"_s}};
    second.finishReason = FinishReason::ToolCalls;
    Choice third;
    third.index = 2;
    third.message.role = Role::Assistant;
    third.message.refusal = u"No"_s;
    whole.choices += {second, third};
    const QByteArray expected = R"({"id":"c1","object":"chat.completion","created":5,"model":"m",
        "system_fingerprint":"fp","service_tier":"flex","choices":[
        {"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hi","reasoning_content":"Hm",
            "annotations":[{"type":"url_citation","url_citation":{"url":"https://a.test/","title":"A"}}]}},
        {"index":1,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
            "tool_calls":[{"id":"t","type":"function","function":{"name":"f","arguments":"{}"}}]}},
        {"index":2,"finish_reason":null,"message":{"role":"assistant","content":null,"refusal":"No"}}],
        "usage":{"prompt_tokens":63,"completion_tokens":960,"total_tokens":1023,
            "prompt_tokens_details":{"cached_tokens":2,"audio_tokens":16},
            "completion_tokens_details":{"reasoning_tokens":128,"audio_tokens":256}}})";
    QCOMPARE(lines(completionJson(whole, 5)), lines(json(expected)));
}

void TestCompletionJson::chunks_data()
{
    QTest::addColumn<Delta>("delta");
    QTest::addColumn<QByteArray>("choice");
    const auto row = [](const char *name, const Delta &delta, const QByteArray &choice) {
        QTest::newRow(name) << delta << choice;
    };
    row("text", {.text = u"Hi"_s}, R"({"index":0,"delta":{"content":"Hi"},"finish_reason":null})");
    row("thought", {.choice = 2, .reasoning = u"Hm"_s},
        R"({"index":2,"delta":{"reasoning_content":"Hm"},"finish_reason":null})");
    row("refusal", {.refusal = u"No"_s}, R"({"index":0,"delta":{"refusal":"No"},"finish_reason":null})");
    row("end", {.finishReason = FinishReason::Length}, R"({"index":0,"delta":{},"finish_reason":"length"})");
    row("call", {.toolCalls = {{0, u"a"_s, u"f"_s, {}}, {1, {}, {}, u"{}"_s}}},
        R"({"index":0,"finish_reason":null,"delta":{"tool_calls":[
            {"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}},
            {"index":1,"function":{"arguments":"{}"}}]}})");
}

void TestCompletionJson::chunks()
{
    QFETCH(const Delta, delta);
    QFETCH(const QByteArray, choice);
    const std::optional<QJsonObject> chunk = chunkJson(delta, u"c1"_s, u"m"_s, 7);
    QVERIFY(chunk.has_value());
    QCOMPARE(lines(*chunk),
        lines(json(
            R"({"id":"c1","object":"chat.completion.chunk","created":7,"model":"m","choices":[)" + choice + "]}")));
}

void TestCompletionJson::chunksThatSayNothing()
{
    for (const Delta &delta : {Delta(), Delta {.usage = allBuckets}, Delta {.responseId = u"x"_s},
             Delta {.nativeBlocks = {{u"x"_s, {}}}}, Delta {.nativeFinishReason = u"x"_s}})
        QVERIFY(!chunkJson(delta, u"c1"_s, u"m"_s, 7).has_value());
}

void TestCompletionJson::usageChunk()
{
    Completion whole = answer();
    QCOMPARE(lines(usageChunkJson(whole, 7)),
        lines(json(R"({"id":"c1","object":"chat.completion.chunk","created":7,"model":"m","choices":[]})")));
    whole.usage = {.source = Usage::Source::Estimated, .inputFresh = 3, .outputText = 4};
    QCOMPARE(usageChunkJson(whole, 7)["usage"_L1].toObject()["total_tokens"_L1].toInt(), 7);
}

void TestCompletionJson::buckets()
{
    const QByteArray expected = R"({"source":"reported","input_fresh":1,"input_cache_read":2,"input_cache_write_5m":4,
            "input_cache_write_1h":8,"input_audio":16,"input_image":32,"output_text":64,"output_reasoning":128,
            "output_audio":256,"output_image":512,"web_searches":3})";
    QCOMPARE(lines(usageBucketsJson(allBuckets)), lines(json(expected)));
    QCOMPARE(usageBucketsJson({})["source"_L1], "unknown"_L1);
    QCOMPARE(usageBucketsJson({.source = Usage::Source::Estimated})["source"_L1], "estimated"_L1);
}

void TestCompletionJson::costs_data()
{
    QTest::addColumn<Cost>("cost");
    QTest::addColumn<QByteArray>("object");
    const auto known = [](const char *name, qint64 nano, Cost::Provenance provenance, const QByteArray &object) {
        QTest::newRow(name) << Cost::known(Money::fromNano(nano), provenance) << object;
    };
    known("computed", 1'234'500'000, Cost::Provenance::Computed,
        R"({"usd":"1.2345","provenance":"computed","reason":null})");
    known("a nano-dollar", 1, Cost::Provenance::Provider,
        R"({"usd":"0.000000001","provenance":"provider","reason":null})");
    known(
        "estimated", 20, Cost::Provenance::Estimated, R"({"usd":"0.00000002","provenance":"estimated","reason":null})");
    known("free", 0, Cost::Provenance::Free, R"({"usd":"0","provenance":"free","reason":null})");
    const auto unknown = [](const char *word, Cost::Reason reason) {
        QTest::newRow(word) << Cost::unknown(reason)
                            << QByteArray(R"({"usd":null,"provenance":null,"reason":")") + word + "\"}";
    };
    unknown("no_price", Cost::Reason::NoPrice);
    unknown("no_usage", Cost::Reason::NoUsage);
    unknown("running", Cost::Reason::Running);
    unknown("not_billed", Cost::Reason::NotBilled);
    unknown("maybe_billed", Cost::Reason::MaybeBilled);
}

void TestCompletionJson::costs()
{
    QFETCH(const Cost, cost);
    QFETCH(const QByteArray, object);
    QCOMPARE(lines(costJson(cost)), lines(json(object)));
}

void TestCompletionJson::errors()
{
    QCOMPARE(lines(errorJson({.kind = Error::Kind::Network, .detail = u"gone"_s})),
        lines(json(R"({"kind":"network","message":"gone"})")));
    const QByteArray expected
        = R"({"kind":"rate_limited","message":"slow","status":429,"retry_after_ms":1500,"service":"s",
            "request_id":"r","code":"c"})";
    QCOMPARE(lines(errorJson({.kind = Error::Kind::RateLimited,
                 .detail = u"slow"_s,
                 .httpStatus = 429,
                 .retryAfter = 1500ms,
                 .service = u"s"_s,
                 .requestId = u"r"_s,
                 .code = u"c"_s})),
        lines(json(expected)));
}

void TestCompletionJson::aCall()
{
    const QDateTime start(QDate(2026, 3, 4), QTime(5, 6, 7, 8), QTimeZone::utc());
    AttemptRecord failed;
    failed.service = u"a"_s;
    failed.model = u"m1"_s;
    failed.startedAt = start;
    failed.total = 2500us;
    failed.httpStatus = 503;
    failed.cost = Cost::unknown(Cost::Reason::NotBilled);
    failed.error = Error {.kind = Error::Kind::Overloaded, .detail = u"busy"_s, .httpStatus = 503};
    AttemptRecord answered;
    answered.service = u"b"_s;
    answered.model = u"m2"_s;
    answered.startedAt = start.addMSecs(3);
    answered.connected = 1000us;
    answered.firstToken = 20250us;
    answered.total = 40ms;
    answered.httpStatus = 200;
    answered.requestId = u"r"_s;
    answered.nativeFinishReason = u"STOP"_s;
    answered.cost = Cost::known(Money::fromNano(1500), Cost::Provenance::Computed);
    answered.mapping = {{MappingNote::Action::Clamped, u"stop"_s, u"the first 5"_s, u"why"_s},
        {MappingNote::Action::Dropped, u"user"_s, {}, {}}};
    CallRecord record;
    record.id = u"id"_s;
    record.startedAt = start;
    record.attempts = {failed, answered};
    record.firstToken = 23250us;
    record.total = 43ms;
    record.cost = Cost::unknown(Cost::Reason::NotBilled);
    record.demo = true;
    QJsonObject out = callJson(record);
    QCOMPARE(lines(out.take(u"usage"_s).toObject()), lines(usageBucketsJson({})));
    const QByteArray expected = R"({"call_id":"id","demo":true,
        "cost":{"usd":null,"provenance":null,"reason":"not_billed"},
        "route":[{"service":"a","model":"m1","started_at":"2026-03-04T05:06:07.008Z","connected_ms":null,
            "first_token_ms":null,"total_ms":2.5,"cost":{"usd":null,"provenance":null,"reason":"not_billed"},
            "partial":false,"status":503,"error":{"kind":"overloaded","message":"busy","status":503}},
          {"service":"b","model":"m2","started_at":"2026-03-04T05:06:07.011Z","connected_ms":1,"first_token_ms":20.25,
            "total_ms":40,"cost":{"usd":"0.0000015","provenance":"computed","reason":null},"partial":false,
            "status":200,"request_id":"r","native_finish_reason":"STOP"}],
        "mapping":[{"action":"clamped","parameter":"stop","to":"the first 5","reason":"why"},
            {"action":"dropped","parameter":"user"}],
        "timing":{"started_at":"2026-03-04T05:06:07.008Z","first_token_ms":23.25,"total_ms":43}})";
    QCOMPARE(lines(out), lines(json(expected)));
}

// Where the provider's figure and ours are further apart than rounding, a call's cost shows both.
void TestCompletionJson::bothFigures()
{
    AttemptRecord attempt;
    attempt.cost = Cost::known(Money::fromNano(4'737'500), Cost::Provenance::Provider);
    attempt.providerCost = Money::fromNano(4'737'500);
    attempt.computedCost = Money::fromNano(2'817'500);
    CallRecord record;
    record.cost = attempt.cost;
    record.attempts = {attempt};
    QJsonValue cost = callJson(record)["cost"_L1];
    QCOMPARE(cost["usd"_L1], "0.0047375"_L1);
    QCOMPARE(cost["provenance"_L1], "provider"_L1);
    QCOMPARE(cost["provider_usd"_L1], "0.0047375"_L1);
    QCOMPARE(cost["computed_usd"_L1], "0.0028175"_L1);
    QCOMPARE(callJson(record)["route"_L1][0]["cost"_L1]["computed_usd"_L1], "0.0028175"_L1);
    record.attempts[0].computedCost = Money::fromNano(4'737'501);
    cost = callJson(record)["cost"_L1];
    QVERIFY(cost["provider_usd"_L1].isUndefined() && cost["computed_usd"_L1].isUndefined());
}

void TestCompletionJson::whenTwoFiguresDiffer_data()
{
    QTest::addColumn<qint64>("ours");
    QTest::addColumn<qint64>("theirs");
    QTest::addColumn<bool>("differ");
    QTest::newRow("equal") << 5'000'000LL << 5'000'000LL << false;
    QTest::newRow("rounded to 0.00001 thrice") << 6'141'000LL << 6'140'000LL << false;
    QTest::newRow("20,000 apart") << 100'000LL << 120'000LL << false;
    QTest::newRow("a nano more, and a sixth") << 100'000LL << 120'001LL << true;
    QTest::newRow("the other way round") << 120'001LL << 100'000LL << true;
    QTest::newRow("a hundredth") << 99'000'000LL << 100'000'000LL << false;
    QTest::newRow("more than a hundredth") << 98'999'999LL << 100'000'000LL << true;
    QTest::newRow("nothing and something") << 0LL << 30'000LL << true;
}

void TestCompletionJson::whenTwoFiguresDiffer()
{
    QFETCH(const qint64, ours);
    QFETCH(const qint64, theirs);
    QFETCH(const bool, differ);
    QCOMPARE(differNotably(Money::fromNano(ours), Money::fromNano(theirs)), differ);
}

void TestCompletionJson::aCallThatNeverAnswered()
{
    const QJsonObject out = callJson({});
    QCOMPARE(out["route"_L1].toArray(), QJsonArray());
    QCOMPARE(out["mapping"_L1].toArray(), QJsonArray());
    QVERIFY(out["timing"_L1]["first_token_ms"_L1].isNull());
    QCOMPARE(out["cost"_L1]["reason"_L1], "running"_L1);
}

QTEST_APPLESS_MAIN(TestCompletionJson)
#include "tst_completion_json.moc"
