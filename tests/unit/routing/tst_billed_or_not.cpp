// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/routing/BilledOrNot.h"
#include "core/routing/ProviderAttempt.h"
#include "core/routing/RouteRun.h"
#include "tests/support/ScriptedAttempts.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

struct Row
{
    const char *name;
    bool connected;
    int status;
    Error::Kind kind;
    bool billed;
};

using Kind = Error::Kind;

constexpr Row rows[] {
    {"no connection", false, 0, Kind::Network, false},
    {"no connection in time", false, 0, Kind::Timeout, false},
    {"dropped before any answer", true, 0, Kind::Network, true},
    {"no answer in time", true, 0, Kind::Timeout, true},
    {"stopped by the person", true, 0, Kind::Cancelled, true},
    {"a redirect", true, 302, Kind::Network, true},
    {"no sense in it", true, 200, Kind::Malformed, true},
    {"no first word in time", true, 200, Kind::Timeout, true},
    {"cut before the first word", true, 200, Kind::Network, true},
    {"400", true, 400, Kind::BadRequest, false},
    {"400, too long", true, 400, Kind::ContextTooLong, false},
    {"400, filtered", true, 400, Kind::ContentFiltered, false},
    {"401", true, 401, Kind::Auth, false},
    {"402", true, 402, Kind::QuotaExhausted, false},
    {"404", true, 404, Kind::NotFound, false},
    {"408", true, 408, Kind::Timeout, false},
    {"429", true, 429, Kind::RateLimited, false},
    {"500", true, 500, Kind::ServerFault, false},
    {"502", true, 502, Kind::ServerFault, false},
    {"503", true, 503, Kind::Overloaded, false},
    {"504", true, 504, Kind::ServerFault, true},
    {"504, said to be busy", true, 504, Kind::Overloaded, true},
    {"524", true, 524, Kind::ServerFault, true},
    {"529", true, 529, Kind::Overloaded, false},
    {"the head of a 500, then nothing", true, 500, Kind::Timeout, false},
    {"busy, inside a 200", true, 200, Kind::Overloaded, false},
    {"limited, inside a 200", true, 200, Kind::RateLimited, false},
    {"own mistake, inside a 200", true, 200, Kind::BadRequest, false},
    {"fault, inside a 200", true, 200, Kind::ServerFault, true},
    {"filtered, inside a 200", true, 200, Kind::ContentFiltered, true},
};

AttemptRecord recordOf(const Row &row)
{
    AttemptRecord out;
    if (row.connected)
        out.connected = std::chrono::milliseconds(5);
    out.httpStatus = row.status;
    out.error = Error {.kind = row.kind, .httpStatus = row.status};
    return out;
}

// An attempt that ends once in the way of a row, and answers after that.
class OnceSource final : public AttemptSource
{
public:
    OnceSource(VirtualTime &time, const Row &row) : m_time(time), m_row(row) { }
    [[nodiscard]] TargetFacts facts(const ChatRequest &, const QString &model) const override { return {.id = model}; }
    [[nodiscard]] std::unique_ptr<Attempt> make(const ChatRequest &request, const StepTimeouts &) override
    {
        ++asked;
        ScriptedBehaviour behaviour {.connects = m_row.connected};
        if (asked == 1)
            behaviour.error = recordOf(m_row).error;
        return std::make_unique<ScriptedAttempt>(m_time, request, behaviour);
    }
    int asked = 0;

private:
    VirtualTime &m_time;
    Row m_row;
};

class ZeroRandom final : public RandomSource
{
public:
    double next() override { return 0; }
};

} // namespace

// Whether an attempt that failed may have been billed, and that its price and its retries go by the same answer.
class TestBilledOrNot : public QObject
{
    Q_OBJECT
private:
    static void addRows()
    {
        QTest::addColumn<int>("row");
        for (int i = 0; i < int(std::size(rows)); ++i)
            QTest::addRow("%s", rows[i].name) << i;
    }
private Q_SLOTS:
    void table_data() { addRows(); }
    void table()
    {
        QFETCH(const int, row);
        QCOMPARE(mayBeBilled(recordOf(rows[row])), rows[row].billed);
    }
    void price_data() { addRows(); }
    void price()
    {
        QFETCH(const int, row);
        const AttemptRecord record = recordOf(rows[row]);
        AttemptRecord bare = record;
        bare.error.reset();
        const AttemptRecord priced = pricedAttempt(bare, record.error, {}, {}, std::nullopt);
        QCOMPARE(priced.cost.reason(), rows[row].billed ? Cost::Reason::MaybeBilled : Cost::Reason::NotBilled);
    }
    // With every class retried: only what may have been billed is not asked again.
    void retry_data() { addRows(); }
    void retry()
    {
        QFETCH(const int, row);
        const std::optional<ErrorClass> value = errorClassOf(rows[row].kind);
        if (!value)
            return; // stopped by the person: nothing is asked again
        VirtualTime time;
        OnceSource source(time, rows[row]);
        ZeroRandom random;
        RouteMemory memory(time);
        RoutePlan plan;
        RouteStep step {.targets = {{.model = u"a/b"_s}}, .retries = 1};
        step.retryOn.setFlag(*value);
        plan.steps = {step};
        RouteRun run({.attempts = source, .timers = time, .clock = time, .random = random, .memory = memory}, plan, {});
        bool ended = false;
        connect(&run, &RouteRun::finished, &run, [&ended] { ended = true; });
        run.start();
        QVERIFY(time.runUntil([&ended] { return ended; }));
        QCOMPARE(source.asked, rows[row].billed ? 1 : 2);
    }
    // What the provider has counted already is billed, whatever it said after that.
    void countedIsBilled()
    {
        AttemptRecord record = recordOf({"", true, 200, Kind::Overloaded, false});
        record.usage.source = Usage::Source::Reported;
        record.usage.inputFresh = 1'000;
        QVERIFY(mayBeBilled(record));
    }
};

QTEST_GUILESS_MAIN(TestBilledOrNot)
#include "tst_billed_or_not.moc"
