// SPDX-License-Identifier: GPL-3.0-or-later
// The simulator tells what the real engine does: the same scenarios through both, and the traces compared.
#include "core/domain/RouteTrace.h"
#include "core/routing/ChainBook.h"
#include "core/routing/Simulator.h"
#include "tests/support/FakeHttpClient.h"
#include "tests/support/RoutingBench.h"
#include "tests/unit/routing/DialectSamples.h"

#include <QEventLoop>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using namespace lineup::test;

namespace {

using Kind = SimulatedAnswer::Kind;

SimulatedAnswer refusal(Error::Kind error, int status, std::optional<std::chrono::milliseconds> retryAfter = {})
{
    return {.kind = Kind::Refuse, .error = error, .httpStatus = status, .retryAfter = retryAfter, .firstToken = 5ms};
}

const QStringList hosts {u"api.openai.com"_s, u"api.anthropic.com"_s, u"generativelanguage.googleapis.com"_s};

Chain chainOf(int steps, int retries)
{
    Chain out {.name = u"c"_s, .backoffBase = 2ms};
    for (int i = 0; i < steps; ++i) {
        RouteStep step {.targets = {{.model = dialectSamples().at(i).model}}, .retries = retries};
        step.timeouts.firstToken = 150ms;
        out.steps += step;
    }
    return out;
}

// Answers over HTTP as the scenario says, step by step.
class ScenarioHttp
{
public:
    explicit ScenarioHttp(const Scenario &scenario) : m_steps(scenario.steps), m_stream(scenario.streamed) { }

    FakeAnswer operator()(const HttpRequest &request)
    {
        const qsizetype step = hosts.indexOf(request.url.host());
        if (step < 0)
            return {.status = 599};
        SimulatedAnswer answer;
        if (step < m_steps.size() && !m_steps.at(step).isEmpty()) {
            QList<SimulatedAnswer> &left = m_steps[step];
            answer = left.size() > 1 ? left.takeFirst() : left.first();
        }
        return answerOf(answer, dialectSamples().at(step));
    }

private:
    [[nodiscard]] FakeAnswer answerOf(const SimulatedAnswer &answer, const DialectSample &sample) const
    {
        const Error lost {.kind = Error::Kind::Network, .detail = u"gone"_s};
        FakeAnswer out {.body = m_stream ? sample.stream : sample.plain};
        out.headers = {{"content-type", m_stream ? sample.streamType : "application/json"}};
        switch (answer.kind) {
        case Kind::Answer:
        case Kind::NoKey:
            break;
        case Kind::NeverStarts:
            out.mute = true;
            break;
        case Kind::CutMidStream:
            out.body.truncate(out.body.size() * 2 / 3);
            out.cut = lost;
            break;
        case Kind::Refuse:
            if (answer.httpStatus == 0)
                return {.error = lost};
            out.status = answer.httpStatus;
            out.body = bodyOf(answer);
            out.headers = {{"content-type", "application/json"}};
            if (answer.retryAfter)
                out.headers.append({"retry-after-ms", QByteArray::number(qint64(answer.retryAfter->count()))});
            break;
        }
        return out;
    }
    static QByteArray bodyOf(const SimulatedAnswer &answer)
    {
        if (answer.error == Error::Kind::ContextTooLong)
            return R"({"error":{"message":"too long","code":"context_length_exceeded"}})";
        if (answer.error == Error::Kind::ContentFiltered)
            return R"({"error":{"message":"no","code":"content_filter"}})";
        return R"({"error":{"message":"scripted"}})";
    }

    QList<QList<SimulatedAnswer>> m_steps;
    bool m_stream;
};

QStringList realTrace(const Chain &chain, const Scenario &scenario)
{
    const QTemporaryDir dir;
    ChainBook book(dir.filePath(u"chains.json"_s));
    if (!book.save(chain))
        return {u"the chain was not saved"_s};
    FakeHttpClient http(ScenarioHttp {scenario});
    RoutingBench bench;
    for (int i = 0; i < 3; ++i) {
        const QList<SimulatedAnswer> answers = scenario.steps.value(i);
        if (answers.isEmpty() || answers.first().kind != Kind::NoKey)
            bench.vault.environment.values.insert(
                QString::fromLatin1(dialectSamples().at(i).keyVariable), "test-key-0123456789");
    }
    Router router({.catalogue = bench.catalogue,
        .vault = bench.vault,
        .network = http,
        .replay = bench.replay,
        .clock = bench.clock,
        .sink = &bench.sink,
        .chains = &book});
    QEventLoop waiting;
    std::optional<Result<Completion>> result;
    const ReplyPtr reply = router.send(
        question(chain.modelString(), scenario.streamed, u"word "_s.repeated(scenario.promptTokens)), CallOptions());
    QObject::connect(reply.get(), &Reply::finished, &waiting, [&](const Result<Completion> &r) {
        result = r;
        waiting.quit();
    });
    QTimer::singleShot(20s, &waiting, &QEventLoop::quit);
    waiting.exec();
    if (!result)
        return {u"the call did not end"_s};
    const CallRecord record = reply->record();
    QStringList out = traceLines(record.route);
    if (*result)
        return out << u"= answered by "_s + record.route.last().model;
    const bool partial = !record.attempts.isEmpty() && record.attempts.last().partial;
    return out << u"= "_s + errorKindName(result->error().kind) + (partial ? u", partial"_s : QString());
}

} // namespace

