// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/CallReply.h"
#include "tests/support/FaultServer.h"
#include "tests/support/RouteBench.h"
#include "tests/support/TestCertificate.h"
#include "tests/support/Traffic.h"

#include <QSslConfiguration>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using namespace lineup::test;

namespace {

using Way = FaultOutcome::Way;

const QString wholeAnswer = QString::fromUtf8("Hi, wörld");
const QByteArray firstKey = "sk-first-0123456789abcdef";
const QByteArray secondKey = "sk-second-0123456789abcdef";
constexpr std::chrono::milliseconds limit = 2s; // on an attempt that nothing else ends
constexpr std::chrono::milliseconds slack = 20s; // for a busy machine

// One fault, set on a server of its own, with a call to it.
struct Case
{
    const Fault *fault;
    FaultOutcome expected;
    std::unique_ptr<FaultServer> server;
    QString service;
    const RouteCall *call = nullptr;
};

// The dialect that stands ready is another one than that which fails.
int otherThan(int dialect)
{
    return (dialect + 1) % int(dialectSamples().size());
}

bool carries(const LoopbackServer &server, const QByteArray &secret)
{
    const QList<ServerRequest> requests = server.requests();
    return std::any_of(requests.begin(), requests.end(), [&secret](const ServerRequest &request) {
        return request.path.contains(secret) || request.body.contains(secret)
            || std::any_of(request.headers.begin(), request.headers.end(),
                [&secret](const auto &header) { return header.second.contains(secret); });
    });
}

#define CHECK(condition)                                                                                               \
    if (!(condition))                                                                                                  \
    return u"not so: " #condition##_s

QString complaintAbout(const Case &one, const CallRecord &record)
{
    const FaultOutcome &expected = one.expected;
    const RouteCall &call = *one.call;
    if (!call.result)
        return u"did not end"_s;
    CHECK(call.finishedCount == 1);
    if (one.fault->limited && expected.way != Way::Answers)
        CHECK(call.took >= limit - 100ms);
    CHECK(call.took < limit + slack);
    const bool second = expected.way == Way::Falls;
    const int attempts = expected.attempts + (second ? 1 : 0);
    if (record.attempts.size() != attempts)
        return u"%1 attempts, not %2"_s.arg(record.attempts.size()).arg(attempts);
    const bool good = second || expected.way == Way::Answers;
    if (call.result->has_value() != good)
        return good ? u"ended in "_s + errorKindName(call.result->error().kind) : u"answered"_s;
    CHECK(record.error.has_value() == !good);
    CHECK(call.text
            == (good                               ? wholeAnswer
                    : expected.way == Way::Partial ? u"Hi, "_s
                                                   : QString())
        || (expected.way == Way::Partial && call.text.startsWith(u"Hi, Hi, "_s)));
    CHECK(call.reply->partial().text() == call.text);
    CHECK(record.attempts.last().service == (second ? u"second"_s : one.service));
    for (int i = 0; i < expected.attempts && expected.way != Way::Answers; ++i) {
        const AttemptRecord &attempt = record.attempts.at(i);
        CHECK(attempt.service == one.service);
        CHECK(attempt.error.has_value());
        if (attempt.error->kind != expected.kind && attempt.error->kind != expected.otherKind)
            return u"%1 (%2), not %3"_s.arg(
                errorKindName(attempt.error->kind), attempt.error->detail, errorKindName(expected.kind));
        CHECK(!attempt.error->detail.isEmpty());
        CHECK(attempt.partial == (expected.way == Way::Partial));
        if (expected.billed != Cost::Reason::Running && attempt.cost.reason() != expected.billed)
            return u"billed: "_s + costReasonName(attempt.cost.reason());
        CHECK(attempt.cost != Cost());
    }
    CHECK(one.server->requests().size() <= expected.attempts);
    CHECK(one.server->elsewhere().connectionCount() == 0);
    CHECK(!carries(*one.server, secondKey));
    return {};
}

} // namespace

