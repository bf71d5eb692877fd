// SPDX-License-Identifier: GPL-3.0-or-later
// Chains on the command line: lists, tests that fail a script, and a chain's name as a model.
#include "tests/integration/CliHelp.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace cli;

namespace {

// The first step has a model that no service has; demo/swift answers without a key.
const QByteArray chains = R"({"schema": 1, "chains": [{"name": "safe", "description": "A test",
  "steps": [{"model": "nobody/nothing", "retries": 0}, {"model": "demo/swift"}],
  "scenarios": [{"name": "down", "steps": [[{"kind": "refuse", "error": "network"}]],
    "expected": ["1 nobody/nothing: network", "2 demo/swift: answered", "= answered by demo/swift"]}]}]})";

} // namespace

class TestCliChain : public QObject
{
    Q_OBJECT
private:
    static void put(const Program &program, const QByteArray &bytes)
    {
        const QString folder = program.home() + u"/config"_s;
        QVERIFY(QDir().mkpath(folder));
        QFile file(folder + u"/chains.json"_s);
        QVERIFY(file.open(QFile::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(Program::path()), qPrintable(Program::path())); }

    void listsAndShows()
    {
        const Program program;
        put(program, chains);
        const ProgramRun list = program.run({u"chain"_s, u"list"_s, u"--json"_s});
        QCOMPARE(list.code, 0);
        QCOMPARE(list.json()["chains"_L1][0]["model"_L1].toString(), u"chain/safe"_s);
        const ProgramRun show = program.run({u"chain"_s, u"show"_s, u"safe"_s, u"--json"_s});
        QCOMPARE(show.json()["steps"_L1][1]["model"_L1].toString(), u"demo/swift"_s);
        QVERIFY(program.run({u"chain"_s, u"show"_s, u"safe"_s}).out.contains("2  demo/swift"));
        const ProgramRun models = program.run({u"models"_s, u"chain/"_s, u"--json"_s});
        QCOMPARE(models.json()["models"_L1][0]["model"_L1].toString(), u"chain/safe"_s);
    }
    void testsSavedScenarios()
    {
        const Program program;
        put(program, chains);
        QCOMPARE(program.run({u"chain"_s, u"test"_s, u"safe"_s}).code, 0);
        put(program, QByteArray(chains).replace("\"retries\": 0", "\"retries\": 0, \"fall_on\": []"));
        const ProgramRun changed = program.run({u"chain"_s, u"test"_s, u"safe"_s});
        QCOMPARE(changed.code, 15);
        QVERIFY(changed.out.contains("before  2 demo/swift: answered"));
        QVERIFY(changed.out.contains("now     = network"));
        const ProgramRun json
            = program.run({u"chain"_s, u"test"_s, u"safe"_s, u"--scenario"_s, u"down"_s, u"--json"_s});
        QCOMPARE(json.code, 15);
        QCOMPARE(json.json()["changed"_L1].toArray().size(), 1);
        QCOMPARE(program.run({u"chain"_s, u"test"_s, u"safe"_s, u"--scenario"_s, u"up"_s}).code, 5);
    }
    void presets()
    {
        const Program program;
        put(program, chains);
        const ProgramRun run = program.run({u"chain"_s, u"test"_s, u"safe"_s, u"--preset"_s, u"primary-429"_s});
        QCOMPARE(run.code, 0);
        QVERIFY(run.out.contains("1 nobody/nothing: rate_limited"));
        QVERIFY(run.out.contains("= answered by demo/swift"));
        QCOMPARE(program.run({u"chain"_s, u"test"_s, u"safe"_s, u"--preset"_s, u"meteor"_s}).code, 2);
    }
    void aChainInAChain()
    {
        const Program program;
        put(program, R"({"chains": [
          {"name": "outer", "steps": [{"model": "chain/inner"}, {"model": "demo/steady"}],
           "scenarios": [{"name": "down", "steps": [[{"kind": "refuse", "error": "network"}]],
             "expected": ["1 nobody/nothing: network", "2 demo/swift: answered", "= answered by demo/swift"]}]},
          {"name": "inner", "steps": [{"model": "nobody/nothing", "retries": 0}, {"model": "demo/swift"}]}]})");
        const ProgramRun show = program.run({u"chain"_s, u"show"_s, u"outer"_s});
        QVERIFY2(show.out.contains("1-2  chain/inner\n   its steps: nobody/nothing → demo/swift\n3  demo/steady"),
            show.out.constData());
        QCOMPARE(program.run({u"chain"_s, u"test"_s, u"outer"_s}).code, 0);
        const ProgramRun preset
            = program.run({u"chain"_s, u"test"_s, u"outer"_s, u"--preset"_s, u"offline"_s, u"--json"_s});
        QVERIFY(preset.json()["answered_by"_L1].isNull()); // all three, not only the two of its own
        const ProgramRun run = program.run({u"complete"_s, u"-m"_s, u"chain/outer"_s, u"Hello?"_s});
        QCOMPARE(run.code, 0);
        const QJsonArray route = run.json()["lineup"_L1]["route"_L1].toArray();
        QCOMPARE(route.last()["model"_L1].toString(), u"swift"_s);
        put(program, R"({"chains": [{"name": "a", "steps": [{"model": "chain/b"}]},
          {"name": "b", "steps": [{"model": "chain/a"}]}]})");
        const ProgramRun circle = program.run({u"chain"_s, u"list"_s});
        QCOMPARE(circle.code, 13);
        QVERIFY(circle.error()["message"_L1].toString().contains(u"chain/a → chain/b → chain/a"_s));
    }
    void isAModel()
    {
        const Program program;
        put(program, chains);
        const ProgramRun run = program.run({u"complete"_s, u"-m"_s, u"chain/safe"_s, u"Hello?"_s});
        QCOMPARE(run.code, 0);
        QVERIFY(!contentOf(run.json()).isEmpty());
        QCOMPARE(program.run({u"complete"_s, u"-m"_s, u"chain/sefa"_s, u"Hello?"_s}).code, 5);
        QCOMPARE(program.run({u"ask"_s, u"-m"_s, u"chain/safe"_s, u"Hello?"_s}).code, 0);
    }
    void aBrokenFileSaysWhere()
    {
        const Program program;
        put(program, R"({"chains": [{"name": "a", "steps": [{"model": "p/a", "retries": "2"}]}]})");
        const ProgramRun run = program.run({u"chain"_s, u"list"_s});
        QCOMPARE(run.code, 13);
        QVERIFY(run.error()["message"_L1].toString().contains("chains[0].steps[0].retries"_L1));
    }
};

QTEST_GUILESS_MAIN(TestCliChain)
#include "tst_cli_chain.moc"
