// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/reports/Anomalies.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

Money dollars(double amount)
{
    return Money::fromNano(qRound64(amount * 1e9));
}

// Two dollars on each working day, nothing at weekends, from `first` to `last`.
QList<DaySum> workingDays(QDate first, QDate last)
{
    QList<DaySum> out;
    for (QDate day = first; day <= last; day = day.addDays(1)) {
        if (day.dayOfWeek() <= 5)
            out += DaySum {day, dollars(2)};
    }
    return out;
}

DaySum day(int number, double amount)
{
    return {QDate(2026, 3, number), dollars(amount)};
}

// What a day went to.
SpendTable parts(const QList<std::pair<QString, double>> &models)
{
    SpendTable out;
    for (const auto &[model, amount] : models) {
        out.rows += SpendRow {.keys = {model}, .sums = {.cost = dollars(amount)}};
        out.total.cost += dollars(amount);
    }
    return out;
}

// Days 1 to 9 of March: 2, 2.2, 1.8, 2, 2.1, 1.9, 2, 2.3, 2: median 2, deviations 0 0 0 0 .1 .1 .2 .2 .3: MAD 0.1.
QList<DaySum> usualDays()
{
    QList<DaySum> out;
    const double sums[] {2, 2.2, 1.8, 2, 2.1, 1.9, 2, 2.3, 2};
    for (int i = 0; i < 9; ++i)
        out += day(i + 1, sums[i]);
    return out;
}

} // namespace

