// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/budgets/BudgetPeriods.h"
#include "tests/unit/spend/budgets/ClockScan.h"

#include <QHash>
#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace lineup;
using lineup::test::ClockScan;
using Kind = BudgetPeriod::Kind;

namespace {

QDateTime utc(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    time.setTimeSpec(Qt::UTC);
    return time;
}

// Where clocks are moved: by an hour, by half an hour, over midnight, by a whole day, never.
struct Place
{
    const char *zone;
    QStringList moments; // UTC
};

const QList<Place> &places()
{
    static const QList<Place> list {
        {"Europe/Berlin",
            {u"2026-03-29T01:00:00"_s, u"2026-10-25T01:00:00"_s, u"2025-12-31T23:00:00"_s, u"2024-02-28T23:00:00"_s,
                u"2026-02-28T23:00:00"_s}},
        {"America/New_York",
            {u"2026-03-08T07:00:00"_s, u"2026-11-01T06:00:00"_s, u"2026-01-01T05:00:00"_s, u"2024-03-01T05:00:00"_s}},
        {"Australia/Lord_Howe",
            {u"2026-04-04T15:00:00"_s, u"2026-10-03T15:30:00"_s, u"2025-12-31T13:00:00"_s, u"2024-02-29T13:00:00"_s}},
        {"Asia/Kathmandu", {u"2025-12-31T18:15:00"_s, u"2024-02-28T18:15:00"_s, u"2026-04-30T18:15:00"_s}},
        {"Pacific/Apia", {u"2011-12-30T10:00:00"_s, u"2011-09-24T14:00:00"_s, u"2024-02-29T11:00:00"_s}},
        {"America/Sao_Paulo", {u"2018-11-04T03:00:00"_s, u"2019-02-17T02:00:00"_s, u"2020-02-29T03:00:00"_s}},
        {"America/St_Johns", {u"2006-10-29T02:31:00"_s, u"2007-03-11T03:31:00"_s}},
        {"UTC", {u"2026-01-01T00:00:00"_s, u"2024-02-29T00:00:00"_s, u"2026-03-01T00:00:00"_s}},
    };
    return list;
}

const QList<std::pair<QByteArray, BudgetPeriod>> &kinds()
{
    static const QList<std::pair<QByteArray, BudgetPeriod>> list {
        {"hour", {.kind = Kind::Hour}},
        {"day", {.kind = Kind::Day}},
        {"week from Monday", {.kind = Kind::Week}},
        {"week from Sunday", {.kind = Kind::Week, .weekStart = Qt::Sunday}},
        {"month", {.kind = Kind::Month}},
        {"month from the 30th", {.kind = Kind::Month, .monthDay = 30}},
        {"month from the 31st", {.kind = Kind::Month, .monthDay = 31}},
        {"7 days", {.kind = Kind::Rolling, .days = 7}},
    };
    return list;
}

constexpr int daysAround = 40;

const ClockScan &scanOf(const QByteArray &zone, const QDateTime &moment)
{
    static QHash<QByteArray, std::shared_ptr<ClockScan>> scans;
    std::shared_ptr<ClockScan> &scan = scans[zone + moment.toString(Qt::ISODate).toLatin1()];
    if (!scan)
        scan = std::make_shared<ClockScan>(zone, moment, daysAround);
    return *scan;
}

} // namespace

class TestBudgetPeriods : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithAScanOfTheClock_data();
    void agreesWithAScanOfTheClock();
    void eachBeginsOnce_data();
    void eachBeginsOnce();
    void byHand_data();
    void byHand();
    void totalNeverEnds();
    void rollingCountsDates();
    void theSystemsZone();
    void whatIsSaidIsWhatIsEnforced();
    void aClockSetBackIsInThePeriodThatWas();
    void zonesAreKnownByName();
};

void TestBudgetPeriods::agreesWithAScanOfTheClock_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QDateTime>("middle");
    QTest::addColumn<QDateTime>("moment");
    QTest::addColumn<int>("kind");
    const QList<int> secondsAway {-90000, -86400, -3601, -1800, -1, 0, 1, 1799, 3600, 7261, 86400, 172800};
    int rows = 0;
    for (const Place &place : places()) {
        for (const QString &text : place.moments) {
            for (int kind = 0; kind < kinds().size(); ++kind) {
                const int away = secondsAway.at(rows % secondsAway.size());
                for (const int seconds : {0, -1, away, away + 43}) {
                    QTest::addRow(
                        "%s, %s%+d s, %s", place.zone, qPrintable(text), seconds, kinds().at(kind).first.constData())
                        << QByteArray(place.zone) << utc(text) << utc(text).addSecs(seconds) << kind;
                    ++rows;
                }
            }
        }
    }
    QVERIFY2(rows >= 500, qPrintable(QString::number(rows)));
}

