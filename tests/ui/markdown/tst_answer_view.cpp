// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/markdown/Dump.h"
#include "ui/widgets/markdown/AnswerView.h"

#include <QApplication>
#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using lineup::ui::AnswerView;
using lineup::ui::FlushClock;

class TestAnswerView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void finishedIsNotTouched_data();
    void finishedIsNotTouched();
    void clockRunsOnlyWhenNeeded();
    void hiddenViewsWait();
    void focusedViewFirst();
    void followsTheEnd();
    void staysWhereThePersonIs();
    void foldByKeyboard();
    void foldKeepsFocus();
    void reasoningStreamsInOpenFold();
    void toolCall();
    void copyCode();
    void copySelection();
    void selectionSurvivesStreaming();
    void turns();
    void stoppedAnswerIsMarked();
    void paletteChange();
    void standsOnItsCard();
    void fontChange();
    void clearAndAgain();
    void accessible();
    void largeAnswer();
};

namespace {

QStringList lines(const AnswerView &view)
{
    return dump(*view.document());
}

void fill(AnswerView &view, int paragraphs)
{
    view.beginAnswer();
    for (int i = 0; i < paragraphs; ++i)
        view.appendText(u"Paragraph %1 of the answer.\n\n"_s.arg(i));
    view.flush();
}

} // namespace

void TestAnswerView::finishedIsNotTouched_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("mixed") << u"# H\n\npara **b**\n\n- a\n- b\n  - c\n\n> q\n\n1. x\n2. y\n\nend\n\n"_s;
    QTest::newRow("code") << u"text\n\n```cpp\nint a; /* b\n*/ c\n\n```\n\nmore\n"_s;
    QTest::newRow("after a table") << u"|a|b|\n|-|-|\n|1|2|\n\npara\n\npara\n"_s;
}

// No change of the document ever begins before the part that may still change. A table that grows is one object:
// there the bound is its beginning.
void TestAnswerView::finishedIsNotTouched()
{
    QFETCH(QString, text);
    AnswerView view;
    view.beginAnswer();
    int bound = 0;
    int early = 0;
    int changes = 0;
    connect(view.document(), &QTextDocument::contentsChange, this, [&](int position, int, int) {
        ++changes;
        if (position < bound)
            ++early;
    });
    for (const QChar c : text.repeated(5)) {
        bound = view.tailPosition();
        QTextCursor before(view.document());
        before.setPosition(qMax(0, bound - 1));
        if (QTextTable *table = before.currentTable())
            bound = table->firstPosition() - 1;
        view.appendText(QString(c));
        view.flush();
    }
    view.endAnswer(true);
    QVERIFY(changes > text.size());
    QCOMPARE(early, 0);
}

void TestAnswerView::clockRunsOnlyWhenNeeded()
{
    AnswerView view;
    view.show();
    view.beginAnswer();
    view.appendText(u"hello"_s);
    QVERIFY(FlushClock::shared().isRunning());
    QVERIFY(lines(view).isEmpty());
    QTRY_COMPARE(lines(view), QStringList {u"p hello"_s});
    QTRY_VERIFY(!FlushClock::shared().isRunning());
}

void TestAnswerView::hiddenViewsWait()
{
    AnswerView view;
    view.beginAnswer();
    view.appendText(u"hello"_s);
    QVERIFY(!FlushClock::shared().isRunning());
    view.setFlushActive(false);
    view.show();
    view.appendText(u" you"_s);
    QVERIFY(!FlushClock::shared().isRunning());
    QVERIFY(lines(view).isEmpty());
    view.setFlushActive(true);
    QTRY_COMPARE(lines(view), QStringList {u"p hello you"_s});
}

void TestAnswerView::focusedViewFirst()
{
    struct Probe : lineup::ui::Flushable
    {
        void flushNow() override { order->append(this); }
        QWidget *flushWidget() override { return widget; }
        QWidget *widget = nullptr;
        QList<Probe *> *order = nullptr;
    };
    QWidget window;
    QList<Probe *> order;
    Probe probes[3];
    for (Probe &probe : probes) {
        probe.widget = new QWidget(&window);
        probe.widget->setFocusPolicy(Qt::StrongFocus);
        probe.order = &order;
    }
    window.show();
    QApplication::setActiveWindow(&window);
    probes[2].widget->setFocus();
    QTRY_VERIFY(probes[2].widget->hasFocus());
    FlushClock clock;
    for (Probe &probe : probes) {
        clock.request(&probe);
        clock.request(&probe); // once is enough
    }
    QTRY_COMPARE(order, QList<Probe *>({&probes[2], &probes[0], &probes[1]}));
    QTRY_VERIFY(!clock.isRunning());
}