// Servers that go wrong in every way we know, as the first of two targets of a real call.
class TestRouteFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { QSslConfiguration::setDefaultConfiguration(m_before); }
    void faults_data() { streams(); }
    void faults();
    void limits_data() { dialects(); }
    void limits();
    void cutAtEveryByte_data() { dialects(); }
    void cutAtEveryByte();
    void recordedStreamsCutAtEveryByte_data();
    void recordedStreamsCutAtEveryByte();
    void addressAndKeyAreTheFirstTargetsAlone();

private:
    static void dialects();
    static void streams();
    void arrange(int dialect, bool streamed);

    QSslConfiguration m_before = QSslConfiguration::defaultConfiguration();
    QList<Fault> m_faults;
    std::vector<Case> m_cases;
};

void TestRouteFaults::initTestCase()
{
    const TestCertificate issuer = TestCertificate::make();
    if (!issuer.isValid())
        QSKIP("no openssl command");
    QSslConfiguration trusting = m_before;
    trusting.setCaCertificates({issuer.certificate()});
    QSslConfiguration::setDefaultConfiguration(trusting);
    m_faults = allFaults(issuer);
    QVERIFY(m_faults.size() >= 40);
}

void TestRouteFaults::dialects()
{
    QTest::addColumn<int>("dialect");
    const QList<DialectSample> samples = dialectSamples();
    for (int i = 0; i < samples.size(); ++i)
        QTest::addRow("%s", samples.at(i).name) << i;
}

void TestRouteFaults::streams()
{
    QTest::addColumn<int>("dialect");
    QTest::addColumn<bool>("streamed");
    const QList<DialectSample> samples = dialectSamples();
    for (int i = 0; i < samples.size(); ++i) {
        QTest::addRow("%s, streamed", samples.at(i).name) << i << true;
        QTest::addRow("%s, plain", samples.at(i).name) << i << false;
    }
}

void TestRouteFaults::arrange(int dialect, bool streamed)
{
    m_cases.clear();
    for (const Fault &fault : std::as_const(m_faults)) {
        const std::optional<FaultOutcome> &expected = streamed ? fault.streamed : fault.plain;
        if (!expected)
            continue;
        Case one {.fault = &fault, .expected = *expected};
        one.server = std::make_unique<FaultServer>(dialectSamples().at(dialect), streamed);
        fault.set(*one.server);
        one.service = u"first%1"_s.arg(m_cases.size());
        m_cases.push_back(std::move(one));
    }
}

void TestRouteFaults::faults()
{
    QFETCH(const int, dialect);
    QFETCH(const bool, streamed);
    arrange(dialect, streamed);
    FaultServer good(dialectSamples().at(otherThan(dialect)), streamed);
    QList<BenchService> services {{u"second"_s, good.sample(), good.url(), secondKey}};
    for (const Case &one : m_cases)
        services += BenchService {one.service, one.server->sample(), one.server->url(), firstKey};
    RouteBench bench(services);
    for (Case &one : m_cases) {
        ChatRequest request = question(one.service + u"/m"_s, streamed);
        request.fallbacks = {u"second/m"_s};
        request.numRetries = one.fault->retries;
        if (one.fault->limited)
            request.timeout = limit;
        one.call = &bench.send(request);
    }
    const bool ended = bench.waitForAll(60s);
    QStringList complaints;
    for (const Case &one : m_cases) {
        const QString complaint = complaintAbout(one, one.call->reply->record());
        if (!complaint.isEmpty())
            complaints += QString::fromUtf8(one.fault->name) + u": "_s + complaint;
    }
    QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
    QVERIFY(ended);
    QCOMPARE(bench.sink.records.size(), m_cases.size());
    QVERIFY(!carries(good, firstKey));
}

