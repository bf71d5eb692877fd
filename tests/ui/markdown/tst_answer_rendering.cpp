// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/markdown/Dump.h"
#include "ui/widgets/markdown/AnswerView.h"

#include <QAbstractTextDocumentLayout>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using lineup::ui::AnswerView;
using lineup::ui::TableChain;

class TestAnswerRendering : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void constructs_data();
    void constructs();
    void streamedIsWhole_data();
    void streamedIsWhole();
    void specStreamedIsWhole_data();
    void specStreamedIsWhole();
    void randomCuts();
    void lateDefinitions();
    void plainText_data();
    void plainText();
    void controlCharactersAreSeen();
    void tableFormat();
    void longTableHasNoSeam();
    void longTableKeepsItsWidths();
    void headingSizes();
};

namespace {

// A table whose later rows are wider than its first ones.
QString longTable(int rows)
{
    QString text = u"| name | words | n |\n|---|:-:|--:|\n"_s;
    for (int i = 1; i <= rows; ++i) {
        const QString words = i == 40 ? u"https://example.org/a/very/long/address/that/goes/on"_s
            : i % 30 == 0             ? u"some **more** words than in other rows "_s.repeated(4)
                                      : u"some words"_s;
        text += u"| row %1 | %2 | %3 |\n"_s.arg(i).arg(words).arg(i * 1.5);
    }
    return text;
}

QString show(AnswerView &view, const QString &markdown, qsizetype step)
{
    view.beginAnswer();
    for (qsizetype i = 0; i < markdown.size(); i += step) {
        view.appendText(markdown.mid(i, step));
        view.flush();
    }
    view.endAnswer(true);
    return fullState(*view.document());
}

} // namespace

