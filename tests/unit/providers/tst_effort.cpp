// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Catalogue.h"
#include "core/providers/Effort.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

// Words and budgets of thought, each in place of the other, and what the catalogue knows of the models.
class TestEffort : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void nearest_data();
    void nearest();
    void knownByModelAndService();
    void bothWays();
    void within();
    void ofTheModels_data();
    void ofTheModels();
};

void TestEffort::nearest_data()
{
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QStringList>("known");
    QTest::addColumn<QString>("whenItThinks");
    QTest::addColumn<QString>("whenNobodyKnows");
    const QStringList three {u"low"_s, u"medium"_s, u"high"_s};
    QTest::newRow("itself") << u"medium"_s << three << u"medium"_s << u"medium"_s;
    QTest::newRow("nothing known") << u"xhigh"_s << QStringList() << u"xhigh"_s << u"xhigh"_s;
    QTest::newRow("below") << u"minimal"_s << three << u"low"_s << u"low"_s;
    QTest::newRow("above") << u"max"_s << three << u"high"_s << u"high"_s;
    QTest::newRow("the cheaper of two") << u"medium"_s << QStringList {u"low"_s, u"high"_s} << u"low"_s << u"low"_s;
    QTest::newRow("off, where it can be") << u"none"_s << QStringList {u"none"_s, u"high"_s} << u"none"_s << u"none"_s;
    QTest::newRow("off, where it cannot be") << u"none"_s << three << u"low"_s << QString();
    QTest::newRow("off is near to nothing") << u"low"_s << QStringList {u"none"_s, u"high"_s} << u"high"_s << u"high"_s;
    QTest::newRow("a word of others") << u"default"_s << three << u"default"_s << u"default"_s;
}

void TestEffort::nearest()
{
    QFETCH(const QString, wanted);
    QFETCH(const QStringList, known);
    QFETCH(const QString, whenItThinks);
    QFETCH(const QString, whenNobodyKnows);
    QCOMPARE(nearestEffort(wanted, known, true), whenItThinks);
    QCOMPARE(nearestEffort(wanted, known, false), whenNobodyKnows);
}

void TestEffort::knownByModelAndService()
{
    Target target;
    QCOMPARE(knownEfforts(target), QStringList());
    QVERIFY(!takesNoEffort(target));
    target.service.quirks.words.insert(u"reasoning_effort"_s, {u"low"_s, u"high"_s});
    QCOMPARE(knownEfforts(target), (QStringList {u"low"_s, u"high"_s}));
    target.info.emplace();
    QCOMPARE(knownEfforts(target), (QStringList {u"low"_s, u"high"_s}));
    target.info->thinking.efforts = {u"minimal"_s, u"low"_s};
    QCOMPARE(knownEfforts(target), QStringList {u"low"_s});
    target.service.quirks.words.clear();
    QCOMPARE(knownEfforts(target), (QStringList {u"minimal"_s, u"low"_s}));
    target.info->thinking.efforts = QStringList();
    QVERIFY(takesNoEffort(target));
}

// A budget that stands for a word is never taken for more than that word.
void TestEffort::bothWays()
{
    const QStringList words {u"minimal"_s, u"low"_s, u"medium"_s, u"high"_s, u"xhigh"_s, u"max"_s};
    int before = 0;
    for (const QString &word : words) {
        const int budget = budgetForEffort(word);
        QVERIFY(budget >= before && budget >= 1024);
        before = budget;
        QVERIFY(words.indexOf(effortForBudget(budget)) <= words.indexOf(word));
    }
    QCOMPARE(budgetForEffort(u"none"_s), 0);
    QCOMPARE(effortForBudget(0), u"none"_s);
    QCOMPARE(effortForBudget(1999), u"minimal"_s);
    QCOMPARE(effortForBudget(2000), u"low"_s);
    QCOMPARE(effortForBudget(5000), u"medium"_s);
    QCOMPARE(effortForBudget(10'000), u"high"_s);
}

void TestEffort::within()
{
    Target target;
    QCOMPARE(budgetWithin(target, 3), 3);
    target.info.emplace();
    QCOMPARE(budgetWithin(target, 3), 3);
    target.info->thinking = {.leastBudget = 128, .mostBudget = 32'768};
    QCOMPARE(budgetWithin(target, 3), 128);
    QCOMPARE(budgetWithin(target, 40'000), 32'768);
    QCOMPARE(budgetWithin(target, 500), 500);
    QCOMPARE(budgetWithin(target, 0), 0); // off
    QCOMPARE(budgetWithin(target, -1), -1); // as much as it wants
}

// Sources: platform.claude.com/docs, extended thinking and effort; ai.google.dev/gemini-api/docs/thinking; OpenAI's API
// description, reasoning_effort; docs.x.ai, reasoning.
void TestEffort::ofTheModels_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    QTest::addColumn<bool>("off");
    QTest::addColumn<QString>("efforts"); // "?": not known
    const auto row = [](const char *service, const char *model, int least, int most, bool off, const char *efforts) {
        QTest::newRow(model) << QString::fromLatin1(service) << least << most << off << QString::fromLatin1(efforts);
    };
    row("anthropic", "claude-haiku-4-5", 1024, 0, true, "?");
    row("anthropic", "claude-opus-4-7", 0, 0, true, "low medium high xhigh max");
    row("bedrock", "us.anthropic.claude-haiku-4-5-20251001-v1:0", 1024, 0, true, "?");
    row("vertex_ai", "claude-opus-4-1@20250805", 1024, 0, true, "?");
    row("databricks", "databricks-claude-sonnet-4-5", 1024, 0, true, "?");
    row("gemini", "gemini-2.5-pro", 128, 32'768, false, "?");
    row("gemini", "gemini-2.5-flash", 1, 24'576, true, "?");
    row("gemini", "gemini-2.5-flash-lite", 512, 24'576, true, "?");
    row("vertex_ai", "gemini-2.5-flash-lite", 512, 24'576, true, "?");
    row("gemini", "gemini-3-pro-preview", 0, 0, false, "low high");
    row("gemini", "gemini-3-flash-preview", 0, 0, false, "minimal low medium high");
    row("openai", "gpt-5", 0, 0, false, "minimal low medium high");
    row("openai", "gpt-5.1", 0, 0, true, "none low medium high");
    row("openai", "gpt-5.2", 0, 0, true, "none low medium high xhigh");
    row("openai", "gpt-5-pro", 0, 0, false, "high");
    row("openai", "o3-mini", 0, 0, false, "low medium high");
    row("azure", "gpt-5-mini", 0, 0, false, "minimal low medium high");
    row("xai", "grok-3-mini", 0, 0, false, "low high");
    row("xai", "grok-4", 0, 0, false, "");
    row("openai", "gpt-4.1", 0, 0, true, "?");
}

void TestEffort::ofTheModels()
{
    const Catalogue catalogue;
    QFETCH(const QString, service);
    QFETCH(const int, least);
    QFETCH(const int, most);
    QFETCH(const bool, off);
    QFETCH(const QString, efforts);
    const std::optional<ModelInfo> model = catalogue.model(service, QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(model.has_value());
    const Thinking &thinking = model->thinking;
    QCOMPARE(thinking.leastBudget, least);
    QCOMPARE(thinking.mostBudget, most);
    QCOMPARE(thinking.canBeOff, off);
    QCOMPARE(thinking.efforts ? thinking.efforts->join(u' ') : u"?"_s, efforts);
}

QTEST_APPLESS_MAIN(TestEffort)
#include "tst_effort.moc"
