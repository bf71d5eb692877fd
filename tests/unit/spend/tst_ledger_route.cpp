// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/SqliteLedger.h"
#include "tests/support/StoreHelp.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using lineup::test::wait;

// What a call went through, kept with it.
class TestLedgerRoute : public QObject
{
    Q_OBJECT

    static CallRecord callWith(const QList<RouteEvent> &route)
    {
        CallRecord call;
        call.id = u"one"_s;
        call.startedAt = QDateTime(QDate(2026, 4, 22), QTime(12, 0), Qt::UTC);
        call.cost = Cost::unknown(Cost::Reason::NoPrice);
        call.route = route;
        return call;
    }
    static CallRecord keptOf(const CallRecord &call)
    {
        const QTemporaryDir dir;
        SqliteLedger ledger(dir.filePath(u"ledger.db"_s));
        ledger.record(call);
        const Result<QList<CallRecord>> calls = wait(ledger.recent(1));
        return calls && !calls->isEmpty() ? calls->first() : CallRecord();
    }

private Q_SLOTS:
    void everyEventComesBack()
    {
        const QList<RouteEvent> route {{.kind = RouteEvent::Kind::Attempt,
                                           .model = u"openai/a"_s,
                                           .took = 400ms,
                                           .attempt = 0,
                                           .error = Error::Kind::RateLimited,
                                           .httpStatus = 429},
            {.kind = RouteEvent::Kind::Wait, .model = u"openai/a"_s, .at = 400ms, .took = 250ms},
            {.kind = RouteEvent::Kind::Skip,
                .step = 1,
                .model = u"x/\"ü\""_s,
                .at = 650ms,
                .skipped = SkipReason::Cooling,
                .left = 9s},
            {.kind = RouteEvent::Kind::Attempt,
                .step = 2,
                .model = u"gemini/b"_s,
                .at = 651ms,
                .took = 1s,
                .attempt = 1,
                .largerContext = true}};
        const CallRecord kept = keptOf(callWith(route));
        QCOMPARE(kept.id, u"one"_s);
        QVERIFY(kept.route == route);
    }

    void oneSkipIsKept()
    {
        const QList<RouteEvent> route {
            {.kind = RouteEvent::Kind::Skip, .model = u"a/b"_s, .skipped = SkipReason::NoKey}};
        QVERIFY(keptOf(callWith(route)).route == route);
    }

    void oneAttemptSaysNothingMoreThanItsRow()
    {
        CallRecord call = callWith({{.kind = RouteEvent::Kind::Attempt, .model = u"a/b"_s, .took = 3ms, .attempt = 0}});
        call.attempts = {AttemptRecord {.service = u"a"_s, .startedAt = call.startedAt}};
        const CallRecord kept = keptOf(call);
        QCOMPARE(kept.attempts.size(), 1);
        QVERIFY(kept.route.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLedgerRoute)
#include "tst_ledger_route.moc"
