// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Money.h"

#include <QTest>

using namespace Qt::StringLiterals;
using lineup::Money;
using lineup::MoneySum;
using lineup::UnitPrice;

class TestMoney : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decimal_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("ok");
        QTest::addColumn<qint64>("nano");
        QTest::newRow("cents") << u"12.40"_s << true << Q_INT64_C(12'400'000'000);
        QTest::newRow("nano") << u"0.000000001"_s << true << Q_INT64_C(1);
        QTest::newRow("exponent") << u"1.5e-06"_s << true << Q_INT64_C(1500);
        QTest::newRow("capital exponent") << u"2E3"_s << true << Q_INT64_C(2'000'000'000'000);
        QTest::newRow("below nano") << u"0.0000000015"_s << false << Q_INT64_C(0);
        QTest::newRow("below nano, zero") << u"0.0000000010"_s << true << Q_INT64_C(1);
        QTest::newRow("negative") << u"-3.25"_s << true << Q_INT64_C(-3'250'000'000);
        QTest::newRow("zero") << u"0"_s << true << Q_INT64_C(0);
        QTest::newRow("zero with exponent") << u"0e-300"_s << true << Q_INT64_C(0);
        QTest::newRow("too large") << u"99999999999"_s << false << Q_INT64_C(0);
        QTest::newRow("empty") << QString() << false << Q_INT64_C(0);
        QTest::newRow("word") << u"free"_s << false << Q_INT64_C(0);
        QTest::newRow("two points") << u"1.2.3"_s << false << Q_INT64_C(0);
        QTest::newRow("infinite exponent") << u"1e999999999999"_s << false << Q_INT64_C(0);
    }
    void decimal()
    {
        QFETCH(const QString, text);
        QFETCH(const bool, ok);
        QFETCH(const qint64, nano);
        const std::optional<Money> money = Money::fromDecimal(text);
        QCOMPARE(money.has_value(), ok);
        if (ok)
            QCOMPARE(money->nano(), nano);
    }
    void rounding_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("nano");
        QTest::newRow("half up") << u"0.0000000015"_s << Q_INT64_C(2);
        QTest::newRow("down") << u"0.00000000149"_s << Q_INT64_C(1);
        QTest::newRow("away from zero") << u"-0.0000000015"_s << Q_INT64_C(-2);
        QTest::newRow("far below") << u"9e-12"_s << Q_INT64_C(0);
        QTest::newRow("just below half") << u"0.00000000049999"_s << Q_INT64_C(0);
    }
    void rounding()
    {
        QFETCH(const QString, text);
        QTEST(Money::fromDecimal(text, true).value_or(Money::fromNano(-99)).nano(), "nano");
    }
    void plainText_data()
    {
        QTest::addColumn<qint64>("nano");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << Q_INT64_C(0) << u"0"_s;
        QTest::newRow("nano") << Q_INT64_C(1) << u"0.000000001"_s;
        QTest::newRow("whole") << Q_INT64_C(3'000'000'000) << u"3"_s;
        QTest::newRow("hundred") << Q_INT64_C(100'000'000'000) << u"100"_s;
        QTest::newRow("negative") << Q_INT64_C(-8'700'000) << u"-0.0087"_s;
    }
    void plainText()
    {
        QFETCH(const qint64, nano);
        QTEST(Money::fromNano(nano).toDecimal(), "text");
    }
    void unitsAreExactAndRoundedOnce()
    {
        // 37.5 nano-dollars a token: three tokens are 112.5, rounded once to 113, not 3 × 38.
        const UnitPrice price = UnitPrice::fromDecimal(u"3.75e-08").value();
        MoneySum sum;
        for (int i = 0; i < 3; ++i)
            sum.add(1, price);
        QCOMPARE(sum.total().nano(), 113);
        QCOMPARE(price.toDecimal(), u"0.0000000375"_s);
    }
    void perMillion_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("atto"); // -1: refused
        QTest::newRow("cents") << u"0.15"_s << Q_INT64_C(150'000'000'000);
        QTest::newRow("whole") << u"75"_s << Q_INT64_C(75'000'000'000'000);
        QTest::newRow("many digits") << u"0.01875"_s << Q_INT64_C(18'750'000'000);
        QTest::newRow("smallest") << u"0.000000000001"_s << Q_INT64_C(1);
        QTest::newRow("below the smallest") << u"0.0000000000001"_s << Q_INT64_C(-1);
        QTest::newRow("zero") << u"0"_s << Q_INT64_C(0);
        QTest::newRow("negative") << u"-1"_s << Q_INT64_C(-1);
        QTest::newRow("word") << u"free"_s << Q_INT64_C(-1);
        QTest::newRow("empty") << QString() << Q_INT64_C(-1);
        QTest::newRow("a dollar each is too much") << u"1000000"_s << Q_INT64_C(-1);
    }
    void perMillion()
    {
        QFETCH(const QString, text);
        QTEST(UnitPrice::fromDecimalPerMillion(text).value_or(UnitPrice::fromAtto(-1)).atto(), "atto");
    }
    void largeSumsDoNotOverflow()
    {
        MoneySum sum;
        sum.add(Q_INT64_C(1'000'000'000'000), UnitPrice::fromDecimal(u"0.00006").value());
        QCOMPARE(sum.total().toDecimal(), u"60000000"_s);
    }
};

QTEST_GUILESS_MAIN(TestMoney)
#include "tst_money.moc"