class TestSimulator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bothGoTheSameWay_data()
    {
        QTest::addColumn<QList<QList<SimulatedAnswer>>>("steps");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("retries");
        QTest::addColumn<bool>("stream");
        QTest::addColumn<QString>("last"); // by hand: the end of the trace
        using Script = QList<QList<SimulatedAnswer>>;
        const SimulatedAnswer ok;
        const SimulatedAnswer limited = refusal(Error::Kind::RateLimited, 429);
        const SimulatedAnswer down = refusal(Error::Kind::Network, 0);
        const SimulatedAnswer fault = refusal(Error::Kind::ServerFault, 500);
        const QString byFirst = u"= answered by "_s + dialectSamples().at(0).model;
        const QString bySecond = u"= answered by "_s + dialectSamples().at(1).model;
        const QString byThird = u"= answered by "_s + dialectSamples().at(2).model;
        const auto row = [](const char *name, const Script &script, int count, int retries, const QString &last) {
            QTest::addRow("%s, streamed", name) << script << count << retries << true << last;
            QTest::addRow("%s, plain", name) << script << count << retries << false << last;
        };
        row("all fine", {}, 3, 1, byFirst);
        row("limited once", {{limited, ok}}, 2, 1, byFirst);
        row("limited twice", {{limited}}, 2, 1, bySecond);
        row("limited, asks for a moment", {{refusal(Error::Kind::RateLimited, 429, 3ms), ok}}, 2, 1, byFirst);
        row("limited, asks for an hour", {{refusal(Error::Kind::RateLimited, 429, 1h), ok}}, 2, 1, bySecond);
        row("down", {{down}}, 2, 0, bySecond);
        row("down with retries", {{down}}, 2, 5, bySecond);
        row("two down", {{down}, {fault}}, 3, 1, byThird);
        row("offline", {{down}, {down}, {down}}, 3, 0, u"= network"_s);
        row("refused key", {{refusal(Error::Kind::Auth, 401)}}, 2, 1, bySecond);
        row("no key", {{{.kind = Kind::NoKey}}}, 2, 1, bySecond);
        row("no such model", {{refusal(Error::Kind::NotFound, 404)}}, 2, 1, bySecond);
        row("own mistake", {{refusal(Error::Kind::BadRequest, 400)}}, 2, 1, u"= bad_request"_s);
        row("prompt too long", {{refusal(Error::Kind::ContextTooLong, 400)}}, 1, 1, u"= context_too_long"_s);
        row("server fault once", {{fault, ok}}, 1, 1, byFirst);
        row("server fault for good", {{fault}, {fault}}, 2, 2, u"= server_fault"_s);
        QTest::addRow("cut in mid-stream")
            << Script {{{.kind = Kind::CutMidStream}}} << 2 << 1 << true << u"= network, partial"_s;
        QTest::addRow("cut while plain") << Script {{{.kind = Kind::CutMidStream}}} << 2 << 1 << false << bySecond;
        QTest::addRow("no first word") << Script {{{.kind = Kind::NeverStarts}}} << 2 << 1 << true << bySecond;
        QTest::addRow("nobody begins") << Script {{{.kind = Kind::NeverStarts}}, {{.kind = Kind::NeverStarts}}} << 2
                                       << 0 << true << u"= timeout"_s;
    }
    void bothGoTheSameWay()
    {
        QFETCH(QList<QList<SimulatedAnswer>>, steps);
        QFETCH(int, count);
        QFETCH(int, retries);
        QFETCH(bool, stream);
        QFETCH(QString, last);
        Scenario scenario {.name = u"s"_s, .steps = steps, .promptTokens = 20, .streamed = stream};
        for (QList<SimulatedAnswer> &answers : scenario.steps) {
            for (SimulatedAnswer &answer : answers)
                answer.firstToken = 5ms;
        }
        SimulatedAnswer quick {.firstToken = 5ms};
        while (scenario.steps.size() < count)
            scenario.steps += QList<SimulatedAnswer> {quick};
        const Chain chain = chainOf(count, retries);
        const Catalogue catalogue;
        const QStringList simulated = simulate(chain, scenario, catalogue).trace();
        QCOMPARE(simulated.last(), last);
        QCOMPARE(realTrace(chain, scenario), simulated);
    }

    void presetsHaveNames()
    {
        for (const Preset preset : allPresets())
            QCOMPARE(presetFromName(presetName(preset)), std::optional(preset));
        QVERIFY(!presetFromName(u"nothing"));
    }
    void theSameEachTime()
    {
        const Catalogue catalogue;
        Chain chain = chainOf(2, 2);
        for (RouteStep &step : chain.steps)
            step.timeouts.firstToken = 5s;
        const Scenario scenario = presetScenario(Preset::PrimaryLimited, 2);
        const Simulation first = simulate(chain, scenario, catalogue);
        const Simulation second = simulate(chain, scenario, catalogue);
        QCOMPARE(first.events, second.events);
        QCOMPARE(first.total, second.total);
        QVERIFY(first.lost > 0us);
    }
    void tellsWhatHasChanged()
    {
        const Catalogue catalogue;
        Chain chain = chainOf(2, 0);
        Scenario scenario = presetScenario(Preset::PrimaryDown, 2);
        scenario.expected = simulate(chain, scenario, catalogue).trace();
        chain.scenarios = {scenario};
        QVERIFY(checkScenarios(chain, catalogue).isEmpty());
        chain.steps.first().fallOn.setFlag(ErrorClass::Network, false);
        const QList<ScenarioChange> changes = checkScenarios(chain, catalogue);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes.first().now.last(), u"= network"_s);
    }
    // A chain in a step: the scenario counts its steps among the others, and so does the trace.
    void aChainInAStep()
    {
        const Catalogue catalogue;
        const QTemporaryDir dir;
        ChainBook book(dir.filePath(u"chains.json"_s));
        Chain inner = chainOf(2, 0);
        inner.name = u"inner"_s;
        Chain outer {.name = u"outer"_s};
        outer.steps = {{.targets = {{.model = u"chain/inner"_s}}},
            {.targets = {{.model = dialectSamples().at(2).model}}, .retries = 0}};
        QVERIFY(book.save(inner) && book.save(outer));
        Scenario scenario {.name = u"two are down"_s};
        scenario.steps = {{refusal(Error::Kind::Network, 0)}, {refusal(Error::Kind::RateLimited, 429)}};
        const QStringList trace = simulate(outer, scenario, catalogue, &book).trace();
        const auto model = [](int i) { return dialectSamples().at(i).model; };
        QCOMPARE(trace,
            (QStringList {u"1 %1: network"_s.arg(model(0)), u"2 %1: rate_limited"_s.arg(model(1)),
                u"3 %1: answered"_s.arg(model(2)), u"= answered by "_s + model(2)}));
        // A change of the inner one shows in the outer one's tests.
        scenario.expected = trace;
        outer.scenarios = {scenario};
        QVERIFY(checkScenarios(outer, catalogue, &book).isEmpty());
        inner.steps.first().fallOn = {};
        QVERIFY(book.save(inner));
        QCOMPARE(checkScenarios(outer, catalogue, &book).value(0).now.last(), u"= network"_s);
        // One that is not there is left out as a model would be.
        QVERIFY(book.remove(u"inner"_s));
        QCOMPARE(simulate(outer, {.name = u"gone"_s}, catalogue, &book).trace(),
            (QStringList {u"1 chain/inner: skipped, unknown_model"_s, u"2 %1: answered"_s.arg(model(2)),
                u"= answered by "_s + model(2)}));
    }
    // What does not fit goes along the chain that the step names for it.
    void aChainForALongPrompt()
    {
        RoutingBench bench;
        const QTemporaryDir dir;
        ChainBook book(dir.filePath(u"chains.json"_s));
        Chain large {.name = u"large"_s};
        large.steps = {{.targets = {{.model = dialectSamples().at(1).model}}, .retries = 0},
            {.targets = {{.model = dialectSamples().at(2).model}}}};
        Chain small {.name = u"small"_s};
        small.steps = {{.targets = {{.model = dialectSamples().at(0).model}}, .retries = 0}};
        small.steps.first().largerContext = u"chain/large"_s;
        QVERIFY(book.save(large) && book.save(small));
        Scenario scenario {.name = u"too long"_s};
        scenario.steps = {{refusal(Error::Kind::ContextTooLong, 400)}};
        const Simulation run = simulate(small, scenario, bench.catalogue, &book);
        QCOMPARE(run.answeredBy, dialectSamples().at(1).model);
    }
    void unknownChainSaysWhichWasMeant()
    {
        const QTemporaryDir dir;
        ChainBook book(dir.filePath(u"chains.json"_s));
        Chain chain = chainOf(1, 0);
        chain.name = u"reliable"_s;
        QVERIFY(book.save(chain).has_value());
        RoutingBench bench;
        Router router({.catalogue = bench.catalogue,
            .vault = bench.vault,
            .network = bench.network,
            .replay = bench.replay,
            .clock = bench.clock,
            .sink = &bench.sink,
            .chains = &book});
        const ReplyPtr reply = router.send(question(u"chain/relaible"_s, true));
        std::optional<Result<Completion>> result;
        connect(reply.get(), &Reply::finished, this, [&](const Result<Completion> &r) { result = r; });
        QVERIFY(!result); // not from inside send()
        QTRY_VERIFY(result.has_value());
        QCOMPARE(result->error().kind, Error::Kind::NotFound);
        QVERIFY2(result->error().detail.contains("chain/reliable"_L1), qPrintable(result->error().detail));
        QVERIFY(reply->record().attempts.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSimulator)
#include "tst_simulator.moc"
