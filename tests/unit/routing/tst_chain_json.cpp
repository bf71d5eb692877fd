// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/JsonReader.h"
#include "core/routing/ChainBook.h"
#include "tests/unit/providers/RowSchema.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;

namespace {

// Every member there is, none with its usual value, and one that nobody knows at each level.
const QByteArray whole = R"({
  "name": "all", "description": "Everything", "backoff_base_ms": 100, "wait_limit_ms": 5000, "stick_for_ms": 60000,
  "retry_uncertain": true, "x_chain": {"a": [1, 2]},
  "steps": [
    {"targets": [{"model": "p/a", "weight": 2.5, "x_target": "t"}, {"model": "q/b"}], "balance": "cheapest",
     "retries": 4, "retry_on": ["rate_limited"], "fall_on": ["network", "bad_request"], "connect_timeout_ms": 1,
     "first_token_timeout_ms": 2, "idle_timeout_ms": 3, "timeout_ms": 4, "max_cost": "0.05", "larger_context": "p/big",
     "x_step": 7},
    {"model": "r/c"}],
  "scenarios": [
    {"name": "s", "prompt_tokens": 9, "streamed": false, "budget_spent": true, "expected": ["1 p/a: answered"],
     "x_scenario": true, "steps": [[{"kind": "refuse", "error": "overloaded", "http_status": 529,
       "retry_after_ms": 2000, "first_token_ms": 5, "stream_ms": 6, "output_tokens": 7, "x_answer": null}], []]}]
})";

QJsonObject objectOf(const QByteArray &json)
{
    return parseJsonObject(json).value_or(QJsonObject());
}

} // namespace

class TestChainJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEverything()
    {
        const Result<Chain> chain = readChain(objectOf(whole));
        QVERIFY2(chain.has_value(), chain ? "" : qPrintable(chain.error().detail));
        QCOMPARE(chain->name, u"all"_s);
        QCOMPARE(chain->backoffBase, 100ms);
        QCOMPARE(chain->waitLimit, 5s);
        QCOMPARE(chain->stickFor, 1min);
        QVERIFY(chain->retryUncertain);
        const RouteStep &step = chain->steps.first();
        QCOMPARE(step.targets.size(), 2);
        QCOMPARE(step.targets.first().weight, 2.5);
        QCOMPARE(step.balance, Balance::Cheapest);
        QCOMPARE(step.retries, 4);
        QCOMPARE(step.retryOn, ErrorClasses(ErrorClass::RateLimited));
        QCOMPARE(step.fallOn, ErrorClass::Network | ErrorClass::BadRequest);
        QCOMPARE(step.timeouts, (StepTimeouts {1ms, 2ms, 3ms, 4ms}));
        QCOMPARE(step.maxCost, std::optional(Money::fromNano(50'000'000)));
        QCOMPARE(step.largerContext, u"p/big"_s);
        QCOMPARE(chain->steps.last(), (RouteStep {.targets = {{.model = u"r/c"_s}}}));
        const Scenario &scenario = chain->scenarios.first();
        QCOMPARE(scenario.promptTokens, 9);
        QVERIFY(!scenario.streamed);
        QVERIFY(scenario.budgetSpent);
        const SimulatedAnswer answer = scenario.steps.first().first();
        QCOMPARE(answer.kind, SimulatedAnswer::Kind::Refuse);
        QCOMPARE(answer.error, Error::Kind::Overloaded);
        QCOMPARE(answer.httpStatus, 529);
        QCOMPARE(answer.retryAfter, std::optional<std::chrono::milliseconds>(2s));
        QCOMPARE(answer.outputTokens, 7);
    }
    void writesWhatItRead() { QCOMPARE(chainJson(*readChain(objectOf(whole))), objectOf(whole)); }
    void leavesOutWhatIsUsual()
    {
        const QByteArray small = R"({"name": "n", "steps": [{"model": "a/b"}]})";
        QCOMPARE(chainJson(*readChain(objectOf(small))), objectOf(small));
    }
    void followsTheSchema()
    {
        QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/resources/chains.schema.json"));
        QVERIFY(file.open(QFile::ReadOnly));
        const QJsonObject schema = objectOf(file.readAll());
        const QJsonObject book {{u"schema"_s, 1}, {u"chains"_s, QJsonArray {objectOf(whole)}}};
        QCOMPARE(test::schemaFaults(book, schema), QStringList());
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("path");
        const auto step = [](const char *name, const char *members, const char *path) {
            QTest::addRow("%s", name) << QByteArray(R"({"name":"n","steps":[{"model":"a"},{)") + members + "}]}"
                                      << QString::fromLatin1(path);
        };
        const auto chain = [](const char *name, const char *members, const char *path) {
            QTest::addRow("%s", name) << QByteArray(R"({"steps":[{"model":"a"}],)") + members + "}"
                                      << QString::fromLatin1(path);
        };
        chain("no name", R"("description":"x")", "name");
        chain("bad name", R"("name":"a b")", "name");
        chain("description", R"("name":"n","description":1)", "description");
        chain("backoff", R"("name":"n","backoff_base_ms":"1s")", "backoff_base_ms");
        chain("negative wait", R"("name":"n","wait_limit_ms":-1)", "wait_limit_ms");
        chain("half a millisecond", R"("name":"n","stick_for_ms":0.5)", "stick_for_ms");
        chain("uncertain", R"("name":"n","retry_uncertain":"yes")", "retry_uncertain");
        chain("scenarios", R"("name":"n","scenarios":{})", "scenarios");
        chain("scenario", R"("name":"n","scenarios":[1])", "scenarios[0]");
        chain("scenario without name", R"("name":"n","scenarios":[{}])", "scenarios[0].name");
        chain("scenario's steps", R"("name":"n","scenarios":[{"name":"s","steps":[{}]}])", "scenarios[0].steps[0]");
        chain("answer", R"("name":"n","scenarios":[{"name":"s","steps":[[{"kind":"explode"}]]}])",
            "scenarios[0].steps[0][0].kind");
        chain("error of an answer", R"("name":"n","scenarios":[{"name":"s","steps":[[],[{"error":"429"}]]}])",
            "scenarios[0].steps[1][0].error");
        QTest::addRow("no steps") << QByteArray(R"({"name":"n","steps":[]})") << u"steps"_s;
        step("no model", R"("retries":1)", "steps[1].model");
        step("itself", R"("model":"chain/n")", "steps[1].model");
        step("no name of a chain", R"("model":"chain/a b")", "steps[1].model");
        step("a chain that shares", R"("targets":[{"model":"a"},{"model":"chain/b"}])", "steps[1].targets[1].model");
        step("both", R"("model":"a","targets":[])", "steps[1].targets");
        step("empty group", R"("targets":[])", "steps[1].targets");
        step("target without model", R"("targets":[{"weight":1}])", "steps[1].targets[0].model");
        step("negative weight", R"("targets":[{"model":"a","weight":-1}])", "steps[1].targets[0].weight");
        step("no weight at all", R"("targets":[{"model":"a","weight":0}])", "steps[1].targets");
        step("balance", R"("model":"a","balance":"fair")", "steps[1].balance");
        step("retries", R"("model":"a","retries":"2")", "steps[1].retries");
        step("too many retries", R"("model":"a","retries":101)", "steps[1].retries");
        step("retry_on", R"("model":"a","retry_on":["rate_limited","429"])", "steps[1].retry_on[1]");
        step("retry_on no list", R"("model":"a","retry_on":"timeout")", "steps[1].retry_on");
        step("fall_on", R"("model":"a","fall_on":[7])", "steps[1].fall_on[0]");
        step("connect", R"("model":"a","connect_timeout_ms":"1")", "steps[1].connect_timeout_ms");
        step("first token", R"("model":"a","first_token_timeout_ms":-5)", "steps[1].first_token_timeout_ms");
        step("idle", R"("model":"a","idle_timeout_ms":true)", "steps[1].idle_timeout_ms");
        step("timeout", R"("model":"a","timeout_ms":1e12)", "steps[1].timeout_ms");
        step("cost as a number", R"("model":"a","max_cost":0.05)", "steps[1].max_cost");
        step("cost in words", R"("model":"a","max_cost":"five cents")", "steps[1].max_cost");
        step("negative cost", R"("model":"a","max_cost":"-1")", "steps[1].max_cost");
        step("larger context", R"("model":"a","larger_context":"chain/n")", "steps[1].larger_context");
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, path);
        QVERIFY2(!objectOf(json).isEmpty(), json.constData());
        const Result<Chain> chain = readChain(objectOf(json), u"chains[3]"_s);
        QVERIFY(!chain);
        QCOMPARE(chain.error().kind, Error::Kind::BadRequest);
        QCOMPARE(chain.error().detail.section(u": "_s, 0, 0), u"chains[3]."_s + path);
    }

    void templatesCanBeSaved()
    {
        const QStringList models {u"p/a"_s, u"q/b"_s, u"r/c"_s};
        for (const ChainTemplate kind : {ChainTemplate::Reliable, ChainTemplate::CheapFirst, ChainTemplate::LocalFirst,
                 ChainTemplate::LongContext}) {
            const Chain chain = chainFromTemplate(kind, models);
            QVERIFY2(!chainFault(chain), qPrintable(chain.name));
            QCOMPARE(*readChain(chainJson(chain)), chain);
            QVERIFY(chainFault(chainFromTemplate(kind, {})).has_value()); // no model: nothing to save yet
        }
        QCOMPARE(chainFromTemplate(ChainTemplate::CheapFirst, models).steps.first().targets.size(), 3);
        QCOMPARE(chainFromTemplate(ChainTemplate::LongContext, models).steps.first().largerContext, u"q/b"_s);
    }
};

QTEST_GUILESS_MAIN(TestChainJson)
#include "tst_chain_json.moc"
