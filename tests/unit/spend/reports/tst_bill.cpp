// SPDX-License-Identifier: GPL-3.0-or-later
// Providers' accounts as they are exported and as people paste them, and what they say against the ledger.
#include "core/spend/reports/BillText.h"
#include "core/spend/reports/Reconcile.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

Money dollars(double amount)
{
    return Money::fromNano(qRound64(amount * 1e9));
}

QDate march(int day)
{
    return {2026, 3, day};
}

SpendRow row(const QString &key, double cost, qint64 unpriced = 0, double estimated = 0)
{
    SpendRow out {.keys = {key}, .sums = {}};
    out.sums.cost = dollars(cost);
    out.sums.unpriced = unpriced;
    out.sums.estimated = dollars(estimated);
    return out;
}

Bill billOf(const QList<BillLine> &lines)
{
    Bill bill;
    bill.lines = lines;
    return bill;
}

} // namespace

Q_DECLARE_METATYPE(lineup::BillLine)

class TestBill : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDate>("day");
        QTest::newRow("iso") << u"2026-03-04"_s << march(4);
        QTest::newRow("iso with time") << u"2026-03-04 23:59:59"_s << march(4);
        QTest::newRow("moment in UTC") << u"2026-03-04T23:59:59Z"_s << march(4);
        QTest::newRow("moment elsewhere") << u"2026-03-04T23:30:00-05:00"_s << march(5);
        QTest::newRow("slashes") << u"2026/3/4"_s << march(4);
        QTest::newRow("dots") << u"4.3.2026"_s << march(4);
        QTest::newRow("day first") << u"04/03/2026"_s << march(4);
        QTest::newRow("named month") << u"Mar 4, 2026"_s << march(4);
        QTest::newRow("named month behind") << u"4 March 2026"_s << march(4);
        QTest::newRow("digits") << u"20260304"_s << march(4);
        QTest::newRow("seconds") << u"1772582400"_s << march(4); // 2026-03-04 00:00 UTC
        QTest::newRow("milliseconds") << u"1772582400000"_s << march(4);
        QTest::newRow("no such day") << u"2026-02-30"_s << QDate();
        QTest::newRow("no date") << u"hello"_s << QDate();
        QTest::newRow("an amount") << u"12.34"_s << QDate();
    }
    void dates()
    {
        QFETCH(const QString, text);
        QTEST(BillText::date(text, BillDates::DayFirst).value_or(QDate()), "day");
    }
    void monthsFirst() { QCOMPARE(BillText::date(u"03/04/2026"_s, BillDates::MonthFirst), march(4)); }

    void amounts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QChar>("sign");
        QTest::addColumn<double>("amount"); // -1: none
        QTest::newRow("plain") << u"12.34"_s << QChar(u'.') << 12.34;
        QTest::newRow("dollar") << u"$12.34"_s << QChar(u'.') << 12.34;
        QTest::newRow("dollar of the USA") << u"US$12.34"_s << QChar(u'.') << 12.34;
        QTest::newRow("code") << u"12.34 USD"_s << QChar(u'.') << 12.34;
        QTest::newRow("thousands") << u"1,234.50"_s << QChar(u'.') << 1234.5;
        QTest::newRow("comma") << u"1.234,50"_s << QChar(u',') << 1234.5;
        QTest::newRow("spaces") << u"1 234,50"_s << QChar(u',') << 1234.5;
        QTest::newRow("credit") << u"-2.00"_s << QChar(u'.') << -2.0;
        QTest::newRow("brackets") << u"($2.00)"_s << QChar(u'.') << -2.0;
        QTest::newRow("scientific") << u"1.5e-05"_s << QChar(u'.') << 0.000015;
        QTest::newRow("whole") << u"7"_s << QChar(u'.') << 7.0;
    }
    void amounts()
    {
        QFETCH(const QString, text);
        QFETCH(const QChar, sign);
        QFETCH(const double, amount);
        const std::optional<Money> found = BillText::amount(text, sign);
        QVERIFY(found);
        QCOMPARE(*found, dollars(amount));
    }
    void noAmounts()
    {
        for (const QString &text : {u""_s, u"n/a"_s, u"1.2.3,4,5"_s, u"12 apples"_s, u"2026-03-04"_s})
            QVERIFY2(!BillText::amount(text, u'.') || text.startsWith(u"2026"_s), qPrintable(text));
    }
    void currencies()
    {
        for (const QString &dollar : {u"$1"_s, u"US$1"_s, u"1 USD"_s, u"usd"_s, u"1"_s})
            QCOMPARE(BillText::otherCurrency(dollar), QString());
        QCOMPARE(BillText::otherCurrency(u"1,50 €"_s), u"€"_s);
        QCOMPARE(BillText::otherCurrency(u"CA$1"_s), u"CA$"_s);
        QCOMPARE(BillText::otherCurrency(u"eur"_s), u"eur"_s);
    }
    void signs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("sign");
        QTest::newRow("both, dot last") << u"1,234.5"_s << u"."_s;
        QTest::newRow("both, comma last") << u"1.234,5"_s << u","_s;
        QTest::newRow("two digits") << u"12,34"_s << u","_s;
        QTest::newRow("leading zero") << u"0.123"_s << u"."_s;
        QTest::newRow("several") << u"1.234.567"_s << u","_s;
        QTest::newRow("could be either") << u"1,234"_s << u""_s;
        QTest::newRow("none") << u"1234"_s << u""_s;
    }
    void signs()
    {
        QFETCH(const QString, text);
        const std::optional<QChar> sign = BillText::shownDecimalSign(text);
        QTEST(sign ? QString(*sign) : QString(u""_s), "sign");
    }

    void bills_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<BillLine>>("lines");
        const QList<BillLine> two {{march(1), dollars(1.5), {}}, {march(2), dollars(2.25), {}}};
        QTest::newRow("plain") << u"date,amount\n2026-03-01,1.5\n2026-03-02,2.25\n"_s << two;
        QTest::newRow("semicolons and commas") << u"Datum;Betrag\n1.3.2026;1,50\n2.3.2026;2,25\n"_s << two;
        QTest::newRow("tabs, as pasted from a sheet") << u"Day\tCost\n2026-03-01\t$1.50\n2026-03-02\t$2.25"_s << two;
        QTest::newRow("no head") << u"2026-03-01,1.50\n2026-03-02,2.25\n"_s << two;
        QTest::newRow("comment above") << u"Usage of my team\n\ndate,cost\n2026-03-01,1.50\n2026-03-02,2.25\n"_s << two;
        QTest::newRow("months first, told by the 13th")
            << u"date,amount\n03/01/2026,1.5\n03/13/2026,2\n"_s
            << QList<BillLine> {{march(1), dollars(1.5), {}}, {march(13), dollars(2), {}}};
        QTest::newRow("with models and counts")
            << u"start_time,end_time,model,requests,input_tokens,amount_value,currency\n"
               "1772323200,1772409600,gpt-4o,10,12000,1.5,usd\n1772409600,1772496000,gpt-4o-mini,5,400,2.25,usd\n"_s
            << QList<BillLine> {{march(1), dollars(1.5), u"gpt-4o"_s}, {march(2), dollars(2.25), u"gpt-4o-mini"_s}};
        QTest::newRow("cents") << u"day,amount_cents\n2026-03-01,150\n2026-03-02,225\n"_s << two;
        QTest::newRow("a sum at the end") << u"date,cost\n2026-03-01,1.50\n2026-03-02,2.25\nTotal,3.75\n"_s << two;
        QTest::newRow("a credit")
            << u"date,cost\n2026-03-01,1.50\n2026-03-01,-0.50\n2026-03-02,2\n2026-03-02,3\n2026-03-03,1\n"_s
            << QList<BillLine> {{march(1), dollars(1.5), {}}, {march(1), dollars(-0.5), {}}, {march(2), dollars(2), {}},
                   {march(2), dollars(3), {}}, {march(3), dollars(1), {}}};
    }
    void bills()
    {
        QFETCH(const QString, text);
        const Bill bill = readBill(text);
        QVERIFY(bill.open.isEmpty());
        QVERIFY(bill.problems.isEmpty());
        QTEST(bill.lines, "lines");
    }

    void whatIsNotClearIsAsked_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("question");
        QTest::newRow("day or month first")
            << u"date,amount\n03/04/2026,1.5\n05/06/2026,2\n"_s << int(BillQuestion::Dates);
        QTest::newRow("day and month contradict")
            << u"date,amount\n13/04/2026,1.5\n04/13/2026,2\n"_s << int(BillQuestion::Dates);
        QTest::newRow("thousands or decimals")
            << u"date;amount\n2026-03-01;1.234\n"_s << int(BillQuestion::DecimalSign);
        QTest::newRow("two amounts") << u"date,one,two\n2026-03-01,1.5,2.5\n"_s << int(BillQuestion::AmountColumn);
        QTest::newRow("two dates") << u"a date,b date,cost\n2026-03-01,2026-03-02,2.5\n"_s
                                   << int(BillQuestion::DateColumn);
    }
    void whatIsNotClearIsAsked()
    {
        QFETCH(const QString, text);
        QFETCH(const int, question);
        const Bill bill = readBill(text);
        QCOMPARE(bill.open, QList<BillQuestion> {BillQuestion(question)});
        QVERIFY(bill.lines.isEmpty());
    }
    void anAnswerIsTaken()
    {
        const QString text = u"date,amount\n03/04/2026,1.5\n"_s;
        QCOMPARE(readBill(text, {.dates = BillDates::DayFirst}).lines.value(0).day, QDate(2026, 4, 3));
        QCOMPARE(readBill(text, {.dates = BillDates::MonthFirst}).lines.value(0).day, march(4));
        const QString amounts = u"date;amount\n2026-03-01;1.234\n"_s;
        QCOMPARE(readBill(amounts, {.decimalSign = u','}).lines.value(0).amount, dollars(1234));
        QCOMPARE(readBill(amounts, {.decimalSign = u'.'}).lines.value(0).amount, dollars(1.234));
        QCOMPARE(
            readBill(u"date,one,two\n2026-03-01,1.5,2.5\n"_s, {.amountColumn = 2}).lines.value(0).amount, dollars(2.5));
    }
    void whatCannotBeReadIsNamed()
    {
        const Bill bill = readBill(u"date,cost\n2026-03-01,1\n2026-03-02,2\n2026-03-03,3\n2026-03-04,4\n2026-03-05,5\n"
                                   "2026-03-06,?\n2026-02-30,7\n2026-03-08,8 EUR\n2026-03-09,\n"_s);
        QCOMPARE(bill.lines.size(), 5);
        QCOMPARE(bill.empty, 1);
        QCOMPARE(bill.problems,
            (QList<BillProblem> {{BillProblem::Kind::Amount, 7, u"?"_s}, {BillProblem::Kind::Date, 8, u"2026-02-30"_s},
                {BillProblem::Kind::Currency, 9, u"EUR"_s}}));
    }
    void nonsenseGivesNothing()
    {
        for (const QString &text : {u""_s, u"hello"_s, u"\n\n"_s, u"a,b\nc,d\n"_s}) {
            const Bill bill = readBill(text);
            QVERIFY(bill.lines.isEmpty());
        }
    }

    void daysAreHeldAgainstEachOther()
    {
        const Bill bill = billOf({{march(1), dollars(2), {}}, {march(1), dollars(1), {}}, {march(3), dollars(4), {}}});
        const SpendTable ledger {
            .rows = {row(u"2026-02-28"_s, 9), row(u"2026-03-01"_s, 2.5, 1, 0.5), row(u"2026-03-03"_s, 4)}};
        const Reconciliation found = reconcile(bill, ledger, {});
        QCOMPARE(found.days.size(), 3); // the second of March as well
        QCOMPARE(found.days.first(),
            (ReconcileDay {.day = march(1),
                .billed = dollars(3),
                .ledger = dollars(2.5),
                .unpriced = 1,
                .estimated = dollars(0.5)}));
        QCOMPARE(found.days.at(1), ReconcileDay {.day = march(2)});
        QCOMPARE(found.billed, dollars(7));
        QCOMPARE(found.ledger, dollars(6.5)); // February is not on the bill
        QCOMPARE(found.gap(), dollars(0.5));
        QCOMPARE(found.causes,
            (QList<ReconcileCause> {
                {ReconcileCause::Kind::Estimated, 0, dollars(0.5), {}}, {ReconcileCause::Kind::Unpriced, 1, {}, {}}}));
    }
    void noGapNeedsNoCause()
    {
        const Reconciliation found
            = reconcile(billOf({{march(1), dollars(2), {}}}), {.rows = {row(u"2026-03-01"_s, 2, 3)}}, {});
        QVERIFY(found.causes.isEmpty());
    }
    void centsAreRounded()
    {
        const Reconciliation found
            = reconcile(billOf({{march(1), dollars(2), {}}}), {.rows = {row(u"2026-03-01"_s, 2.004)}}, {});
        QCOMPARE(found.causes, (QList<ReconcileCause> {{ReconcileCause::Kind::Rounding, 1, dollars(-0.004), {}}}));
    }
    void causesAreFound_data()
    {
        QTest::addColumn<QList<BillLine>>("lines");
        QTest::addColumn<QList<double>>("ledger"); // from 1 March on; below zero: no calls
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("amount");
        QTest::newRow("a model that was never called")
            << QList<BillLine> {{march(1), dollars(2), u"acme-large-2026-01-01"_s}, {march(1), dollars(3), u"other"_s}}
            << QList<double> {2} << int(ReconcileCause::Kind::OtherModels) << 3.0;
        QTest::newRow("a day without calls") << QList<BillLine> {{march(1), dollars(2), {}}, {march(2), dollars(5), {}}}
                                             << QList<double> {2, -1} << int(ReconcileCause::Kind::Outside) << 5.0;
        QTest::newRow("a day that is not on the bill")
            << QList<BillLine> {{march(1), dollars(2), {}}, {march(3), dollars(2), {}}} << QList<double> {2, 6, 2}
            << int(ReconcileCause::Kind::NotBilled) << 6.0;
        QTest::newRow("days that begin elsewhere")
            << QList<BillLine> {{march(1), dollars(3), {}}, {march(2), dollars(1), {}}} << QList<double> {2, 2}
            << int(ReconcileCause::Kind::DayBorders) << 1.0;
    }
    void causesAreFound()
    {
        QFETCH(const QList<BillLine>, lines);
        QFETCH(const QList<double>, ledger);
        QFETCH(const int, kind);
        QFETCH(const double, amount);
        SpendTable byDay;
        for (qsizetype i = 0; i < ledger.size(); ++i) {
            if (ledger.at(i) >= 0)
                byDay.rows += row(march(int(i) + 1).toString(Qt::ISODate), ledger.at(i));
        }
        const Reconciliation found = reconcile(billOf(lines), byDay, {.rows = {row(u"acme/acme-large"_s, 2)}});
        QVERIFY(!found.causes.isEmpty());
        QCOMPARE(int(found.causes.first().kind), kind);
        QCOMPARE(found.causes.first().amount, dollars(amount));
    }
};

QTEST_APPLESS_MAIN(TestBill)
#include "tst_bill.moc"
