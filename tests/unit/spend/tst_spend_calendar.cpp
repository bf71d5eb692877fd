// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/spend/ledger/SpendCalendar.h"

#include <QDateTime>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

qint64 utc(const QString &iso)
{
    return QDateTime::fromString(iso + u'Z', Qt::ISODateWithMs).toMSecsSinceEpoch();
}

} // namespace

class TestSpendCalendar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anInstantHasItsLocalDate_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("instant"); // UTC
        QTest::addColumn<QDate>("day");
        const auto row = [](const char *name, const char *zone, const char *instant, QDate day) {
            QTest::newRow(name) << QByteArray(zone) << QString::fromLatin1(instant) << day;
        };
        row("utc, last moment", "UTC", "2026-02-28T23:59:59.999", {2026, 2, 28});
        row("utc, first moment", "UTC", "2026-03-01T00:00:00.000", {2026, 3, 1});
        row("leap day", "UTC", "2028-02-29T12:00:00.000", {2028, 2, 29});
        row("berlin is ahead", "Europe/Berlin", "2026-04-21T22:00:00.000", {2026, 4, 22});
        row("berlin, just before", "Europe/Berlin", "2026-04-21T21:59:59.999", {2026, 4, 21});
        row("new york is behind", "America/New_York", "2026-01-01T04:59:59.999", {2025, 12, 31});
        row("new york, new year", "America/New_York", "2026-01-01T05:00:00.000", {2026, 1, 1});
        row("half an hour", "Asia/Kolkata", "2026-01-01T18:30:00.000", {2026, 1, 2});
        row("samoa left out a day, before", "Pacific/Apia", "2011-12-30T09:59:59.999", {2011, 12, 29});
        row("samoa left out a day, after", "Pacific/Apia", "2011-12-30T10:00:00.000", {2011, 12, 31});
        // Beirut goes back from midnight to 23:00: the same date goes on for another hour.
        row("beirut, before the clock goes back", "Asia/Beirut", "2023-10-28T20:59:59.999", {2023, 10, 28});
        row("beirut, after it", "Asia/Beirut", "2023-10-28T21:00:00.000", {2023, 10, 28});
        row("beirut, midnight", "Asia/Beirut", "2023-10-28T22:00:00.000", {2023, 10, 29});
        // Sao Paulo went from midnight to 01:00: that day begins at one.
        row("sao paulo, a day without midnight", "America/Sao_Paulo", "2018-11-04T03:00:00.000", {2018, 11, 4});
        row("sao paulo, before it", "America/Sao_Paulo", "2018-11-04T02:59:59.999", {2018, 11, 3});
    }

    void anInstantHasItsLocalDate()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QString, instant);
        QFETCH(QDate, day);
        if (!QTimeZone(zone).isValid())
            QSKIP("this system does not know the zone");
        QCOMPARE(QDate::fromJulianDay(SpendCalendar(QTimeZone(zone)).dayAt(utc(instant))), day);
    }

    void everyInstantIsInOneDay_data()
    {
        QTest::addColumn<QByteArray>("zone");
        for (const char *zone : {"UTC", "Europe/Berlin", "America/Sao_Paulo", "America/St_Johns", "Asia/Beirut",
                 "Australia/Lord_Howe", "Pacific/Apia"})
            QTest::newRow(zone) << QByteArray(zone);
    }

    // Through a year with changes of clocks, in steps that meet each minute of an hour: days come in order, and each
    // instant lies between the start of its day and that of the next.
    void everyInstantIsInOneDay()
    {
        QFETCH(QByteArray, zone);
        if (!QTimeZone(zone).isValid())
            QSKIP("this system does not know the zone");
        const SpendCalendar calendar {QTimeZone(zone)};
        const qint64 end = utc(u"2011-12-31T12:00:00"_s);
        qint64 before = 0;
        int wrong = 0;
        for (qint64 at = utc(u"2010-12-31T00:00:00"_s); at < end; at += 17 * 60 * 1000) {
            const qint64 day = calendar.dayAt(at);
            wrong += day < before || calendar.startOf(day) > at || calendar.startOf(day + 1) <= at ? 1 : 0;
            before = day;
        }
        QCOMPARE(wrong, 0);
    }

    void orderOfQuestionsDoesNotMatter()
    {
        const SpendCalendar calendar {QTimeZone("Europe/Berlin")};
        const qint64 late = utc(u"2026-04-22T10:00:00"_s);
        const qint64 early = utc(u"2020-02-29T23:30:00"_s);
        const qint64 first = calendar.dayAt(late);
        QCOMPARE(QDate::fromJulianDay(calendar.dayAt(early)), QDate(2020, 3, 1));
        QCOMPARE(calendar.dayAt(late), first);
    }

    void monthsBeginOnTheFirst()
    {
        const auto month = [](QDate day) { return QDate::fromJulianDay(SpendCalendar::monthOf(day.toJulianDay())); };
        QCOMPARE(month({2028, 2, 29}), QDate(2028, 2, 1));
        QCOMPARE(month({2026, 12, 31}), QDate(2026, 12, 1));
        QCOMPARE(month({2026, 12, 1}), QDate(2026, 12, 1));
    }
};

QTEST_GUILESS_MAIN(TestSpendCalendar)
#include "tst_spend_calendar.moc"
