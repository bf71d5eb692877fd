// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/ChainBook.h"
#include "core/routing/PlanOfRequest.h"
#include "core/routing/RouteRun.h"
#include "tests/support/ScriptedAttempts.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using namespace lineup::test;

namespace {

using Map = QHash<QString, QString>;

Chain chainOf(const QString &name, const QStringList &models)
{
    Chain out {.name = name};
    for (const QString &model : models)
        out.steps += RouteStep {.targets = {{.model = model}}, .retries = 3};
    return out;
}

// "p/a, p/b*3": the models of the steps, with their retries where there are some.
QString wayOf(const QList<RouteStep> &steps)
{
    QStringList out;
    for (const RouteStep &step : steps) {
        const QString retries = step.retries > 0 ? u"*"_s + QString::number(step.retries) : QString();
        out += step.targets.first().model + retries;
    }
    return out.join(u", "_s);
}

ChatRequest asking(const QString &model, const QStringList &fallbacks = {})
{
    ChatRequest out;
    out.model = model;
    out.fallbacks = fallbacks;
    out.stream = true;
    out.messages = {Message::fromText(Role::User, u"Hello?"_s)};
    return out;
}

class HalfRandom final : public RandomSource
{
public:
    double next() override { return 0.5; }
};

} // namespace

// Chains that a request names, wherever a model can stand.
class TestPlanOfRequest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_book = std::make_unique<ChainBook>(m_dir->filePath(u"chains.json"_s));
        QVERIFY(m_book->save(chainOf(u"reliable"_s, {u"p/a"_s, u"p/b"_s})));
        QVERIFY(m_book->save(chainOf(u"long"_s, {u"q/large"_s, u"q/largest"_s})));
    }

    void ways_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QStringList>("fallbacks");
        QTest::addColumn<int>("retries"); // -1: not said
        QTest::addColumn<QString>("way");
        QTest::addColumn<int>("own");
        QTest::newRow("no chain") << u"x/m"_s << QStringList {u"y/m"_s} << -1 << u"x/m, y/m"_s << 0;
        QTest::newRow("a chain") << u"chain/reliable"_s << QStringList() << -1 << u"p/a*3, p/b*3"_s << 2;
        QTest::newRow("a chain as the fallback")
            << u"x/m"_s << QStringList {u"chain/reliable"_s} << -1 << u"x/m, p/a*3, p/b*3"_s << 0;
        QTest::newRow("between others") << u"x/m"_s << QStringList {u"y/m"_s, u"chain/long"_s, u"z/m"_s} << -1
                                        << u"x/m, y/m, q/large*3, q/largest*3, z/m"_s << 0;
        QTest::newRow("a chain behind a chain") << u"chain/reliable"_s << QStringList {u"chain/long"_s} << -1
                                                << u"p/a*3, p/b*3, q/large*3, q/largest*3"_s << 2;
        QTest::newRow("the request's retries")
            << u"x/m"_s << QStringList {u"chain/reliable"_s} << 1 << u"x/m*1, p/a*1, p/b*1"_s << 0;
        QTest::newRow("no retries") << u"chain/reliable"_s << QStringList {u"chain/long"_s} << 0
                                    << u"p/a, p/b, q/large, q/largest"_s << 2;
    }
    void ways()
    {
        QFETCH(const QString, model);
        QFETCH(const QStringList, fallbacks);
        QFETCH(const int, retries);
        ChatRequest request = asking(model, fallbacks);
        if (retries >= 0)
            request.numRetries = retries;
        const RoutePlan plan = planOf(request, m_book.get());
        QVERIFY(!plan.fault);
        QTEST(wayOf(plan.steps), "way");
        QTEST(plan.ownSteps, "own");
    }

    void faults_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QStringList>("fallbacks");
        QTest::addColumn<Map>("longer");
        QTest::addColumn<QStringList>("filtered");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, const QString &model, const QStringList &fallbacks, const Map &longer,
                             const QStringList &filtered, Error::Kind kind, const QString &word) {
            QTest::newRow(name) << model << fallbacks << longer << filtered << int(kind) << word;
        };
        using Kind = Error::Kind;
        const QString m = u"x/m"_s;
        row("no such model", u"chain/relyable"_s, {}, {}, {}, Kind::NotFound, u"did you mean chain/reliable"_s);
        row("no such fallback", m, {u"chain/nothing"_s}, {}, {}, Kind::NotFound, u"\"nothing\""_s);
        row("no such larger", m, {}, {{m, u"chain/lang"_s}}, {}, Kind::NotFound, u"did you mean chain/long"_s);
        row("no such key", m, {}, {{u"chain/gone"_s, m}}, {}, Kind::NotFound, u"\"gone\""_s);
        row("no such one for filtered", m, {}, {}, {u"chain/gone"_s}, Kind::NotFound, u"\"gone\""_s);
        row("its own fallback", u"chain/long"_s, {u"chain/long"_s}, {}, {}, Kind::BadRequest,
            u"chain/long stands on this way already"_s);
        row("twice", m, {u"chain/long"_s, u"y/m"_s, u"chain/long"_s}, {}, {}, Kind::BadRequest, u"already"_s);
        row("a circle of models", m, {}, {{m, u"y/m"_s}, {u"y/m"_s, m}}, {}, Kind::BadRequest, u" → "_s);
        row("onto itself", m, {}, {{u"z/m"_s, u"z/m"_s}}, {}, Kind::BadRequest, u"z/m → z/m"_s);
        row("a circle through a chain", m, {}, {{m, u"chain/long"_s}, {u"chain/long"_s, m}}, {}, Kind::BadRequest,
            u"go in a circle"_s);
    }
    void faults()
    {
        QFETCH(const QString, model);
        QFETCH(const QStringList, fallbacks);
        QFETCH(const Map, longer);
        QFETCH(const QStringList, filtered);
        QFETCH(const int, kind);
        QFETCH(const QString, word);
        ChatRequest request = asking(model, fallbacks);
        request.contextWindowFallbacks = longer;
        request.contentPolicyFallbacks = filtered;
        const RoutePlan plan = planOf(request, m_book.get());
        QVERIFY(plan.fault);
        QCOMPARE(int(plan.fault->kind), kind);
        QVERIFY2(plan.fault->detail.contains(word), qPrintable(plan.fault->detail));
    }
    // A step that names a chain is those of the chain, wherever the one that has it stands.
    void chainsInChains_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<QStringList>("fallbacks");
        QTest::addColumn<int>("retries");
        QTest::addColumn<QString>("way");
        QTest::addColumn<int>("own");
        QTest::newRow("one") << u"chain/outer"_s << QStringList() << -1 << u"o/a*3, p/a*3, p/b*3, o/z*3"_s << 4;
        QTest::newRow("two deep") << u"chain/outmost"_s << QStringList() << -1
                                  << u"o/a*3, p/a*3, p/b*3, o/z*3, q/large*3, q/largest*3"_s << 6;
        QTest::newRow("as a fallback") << u"x/m"_s << QStringList {u"chain/outer"_s} << -1
                                       << u"x/m, o/a*3, p/a*3, p/b*3, o/z*3"_s << 0;
        QTest::newRow("before a fallback") << u"chain/outer"_s << QStringList {u"chain/long"_s} << 1
                                           << u"o/a*1, p/a*1, p/b*1, o/z*1, q/large*1, q/largest*1"_s << 4;
        QTest::newRow("one is gone") << u"chain/half"_s << QStringList() << 0 << u"chain/gone, p/a, p/b"_s << 3;
    }
    void chainsInChains()
    {
        QFETCH(const QString, model);
        QFETCH(const QStringList, fallbacks);
        QFETCH(const int, retries);
        QVERIFY(m_book->save(chainOf(u"outer"_s, {u"o/a"_s, u"chain/reliable"_s, u"o/z"_s})));
        QVERIFY(m_book->save(chainOf(u"outmost"_s, {u"chain/outer"_s, u"chain/long"_s})));
        QVERIFY(m_book->save(chainOf(u"half"_s, {u"chain/gone"_s, u"chain/reliable"_s})));
        ChatRequest request = asking(model, fallbacks);
        if (retries >= 0)
            request.numRetries = retries;
        const RoutePlan plan = planOf(request, m_book.get());
        QVERIFY2(!plan.fault, plan.fault ? qPrintable(plan.fault->detail) : "");
        QTEST(wayOf(plan.steps), "way");
        QTEST(plan.ownSteps, "own");
    }
    // Those inside keep what leads on and what is waited for; how long waits are the one that was asked for says.
    void theRulesInsideAreKept()
    {
        Chain inner = chainOf(u"inner"_s, {u"p/a"_s});
        inner.steps.first().fallOn = ErrorClass::Network;
        inner.steps.first().timeouts.idle = 7s;
        inner.backoffBase = 9s;
        inner.stickFor = 1min;
        Chain outer = chainOf(u"outer"_s, {u"chain/inner"_s, u"o/z"_s});
        outer.steps.first().fallOn = ErrorClass::Auth;
        outer.steps.first().retries = 7;
        outer.backoffBase = 5ms;
        QVERIFY(m_book->save(inner) && m_book->save(outer));
        const RoutePlan plan = planOf(asking(u"chain/outer"_s), m_book.get());
        QCOMPARE(plan.steps.first(), inner.steps.first());
        QCOMPARE(plan.backoffBase, 5ms);
        QCOMPARE(plan.stickFor, 0ms);
        QCOMPARE(plan.chain, u"outer"_s);
    }
    // What a chain of which nothing is there ends in, and one that is not saved yet and closes a circle.
    void faultsInside()
    {
        QVERIFY(m_book->save(chainOf(u"empty"_s, {u"chain/gone"_s})));
        const RoutePlan gone = planOf(asking(u"chain/empty"_s), m_book.get());
        QVERIFY(gone.fault);
        QCOMPARE(gone.fault->kind, Error::Kind::NotFound);
        QVERIFY(gone.fault->detail.contains(u"\"gone\""_s));
        QVERIFY(m_book->save(chainOf(u"outer"_s, {u"chain/reliable"_s})));
        const Chain edited = chainOf(u"reliable"_s, {u"p/a"_s, u"chain/outer"_s});
        const RoutePlan circle = planOf(edited, asking(u"chain/reliable"_s), m_book.get());
        QVERIFY(circle.fault);
        QVERIFY2(circle.fault->detail.contains(u"chain/reliable → chain/outer → chain/reliable"_s),
            qPrintable(circle.fault->detail));
    }
    // For what does not fit: the chain's steps wait beside the plan, with what they in turn name.
    void aChainWithALargerContext()
    {
        Chain small = chainOf(u"small"_s, {u"s/m"_s});
        small.steps.first().largerContext = u"chain/middle"_s;
        Chain middle = chainOf(u"middle"_s, {u"chain/reliable"_s});
        middle.steps += RouteStep {.targets = {{.model = u"m/m"_s}}, .largerContext = u"chain/long"_s};
        QVERIFY(m_book->save(middle) && m_book->save(small));
        const RoutePlan plan = planOf(asking(u"chain/small"_s), m_book.get());
        QVERIFY(!plan.fault);
        QCOMPARE(wayOf(plan.chains.value(u"chain/middle"_s)), u"p/a*3, p/b*3, m/m*1"_s);
        QCOMPARE(wayOf(plan.chains.value(u"chain/long"_s)), u"q/large*3, q/largest*3"_s);
    }
    void withoutABookNoChain()
    {
        QVERIFY(planOf(asking(u"x/m"_s, {u"chain/long"_s}), nullptr).fault);
        QVERIFY(!planOf(asking(u"x/m"_s, {u"y/m"_s}), nullptr).fault);
    }

    // What stands for the chain in the map of larger contexts stands for each of its models without an entry.
    void aChainInTheMap()
    {
        ChatRequest request = asking(u"chain/reliable"_s);
        request.contextWindowFallbacks
            = {{u"chain/reliable"_s, u"chain/long"_s}, {u"p/b"_s, u"y/m"_s}, {u"chain/long"_s, u"q/largest"_s}};
        const RoutePlan plan = planOf(request, m_book.get());
        QVERIFY2(!plan.fault, plan.fault ? qPrintable(plan.fault->detail) : "");
        QCOMPARE(plan.contextFallbacks.value(u"p/a"_s), u"chain/long"_s);
        QCOMPARE(plan.contextFallbacks.value(u"p/b"_s), u"y/m"_s);
        QCOMPARE(plan.contextFallbacks.value(u"q/large"_s), u"q/largest"_s);
        QVERIFY(!plan.contextFallbacks.contains(u"q/largest"_s)); // not onto itself
        QCOMPARE(wayOf(plan.chains.value(u"chain/long"_s)), u"q/large*3, q/largest*3"_s);
    }
    void aChainForWhatIsFiltered()
    {
        ChatRequest request = asking(u"x/m"_s);
        request.contentPolicyFallbacks = {u"y/m"_s, u"chain/long"_s};
        request.numRetries = 0;
        const RoutePlan plan = planOf(request, m_book.get());
        QVERIFY(!plan.fault);
        QCOMPARE(plan.chains.size(), 1);
        QCOMPARE(wayOf(plan.chains.value(u"chain/long"_s)), u"q/large, q/largest"_s);
    }

    // A chain sticks to its own steps, not to what a request put behind or between them.
    void sticking_data()
    {
        QTest::addColumn<QStringList>("fallbacks");
        QTest::addColumn<QString>("filtered");
        QTest::addColumn<QString>("script"); // "p/a=429 p/b=ok"
        QTest::addColumn<int>("step");
        QTest::newRow("first answers") << QStringList() << QString() << u"p/a=ok"_s << 0;
        QTest::newRow("second answers") << QStringList() << QString() << u"p/a=429 p/b=ok"_s << 1;
        QTest::newRow("a fallback answers") << QStringList {u"x/m"_s} << QString() << u"p/a=429 p/b=429 x/m=ok"_s << 0;
        QTest::newRow("a detour") << QStringList() << u"x/m"_s << u"p/a=filt x/m=ok"_s << 0;
        QTest::newRow("after a detour") << QStringList() << u"x/m"_s << u"p/a=filt x/m=429 p/b=ok"_s << 0;
    }
    void sticking()
    {
        QFETCH(const QStringList, fallbacks);
        QFETCH(const QString, filtered);
        QFETCH(const QString, script);
        QFETCH(const int, step);
        Chain chain = chainOf(u"sticky"_s, {u"p/a"_s, u"p/b"_s});
        chain.stickFor = 1min;
        for (RouteStep &each : chain.steps) {
            each.retries = 0;
            each.fallOn.setFlag(ErrorClass::BadRequest);
        }
        QVERIFY(m_book->save(chain));
        ChatRequest request = asking(u"chain/sticky"_s, fallbacks);
        if (!filtered.isEmpty())
            request.contentPolicyFallbacks = {filtered};
        VirtualTime time;
        ScriptedAttempts attempts(time);
        for (const QString &model : script.split(u' '))
            attempts.script.insert(model.section(u'=', 0, 0), model.section(u'=', 1).split(u','));
        HalfRandom random;
        RouteMemory memory(time);
        RouteRun run({.attempts = attempts, .timers = time, .clock = time, .random = random, .memory = memory},
            planOf(request, m_book.get()), request);
        std::optional<bool> answered;
        connect(
            &run, &RouteRun::finished, &run, [&answered](const Result<Completion> &r) { answered = r.has_value(); });
        run.start();
        QVERIFY(time.runUntil([&answered] { return answered.has_value(); }));
        QVERIFY(*answered);
        QCOMPARE(memory.firstStep(u"sticky"_s), step);
        time.advance(2min);
        QCOMPARE(memory.firstStep(u"sticky"_s), 0);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ChainBook> m_book;
};

QTEST_GUILESS_MAIN(TestPlanOfRequest)
#include "tst_plan_of_request.moc"