namespace {

// A step's own limits, which a request has no words for, run as a chain would.
struct Limited
{
    Limited(RouteBench &bench, const StepTimeouts &timeouts)
        : authorizer(bench.network, bench.clock), memory(bench.clock), attempts({.catalogue = bench.catalogue,
                                                                                    .vault = bench.vault,
                                                                                    .network = bench.network,
                                                                                    .replay = bench.network,
                                                                                    .clock = bench.clock},
                                                                           authorizer, call, {}),
          run({.attempts = attempts, .timers = timers, .clock = bench.clock, .random = random, .memory = memory},
              plan(timeouts), question(u"first/m"_s, true))
    {
        QObject::connect(
            &run, &RouteRun::finished, &run, [this](const Result<Completion> &answer) { result = answer; });
        run.start();
    }
    static RoutePlan plan(const StepTimeouts &timeouts)
    {
        RoutePlan plan;
        plan.steps = {{.targets = {{.model = u"first/m"_s}}, .retries = 0, .timeouts = timeouts},
            {.targets = {{.model = u"second/m"_s}}}};
        return plan;
    }

    CallRecord call;
    Authorizer authorizer;
    RouteMemory memory;
    EventTimers timers;
    SystemRandom random;
    ProviderAttempts attempts;
    RouteRun run;
    std::optional<Result<Completion>> result;
};

struct LimitCase
{
    const char *name;
    StepTimeouts timeouts;
    std::function<void(FaultServer &)> set;
    Way way;
    Cost::Reason billed;
};

QList<LimitCase> limitCases()
{
    const auto stalls = [](FaultServer &s) { s.setAnswer(s.chunked({}).stall()); };
    const auto alive = [](FaultServer &s) {
        ServerScript script = s.chunked({});
        for (int i = 0; i < 200; ++i)
            script.piece(s.eventEnd() == "\n" ? "\n" : ": still there\n\n").pause(100ms);
        s.setAnswer(script);
    };
    using Reason = Cost::Reason;
    return {
        {"first token", {.firstToken = 400ms}, stalls, Way::Falls, Reason::MaybeBilled},
        {"first token, signs of life", {.firstToken = 400ms}, alive, Way::Falls, Reason::MaybeBilled},
        {"total", {.total = 400ms}, alive, Way::Falls, Reason::MaybeBilled},
        {"idle", {.idle = 400ms}, [](FaultServer &s) { s.setAnswer(s.chunked(s.begin()).stall()); }, Way::Partial,
            Reason::Running},
        {"connect", {.connect = 400ms}, [](FaultServer &s) { s.setGreeting(LoopbackServer::Greeting::Silence); },
            Way::Falls, Reason::NotBilled},
    };
}

} // namespace

void TestRouteFaults::limits()
{
    QFETCH(const int, dialect);
    for (const LimitCase &one : limitCases()) {
        FaultServer bad(dialectSamples().at(dialect), true);
        FaultServer good(dialectSamples().at(otherThan(dialect)), true);
        one.set(bad);
        QUrl address = bad.url();
        if (one.timeouts.connect.count() > 0)
            address.setScheme(u"https"_s); // the greeting of TLS is never answered
        RouteBench bench(
            {{u"first"_s, bad.sample(), address, firstKey}, {u"second"_s, good.sample(), good.url(), secondKey}});
        Limited limited(bench, one.timeouts);
        QElapsedTimer since;
        since.start();
        QTRY_VERIFY2_WITH_TIMEOUT(limited.result.has_value(), one.name, 8000);
        QVERIFY2(since.elapsed() >= 390, one.name);
        const QList<AttemptRecord> &attempts = limited.run.attempts();
        QVERIFY2(attempts.size() == (one.way == Way::Falls ? 2 : 1), one.name);
        QVERIFY2(attempts.first().error && attempts.first().error->kind == Error::Kind::Timeout, one.name);
        if (one.billed != Cost::Reason::Running)
            QVERIFY2(attempts.first().cost.reason() == one.billed, one.name);
        QVERIFY2(limited.result->has_value() == (one.way == Way::Falls), one.name);
        QCOMPARE(limited.run.partial().text(), one.way == Way::Falls ? wholeAnswer : u"Hi, "_s);
        QCOMPARE(bad.elsewhere().connectionCount(), 0);
    }
}