void TestAnswerView::followsTheEnd()
{
    AnswerView view;
    view.resize(400, 300);
    view.show();
    fill(view, 40);
    QVERIFY(view.verticalScrollBar()->maximum() > 100);
    QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    view.appendText(u"more\n\nand more\n\n"_s);
    view.flush();
    QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    view.resize(250, 300);
    QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
}

void TestAnswerView::staysWhereThePersonIs()
{
    AnswerView view;
    view.resize(400, 300);
    view.show();
    fill(view, 40);
    QSignalSpy changed(&view, &AnswerView::followsEndChanged);
    auto *jump = view.findChild<QToolButton *>(u"jumpToEnd"_s);
    QVERIFY(jump && !jump->isVisible());
    view.verticalScrollBar()->setValue(50);
    QCOMPARE(changed.size(), 1);
    QVERIFY(jump->isVisible());
    QVERIFY(!view.followsEnd());
    for (int i = 0; i < 30; ++i) {
        view.appendText(u"- item\n\n```\ncode\n```\n|a|\n|-|\n|1|\n\ntext "_s);
        view.flush();
        QCOMPARE(view.verticalScrollBar()->value(), 50);
    }
    jump->click();
    QVERIFY(view.followsEnd());
    QVERIFY(!jump->isVisible());
    QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    view.appendText(u"x\n\ny\n\nz\n\n"_s);
    view.flush();
    QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
}

void TestAnswerView::foldByKeyboard()
{
    AnswerView view;
    view.show();
    view.beginAnswer();
    view.appendReasoning(u"secret **thought**"_s);
    view.appendText(u"answer"_s);
    view.endAnswer(true);
    QCOMPARE(lines(view).size(), 2);
    QVERIFY(lines(view).first().contains(u"Thought for 1"_s));
    QVERIFY(lines(view).first().contains(u"token"_s));
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Tab);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(lines(view).mid(1), QStringList({u"p secret {b:thought}"_s, u"p answer"_s}));
    QVERIFY(lines(view).first().contains(u"\u25be"_s));
    view.moveCursor(QTextCursor::Start);
    QTest::keyClick(&view, Qt::Key_Tab);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(lines(view).mid(1), QStringList({u"p answer"_s}));
    QCOMPARE(view.plainText(), u"answer"_s);
}

// A fold that was pressed keeps the focus, so that the next Tab goes on from there.
void TestAnswerView::foldKeepsFocus()
{
    AnswerView view;
    view.show();
    view.beginAnswer();
    view.appendToolCall(u"first"_s, u"{}"_s);
    view.appendToolCall(u"second"_s, u"{}"_s);
    view.appendToolCall(u"third"_s, u"{}"_s);
    view.endAnswer(true);
    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Tab);
    QTest::keyClick(&view, Qt::Key_Tab);
    QVERIFY(view.textCursor().selectedText().contains(u"second"_s));
    for (const int expected : {5, 3, 5, 3, 5}) { // open: with the code's head and line
        QTest::keyClick(&view, Qt::Key_Return);
        QVERIFY(view.textCursor().selectedText().contains(u"second"_s));
        QCOMPARE(lines(view).size(), expected);
    }
    QTest::keyClick(&view, Qt::Key_Tab);
    QCOMPARE(view.textCursor().selectedText(), u"Copy"_s);
    QTest::keyClick(&view, Qt::Key_Tab);
    QVERIFY(view.textCursor().selectedText().contains(u"third"_s));
}

void TestAnswerView::reasoningStreamsInOpenFold()
{
    AnswerView view;
    view.show();
    view.beginAnswer();
    view.appendReasoning(u"one"_s);
    view.flush();
    QVERIFY(lines(view).value(0).contains(u"Thinking"_s));
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Tab);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(lines(view).mid(1), QStringList {u"p one"_s});
    view.appendReasoning(u" two\n\nthree"_s);
    view.flush();
    QCOMPARE(lines(view).mid(1), QStringList({u"p one two"_s, u"p three"_s}));
    view.appendText(u"A"_s);
    view.appendReasoning(u"again"_s); // thinking between two texts has a fold of its own
    view.appendText(u"B"_s);
    view.endAnswer(true);
    QCOMPARE(lines(view).size(), 6);
    QCOMPARE(lines(view).at(3), u"p A"_s);
    QCOMPARE(lines(view).last(), u"p B"_s);
    QCOMPARE(view.markdown(), u"A\n\nB"_s);
}