void TestBudgetPeriods::agreesWithAScanOfTheClock()
{
    QFETCH(QByteArray, zone);
    QFETCH(QDateTime, middle);
    QFETCH(QDateTime, moment);
    QFETCH(int, kind);
    BudgetPeriod period = kinds().at(kind).second;
    period.timeZone = zone;
    const QList<QDateTime> beginnings = scanOf(zone, middle).beginnings(period);
    const auto next = std::upper_bound(beginnings.begin(), beginnings.end(), moment);
    QVERIFY(next != beginnings.begin() && next != beginnings.end());
    const BudgetPeriods periods(period);
    const BudgetSpan cell = periods.cell(moment);
    QCOMPARE(cell.from, *std::prev(next));
    QCOMPARE(cell.to, *next);
    if (period.kind == Kind::Rolling) {
        QCOMPARE(periods.period(moment).from, scanOf(zone, middle).beginningOfDate(moment, period.days - 1));
        QCOMPARE(periods.period(moment).to, *next);
    } else {
        QVERIFY(periods.period(moment) == cell);
    }
}

void TestBudgetPeriods::eachBeginsOnce_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QDateTime>("middle");
    QTest::addColumn<int>("kind");
    for (const Place &place : places()) {
        for (const QString &text : place.moments) {
            for (int kind = 0; kind < kinds().size(); ++kind) {
                QTest::addRow("%s, %s, %s", place.zone, qPrintable(text), kinds().at(kind).first.constData())
                    << QByteArray(place.zone) << utc(text) << kind;
            }
        }
    }
}

// From one period to the next nothing is left out and nothing comes twice.
void TestBudgetPeriods::eachBeginsOnce()
{
    QFETCH(QByteArray, zone);
    QFETCH(QDateTime, middle);
    QFETCH(int, kind);
    BudgetPeriod period = kinds().at(kind).second;
    period.timeZone = zone;
    const BudgetPeriods periods(period);
    const QList<QDateTime> beginnings = scanOf(zone, middle).beginnings(period);
    const QDateTime end = middle.addDays(period.kind == Kind::Hour ? 3 : daysAround - 1);
    const QDateTime start = period.kind == Kind::Hour ? middle.addDays(-3) : beginnings.first();
    QList<QDateTime> walked;
    BudgetSpan cell = periods.cell(start);
    for (; cell.from < end; cell = periods.cell(cell.to)) {
        walked += cell.from;
        QVERIFY(cell.from < cell.to);
        QVERIFY(periods.cell(cell.to.addMSecs(-1)) == cell);
        QCOMPARE(periods.cell(cell.to).from, cell.to);
    }
    QList<QDateTime> expected;
    for (const QDateTime &at : beginnings) {
        if (at >= walked.first() && at < end)
            expected += at;
    }
    QCOMPARE(walked, expected);
}