// Written by hand. ⇥ is a tab, ↵ a line break inside of a paragraph; styles are in braces.
void TestAnswerRendering::constructs_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QStringList>("lines");
    const auto row = [](const char *name, const QString &markdown, const QStringList &lines) {
        QTest::newRow(name) << markdown << lines;
    };
    row("paragraphs", u"one\ntwo\n\nthree"_s, {u"p one two"_s, u"p three"_s});
    row("emphasis", u"a **b** *i* ~~s~~ ***x***"_s, {u"p a {b:b} {i:i} {s:s} {bi:x}"_s});
    row("inline code", u"call `f(*x*)` now"_s, {u"p call {c:f(*x*)} now"_s});
    row("hard break", u"a  \nb\\\nc"_s, {u"p a\u21b5b\u21b5c"_s});
    row("headings", u"# A\n## B *i*\nC\n---\n###### D"_s, {u"h1 A"_s, u"h2 B {i:i}"_s, u"h2 C"_s, u"h6 D"_s});
    row("rule", u"a\n\n---\n\nb"_s, {u"p a"_s, u"rule  "_s, u"p b"_s});
    row("list", u"- a\n- b\n  - c\n    - d\n- e"_s,
        {u"item1 \u2022\u21e5a"_s, u"item1 \u2022\u21e5b"_s, u"item2 \u25e6\u21e5c"_s, u"item3 \u25aa\u21e5d"_s,
            u"item1 \u2022\u21e5e"_s});
    row("ordered list goes on", u"3. a\n3. b\n\n1. c"_s,
        {u"item1 3.\u21e5a"_s, u"item1 4.\u21e5b"_s, u"item1 5.\u21e5c"_s});
    row("parenthesis list", u"1) a\n2) b"_s, {u"item1 1)\u21e5a"_s, u"item1 2)\u21e5b"_s});
    row("item with paragraphs and code", u"1. a\n\n   b\n\n   ```\n   x\n   ```\n2. c"_s,
        {u"item1 1.\u21e5a"_s, u"p1 b"_s, u"codehead1 Code\u21e5{A:Copy}"_s, u"code1 x"_s, u"item1 2.\u21e5c"_s});
    row("tasks", u"- [ ] a\n- [x] b"_s, {u"item1 \u2610\u21e5a"_s, u"item1 \u2611\u21e5b"_s});
    row("empty item", u"-\n- b"_s, {u"item1 \u2022\u21e5"_s, u"item1 \u2022\u21e5b"_s});
    row("quote", u"> a\n> > b\n\nc"_s, {u">p a"_s, u">>p b"_s, u"p c"_s});
    row("quote with list", u"> - a\n> - b"_s, {u">item1 \u2022\u21e5a"_s, u">item1 \u2022\u21e5b"_s});
    row("code", u"```json\n{\"a\": 1}\n\n[]\n```"_s,
        {u"codehead JSON\u21e5{A:Copy}"_s, u"code {{7:\"a\"}: {4:1}}"_s, u"code "_s, u"code []"_s});
    row("code, unknown language", u"~~~brainfuzz x\n+-\n~~~"_s, {u"codehead brainfuzz\u21e5{A:Copy}"_s, u"code +-"_s});
    row("code without an end", u"```\na\n  b"_s, {u"codehead Code\u21e5{A:Copy}"_s, u"code a"_s, u"code   b"_s});
    row("indented fence", u"  ```\n  a\n    b\n  ```"_s,
        {u"codehead Code\u21e5{A:Copy}"_s, u"code a"_s, u"code   b"_s});
    row("markdown in code is code", u"```\n**a** <b> $x$ &amp;\n```"_s,
        {u"codehead Code\u21e5{A:Copy}"_s, u"code **a** <b> $x$ &amp;"_s});
    row("indented code", u"    a\n    b"_s, {u"plaincode a"_s, u"plaincode b"_s});
    row("table", u"| a | b | c |\n|:--|--:|:-:|\n| 1 | **2** | `3` |\n| x |"_s,
        {u"thead | a |> b |= c"_s, u"trow | 1 |> {b:2} |= {c:3}"_s, u"trow | x |>  |= "_s});
    row("table between text", u"x\n\n|a|\n|-|\n|1|\n\ny"_s, {u"p x"_s, u"thead | a"_s, u"trow | 1"_s, u"p y"_s});
    row("link", u"[t](https://e.org/a?b=c) <https://x.org> www.y.org"_s,
        {u"p {@https://e.org/a?b=c:t} {@https://x.org:https://x.org} {@http://www.y.org:www.y.org}"_s});
    row("reference link", u"[d]: https://e.org\n\n[t][d] [D]"_s, {u"p {@https://e.org:t} {@https://e.org:D}"_s});
    row("image", u"a ![alt *x*](https://e.org/i.png) b"_s, {u"p a [alt {i:x}] {l:https://e.org/i.png} b"_s});
    row("html", u"<div onclick=\"x\">\n<b>y</b>\n</div>"_s,
        {u"plaincode {1:<div} {7:onclick}={5:\"x\"}{1:>}"_s, u"plaincode {1:<b>}y{1:</b>}"_s,
            u"plaincode {1:</div>}"_s});
    row("inline html", u"a <b>c</b><br>d"_s, {u"p a {l:<b>}c{l:</b>}\u21b5d"_s});
    row("entities", u"&lt;b&gt; &copy; &#65; &nix;"_s, {u"p <b> \u00a9 A &nix;"_s});
    row("math", u"a $x_1*y_2*$ and \\(a*b*c\\) is"_s, {u"p a {m:$x_1*y_2*$} and {m:\\(a*b*c\\)} is"_s});
    row("display math", u"$$\na_1\n- b\n= c\n$$"_s, {u"p {m:$$\u21b5a_1\u21b5- b\u21b5= c\u21b5$$}"_s});
    row("bracket math", u"\\[ a*b*c \\]"_s, {u"p {m:\\[ a*b*c \\]}"_s});
    row("money is no math", u"from $5 to $6, $7"_s, {u"p from $5 to $6, $7"_s});
    row("dollars in code", u"`$a` and `$b` *c*"_s, {u"p {c:$a} and {c:$b} {i:c}"_s});
    row("escapes", u"\\*a\\* \\[b\\](c)"_s, {u"p *a* {m:\\[b\\]}(c)"_s});
    row("unfinished marks", u"**a `b [c](d"_s, {u"p **a `b [c](d"_s});
    row("right to left", u"\u0645\u0631\u062d\u0628\u0627 **\u0639\u0627\u0644\u0645**"_s,
        {u"p \u0645\u0631\u062d\u0628\u0627 {b:\u0639\u0627\u0644\u0645}"_s});
    row("document characters", QString(u"a\uFDD0b\uFDD2"_s + QChar(0) + u'c'), {u"p a\ufffdb\ufffd\ufffdc"_s});
}