// A stream that ends after n of its bytes, for every n: before its first word the next target answers, after it what
// came is kept with an error, and only what follows the last word may be missing without harm.
void TestRouteFaults::cutAtEveryByte()
{
    QFETCH(const int, dialect);
    FaultServer bad(dialectSamples().at(dialect), true);
    FaultServer good(dialectSamples().at(otherThan(dialect)), true);
    const qsizetype size = bad.answer().size();
    bad.setHandler([&bad](const ServerRequest &request) {
        static const QRegularExpression mark(u"cut-(\\d+)-"_s);
        const QString asked = QString::fromUtf8(request.path + request.body);
        return bad.chunked(bad.answer().left(mark.match(asked).captured(1).toLongLong())).close();
    });
    RouteBench bench(
        {{u"first"_s, bad.sample(), bad.url(), firstKey}, {u"second"_s, good.sample(), good.url(), secondKey}});
    constexpr qsizetype together = 100;
    for (qsizetype n = 0; n <= size; ++n) {
        ChatRequest request = question(u"first/cut-%1-"_s.arg(n), true); // a model each: none cools for another
        request.fallbacks = {u"second/m"_s};
        bench.send(request);
        if (n % together == 0 || n == size)
            QVERIFY(bench.waitForAll(60s));
    }
    QCOMPARE(bench.sink.records.size(), size + 1);
    for (qsizetype n = 0; n <= size; ++n) {
        const RouteCall &call = *bench.calls().at(size_t(n));
        const CallRecord &record = call.reply->record();
        const QByteArray place = "cut after byte " + QByteArray::number(n);
        const char *where = place.constData();
        const bool fell = record.attempts.size() == 2;
        QCOMPARE(call.finishedCount, 1);
        // An event may be taken before the whole of the line end that closes it is there.
        if (n < bad.firstContent() - bad.eventEnd().size())
            QVERIFY2(fell, where);
        if (n >= bad.firstContent())
            QVERIFY2(!fell, where);
        const bool whole = !fell && call.result->has_value();
        if (fell)
            QVERIFY2(call.result->has_value() && call.text == wholeAnswer, where);
        else if (whole)
            QVERIFY2(n >= bad.lastWord() && call.text == wholeAnswer, where);
        else
            QVERIFY2(
                !call.text.isEmpty() && wholeAnswer.startsWith(call.text) && record.attempts.first().partial, where);
        if (n == size)
            QVERIFY2(whole, where);
    }
}

namespace {

// Answers with a recording's stream: whole, or up to the byte that the model's name says ("cut-120-").
void play(FaultServer &server, const QByteArray &stream)
{
    server.setHandler([&server, stream](const ServerRequest &request) {
        static const QRegularExpression mark(u"cut-(\\d+)-"_s);
        const QRegularExpressionMatch asked = mark.match(QString::fromUtf8(request.path + request.body));
        const qsizetype length = asked.hasMatch() ? asked.captured(1).toLongLong() : stream.size();
        return server.chunked(stream.left(length)).close();
    });
}

// The shortest recording of a stream of plain words, with those words.
struct Played
{
    QString name;
    QByteArray stream;
    QString text;
};

std::optional<Played> shortestOf(const QString &provider, const QString &api, const DialectSample &sample)
{
    constexpr qsizetype longest = 6000; // a call a byte
    QList<Recording> all = recordings(provider, api);
    all.removeIf(
        [](const Recording &one) { return !one.streamed || one.head.status != 200 || one.body.size() > longest; });
    std::sort(all.begin(), all.end(),
        [](const Recording &one, const Recording &other) { return one.body.size() < other.body.size(); });
    for (const Recording &one : std::as_const(all)) {
        FaultServer server(sample, true);
        play(server, one.body);
        RouteBench bench({{u"first"_s, server.sample(), server.url(), firstKey}});
        const RouteCall &call = bench.send(question(u"first/whole"_s, true));
        if (bench.waitForAll(20s) && call.result->has_value() && call.text.size() > 3
            && (*call.result)->text() == call.text)
            return Played {.name = one.name, .stream = one.body, .text = call.text};
    }
    return std::nullopt;
}

} // namespace