void TestBudgetPeriods::byHand_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("moment");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    constexpr int hour = 0, day = 1, monday = 2, sunday = 3, month = 4, the30th = 5, the31st = 6;
    const auto row
        = [](const char *name, const char *zone, int kind, const QString &moment, const QString &from,
              const QString &to) { QTest::newRow(name) << QByteArray(zone) << kind << moment << from << to; };
    row("a day of 23 hours", "Europe/Berlin", day, u"2026-03-29T12:00:00"_s, u"2026-03-28T23:00:00"_s,
        u"2026-03-29T22:00:00"_s);
    row("a day of 25 hours", "Europe/Berlin", day, u"2026-10-25T12:00:00"_s, u"2026-10-24T22:00:00"_s,
        u"2026-10-25T23:00:00"_s);
    row("2:30, read for the first time", "Europe/Berlin", hour, u"2026-10-25T00:30:00"_s, u"2026-10-25T00:00:00"_s,
        u"2026-10-25T01:00:00"_s);
    row("2:30, read for the second time", "Europe/Berlin", hour, u"2026-10-25T01:30:00"_s, u"2026-10-25T01:00:00"_s,
        u"2026-10-25T02:00:00"_s);
    row("the hour before the one that is left out", "Europe/Berlin", hour, u"2026-03-29T00:59:59"_s,
        u"2026-03-29T00:00:00"_s, u"2026-03-29T01:00:00"_s);
    row("the last second of a year", "America/New_York", month, u"2026-01-01T04:59:59"_s, u"2025-12-01T05:00:00"_s,
        u"2026-01-01T05:00:00"_s);
    row("a month with the clocks moved in it", "America/New_York", month, u"2026-11-15T00:00:00"_s,
        u"2026-11-01T04:00:00"_s, u"2026-12-01T05:00:00"_s);
    row("full hours at :15 UTC", "Asia/Kathmandu", hour, u"2026-06-01T10:14:59"_s, u"2026-06-01T09:15:00"_s,
        u"2026-06-01T10:15:00"_s);
    row("midnight at 18:15 UTC", "Asia/Kathmandu", day, u"2024-02-29T18:14:59"_s, u"2024-02-28T18:15:00"_s,
        u"2024-02-29T18:15:00"_s);
    row("an hour and a half: clocks back by 30 minutes", "Australia/Lord_Howe", hour, u"2026-04-04T15:10:00"_s,
        u"2026-04-04T14:00:00"_s, u"2026-04-04T15:30:00"_s);
    row("an hour and a half: clocks on by 30 minutes", "Australia/Lord_Howe", hour, u"2026-10-03T15:00:00"_s,
        u"2026-10-03T14:30:00"_s, u"2026-10-03T16:00:00"_s);
    row("a day of 24 and a half hours", "Australia/Lord_Howe", day, u"2026-04-05T00:00:00"_s, u"2026-04-04T13:00:00"_s,
        u"2026-04-05T13:30:00"_s);
    row("the 29th lasts until the 31st: there was no 30th", "Pacific/Apia", day, u"2011-12-30T09:59:59"_s,
        u"2011-12-29T10:00:00"_s, u"2011-12-30T10:00:00"_s);
    row("the month that begins on a day that was left out", "Pacific/Apia", the30th, u"2011-12-30T10:00:00"_s,
        u"2011-12-30T10:00:00"_s, u"2012-01-29T10:00:00"_s);
    row("a day that begins at 1:00", "America/Sao_Paulo", day, u"2018-11-04T03:00:00"_s, u"2018-11-04T03:00:00"_s,
        u"2018-11-05T02:00:00"_s);
    row("a Saturday of 25 hours", "America/Sao_Paulo", day, u"2019-02-17T02:30:00"_s, u"2019-02-16T02:00:00"_s,
        u"2019-02-17T03:00:00"_s);
    row("midnight comes twice, the day once", "America/St_Johns", day, u"2006-10-29T02:45:00"_s,
        u"2006-10-29T02:30:00"_s, u"2006-10-30T03:30:00"_s);
    row("leap day", "UTC", day, u"2024-02-29T23:59:59"_s, u"2024-02-29T00:00:00"_s, u"2024-03-01T00:00:00"_s);
    row("from the 30th, in February", "UTC", the30th, u"2026-03-01T00:00:00"_s, u"2026-02-28T00:00:00"_s,
        u"2026-03-30T00:00:00"_s);
    row("from the 31st, in a leap year's February", "UTC", the31st, u"2024-02-29T12:00:00"_s, u"2024-02-29T00:00:00"_s,
        u"2024-03-31T00:00:00"_s);
    row("from the 31st, the day before", "UTC", the31st, u"2024-02-28T12:00:00"_s, u"2024-01-31T00:00:00"_s,
        u"2024-02-29T00:00:00"_s);
    row("from the 31st, in April", "UTC", the31st, u"2026-05-30T23:59:59"_s, u"2026-04-30T00:00:00"_s,
        u"2026-05-31T00:00:00"_s);
    row("a week over the end of a year", "UTC", monday, u"2026-01-01T00:00:00"_s, u"2025-12-29T00:00:00"_s,
        u"2026-01-05T00:00:00"_s);
    row("a Sunday begins a week", "UTC", sunday, u"2026-01-04T00:00:00"_s, u"2026-01-04T00:00:00"_s,
        u"2026-01-11T00:00:00"_s);
    row("a Sunday ends a week", "UTC", monday, u"2026-01-04T23:59:59"_s, u"2025-12-29T00:00:00"_s,
        u"2026-01-05T00:00:00"_s);
    row("before 1970", "UTC", hour, u"1969-12-31T23:30:00"_s, u"1969-12-31T23:00:00"_s, u"1970-01-01T00:00:00"_s);
}

