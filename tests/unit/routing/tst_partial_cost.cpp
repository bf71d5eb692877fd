// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/ProviderAttempt.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/RoutingBench.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

enum class End { Stopped, Dropped, Reset, Closed, ErrorInside, TimedOut };

// The beginning of an answer, "Hello world" (3 tokens by the estimate), in the formats of providers that count the
// input at the start (1000 fresh, 200 from a cache), and of one that counts at the end only.
struct Beginning
{
    const char *name;
    const char *model;
    const char *key;
    QByteArray bytes;
    QByteArray error; // as it would come in the stream
    qint64 fresh;
    qint64 cached;
    qint64 nano;
};

QList<Beginning> beginnings()
{
    return {
        // 1000 x 3 + 200 x 0.3 + 3 x 15 dollars for a million
        {"anthropic", "anthropic/claude-sonnet-4-6", "ANTHROPIC_API_KEY",
            "event: message_start\ndata: "
            "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"m\",\"usage\":"
            "{\"input_tokens\":1000,\"cache_read_input_tokens\":200,\"output_tokens\":1}}}\n\n"
            "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
            "{\"type\":\"text\",\"text\":\"\"}}\n\n"
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
            "{\"type\":\"text_delta\",\"text\":\"Hello world\"}}\n\n",
            "event: error\ndata: "
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"
            "\n\n",
            1000, 200, 3'105'000},
        // 1000 x 0.3 + 200 x 0.03 + 3 x 2.5
        {"gemini", "gemini/gemini-2.5-flash", "GEMINI_API_KEY",
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello world\"}]}}],\"usageMetadata\":"
            "{\"promptTokenCount\":1200,\"cachedContentTokenCount\":200}}\r\n\r\n",
            "data: {\"error\":{\"code\":503,\"status\":\"UNAVAILABLE\",\"message\":\"overloaded\"}}\r\n\r\n", 1000, 200,
            313'500},
        // 6 tokens of "Hello?" by the estimate x 0.15 + 3 x 0.6
        {"openai", "openai/gpt-4o-mini", "OPENAI_API_KEY",
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello world\"}}]}\n\n",
            "data: {\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\"}}\n\n", 6, 0, 2'700},
    };
}

} // namespace

Q_DECLARE_METATYPE(End)

// What an answer that ends before its end is taken to have cost: what was delivered, as an estimate.
class TestPartialCost : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyWayToEnd_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<End>("end");
        const std::pair<const char *, End> ends[] {{"stopped", End::Stopped}, {"dropped", End::Dropped},
            {"reset", End::Reset}, {"closed early", End::Closed}, {"error inside", End::ErrorInside},
            {"timed out", End::TimedOut}};
        for (int i = 0; i < beginnings().size(); ++i) {
            for (const auto &[name, end] : ends)
                QTest::addRow("%s, %s", beginnings().at(i).name, name) << i << end;
        }
    }

    void everyWayToEnd()
    {
        QFETCH(const int, format);
        QFETCH(const End, end);
        const Beginning sample = beginnings().at(format);
        qputenv(sample.key, "test-key-0123456789");
        const AttemptRecord attempt = ended(sample, end);
        qunsetenv(sample.key);

        QVERIFY(attempt.error);
        QVERIFY(attempt.partial);
        QCOMPARE(attempt.usage.source, Usage::Source::Estimated);
        QCOMPARE(attempt.usage.inputFresh, sample.fresh);
        QCOMPARE(attempt.usage.inputCacheRead, sample.cached);
        QCOMPARE(attempt.usage.outputTotal(), 3);
        QVERIFY(attempt.cost.isKnown());
        QCOMPARE(attempt.cost.provenance(), Cost::Provenance::Estimated);
        QCOMPARE(attempt.cost.amount()->nano(), sample.nano);
    }

    void aStopBeforeTheFirstWordCostsTheInputThatWasCounted()
    {
        AttemptRecord record = sent();
        record.usage = {.source = Usage::Source::Estimated, .inputFresh = 1000};
        Completion soFar;
        soFar.usage = record.usage;
        const ChatRequest request = question(u"m"_s, true);
        const Error stopped {.kind = Error::Kind::Cancelled, .detail = {}};
        const AttemptRecord out = pricedAttempt(record, stopped, request, soFar, priced());
        QCOMPARE(out.cost.amount()->nano(), 1'000'000); // 1000 x 1
        QCOMPARE(out.cost.provenance(), Cost::Provenance::Estimated);
    }

    void aFaultBeforeTheFirstWordMayBeBilled()
    {
        AttemptRecord record = sent();
        record.usage = {.source = Usage::Source::Estimated, .inputFresh = 1000};
        Completion soFar;
        soFar.usage = record.usage;
        const Error broken {.kind = Error::Kind::Network, .detail = {}};
        const AttemptRecord out = pricedAttempt(record, broken, question(u"m"_s, true), soFar, priced());
        QCOMPARE(out.cost.reason(), Cost::Reason::MaybeBilled);
        QVERIFY(!out.usage.isKnown());
    }

    // Some services repeat their counts with every piece; the text may be ahead of them.
    void theHigherOfCountAndTextHolds()
    {
        AttemptRecord record = sent();
        record.partial = true;
        Completion soFar;
        soFar.choices += Choice {};
        soFar.choices[0].message = Message::fromText(Role::Assistant, u"Hello world"_s);
        soFar.usage = {.source = Usage::Source::Reported, .inputFresh = 10, .outputText = 1};
        const Error broken {.kind = Error::Kind::Network, .detail = {}};
        const ChatRequest request = question(u"m"_s, true);
        QCOMPARE(pricedAttempt(record, broken, request, soFar, priced()).usage.outputText, 3);
        soFar.usage.outputText = 50;
        const AttemptRecord counted = pricedAttempt(record, broken, request, soFar, priced());
        QCOMPARE(counted.usage.outputText, 50);
        QCOMPARE(counted.usage.source, Usage::Source::Estimated);
        QCOMPARE(counted.cost.amount()->nano(), 210'000); // 10 x 1 + 50 x 4
    }

    void theProvidersFigureOfACutAnswerIsAnEstimate()
    {
        AttemptRecord record = sent();
        record.partial = true;
        Completion soFar;
        soFar.choices += Choice {};
        soFar.choices[0].message = Message::fromText(Role::Assistant, u"Hello world"_s);
        soFar.usage = {.source = Usage::Source::Reported, .inputFresh = 10, .outputText = 50};
        soFar.providerCost = Money::fromNano(5'000'000); // with a search, say
        const Error broken {.kind = Error::Kind::Network, .detail = {}};
        AttemptRecord out = pricedAttempt(record, broken, question(u"m"_s, true), soFar, priced());
        QCOMPARE(out.cost.amount()->nano(), 5'000'000);
        QCOMPARE(out.cost.provenance(), Cost::Provenance::Estimated);
        soFar.providerCost = Money::fromNano(1);
        out = pricedAttempt(record, broken, question(u"m"_s, true), soFar, priced());
        QCOMPARE(out.cost.amount()->nano(), 210'000);
        QVERIFY(out.providerCost == Money::fromNano(1));
        QVERIFY(out.computedCost == Money::fromNano(210'000));
    }

    void anAnsweredCallKeepsBothFiguresAndWhatTheyAreMadeOf()
    {
        Completion answer;
        answer.usage = {.source = Usage::Source::Reported, .inputFresh = 100, .inputCacheRead = 900, .outputText = 10};
        answer.providerCost = Money::fromNano(777);
        answer.serviceTier = u"default"_s;
        AttemptRecord record = sent();
        record.usage = answer.usage;
        ModelInfo model = priced();
        model.price->cacheRead = UnitPrice::fromDecimalPerMillion(u"0.1");
        const AttemptRecord out = pricedAttempt(record, {}, question(u"m"_s, false), answer, model);
        QVERIFY(out.cost == Cost::known(Money::fromNano(777), Cost::Provenance::Provider));
        QVERIFY(out.providerCost == Money::fromNano(777));
        QCOMPARE(out.computedCost->nano(), 230'000); // 100 x 1 + 900 x 0.1 + 10 x 4
        QCOMPARE(out.cacheSaved->nano(), 810'000); // 900 x 0.9
        QVERIFY(out.price == model.price);
        QVERIFY(out.serviceTier.isEmpty()); // the standard one
        QVERIFY(out.searchContextSize.isEmpty());
    }

private:
    static ModelInfo priced()
    {
        ModelInfo model;
        model.price
            = Price {.input = UnitPrice::fromDecimalPerMillion(u"1"), .output = UnitPrice::fromDecimalPerMillion(u"4")};
        return model;
    }

    static AttemptRecord sent()
    {
        AttemptRecord record;
        record.connected = std::chrono::microseconds(1);
        record.httpStatus = 200;
        return record;
    }

    static ServerScript scriptFor(const Beginning &sample, End end)
    {
        ServerScript script(200, ServerScript::Length::UntilClose);
        script.header("Content-Type", "text/event-stream").piece(sample.bytes);
        if (end == End::ErrorInside)
            return script.piece(sample.error).stall();
        if (end == End::Reset)
            return script.pause(std::chrono::milliseconds(50)).reset();
        return end == End::Closed ? script.close() : script.stall();
    }

    static AttemptRecord ended(const Beginning &sample, End end)
    {
        LoopbackServer server;
        server.setAnswer(scriptFor(sample, end));
        RoutingBench bench;
        ChatRequest request = question(QString::fromLatin1(sample.model), true);
        if (end == End::TimedOut)
            request.timeout = std::chrono::milliseconds(300);
        ReplyPtr reply = bench.router.send(request, {.apiBase = server.url()});
        QSignalSpy deltas(reply.get(), &Reply::delta);
        QSignalSpy finished(reply.get(), &Reply::finished);
        const auto said = [&] { return !deltas.isEmpty(); };
        if (!QTest::qWaitFor(said, 5000))
            return {};
        if (end == End::Stopped)
            reply->abort();
        if (end == End::Dropped)
            reply.reset();
        const auto recorded = [&bench] { return !bench.sink.records.isEmpty(); };
        if (!QTest::qWaitFor(recorded, 5000) || bench.sink.records.size() != 1)
            return {};
        return bench.sink.records.first().attempts.value(0);
    }
};

QTEST_GUILESS_MAIN(TestPartialCost)
#include "tst_partial_cost.moc"