void TestAnswerRendering::constructs()
{
    QFETCH(QString, markdown);
    QFETCH(QStringList, lines);
    AnswerView view;
    show(view, markdown, markdown.size());
    QCOMPARE(dump(*view.document()), lines);
}

void TestAnswerRendering::streamedIsWhole_data()
{
    constructs_data();
    const auto row
        = [](const char *name, const QString &markdown) { QTest::newRow(name) << markdown << QStringList(); };
    row("mixed", u"# T\n\ntext\n\n- a\n\n  b\n- c\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n> q\n> ```\n> c\n\n1. z\n"_s);
    row("two tables", u"|a|\n|-|\n|1|\n\n|b|c|\n|-|-|\n|2|3|\n"_s);
    row("table then list", u"|a|\n|-|\n|1|\n- x\n- y"_s);
    row("table in quote and item", u"> |a|\n> |-|\n> |1|\n\n- |b|\n  |-|\n  |2|\n- c"_s);
    row("code then code", u"```py\n'''a\nb'''\n```\n```sh\necho $HOME # x\n```\n"_s);
    row("emoji", u"\U0001F600 **\U0001F1E9\U0001F1EA** `\U0001F468\u200d\U0001F469`\n\n- \U0001F600\n"_s);
    row("crlf", u"# a\r\n\r\n- b\r\n- c\r\n\r\n```\r\nd\r\n```\r\n"_s);
    row("paragraph turns heading", u"a\nb\n===\n\nc\n-\n"_s);
    row("paragraph turns table", u"a | b\n--|--\n1 | 2\n\nc"_s);
    row("long table", longTable(70) + u"\nend\n"_s);
    row("long table, then no table", longTable(23) + u"- x\n"_s);
    row("long table in an item", u"- "_s + longTable(60).replace(u'\n', u"\n  "_s) + u"\n- b\n"_s);
    row("late definition in a long table", u"|a|\n|-|\n"_s + u"| [x] |\n"_s.repeated(60) + u"\n[x]: https://e.org\n"_s);
    row("late definition", u"see [x] and [y][x]\n\n- a [x]\n\n| [x] |\n|---|\n| [x] |\n\n[x]: https://e.org 'T'\n"_s);
}

void TestAnswerRendering::streamedIsWhole()
{
    QFETCH(QString, markdown);
    AnswerView whole;
    const QString expected = show(whole, markdown, markdown.size());
    for (const qsizetype step : {1, 2, 7}) {
        AnswerView view;
        QCOMPARE(show(view, markdown, step), expected);
        QCOMPARE(view.markdown(), markdown);
    }
}

void TestAnswerRendering::specStreamedIsWhole_data()
{
    QTest::addColumn<QString>("markdown");
    QFile in(QStringLiteral(LINEUP_SOURCE_DIR "/../shared/vectors/commonmark/gfm-spec.json"));
    if (!in.open(QIODevice::ReadOnly)) {
        if (qEnvironmentVariable("CI") == "true"_L1)
            QFAIL("the specification examples are missing");
        QSKIP("the specification examples are not here");
    }
    for (const QJsonValue &value : QJsonDocument::fromJson(in.readAll()).object().value("examples"_L1).toArray())
        QTest::addRow("#%d", value["example"_L1].toInt()) << value["markdown"_L1].toString();
}

void TestAnswerRendering::specStreamedIsWhole()
{
    QFETCH(QString, markdown);
    AnswerView whole;
    const QString expected = show(whole, markdown, qMax<qsizetype>(1, markdown.size()));
    AnswerView view;
    QCOMPARE(show(view, markdown, 1), expected);
    QVERIFY2(!expected.contains(u"STRAY"_s), qPrintable(expected));
}