void TestBudgetPeriods::byHand()
{
    QFETCH(QByteArray, zone);
    QFETCH(int, kind);
    QFETCH(QString, moment);
    QFETCH(QString, from);
    QFETCH(QString, to);
    BudgetPeriod period = kinds().at(kind).second;
    period.timeZone = zone;
    const BudgetSpan cell = BudgetPeriods(period).cell(utc(moment));
    QCOMPARE(cell.from, utc(from));
    QCOMPARE(cell.to, utc(to));
}

void TestBudgetPeriods::totalNeverEnds()
{
    const BudgetPeriods periods({.kind = Kind::Total});
    QVERIFY(periods.cell(utc(u"1999-01-01T00:00:00"_s)) == periods.cell(utc(u"2999-01-01T00:00:00"_s)));
    QVERIFY(periods.cell(utc(u"2026-01-01T00:00:00"_s)).contains(utc(u"2026-01-01T00:00:00"_s)));
    QVERIFY(!periods.resetIn(utc(u"2026-01-01T00:00:00"_s)).isValid());
}

void TestBudgetPeriods::rollingCountsDates()
{
    const BudgetPeriods three({.kind = Kind::Rolling, .days = 3, .timeZone = "Europe/Berlin"});
    const BudgetSpan span = three.period(utc(u"2026-03-30T12:00:00"_s));
    QCOMPARE(span.from, utc(u"2026-03-27T23:00:00"_s)); // the 28th, before the clocks are moved
    QCOMPARE(span.to, utc(u"2026-03-30T22:00:00"_s));
    const BudgetPeriods one({.kind = Kind::Rolling, .days = 1, .timeZone = "Europe/Berlin"});
    QVERIFY(one.period(utc(u"2026-03-30T12:00:00"_s)) == one.cell(utc(u"2026-03-30T12:00:00"_s)));
}

void TestBudgetPeriods::theSystemsZone()
{
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", "Asia/Kathmandu");
    tzset();
    const BudgetPeriods periods({.kind = Kind::Day});
    const QByteArray zone = periods.timeZone();
    const BudgetSpan day = periods.cell(utc(u"2026-06-01T12:00:00"_s));
    qputenv("TZ", before);
    tzset();
    QCOMPARE(zone, QByteArray("Asia/Kathmandu"));
    QCOMPARE(day.from, utc(u"2026-05-31T18:15:00"_s));
}

void TestBudgetPeriods::whatIsSaidIsWhatIsEnforced()
{
    const BudgetPeriods periods({.kind = Kind::Month, .timeZone = "America/New_York"});
    const QDateTime moment = utc(u"2026-10-15T12:00:00"_s);
    const QDateTime reset = periods.resetIn(moment);
    QCOMPARE(reset.date(), QDate(2026, 11, 1));
    QCOMPARE(reset.time(), QTime(0, 0));
    QCOMPARE(reset.timeZone().id(), QByteArray("America/New_York"));
    QCOMPARE(reset, periods.cell(moment).to);
    // Until then it is this period, from then on the next.
    QVERIFY(periods.cell(reset.toUTC().addMSecs(-1)) == periods.cell(moment));
    QCOMPARE(periods.cell(reset.toUTC()).from, reset.toUTC());
}

void TestBudgetPeriods::aClockSetBackIsInThePeriodThatWas()
{
    for (const auto &[name, period] : kinds()) {
        const BudgetPeriods periods(period);
        const QDateTime now = utc(u"2026-07-31T23:59:59"_s);
        const BudgetSpan was = periods.cell(now);
        QVERIFY(!(periods.cell(was.to) == was));
        QVERIFY2(periods.cell(now.addSecs(-1)) == was, name.constData());
    }
}

void TestBudgetPeriods::zonesAreKnownByName()
{
    QVERIFY(BudgetPeriods::isZone("Europe/Berlin"));
    QVERIFY(BudgetPeriods::isZone({}));
    QVERIFY(!BudgetPeriods::isZone("Europe/Atlantis"));
}

QTEST_GUILESS_MAIN(TestBudgetPeriods)
#include "tst_budget_periods.moc"