void TestAnswerView::toolCall()
{
    AnswerView view;
    view.show();
    view.beginAnswer();
    view.appendToolCall(u"look_up"_s, u"{\"q\":\"```\",\"n\":1.0}"_s);
    view.endAnswer(true);
    QCOMPARE(lines(view).size(), 1);
    QVERIFY(lines(view).first().contains(u"look_up"_s));
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Tab);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(lines(view).mid(1),
        QStringList({u"codehead JSON\u21e5{A:Copy}"_s, u"code {"_s, u"code   {7:\"q\"}: {5:\"```\"},"_s,
            u"code   {7:\"n\"}: {4:1.0}"_s, u"code }"_s}));
}

void TestAnswerView::copyCode()
{
    AnswerView view;
    view.show();
    view.beginAnswer();
    view.appendText(u"```py\nfirst\n```\n\n- ```\n  a\u202e\n\n  x\tb\n  ```\n"_s);
    view.endAnswer(true);
    QSignalSpy copied(&view, &AnswerView::copied);
    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Tab);
    QTest::keyClick(&view, Qt::Key_Return);
    const int copiedAt = view.textCursor().position();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"first\n"_s);
    QTest::keyClick(&view, Qt::Key_Tab);
    QCOMPARE(view.textCursor().selectedText(), u"Copy"_s);
    QVERIFY(view.textCursor().position() > copiedAt); // one Tab goes on to the next
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"a\u202e\n\nx\tb\n"_s);
    QCOMPARE(copied.size(), 2);
}

void TestAnswerView::copySelection()
{
    AnswerView view;
    view.addUserTurn(u"question"_s, 0);
    view.beginAnswer();
    view.appendText(u"**a** text\n\n```c\nint x;\n```\n\n|k|v|\n|-|-|\n|1|2|\n"_s);
    view.endAnswer(true);
    QTest::keyClick(&view, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"question\n\na text\n\nint x;\n\nk\tv\n1\t2"_s);
}

void TestAnswerView::selectionSurvivesStreaming()
{
    AnswerView view;
    view.beginAnswer();
    view.appendText(u"Some words in a paragraph"_s);
    view.flush();
    QTextCursor cursor = view.textCursor();
    cursor.setPosition(5);
    cursor.setPosition(10, QTextCursor::KeepAnchor);
    view.setTextCursor(cursor);
    const QString selected = cursor.selectedText();
    for (const QString &piece : {u" and"_s, u" **more"_s, u"**\n"_s, u"\n- x"_s, u"\n- y\n"_s}) {
        view.appendText(piece);
        view.flush();
        QCOMPARE(view.textCursor().selectedText(), selected);
    }
}

void TestAnswerView::turns()
{
    AnswerView view;
    view.addUserTurn(u"**first**\n# line"_s, 0);
    view.beginAnswer();
    view.appendText(u"one"_s);
    view.endAnswer(true);
    view.addUserTurn(u"second"_s, 2);
    view.beginAnswer();
    view.appendText(u"two"_s);
    view.endAnswer(true);
    const QStringList found = lines(view);
    QCOMPARE(found.size(), 6);
    QCOMPARE(found.mid(0, 4), QStringList({u"user **first**"_s, u"user # line"_s, u"p one"_s, u"user second"_s}));
    QVERIFY(found.at(4).contains(u'2'));
    QCOMPARE(view.plainText(), u"two"_s);
    QCOMPARE(view.markdown(), u"two"_s);
}

void TestAnswerView::stoppedAnswerIsMarked()
{
    AnswerView view;
    view.beginAnswer();
    view.appendText(u"half a sen"_s);
    view.endAnswer(false);
    QCOMPARE(lines(view).first(), u"p half a sen"_s);
    QVERIFY(lines(view).last().startsWith(u"note {F:"_s));
    QCOMPARE(view.plainText(), u"half a sen"_s);
    view.endAnswer(false); // once is enough
    QCOMPARE(lines(view).size(), 2);
}

