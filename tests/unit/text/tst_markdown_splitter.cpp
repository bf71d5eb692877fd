// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/LinkDefinitions.h"
#include "core/text/MarkdownSplitter.h"
#include "tests/support/CpuTimer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using lineup::MarkdownBlock;
using lineup::MarkdownSplitter;
using Kind = MarkdownBlock::Kind;
using Part = MarkdownBlock::Part;

namespace {

QString joined(const QList<MarkdownBlock> &blocks)
{
    QString out;
    for (const MarkdownBlock &block : blocks)
        out += block.text;
    return out;
}

QList<MarkdownBlock> splitWhole(const QString &text)
{
    MarkdownSplitter splitter;
    QList<MarkdownBlock> blocks = splitter.append(text);
    return blocks + splitter.finish();
}

QString letters(const QList<MarkdownBlock> &blocks)
{
    static const QHash<Kind, QChar> names {{Kind::Blank, u'_'}, {Kind::Paragraph, u'p'}, {Kind::Heading, u'h'},
        {Kind::ThematicBreak, u'-'}, {Kind::FencedCode, u'f'}, {Kind::IndentedCode, u'i'}, {Kind::Html, u'<'},
        {Kind::Quote, u'>'}, {Kind::ListItem, u'l'}, {Kind::Table, u't'}};
    QString out;
    for (const MarkdownBlock &block : blocks)
        out += names.value(block.kind);
    return out;
}

struct Sample
{
    const char *name;
    const char16_t *text;
    const char16_t *kinds; // hand-written: one letter a piece
};

// Tricky shapes; the letters are what CommonMark 0.31 and GFM say about them.
constexpr Sample samples[] = {
    {"empty", u"", u""},
    {"blank lines", u"\n\n", u"_"},
    {"paragraphs", u"a\nb\n\nc", u"pp"},
    {"leading blanks", u"\n\na", u"p"},
    {"setext", u"a\nb\n===\nc", u"hp"},
    {"setext or rule", u"a\n---\n\n---\n", u"h-"},
    {"atx needs a space", u"#a\n# b\n####### c\n", u"php"},
    {"heading ends a paragraph", u"a\n# b\nc", u"php"},
    {"fence", u"```cpp\nint a;\n\n```\nb", u"ffffp"},
    {"fence in fence", u"````\n```\n````\n", u"fff"},
    {"tilde fence keeps backticks", u"~~~\n```\n~~~\n", u"fff"},
    {"unclosed fence", u"```\na\nb", u"fff"},
    {"a fence may not have backticks behind it", u"``` a`b\nc", u"p"},
    {"fence ends a paragraph", u"a\n```\nb\n```", u"pfff"},
    {"list items", u"- a\n- b\n- c", u"lll"},
    {"loose list", u"- a\n\n- b\n\nc", u"llp"},
    {"item with two paragraphs", u"- a\n\n  b\n- c", u"ll"},
    {"lazy line", u"- a\nb\n- c", u"ll"},
    {"item with fence", u"- ```\n  a\n\n  b\n  ```\n- c", u"ll"},
    {"fence in item is not continued lazily", u"- ```\na\n", u"lp"},
    {"other bullet is another list", u"- a\n* b", u"ll"},
    {"bare item and a blank", u"-\n\n  a", u"lp"},
    {"number other than one does not interrupt", u"a\n2. b\n1. c", u"pl"},
    {"rule between items", u"* a\n* * *\n* b", u"l-l"},
    {"quote", u"> a\n> b\nc\n\nd", u">p"},
    {"quotes apart", u"> a\n\n> b", u">>"},
    {"quote with fence", u"> ```\n> a\nb", u">p"},
    {"table", u"| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\nx", u"tttp"},
    {"table ended by quote", u"| a |\n|---|\n| 1 |\n> x", u"tt>"},
    {"not a table: columns differ", u"| a | b |\n|---|\n| 1 |", u"p"},
    {"table needs one line before", u"x\n| a |\n|---|", u"p"},
    {"html block", u"<div>\n# no heading\n\n# heading", u"<h"},
    {"html comment with blank line", u"<!-- a\n\nb -->\nc", u"<p"},
    {"script until its end", u"<script>\n\n</script>\nc", u"<p"},
    {"inline html is text", u"<b>x</b> y\nz", u"p"},
    {"indented code", u"    a\n\n    b\n\nc", u"ip"},
    {"indented line in paragraph", u"a\n    b", u"p"},
    {"definitions", u"[a]: /x\n[b]: /y 't'\n\nc", u"pp"},
    {"definition is no setext heading", u"[a]: /x\n===\nb", u"p"},
    {"math keeps its lines", u"$$\na\n- b\n= c\n$$\n\nx", u"pp"},
    {"math with rule inside", u"\\[\na\n---\nb\n\\]\n\nx", u"pp"},
    {"math unclosed ends at a blank line", u"$$\na\n\n- b", u"pl"},
    {"crlf", u"# a\r\n\r\nb\r\n\r\n- c\r\n- d", u"hpll"},
    {"tabs", u"-\ta\n\n\tb\n- c", u"ll"},
};

QJsonArray specExamples(const QString &file)
{
    QFile in(QStringLiteral(LINEUP_SOURCE_DIR "/../shared/vectors/commonmark/") + file);
    if (!in.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(in.readAll()).object().value("examples"_L1).toArray();
}

// 0: the spec files are missing and that is all right here.
qsizetype addSpecRows()
{
    qsizetype count = 0;
    for (const QString &file : {u"commonmark-spec.json"_s, u"gfm-spec.json"_s, u"gfm-extensions.json"_s}) {
        const QJsonArray examples = specExamples(file);
        for (const QJsonValue &example : examples) {
            const QString name = u"%1 #%2"_s.arg(file).arg(example["example"_L1].toInt());
            QTest::newRow(name.toUtf8().constData()) << example["markdown"_L1].toString();
        }
        count += examples.size();
    }
    return count;
}

} // namespace

class TestMarkdownSplitter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void kinds_data();
    void kinds();
    void charByChar_data();
    void charByChar();
    void everyCut_data() { kinds_data(); }
    void everyCut();
    void spec_data();
    void spec();
    void finishedNeverChanges();
    void parts();
    void ordinals_data();
    void ordinals();
    void tailKinds();
    void flatCost();
    void definitions_data();
    void definitions();
};