void TestRouteFaults::recordedStreamsCutAtEveryByte_data()
{
    QTest::addColumn<int>("dialect");
    QTest::addColumn<QString>("provider");
    QTest::addColumn<QString>("api");
    QTest::newRow("openai") << 0 << u"openai"_s << u"chat.completions"_s;
    QTest::newRow("anthropic") << 1 << u"anthropic"_s << u"messages"_s;
    QTest::newRow("gemini") << 2 << u"gemini"_s << u"streamGenerateContent"_s;
    QTest::newRow("ollama") << 3 << u"ollama"_s << u"ollama.chat"_s;
}

// The same with what a provider has really sent: the words are those of the recording, and each byte more that came
// through keeps at least as much of them.
void TestRouteFaults::recordedStreamsCutAtEveryByte()
{
    LINEUP_NEEDS_TRAFFIC();
    QFETCH(const int, dialect);
    QFETCH(const QString, provider);
    QFETCH(const QString, api);
    const std::optional<Played> played = shortestOf(provider, api, dialectSamples().at(dialect));
    QVERIFY(played);
    FaultServer bad(dialectSamples().at(dialect), true);
    FaultServer good(dialectSamples().at(otherThan(dialect)), true);
    play(bad, played->stream);
    RouteBench bench(
        {{u"first"_s, bad.sample(), bad.url(), firstKey}, {u"second"_s, good.sample(), good.url(), secondKey}});
    const qsizetype size = played->stream.size();
    for (qsizetype n = 0; n <= size; ++n) {
        ChatRequest request = question(u"first/cut-%1-"_s.arg(n), true);
        request.fallbacks = {u"second/m"_s};
        bench.send(request);
        if (n % 100 == 0 || n == size)
            QVERIFY(bench.waitForAll(60s));
    }
    QCOMPARE(bench.sink.records.size(), size + 1);
    qsizetype kept = -1; // how much of the words the cut before has left; -1: none yet
    for (qsizetype n = 0; n <= size; ++n) {
        const RouteCall &call = *bench.calls().at(size_t(n));
        const CallRecord &record = call.reply->record();
        const QByteArray place = played->name.toUtf8() + " cut after byte " + QByteArray::number(n);
        QCOMPARE(call.finishedCount, 1);
        if (record.attempts.size() == 2) {
            QVERIFY2(kept < 0 && call.text == wholeAnswer, place.constData());
            continue;
        }
        QVERIFY2(!call.text.isEmpty() && played->text.startsWith(call.text), place.constData());
        QVERIFY2(call.text.size() >= kept, place.constData());
        kept = call.text.size();
        const bool whole = call.result->has_value();
        QVERIFY2(whole ? call.text == played->text : record.attempts.first().partial, place.constData());
        if (n == size)
            QVERIFY2(whole, place.constData());
    }
    QVERIFY(kept == played->text.size());
}

// An address and a key's variable that come with a call are those of the model it asks for: they are not the
// fallback's, whose key would go to a stranger.
void TestRouteFaults::addressAndKeyAreTheFirstTargetsAlone()
{
    FaultServer bad(dialectSamples().at(0), true);
    FaultServer good(dialectSamples().at(1), true);
    bad.setAnswer(bad.refusal(429));
    RouteBench bench({{u"first"_s, bad.sample(), QUrl(u"http://first.invalid"_s), firstKey},
        {u"second"_s, good.sample(), good.url(), secondKey}});
    qputenv("LINEUP_TEST_FIRST_KEY", "sk-named-0123456789abcdef");
    ChatRequest request = question(u"first/m"_s, true);
    request.fallbacks = {u"second/m"_s};
    const RouteCall &call = bench.send(request, {.apiBase = bad.url(), .keyVariable = u"LINEUP_TEST_FIRST_KEY"_s});
    QVERIFY(bench.waitForAll(60s));
    qunsetenv("LINEUP_TEST_FIRST_KEY");
    QCOMPARE(call.text, wholeAnswer);
    QCOMPARE(bad.requests().size(), 1);
    QCOMPARE(good.requests().size(), 1);
    QVERIFY(carries(bad, "sk-named-0123456789abcdef"));
    QVERIFY(!carries(good, "sk-named-0123456789abcdef"));
    QVERIFY(carries(good, secondKey));
}

QTEST_GUILESS_MAIN(TestRouteFaults)
#include "tst_route_faults.moc"
