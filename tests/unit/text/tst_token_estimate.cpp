// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/TokenEstimate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using lineup::estimateTokens;

class TestTokenEstimate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bounds_data();
    void bounds();
    void errorAgainstRealTokenizers();
    void addsUp();
    void oddInput();
};

// True counts by OpenAI's cl100k_base and o200k_base are between low and high.
void TestTokenEstimate::bounds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("low");
    QTest::addColumn<qint64>("high");
    const auto row = [](const char *name, const QString &text, qint64 low, qint64 high) {
        QTest::newRow(name) << text << low << high;
    };
    row("nothing", {}, 0, 0);
    row("a letter", u"a"_s, 1, 1);
    row("a word", u"hello"_s, 1, 2);
    row("English", u"The quick brown fox jumps over 13 lazy dogs."_s, 9, 14);
    row("Chinese", u"你今天遇到什么有趣的事情了吗？"_s, 10, 22);
    row("Japanese", u"こんにちは、世界！お元気ですか？"_s, 8, 14);
    row("Russian", u"Это был незабываемый опыт, который я буду помнить всегда."_s, 12, 28);
    row("German", u"Die Grenzen meiner Sprache bedeuten die Grenzen meiner Welt."_s, 10, 20);
    row("C++", u"for (int i = 0; i < n; ++i) {\n    sum += values[i];\n}\n"_s, 18, 36);
    row("JSON", u"{\"name\": \"lookup\", \"arguments\": {\"city\": \"Paris\"}}"_s, 13, 26);
    row("a long number", u"123456789"_s, 3, 3);
    row("blank lines", u"\n\n\n\n"_s, 1, 2);
}

void TestTokenEstimate::bounds()
{
    QFETCH(QString, text);
    QFETCH(qint64, low);
    QFETCH(qint64, high);
    const qint64 estimate = estimateTokens(text);
    QVERIFY2(estimate >= low && estimate <= high, qPrintable(QString::number(estimate)));
}

void TestTokenEstimate::errorAgainstRealTokenizers()
{
    QFile in(QStringLiteral(LINEUP_SOURCE_DIR "/../shared/vectors/tokens/gpt-tokenizer-plans.json"));
    if (!in.open(QIODevice::ReadOnly)) {
        if (qEnvironmentVariable("CI") == "true"_L1)
            QFAIL("the token counts are missing");
        QSKIP("the token counts are not here");
    }
    QList<double> errors;
    double estimated = 0;
    double counted = 0;
    for (const QJsonValue &row : QJsonDocument::fromJson(in.readAll()).object().value("cases"_L1).toArray()) {
        const QString encoding = row["encoding"_L1].toString();
        const double count = row["n"_L1].toDouble();
        if (count < 5 || (encoding != "cl100k_base"_L1 && encoding != "o200k_base"_L1))
            continue;
        const auto estimate = static_cast<double>(estimateTokens(row["text"_L1].toString()));
        errors.append(qAbs(estimate - count) / count);
        estimated += estimate;
        counted += count;
    }
    QVERIFY(errors.size() > 100);
    std::sort(errors.begin(), errors.end());
    const double median = errors.at(errors.size() / 2);
    const double most = errors.at(errors.size() * 9 / 10);
    qInfo("median error %.1f %%, nine of ten below %.1f %%, worst %.1f %%, sum off by %.1f %%", median * 100,
        most * 100, errors.last() * 100, (estimated / counted - 1) * 100);
    QVERIFY(median < 0.20);
    QVERIFY(most < 0.60);
    QVERIFY(qAbs(estimated / counted - 1) < 0.15);
}

// Twice the text is about twice the tokens, and more text never has fewer.
void TestTokenEstimate::addsUp()
{
    const QString text = u"Ein Satz mit 42 Wörtern; 数字 и слова. "_s;
    QString growing;
    qint64 before = 0;
    for (int i = 0; i < 50; ++i) {
        growing += text;
        const qint64 now = estimateTokens(growing);
        QVERIFY(now > before);
        before = now;
    }
    const auto one = static_cast<double>(estimateTokens(text));
    QVERIFY(qAbs(static_cast<double>(before) - 50 * one) < 50 * one * 0.1);
}

void TestTokenEstimate::oddInput()
{
    QVERIFY(estimateTokens(QString(QChar(0xd83d))) >= 1); // half a surrogate pair
    QVERIFY(estimateTokens(QString(QChar(0))) >= 1);
    QVERIFY(estimateTokens(QString(100000, u'x')) > 10000);
}

QTEST_GUILESS_MAIN(TestTokenEstimate)
#include "tst_token_estimate.moc"
