// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Format.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;
using lineup::ui::errorSentence;
using lineup::ui::ErrorSentence;
using lineup::ui::Format;

namespace {

// Locales use several invisible or wide spaces and marks; a person sees a space or nothing.
QString plain(QString text)
{
    for (const char16_t space : {u'\u00a0', u'\u202f', u'\u2009'})
        text.replace(QChar(space), u' ');
    for (const char16_t mark : {u'\u200e', u'\u200f', u'\u061c'})
        text.remove(QChar(mark));
    return text;
}

const QLocale en(QLocale::English, QLocale::UnitedStates);
const QLocale de(QLocale::German, QLocale::Germany);
const QLocale fr(QLocale::French, QLocale::France);
const QLocale ar(QLocale::Arabic, QLocale::Egypt);

} // namespace

class TestFormat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void money_data()
    {
        QTest::addColumn<qint64>("nano");
        QTest::addColumn<QString>("english");
        QTest::newRow("zero") << Q_INT64_C(0) << u"$0.00"_s;
        QTest::newRow("one call") << Q_INT64_C(8'734'500) << u"$0.0087"_s;
        QTest::newRow("rounded up") << Q_INT64_C(8'750'000) << u"$0.0088"_s;
        QTest::newRow("a nano-dollar") << Q_INT64_C(1) << u"$0.000000001"_s;
        QTest::newRow("twelve nano-dollars") << Q_INT64_C(12) << u"$0.000000012"_s;
        QTest::newRow("cents") << Q_INT64_C(420'000'000) << u"$0.42"_s;
        QTest::newRow("three cents") << Q_INT64_C(31'000'000) << u"$0.031"_s;
        QTest::newRow("rounds to the next place") << Q_INT64_C(9'960'000) << u"$0.010"_s;
        QTest::newRow("rounds to a dollar") << Q_INT64_C(996'000'000) << u"$1.00"_s;
        QTest::newRow("dollars") << Q_INT64_C(12'400'000'000) << u"$12.40"_s;
        QTest::newRow("half a cent") << Q_INT64_C(1'005'000'000) << u"$1.01"_s;
        QTest::newRow("thousands") << Q_INT64_C(1'234'567'890'000) << u"$1,234.57"_s;
        QTest::newRow("exact where a double is not") << Q_INT64_C(9'007'199'254'740'993) << u"$9,007,199.25"_s;
        QTest::newRow("owed") << Q_INT64_C(-8'700'000) << u"-$0.0087"_s;
    }
    void money()
    {
        QFETCH(const qint64, nano);
        QTEST(plain(Format::money(Money::fromNano(nano), en)), "english");
    }
    void moneyByLocale_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<qint64>("nano");
        QTest::addColumn<QString>("text");
        QTest::newRow("no locale") << QLocale::c() << Q_INT64_C(8'700'000) << u"$0.0087"_s;
        QTest::newRow("German") << de << Q_INT64_C(1'234'500'000'000) << u"1.234,50 $"_s;
        QTest::newRow("German, small") << de << Q_INT64_C(8'700'000) << u"0,0087 $"_s;
        QTest::newRow("French") << fr << Q_INT64_C(12'400'000'000) << u"12,40 $"_s;
        QTest::newRow("French, thousands") << fr << Q_INT64_C(1'234'500'000'000) << u"1 234,50 $"_s;
    }
    void moneyByLocale()
    {
        QFETCH(const QLocale, locale);
        QFETCH(const qint64, nano);
        QTEST(plain(Format::money(Money::fromNano(nano), locale)), "text");
    }
    void moneyInArabicDigits()
    {
        const QString text = plain(Format::money(Money::fromNano(12'400'000'000), ar));
        QVERIFY2(text.contains(u"١٢٫٤٠"_s), qPrintable(text));
        QVERIFY(text.contains(u'$'));
        QVERIFY(!text.contains(u'4'));
    }
    void exactMoney_data()
    {
        QTest::addColumn<qint64>("nano");
        QTest::addColumn<QString>("text");
        QTest::newRow("all digits") << Q_INT64_C(8'734'500) << u"$0.0087345"_s;
        QTest::newRow("at least cents") << Q_INT64_C(12'000'000'000) << u"$12.00"_s;
        QTest::newRow("beyond doubles") << Q_INT64_C(9'007'199'254'740'993) << u"$9,007,199.254740993"_s;
        QTest::newRow("the smallest") << std::numeric_limits<qint64>::min() << u"-$9,223,372,036.854775808"_s;
    }
    void exactMoney()
    {
        QFETCH(const qint64, nano);
        QTEST(plain(Format::exactMoney(Money::fromNano(nano), en)), "text");
    }
    void perMillion()
    {
        QCOMPARE(Format::perMillion(UnitPrice::fromDecimal(u"0.0000025").value(), en), u"$2.50"_s);
        QCOMPARE(Format::perMillion(UnitPrice::fromDecimal(u"3.75e-08").value(), en), u"$0.038"_s);
        QCOMPARE(Format::perMillion(UnitPrice::fromDecimal(u"0.00006").value(), de), u"60,00\u00a0$"_s);
    }
    void duration_data()
    {
        QTest::addColumn<qint64>("microseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << Q_INT64_C(0) << u"0 ms"_s;
        QTest::newRow("negative") << Q_INT64_C(-5) << u"0 ms"_s;
        QTest::newRow("tiny") << Q_INT64_C(400) << u"< 1 ms"_s;
        QTest::newRow("milliseconds") << Q_INT64_C(42'000) << u"42 ms"_s;
        QTest::newRow("nearly a tenth") << Q_INT64_C(99'700) << u"0.10 s"_s;
        QTest::newRow("part of a second") << Q_INT64_C(420'000) << u"0.42 s"_s;
        QTest::newRow("nearly ten") << Q_INT64_C(9'996'000) << u"10.0 s"_s;
        QTest::newRow("seconds") << Q_INT64_C(12'340'000) << u"12.3 s"_s;
        QTest::newRow("nearly a minute") << Q_INT64_C(59'970'000) << u"1 min"_s;
        QTest::newRow("minutes") << Q_INT64_C(180'000'000) << u"3 min"_s;
        QTest::newRow("minutes and seconds") << Q_INT64_C(200'000'000) << u"3 min 20 s"_s;
        QTest::newRow("hours") << Q_INT64_C(7'500'000'000) << u"2 h 5 min"_s;
        QTest::newRow("days") << Q_INT64_C(273'600'000'000) << u"3 d 4 h"_s;
    }
    void duration()
    {
        QFETCH(const qint64, microseconds);
        QTEST(Format::duration(std::chrono::microseconds(microseconds), en), "text");
    }
    void durationByLocale()
    {
        QCOMPARE(Format::duration(420ms, de), u"0,42 s"_s);
        QCOMPARE(Format::duration(420ms, fr), u"0,42 s"_s);
        QCOMPARE(plain(Format::duration(420ms, ar)), u"٠٫٤٢ s"_s);
    }
    void count_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<qint64>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("small") << en << Q_INT64_C(512) << u"512"_s;
        QTest::newRow("English") << en << Q_INT64_C(1'204) << u"1,204"_s;
        QTest::newRow("German") << de << Q_INT64_C(1'204) << u"1.204"_s;
        QTest::newRow("French") << fr << Q_INT64_C(12'204) << u"12 204"_s;
        QTest::newRow("Arabic") << ar << Q_INT64_C(1'204) << u"١٬٢٠٤"_s;
        QTest::newRow("millions") << en << Q_INT64_C(1'234'567) << u"1.2 M"_s;
        QTest::newRow("millions, German") << de << Q_INT64_C(1'234'567) << u"1,2 M"_s;
        QTest::newRow("nearly a milliard") << en << Q_INT64_C(999'960'000) << u"1.0 B"_s;
    }
    void count()
    {
        QFETCH(const QLocale, locale);
        QFETCH(const qint64, number);
        QTEST(plain(Format::count(number, locale)), "text");
    }
    void tokens_data()
    {
        QTest::addColumn<qint64>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("few") << Q_INT64_C(512) << u"512"_s;
        QTest::newRow("one and a half") << Q_INT64_C(1'500) << u"1.5k"_s;
        QTest::newRow("eight") << Q_INT64_C(8'192) << u"8.2k"_s;
        QTest::newRow("four") << Q_INT64_C(4'000) << u"4k"_s;
        QTest::newRow("ten") << Q_INT64_C(9'960) << u"10k"_s;
        QTest::newRow("usual") << Q_INT64_C(128'000) << u"128k"_s;
        QTest::newRow("binary") << Q_INT64_C(131'072) << u"131k"_s;
        QTest::newRow("nearly a million") << Q_INT64_C(999'700) << u"1M"_s;
        QTest::newRow("a million") << Q_INT64_C(1'048'576) << u"1M"_s;
        QTest::newRow("two") << Q_INT64_C(2'000'000) << u"2M"_s;
        QTest::newRow("one and a half million") << Q_INT64_C(1'500'000) << u"1.5M"_s;
    }
    void tokens()
    {
        QFETCH(const qint64, number);
        QTEST(Format::tokens(number, en), "text");
    }
    void ratesAndShares()
    {
        QCOMPARE(Format::rate(88.4, en), u"88 t/s"_s);
        QCOMPARE(Format::rate(4.23, de), u"4,2 t/s"_s);
        QCOMPARE(Format::rate(999.4, en), u"999 t/s"_s);
        QCOMPARE(Format::rate(999.6, en), u"1k t/s"_s);
        QCOMPARE(Format::rate(1'674, en), u"1.7k t/s"_s);
        QCOMPARE(Format::rate(1'674, de), u"1,7k t/s"_s);
        QCOMPARE(Format::percent(0.82, en), u"82%"_s);
    }
    void ago()
    {
        const QDateTime now(QDate(2026, 3, 14), QTime(12, 0), Qt::UTC);
        QCOMPARE(Format::ago(now.addSecs(-20), now, en), u"just now"_s);
        QCOMPARE(Format::ago(now.addSecs(-130), now, en), u"2 min ago"_s);
        QCOMPARE(Format::ago(now.addSecs(-3 * 3600 - 5), now, en), u"3 h ago"_s);
        const QDateTime old = now.addDays(-3);
        QCOMPARE(Format::ago(old, now, de), de.toString(old.toLocalTime(), QLocale::ShortFormat));
        // A clock that was set back is no reason for "-40 min ago".
        QCOMPARE(Format::ago(now.addSecs(3600), now, en),
            en.toString(now.addSecs(3600).toLocalTime(), QLocale::ShortFormat));
    }

    void everyErrorHasItsSentence()
    {
        QSet<QString> seen;
        for (int kind = 0; kind <= int(Error::Kind::Unsupported); ++kind) {
            const Error error {.kind = Error::Kind(kind)};
            const ErrorSentence sentence = errorSentence(error, u"Acme"_s);
            QVERIFY2(!sentence.what.isEmpty() && !sentence.why.isEmpty(), qPrintable(errorKindName(error.kind)));
            QVERIFY2(!sentence.todo.isEmpty() || error.kind == Error::Kind::Cancelled,
                qPrintable(errorKindName(error.kind)));
            QVERIFY(!seen.contains(sentence.what));
            seen.insert(sentence.what);
            for (const QString &text : {sentence.what, sentence.why, sentence.todo}) {
                QVERIFY2(text.isEmpty() || text.endsWith(u'.'), qPrintable(text));
                QVERIFY2(!text.contains(u'!') && !text.contains(u'%'), qPrintable(text));
            }
        }
    }
    void sentenceNamesServiceStatusAndWait()
    {
        const Error error {.kind = Error::Kind::RateLimited, .httpStatus = 429, .retryAfter = 12s};
        const ErrorSentence sentence = errorSentence(error, u"100%1 AI"_s);
        QVERIFY(sentence.what.contains(u"100%1 AI"_s)); // a name is never a pattern
        QVERIFY(sentence.what.contains(u"429"_s));
        QVERIFY(sentence.todo.contains(Format::duration(12s)));
        QVERIFY(ui::mayRetry(error.kind));
    }
    void waitIsNotOfferedWhereItDoesNotHelp()
    {
        const Error error {.kind = Error::Kind::Auth, .retryAfter = 12s};
        QVERIFY(!errorSentence(error, {}).todo.contains(u"12"_s));
        QVERIFY(!ui::mayRetry(error.kind));
        QVERIFY(errorSentence(error, {}).what.startsWith(u"The service"_s));
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