void TestAnswerView::paletteChange()
{
    AnswerView view;
    view.beginAnswer();
    view.appendText(u"```c\nint x;\n```\n\n- [l](https://e.org)\n\n|a|\n|-|\n|1|\n\nopen **te"_s);
    view.flush();
    const QStringList before = lines(view);
    const auto keyword
        = [&] { return view.document()->begin().next().begin().fragment().charFormat().foreground().color(); };
    const QColor light = keyword();
    QPalette dark = view.palette();
    dark.setColor(QPalette::Base, QColor(0x1b1e20));
    dark.setColor(QPalette::Text, Qt::white);
    view.setPalette(dark);
    QCOMPARE(lines(view), before);
    QVERIFY(keyword() != light);
    QVERIFY(lineup::ui::contrast(keyword(), view.documentStyle().cardColour()) >= 4.5);
    view.appendText(u"xt**\n"_s); // and the stream goes on
    view.endAnswer(true);
    QCOMPARE(lines(view).last(), u"p open {b:text}"_s);
}

// The view has no ground of its own: what it stands on is seen, also after a change of palette.
void TestAnswerView::standsOnItsCard()
{
    QWidget card;
    card.resize(400, 300);
    AnswerView view(&card);
    view.resize(400, 300);
    view.beginAnswer();
    view.appendText(u"```c\nint x;\n```\n"_s);
    view.endAnswer(true);
    card.show();
    for (const QPalette &palette : {lineup::ui::darkPalette(), lineup::ui::lightPalette(), lineup::ui::darkPalette()}) {
        QPalette ground = palette;
        ground.setColor(QPalette::Window, lineup::ui::cardColor(palette));
        card.setPalette(ground);
        view.setPalette(palette);
        const QImage image = card.grab().toImage();
        for (const QPoint at : {QPoint(3, 3), QPoint(200, 290), QPoint(3, 150)})
            QCOMPARE(image.pixelColor(at).name(), lineup::ui::cardColor(palette).name());
        bool codeCard = false;
        for (int y = 0; y < image.height() && !codeCard; ++y)
            codeCard = image.pixelColor(300, y).name() == view.documentStyle().cardColour().name();
        QVERIFY(codeCard);
    }
}

void TestAnswerView::fontChange()
{
    AnswerView view;
    view.beginAnswer();
    view.appendText(u"# h\n\ntext"_s);
    view.flush();
    QFont font = view.font();
    font.setPointSizeF(font.pointSizeF() * 2);
    view.setFont(font);
    const QTextBlock last = view.document()->lastBlock().previous();
    QCOMPARE(last.text(), u"text"_s);
    QCOMPARE(last.begin().fragment().charFormat().fontPointSize(), font.pointSizeF());
}

void TestAnswerView::clearAndAgain()
{
    AnswerView view;
    fill(view, 3);
    view.appendText(u"|a|\n|-|\n"_s);
    view.flush();
    view.clear();
    QVERIFY(lines(view).isEmpty());
    QVERIFY(view.markdown().isEmpty());
    fill(view, 1);
    QCOMPARE(lines(view), QStringList {u"p Paragraph 0 of the answer."_s});
}

void TestAnswerView::accessible()
{
    AnswerView view;
    QVERIFY(!view.accessibleName().isEmpty());
    const QList<QAbstractButton *> buttons = view.findChildren<QAbstractButton *>();
    QVERIFY(!buttons.isEmpty());
    for (const QAbstractButton *button : buttons)
        QVERIFY(!button->accessibleName().isEmpty());
}

// 200 kB with everything in it, in pieces as they come.
void TestAnswerView::largeAnswer()
{
    const QString piece = u"## Section\n\nText with **bold** and `code`.\n\n```python\ndef f():\n    return 1\n```\n\n"
                          "| a | b |\n|---|---|\n| 1 | 2 |\n\n- x\n- y\n\n"_s;
    AnswerView view;
    view.resize(500, 600);
    view.show();
    view.beginAnswer();
    qsizetype size = 0;
    int sections = 0;
    while (size < 200 * 1024) {
        view.appendText(piece);
        size += piece.size();
        if (++sections % 20 == 0)
            view.flush();
    }
    view.endAnswer(true);
    QCOMPARE(view.markdown().size(), size);
    const QStringList found = lines(view);
    QCOMPARE(found.size(), sections * 9);
    QCOMPARE(found.count(u"h2 Section"_s), sections);
    QCOMPARE(found.count(u"trow | 1 | 2"_s), sections);
    QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
}

QTEST_MAIN(TestAnswerView)
#include "tst_answer_view.moc"