void TestAnswerRendering::randomCuts()
{
    const QString piece
        = u"## H\n\nText *a* $x$ [l](u).\n\n1. a\n   - b\n2. c\n\n```c\nint x; /* a\n*/\n```\n\n|a|b|\n|-|-|\n|1|2|\n\n> q\n"_s;
    const QString text = piece.repeated(6);
    AnswerView whole;
    const QString expected = show(whole, text, text.size());
    QRandomGenerator random(11);
    for (int round = 0; round < 10; ++round) {
        AnswerView view;
        view.beginAnswer();
        for (qsizetype at = 0; at < text.size();) {
            const qsizetype length = random.bounded(1, 40);
            view.appendText(text.mid(at, length));
            at += length;
            if (random.bounded(3) == 0)
                view.flush();
        }
        view.endAnswer(true);
        QCOMPARE(fullState(*view.document()), expected);
    }
}

// The one thing that is put right when an answer ends.
void TestAnswerRendering::lateDefinitions()
{
    AnswerView view;
    view.beginAnswer();
    view.appendText(u"see [x] here\n\nmore\n\n"_s);
    view.flush();
    QCOMPARE(dump(*view.document()).first(), u"p see [x] here"_s);
    view.appendText(u"[x]: https://e.org\n"_s);
    view.endAnswer(true);
    QCOMPARE(dump(*view.document()), QStringList({u"p see {@https://e.org:x} here"_s, u"p more"_s}));
}

void TestAnswerRendering::plainText_data()
{
    QTest::addColumn<QString>("markdown");
    QTest::addColumn<QString>("expected");
    QTest::newRow("text") << u"# A\n\nb **c**"_s << u"A\n\nb c"_s;
    QTest::newRow("list") << u"x\n\n1. a\n   - b\n2. c"_s << u"x\n1. a\n  \u25e6 b\n2. c"_s;
    QTest::newRow("code") << u"```py\na\n  b\n```\nc"_s << u"a\n  b\n\nc"_s;
    QTest::newRow("table") << u"|a|b|\n|-|-|\n|1|2|\n"_s << u"a\tb\n1\t2"_s;
    QTest::newRow("two tables") << u"|a|\n|-|\n\n|b|\n|-|\n"_s << u"a\n\nb"_s;
    QTest::newRow("long table") << u"|a|b|\n|-|-|\n"_s + u"|1|2|\n"_s.repeated(99) + u"\nend"_s
                                << u"a\tb\n"_s + u"1\t2\n"_s.repeated(99) + u"\nend"_s;
}

void TestAnswerRendering::plainText()
{
    QFETCH(QString, markdown);
    QFETCH(QString, expected);
    AnswerView view;
    view.addUserTurn(u"a question"_s, 0);
    view.beginAnswer();
    view.appendReasoning(u"hm"_s);
    view.appendText(markdown);
    view.endAnswer(true);
    QCOMPARE(view.plainText(), expected);
    QCOMPARE(view.markdown(), markdown);
}

void TestAnswerRendering::controlCharactersAreSeen()
{
    AnswerView view;
    show(view, u"```\na\u202eb\u200bc\n```\n`x\u2066y`"_s, 1000);
    const QStringList lines = dump(*view.document());
    QCOMPARE(lines.at(1), u"code a{!:\u27e8U+202E\u27e9}b{!:\u27e8U+200B\u27e9}c"_s);
    QCOMPARE(lines.at(2), u"p {c:x}{c!:\u27e8U+2066\u27e9}{c:y}"_s);
    QVERIFY(view.plainText().startsWith(u"a\u202eb\u200bc\n"_s)); // the text itself is not changed
}

void TestAnswerRendering::tableFormat()
{
    AnswerView view;
    show(view, u"|a|\n|-|\n|1|\n"_s, 1000);
    auto *table = qobject_cast<QTextTable *>(view.document()->rootFrame()->childFrames().value(0));
    QVERIFY(table);
    QCOMPARE(table->format().headerRowCount(), 1);
    QVERIFY(
        table->cellAt(0, 0).firstCursorPosition().block().begin().fragment().charFormat().fontWeight() > QFont::Normal);
    QCOMPARE(table->cellAt(1, 0).firstCursorPosition().block().begin().fragment().charFormat().fontWeight(),
        int(QFont::Normal));
}