void TestMarkdownSplitter::kinds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kinds");
    for (const Sample &sample : samples)
        QTest::newRow(sample.name) << QString::fromUtf16(sample.text) << QString::fromUtf16(sample.kinds);
}

void TestMarkdownSplitter::kinds()
{
    QFETCH(QString, text);
    QFETCH(QString, kinds);
    const QList<MarkdownBlock> blocks = splitWhole(text);
    QCOMPARE(letters(blocks), kinds);
    QCOMPARE(joined(blocks), text);
}

void TestMarkdownSplitter::charByChar_data()
{
    kinds_data();
}

// After every character: pieces and tail together are what was fed, and what was handed out stays.
void TestMarkdownSplitter::charByChar()
{
    QFETCH(QString, text);
    const QList<MarkdownBlock> whole = splitWhole(text);
    MarkdownSplitter splitter;
    QList<MarkdownBlock> blocks;
    for (qsizetype i = 0; i < text.size(); ++i) {
        blocks += splitter.append(QStringView(text).sliced(i, 1));
        QCOMPARE(joined(blocks) + splitter.tail().text, text.first(i + 1));
        QVERIFY(blocks.size() <= whole.size());
        QCOMPARE(blocks, whole.first(blocks.size()));
    }
    blocks += splitter.finish();
    QCOMPARE(blocks, whole);
    QVERIFY(splitter.tail().text.isEmpty());
}

void TestMarkdownSplitter::everyCut()
{
    QFETCH(QString, text);
    const QList<MarkdownBlock> whole = splitWhole(text);
    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        MarkdownSplitter splitter;
        QList<MarkdownBlock> blocks = splitter.append(QStringView(text).first(cut));
        blocks += splitter.append(QStringView(text).sliced(cut));
        blocks += splitter.finish();
        QCOMPARE(blocks, whole);
    }
}

void TestMarkdownSplitter::spec_data()
{
    QTest::addColumn<QString>("text");
    if (addSpecRows() > 1300)
        return;
    if (qEnvironmentVariable("CI") == "true"_L1)
        QFAIL("the specification examples are missing");
    QSKIP("the specification examples are not here");
}

void TestMarkdownSplitter::spec()
{
    charByChar();
}

// A finished piece does not depend on what follows: each prefix of a text gives a prefix of its pieces.
void TestMarkdownSplitter::finishedNeverChanges()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 300; ++round) {
        QString first;
        QString second;
        for (int i = 0; i < 3; ++i) {
            first += QString::fromUtf16(samples[random.bounded(int(std::size(samples)))].text);
            second += QString::fromUtf16(samples[random.bounded(int(std::size(samples)))].text);
        }
        MarkdownSplitter alone;
        const QList<MarkdownBlock> before = alone.append(first);
        const QList<MarkdownBlock> whole = splitWhole(first + second);
        QCOMPARE(whole.first(before.size()), before);
        QCOMPARE(joined(whole), first + second);
    }
}