class TestForecast : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // 15 April 2026 is a Wednesday. Working days before it in the month: 10; after it: 11 (16, 17, 20–24, 27–30).
    void steadyWeeksHaveNoBand()
    {
        const QDate today(2026, 4, 15);
        QList<DaySum> days = workingDays(QDate(2026, 3, 18), QDate(2026, 4, 14));
        days += DaySum {today, dollars(0.5)};
        const std::optional<MonthForecast> found = forecastMonth(days, today);
        QVERIFY(found);
        QCOMPARE(found->toDate, dollars(20.5));
        QCOMPARE(found->likely, dollars(44)); // 20.5 + 1.5 of today + 11 × 2
        QCOMPARE(found->low, dollars(44));
        QCOMPARE(found->high, dollars(44));
    }
    void whatIsSpentTodayIsNotTakenBack()
    {
        const QDate today(2026, 4, 15);
        QList<DaySum> days = workingDays(QDate(2026, 3, 18), QDate(2026, 4, 14));
        days += DaySum {today, dollars(9)};
        QCOMPARE(forecastMonth(days, today)->likely, dollars(20 + 9 + 22));
    }
    void onlyTheLast28DaysCount()
    {
        const QDate today(2026, 4, 15);
        QList<DaySum> days = workingDays(QDate(2026, 3, 18), QDate(2026, 4, 14));
        days += DaySum {QDate(2026, 3, 17), dollars(1000)}; // 29 days ago
        days += DaySum {QDate(2026, 4, 16), dollars(1000)}; // tomorrow has not been
        QCOMPARE(forecastMonth(days, today)->likely, dollars(20 + 2 + 22));
    }
    void fewerThanSevenDaysSayNothing_data()
    {
        QTest::addColumn<int>("before"); // days with one dollar, up to yesterday
        QTest::addColumn<bool>("known");
        QTest::newRow("none") << 0 << false;
        QTest::newRow("six") << 6 << false;
        QTest::newRow("seven") << 7 << true;
    }
    void fewerThanSevenDaysSayNothing()
    {
        QFETCH(const int, before);
        QFETCH(const bool, known);
        const QDate today(2026, 3, 20);
        QList<DaySum> days {{today, dollars(3)}};
        for (int i = 1; i <= before; ++i)
            days += DaySum {today.addDays(-i), dollars(1)};
        QCOMPARE(forecastMonth(days, today).has_value(), known);
    }
    // Days of 1 and 3 dollars in turn over two weeks: each weekday has seen one of each, so every day lies 1 from its
    // mean of 2. 14 days, 7 means: variance 14 / 7 = 2. 30 March is the day before the last: today and one more.
    void theBandGrowsWithTheSpread()
    {
        const QDate today(2026, 3, 30);
        QList<DaySum> days;
        for (int i = 1; i <= 14; ++i)
            days += DaySum {today.addDays(-i), dollars(i % 2 == 1 ? 1 : 3)};
        const std::optional<MonthForecast> found = forecastMonth(days, today);
        QVERIFY(found);
        QCOMPARE(found->toDate, dollars(28)); // 16 to 29 March
        QCOMPARE(found->likely, dollars(32)); // two days of 2
        QCOMPARE(found->high, dollars(34)); // + √(2 × 2)
        QCOMPARE(found->low, dollars(30));
    }
    void theBandNeverGoesBelowWhatIsSpent()
    {
        const QDate today(2026, 3, 31);
        QList<DaySum> days {{today, dollars(4)}};
        for (int i = 1; i <= 14; ++i)
            days += DaySum {today.addDays(-i), dollars(i % 2 == 1 ? 0 : 4)};
        const std::optional<MonthForecast> found = forecastMonth(days, today);
        QCOMPARE(found->likely, found->toDate);
        QCOMPARE(found->low, found->toDate);
        QVERIFY(found->high > found->toDate);
    }

    void usualDaysAreNoAnomalies() { QVERIFY(findAnomalies(usualDays()).isEmpty()); }
    // With a tenth day the median stays 2 and the MAD 0.1: the limit is 2.4.
    void limit_data()
    {
        QTest::addColumn<double>("amount");
        QTest::addColumn<bool>("found");
        QTest::newRow("at the limit") << 2.4 << false;
        QTest::newRow("above it") << 2.41 << true;
    }
    void limit()
    {
        QFETCH(const double, amount);
        QFETCH(const bool, found);
        QCOMPARE(findAnomalies(usualDays() << day(10, amount)).size(), found ? 1 : 0);
    }
    void theNewestComesFirst()
    {
        const QList<Anomaly> found = findAnomalies(QList<DaySum> {day(11, 10), day(10, 9)} + usualDays());
        QCOMPARE(found.size(), 2);
        QCOMPARE(found.first().day, QDate(2026, 3, 11));
        QCOMPARE(found.last().day, QDate(2026, 3, 10));
        QCOMPARE(found.last().cost, dollars(9));
        QCOMPARE(found.last().usual, dollars(2));
    }
    void mostIsMoreThanHalf_data()
    {
        QTest::addColumn<double>("small");
        QTest::addColumn<double>("large");
        QTest::addColumn<QString>("most");
        QTest::newRow("large") << 2.0 << 7.0 << u"acme/large"_s;
        QTest::newRow("small") << 7.0 << 2.0 << u"acme/small"_s;
        QTest::newRow("half is not more than half") << 5.0 << 5.0 << QString();
        QTest::newRow("nothing") << 0.0 << 0.0 << QString();
    }
    void mostIsMoreThanHalf()
    {
        QFETCH(const double, small);
        QFETCH(const double, large);
        QTEST(mostOf(parts({{u"acme/small"_s, small}, {u"acme/large"_s, large}})), "most");
        QCOMPARE(mostOf({}), QString());
    }
    void aDollarIsNothingToTellOf()
    {
        QList<DaySum> days;
        for (int number = 1; number <= 8; ++number)
            days += day(number, 0.01);
        days += day(9, 1);
        QVERIFY(findAnomalies(days).isEmpty());
        days.last() = day(9, 1.01);
        QCOMPARE(findAnomalies(days).size(), 1);
        QCOMPARE(findAnomalies(days).first().usual, dollars(0.01));
    }
    void sixDaysAreTooFew()
    {
        QList<DaySum> days = usualDays().mid(0, 5);
        days += day(10, 100);
        QVERIFY(findAnomalies(days).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestForecast)
#include "tst_forecast.moc"
