// SPDX-License-Identifier: GPL-3.0-or-later
// `lineup budget`: limits from outside.
#include "tests/integration/CliHelp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace cli;

namespace {

ProgramRun budget(const Program &program, const QStringList &words)
{
    return program.run(QStringList {u"budget"_s} + words);
}

QJsonArray statusOf(const Program &program)
{
    return budget(program, {u"status"_s, u"--json"_s}).json().value("budgets"_L1).toArray();
}

} // namespace

class TestCliBudget : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(QFile::exists(Program::path()), qPrintable(Program::path())); }

    void theFirstRunHasOneThatWarns()
    {
        const Program program;
        const QJsonObject first = budget(program, {u"--json"_s}).json()["budgets"_L1][0].toObject();
        QCOMPARE(first.value("limit"_L1), u"10"_s);
        QCOMPARE(first["period"_L1]["kind"_L1], u"month"_s);
        QCOMPARE(first["actions"_L1][0]["kind"_L1], u"warn"_s);
        QCOMPARE(budget(program, {u"remove"_s, first.value("name"_L1).toString()}).code, 0);
        QVERIFY(statusOf(program).isEmpty());
    }

    void madeChangedAndRemoved()
    {
        const Program program;
        const ProgramRun made = budget(program,
            {u"create"_s, u"Night"_s, u"--limit"_s, u"12.50"_s, u"--user"_s, u"ann"_s, u"--chain"_s, u"reliable"_s,
                u"--per"_s, u"week"_s, u"--week-start"_s, u"sunday"_s, u"--time-zone"_s, u"Asia/Kathmandu"_s,
                u"--warn"_s, u"50"_s, u"--warn"_s, u"80"_s, u"--switch"_s, u"90=chain/cheap"_s, u"--block"_s});
        QVERIFY2(made.code == 0, made.err.constData());
        QJsonObject night = budget(program, {u"show"_s, u"Night"_s, u"--json"_s}).json();
        QCOMPARE(night.value("limit"_L1), u"12.5"_s);
        QCOMPARE(night["scope"_L1]["model"_L1], u"chain/reliable"_s);
        QCOMPARE(night["scope"_L1]["user"_L1], u"ann"_s);
        QCOMPARE(night["period"_L1]["week_start"_L1], 7);
        QCOMPARE(night["actions"_L1].toArray().size(), 4);
        QCOMPARE(night["actions"_L1][2]["model"_L1], u"chain/cheap"_s);
        const ProgramRun set
            = budget(program, {u"set"_s, u"Night"_s, u"--per"_s, u"30d"_s, u"--no-warn"_s, u"--user"_s, u""_s});
        QVERIFY2(set.code == 0, set.err.constData());
        night = budget(program, {u"show"_s, u"Night"_s, u"--json"_s}).json();
        QCOMPARE(night["period"_L1]["kind"_L1], u"rolling"_s);
        QCOMPARE(night["period"_L1]["days"_L1], 30);
        QCOMPARE(night["period"_L1]["time_zone"_L1], u"Asia/Kathmandu"_s);
        QCOMPARE(night["actions"_L1].toArray().size(), 2);
        QVERIFY(!night["scope"_L1].toObject().contains("user"_L1));
        QVERIFY(budget(program, {u"list"_s}).out.contains("last 30 days"));
        QCOMPARE(budget(program, {u"remove"_s, u"Night"_s}).code, 0);
        const ProgramRun gone = budget(program, {u"show"_s, u"Night"_s});
        QCOMPARE(gone.code, 5);
        QVERIFY2(gone.err.contains("there is no budget named"), gone.err.constData());
    }

    // What a command line spends, the next one does not have.
    void holdsAndLetsMoreThrough()
    {
        Program program;
        QCOMPARE(budget(program,
                     {u"create"_s, u"Two"_s, u"--limit"_s, u"2"_s, u"--meter"_s, u"requests"_s, u"--per"_s, u"total"_s,
                         u"--block"_s})
                     .code,
            0);
        LoopbackServer server;
        server.setAnswer(ServerScript::ok(openAi().plain));
        program.set(QString::fromLatin1(openAi().keyVariable), key);
        const QStringList ask {u"complete"_s, u"-m"_s, openAi().model, u"--api-base"_s, base(server), u"hi"_s};
        QCOMPARE(program.run(ask).code, 0);
        QCOMPARE(budget(program, {u"status"_s}).code, 0);
        QCOMPARE(program.run(ask).code, 0);
        const ProgramRun refused = program.run(ask);
        QCOMPARE(refused.code, 7);
        QCOMPARE(refused.error().value("kind"_L1), u"budget_exhausted"_s);
        QVERIFY2(refused.err.contains("2 of 2 requests used"), refused.err.constData());
        QCOMPARE(server.requests().size(), 2); // the third was not sent
        const ProgramRun full = budget(program, {u"status"_s});
        QCOMPARE(full.code, 7);
        QVERIFY2(full.out.contains("0 requests"), full.out.constData());
        const ProgramRun allowed = budget(program, {u"allow"_s, u"Two"_s, u"3"_s, u"--until"_s, u"2999-01-01T00:00"_s});
        QVERIFY2(allowed.code == 0, allowed.err.constData());
        const QJsonObject two = budget(program, {u"show"_s, u"Two"_s, u"--json"_s}).json();
        QCOMPARE(two.value("extra"_L1), 3);
        QCOMPARE(two["overrides"_L1][0]["amount"_L1], 3);
        QCOMPARE(two["overrides"_L1][0]["source"_L1], u"cli"_s);
        QCOMPARE(two.value("remaining"_L1), 3);
        QCOMPARE(program.run(ask).code, 0);
        QVERIFY(two.value("resets_at"_L1).isNull());
    }

    // A threshold is told once in a period, by whichever command reaches it.
    void thresholdsAreToldOnce()
    {
        Program program;
        QCOMPARE(budget(program,
                     {u"create"_s, u"Four"_s, u"--limit"_s, u"4"_s, u"--meter"_s, u"requests"_s, u"--per"_s, u"total"_s,
                         u"--warn"_s, u"50"_s, u"--warn"_s, u"75"_s, u"--no-block"_s})
                     .code,
            0);
        LoopbackServer server;
        server.setHandler([](const ServerRequest &request) {
            return sentBody(request).value("stream"_L1).toBool() ? ServerScript::stream({openAi().stream})
                                                                 : ServerScript::ok(openAi().plain);
        });
        program.set(QString::fromLatin1(openAi().keyVariable), key);
        program.set(u"OPENAI_API_BASE"_s, base(server));
        const auto warnings = [&](const QString &command) {
            const ProgramRun run = program.run({command, u"-m"_s, openAi().model, u"hi"_s});
            QList<int> out;
            for (const QJsonObject &line : run.errLines()) {
                const QJsonObject warning = line.value("warning"_L1).toObject();
                if (warning.value("kind"_L1) == u"budget_threshold"_s && warning.value("budget"_L1) == u"Four"_s)
                    out += warning.value("percent"_L1).toInt();
            }
            return run.code == 0 ? out : QList<int> {-1};
        };
        QCOMPARE(warnings(u"complete"_s), QList<int>());
        QCOMPARE(warnings(u"ask"_s), QList<int> {50});
        QCOMPARE(warnings(u"complete"_s), QList<int> {75});
        QCOMPARE(warnings(u"complete"_s), QList<int>());
    }

    void saysWhatCannotBeMeant_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("no limit") << QStringList {u"create"_s, u"A"_s};
        QTest::newRow("a limit of nothing") << QStringList {u"create"_s, u"--limit"_s, u"0"_s};
        QTest::newRow("a limit in words") << QStringList {u"create"_s, u"--limit"_s, u"ten"_s};
        QTest::newRow("a period that is none")
            << QStringList {u"create"_s, u"--limit"_s, u"1"_s, u"--per"_s, u"moon"_s};
        QTest::newRow("no such zone") << QStringList {
            u"create"_s, u"--limit"_s, u"1"_s, u"--time-zone"_s, u"Europe/Atlantis"_s};
        QTest::newRow("a switch to nowhere") << QStringList {u"create"_s, u"--limit"_s, u"1"_s, u"--switch"_s, u"90"_s};
        QTest::newRow("model and chain") << QStringList {
            u"create"_s, u"--limit"_s, u"1"_s, u"--model"_s, u"a/b"_s, u"--chain"_s, u"c"_s};
        QTest::newRow("nothing to set") << QStringList {u"set"_s, u"Monthly"_s};
        QTest::newRow("an amount in words") << QStringList {u"allow"_s, u"Monthly"_s, u"much"_s};
        QTest::newRow("until when it was")
            << QStringList {u"allow"_s, u"Monthly"_s, u"1"_s, u"--until"_s, u"2001-01-01"_s};
        QTest::newRow("a name that is taken") << QStringList {u"create"_s, u"Monthly"_s, u"--limit"_s, u"1"_s};
        QTest::newRow("no such word") << QStringList {u"spend"_s};
    }
    void saysWhatCannotBeMeant()
    {
        QFETCH(QStringList, words);
        const Program program;
        const ProgramRun run = budget(program, words);
        QCOMPARE(run.code, 2);
        QCOMPARE(run.error().value("kind"_L1), u"usage"_s);
        QVERIFY(run.error().value("message"_L1).toString().size() > 10);
    }
};

QTEST_GUILESS_MAIN(TestCliBudget)
#include "tst_cli_budget.moc"