void TestMarkdownSplitter::parts()
{
    const QList<MarkdownBlock> code = splitWhole(u"```\na\n```\n| a |\n|---|\n| 1 |\n- x\n- y\n"_s);
    QList<Part> parts;
    for (const MarkdownBlock &block : code)
        parts.append(block.part);
    const QList<Part> expected {
        Part::Begin, Part::Middle, Part::End, Part::Begin, Part::Middle, Part::Begin, Part::Middle};
    QCOMPARE(parts, expected);
    QCOMPARE(code.at(3).text, u"| a |\n|---|\n"_s);
}

void TestMarkdownSplitter::ordinals_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("counts on from the first") << u"3. a\n3. b\n9. c\n"_s << QList<int> {3, 4, 5};
    QTest::newRow("over blank lines") << u"1. a\n\n1. b\n"_s << QList<int> {1, 2};
    QTest::newRow("bullets have none") << u"- a\n- b\n"_s << QList<int> {0, 0};
    QTest::newRow("other delimiter: other list") << u"1. a\n2) b\n"_s << QList<int> {1, 2};
    QTest::newRow("a paragraph ends the list") << u"1. a\n\nx\n\n1. b\n"_s << QList<int> {1, 0, 1};
    QTest::newRow("zero") << u"0. a\n0. b\n"_s << QList<int> {0, 1};
}

void TestMarkdownSplitter::ordinals()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, expected);
    QList<int> found;
    for (const MarkdownBlock &block : splitWhole(text))
        found.append(block.ordinal);
    QCOMPARE(found, expected);
}

void TestMarkdownSplitter::tailKinds()
{
    MarkdownSplitter splitter;
    QVERIFY(splitter.append(u"7. a\n8. b").isEmpty()); // the second line may yet be anything
    QCOMPARE(splitter.tail().kind, Kind::ListItem);
    QCOMPARE(splitter.tail().ordinal, 7);
    QCOMPARE(splitter.append(u"\n\n").size(), 1);
    QCOMPARE(splitter.tail().ordinal, 8);
    QCOMPARE(splitter.append(u"```\nx").size(), 2);
    QCOMPARE(splitter.tail().kind, Kind::FencedCode);
    QCOMPARE(splitter.tail().part, Part::Middle);
    QCOMPARE(splitter.tail().text, u"x"_s);
}

// Ten times the text takes about ten times as long: generous bounds, a quadratic splitter is far outside.
void TestMarkdownSplitter::flatCost()
{
    const auto cost = [](int paragraphs) {
        CpuTimer timer;
        timer.start();
        MarkdownSplitter splitter;
        qsizetype blocks = 0;
        for (int i = 0; i < paragraphs; ++i) {
            for (const char16_t *piece : {u"Some ", u"words ", u"of text", u".\n\n", u"- item\n"})
                blocks += splitter.append(piece).size();
        }
        return std::pair(timer.nsecsElapsed(), blocks);
    };
    const auto [little, littleBlocks] = cost(2000);
    const auto [much, muchBlocks] = cost(20000);
    QCOMPARE(littleBlocks, 2000);
    QCOMPARE(muchBlocks, 20000);
    QVERIFY2(much < little * 40, qPrintable(u"%1 ns against %2 ns"_s.arg(much).arg(little)));
}

void TestMarkdownSplitter::definitions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("plain") << u"[a]: /x\n"_s << QStringList {u"[a]: /x"_s};
    QTest::newRow("title") << u"[a b]: <x y> \"t\"\n[c]: z"_s << QStringList {u"[a b]: <x y> \"t\""_s, u"[c]: z"_s};
    QTest::newRow("title on the next line")
        << u"[a]:\n/x\n'hello\nyou'\n"_s << QStringList {u"[a]:\n/x\n'hello\nyou'"_s};
    QTest::newRow("text after") << u"[a]: /x y\n"_s << QStringList {};
    QTest::newRow("no label") << u"[ ]: /x\n"_s << QStringList {};
    QTest::newRow("a link, no definition") << u"[a](/x)\n"_s << QStringList {};
    QTest::newRow("text behind it stays") << u"[a]: /x\nword"_s << QStringList {u"[a]: /x"_s};
}

void TestMarkdownSplitter::definitions()
{
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    QCOMPARE(lineup::linkDefinitions(text), expected);
    QCOMPARE(lineup::definitionLabel(u"[Foo \n BAR]: /x"), u"foo bar"_s);
}

QTEST_GUILESS_MAIN(TestMarkdownSplitter)
#include "tst_markdown_splitter.moc"
