// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/BudgetRace.h"

#include <QCoreApplication>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup::test;

// The long one is ./dev bench budgets.
class TestBudgetRace : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsWhoeverDies()
    {
        BudgetRace race({.program = QCoreApplication::applicationDirPath() + u"/budget_child"_s,
            .processes = 4,
            .threads = 8,
            .reservations = 4000,
            .kills = 5});
        const BudgetRace::Outcome outcome = race.run();
        QVERIFY2(outcome.faults.isEmpty(), qPrintable(outcome.faults.join(u'\n')));
        QVERIFY(outcome.admitted >= 4000);
        QVERIFY(outcome.refused > 0); // there was a race
        QVERIFY(outcome.killed > 0);
        QVERIFY(outcome.interrupted > 0); // in the middle of something
        qInfo("%lld admitted, %lld refused, %d killed, %lld interrupted, %lld ms", outcome.admitted, outcome.refused,
            outcome.killed, outcome.interrupted, outcome.milliseconds);
    }
};

QTEST_GUILESS_MAIN(TestBudgetRace)
#include "tst_budget_race.moc"
