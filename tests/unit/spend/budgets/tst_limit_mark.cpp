// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/budgets/LimitMark.h"
#include "tests/unit/spend/budgets/BudgetBench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

// What budgets do when the ledger is out of order: a limit that somebody has set holds, and nobody else is in the way.
class TestLimitMark : public QObject
{
    Q_OBJECT
private:
    static void breakLedger(BudgetBench &bench)
    {
        bench.close();
        for (const QString &end : {QString(), u"-wal"_s, u"-shm"_s})
            QFile::remove(bench.file() + end);
        QFile file(bench.file());
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("this is no database, and long enough to be looked at as one: " + QByteArray(4096, 'x'));
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        bench.open();
    }

    // A ledger that cannot be opened is told of by the event loop.
    static std::optional<Result<Admission>> answerOf(BudgetBench &bench)
    {
        const QFuture<Result<Admission>> future = bench.budgets->admit(bench.claim(cent));
        const bool ended = QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000);
        return ended ? std::optional(future.result()) : std::nullopt;
    }

private Q_SLOTS:
    void followsTheBudgets()
    {
        BudgetBench bench;
        const LimitMark mark(bench.file());
        Budget budget = BudgetBench::blocking(100 * cent);
        budget.actions.first().kind = BudgetAction::Kind::Warn;
        budget.id = bench.save(budget);
        QVERIFY(!mark.isSet());
        budget.actions.first().kind = BudgetAction::Kind::Block;
        bench.save(budget);
        QVERIFY(mark.isSet());
        budget.enabled = false;
        bench.save(budget);
        QVERIFY(!mark.isSet());
        budget.enabled = true;
        bench.save(budget);
        QVERIFY(mark.isSet());
        QVERIFY(wait(bench.budgets->remove(budget.id)).has_value());
        QVERIFY(!mark.isSet());
    }

    void comesBackWhenItWasLost()
    {
        BudgetBench bench;
        bench.save(BudgetBench::blocking(100 * cent));
        QVERIFY(QFile::remove(bench.file() + u".limits"_s));
        bench.open();
        QVERIFY(bench.admits(cent));
        QVERIFY(LimitMark(bench.file()).isSet());
    }

    void aBrokenLedgerRefusesWhereALimitHolds()
    {
        BudgetBench bench;
        bench.save(BudgetBench::blocking(100 * cent));
        breakLedger(bench);
        const std::optional<Result<Admission>> answer = answerOf(bench);
        QVERIFY(answer && !answer->has_value());
        QCOMPARE(answer->error().kind, Error::Kind::Storage);
        QVERIFY(!answer->error().detail.isEmpty());
    }

    void aBrokenLedgerIsInNobodysWayOtherwise()
    {
        BudgetBench bench;
        Budget budget = BudgetBench::blocking(100 * cent);
        budget.actions.first().kind = BudgetAction::Kind::Warn;
        bench.save(budget);
        breakLedger(bench);
        const std::optional<Result<Admission>> answer = answerOf(bench);
        QVERIFY(answer && answer->has_value());
    }
};

QTEST_GUILESS_MAIN(TestLimitMark)
#include "tst_limit_mark.moc"