// However long it is: one table to look at, with columns in line and no gap, at each width.
void TestAnswerRendering::longTableHasNoSeam()
{
    AnswerView view;
    view.resize(600, 400);
    view.show();
    show(view, longTable(100) + u"\nend\n"_s, 40);
    for (const int width : {600, 300, 900}) {
        view.resize(width, 400);
        QCoreApplication::processEvents();
        QAbstractTextDocumentLayout *layout = view.document()->documentLayout();
        const QList<QTextFrame *> frames = view.document()->rootFrame()->childFrames();
        QVERIFY(frames.size() > 3);
        int rows = 0;
        QRectF above;
        QList<qreal> columns;
        for (QTextFrame *frame : frames) {
            auto *part = qobject_cast<QTextTable *>(frame);
            QVERIFY(part && part->rows() <= TableChain::rowsOfPart);
            QCOMPARE(TableChain::goesOnAbove(*part), frame != frames.first());
            QCOMPARE(TableChain::goesOnBelow(*part), frame != frames.last());
            QCOMPARE(part->format().headerRowCount(), frame == frames.first() ? 1 : 0);
            QList<qreal> lefts;
            for (int column = 0; column < part->columns(); ++column)
                lefts.append(layout->blockBoundingRect(part->cellAt(0, column).firstCursorPosition().block()).left());
            const QRectF rect = layout->frameBoundingRect(frame);
            if (rows > 0) {
                QCOMPARE(lefts, columns);
                QVERIFY(qAbs(rect.top() - above.bottom()) < 0.1);
                QVERIFY(qAbs(rect.width() - above.width()) < 0.1);
            }
            // frameBoundingRect() of a table is off by the cell padding
            const qreal right = rect.right() - part->format().cellPadding();
            QVERIFY(right <= view.viewport()->width() - view.document()->documentMargin() + 0.1);
            columns = lefts;
            above = rect;
            rows += part->rows();
        }
        QCOMPARE(rows, 101);
    }
}

// When a table gets its second part, what is there does not jump.
void TestAnswerRendering::longTableKeepsItsWidths()
{
    for (const int width : {250, 400, 900}) {
        AnswerView view;
        view.resize(width, 400);
        view.show();
        QCoreApplication::processEvents();
        view.beginAnswer();
        view.appendText(longTable(23));
        view.flush();
        const auto lefts = [&view] {
            QList<int> out;
            auto *part = qobject_cast<QTextTable *>(view.document()->rootFrame()->childFrames().value(0));
            for (int column = 0; part && column < part->columns(); ++column) {
                const QTextBlock block = part->cellAt(1, column).firstCursorPosition().block();
                out.append(qRound(view.document()->documentLayout()->blockBoundingRect(block).left()));
            }
            return out;
        };
        const QList<int> before = lefts();
        view.appendText(u"| row | x | 1 |\n"_s.repeated(3));
        view.flush();
        QCOMPARE(view.document()->rootFrame()->childFrames().size(), 2);
        const QList<int> after = lefts();
        QCOMPARE(after.size(), before.size());
        for (qsizetype i = 0; i < after.size(); ++i)
            QVERIFY2(qAbs(after.at(i) - before.at(i)) <= 1, qPrintable(u"%1: %2"_s.arg(width).arg(i)));
        view.endAnswer(true);
    }
}

void TestAnswerRendering::headingSizes()
{
    AnswerView view;
    show(view, u"# a\n\n## b\n\n### c\n\nd\n"_s, 1000);
    QList<qreal> sizes;
    for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next()) {
        if (block.length() > 1)
            sizes.append(block.begin().fragment().charFormat().fontPointSize());
    }
    QCOMPARE(sizes.size(), 4);
    QVERIFY(std::is_sorted(sizes.rbegin(), sizes.rend()));
    QCOMPARE(sizes.last(), view.font().pointSizeF());
}

QTEST_MAIN(TestAnswerRendering)
#include "tst_answer_rendering.moc"
