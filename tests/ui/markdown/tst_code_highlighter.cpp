// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/markdown/CodeHighlighter.h"
#include "ui/widgets/markdown/CodeText.h"
#include "ui/widgets/markdown/DocumentStyle.h"
#include "ui/widgets/markdown/HighlightRules.h"
#include "ui/widgets/markdown/JsonText.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup::ui;

class TestCodeHighlighter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void rulesAreSound();
    void colours_data();
    void colours();
    void stateGoesOn_data();
    void stateGoesOn();
    void nothingIsLost_data();
    void nothingIsLost();
    void contrast_data();
    void contrast();
    void contrastFormula();
    void json_data();
    void json();
};

namespace {

// "k" keyword, "t" type, "c" constant, "n" number, "s" string, "#" comment, "f" name, "m" markup, "+", "-", "." plain.
QString classes(const TextRuns &runs)
{
    static const QString letters = u".ktcns#fm+-"_s;
    QString out;
    for (const TextRun &run : runs)
        out += QString(run.text.size(), letters.at(int(run.code)));
    return out;
}

} // namespace

void TestCodeHighlighter::rulesAreSound()
{
    QCOMPARE(HighlightRules::complaints(), QStringList());
    for (const QString &name : {u"c"_s, u"cpp"_s, u"python"_s, u"javascript"_s, u"typescript"_s, u"json"_s, u"yaml"_s,
             u"toml"_s, u"ini"_s, u"bash"_s, u"sql"_s, u"html"_s, u"xml"_s, u"css"_s, u"rust"_s, u"go"_s, u"java"_s,
             u"markdown"_s, u"diff"_s})
        QVERIFY2(HighlightRules::of(name), qPrintable(name));
    QVERIFY(!HighlightRules::of(u"klingon"_s));
    QCOMPARE(languageLabel(u"CPP"_s), u"C++"_s);
    QCOMPARE(languageLabel(u"ts"_s), u"TypeScript"_s);
    QCOMPARE(languageLabel(u"klingon"_s), u"klingon"_s);
}

void TestCodeHighlighter::colours_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");
    const auto row = [](const QString &language, const QString &line, const QString &expected) {
        QTest::addRow("%s: %s", qPrintable(language), qPrintable(line)) << language << line << expected;
    };
    row(u"cpp"_s, u"#include <a>"_s, u"mmmmmmmm...."_s);
    row(u"cpp"_s, u"int f(1.5e-3); // x"_s, u"ttt.f.nnnnnn...####"_s);
    row(u"cpp"_s, u"s = \"a\\\"b\" + 'c';"_s, u"....ssssss...sss."_s);
    row(u"cpp"_s, u"a /* b */ true"_s, u"..#######.cccc"_s);
    row(u"python"_s, u"@decor"_s, u"mmmmmm"_s);
    row(u"python"_s, u"def f(x): # y"_s, u"kkk.f.....###"_s);
    row(u"js"_s, u"const a = `b`;"_s, u"kkkkk.....sss."_s);
    row(u"json"_s, u"{\"a\": \"b\", \"c\": 1}"_s, u".fff..sss..fff..n."_s);
    row(u"yaml"_s, u"- key: true # no"_s, u"..fff..cccc.####"_s);
    row(u"yaml"_s, u"url: http://x#y"_s, u"fff............"_s);
    row(u"toml"_s, u"[section]"_s, u"mmmmmmmmm"_s);
    row(u"toml"_s, u"a.b = 'x'"_s, u"fff...sss"_s);
    row(u"bash"_s, u"echo \"a\" $HOME # c"_s, u"tttt.sss.fffff.###"_s);
    row(u"bash"_s, u"a#b"_s, u"..."_s);
    row(u"sql"_s, u"SELECT count(x) -- y"_s, u"kkkkkk.fffff....####"_s);
    row(u"html"_s, u"<a href=\"x\">t</a>"_s, u"kk.ffff.sssk.kkkk"_s);
    row(u"css"_s, u"  color: red;"_s, u"..fffff......"_s);
    row(u"css"_s, u"@media x {"_s, u"kkkkkk...."_s);
    row(u"rust"_s, u"fn f<'a>(x: &str)"_s, u"kk...........ttt."_s);
    row(u"go"_s, u"func f() string"_s, u"kkkk.f...tttttt"_s);
    row(u"java"_s, u"public int x = 0x1F;"_s, u"kkkkkk.ttt.....nnnn."_s);
    row(u"diff"_s, u"+added"_s, u"++++++"_s);
    row(u"diff"_s, u"-removed"_s, u"--------"_s);
    row(u"diff"_s, u"+++ file"_s, u"mmmmmmmm"_s);
    row(u"diff"_s, u" context"_s, u"........"_s);
    row(u"markdown"_s, u"# Title"_s, u"kkkkkkk"_s);
    row(u"klingon"_s, u"int x"_s, u"....."_s);
}

void TestCodeHighlighter::colours()
{
    QFETCH(QString, language);
    QFETCH(QString, line);
    QFETCH(QString, expected);
    int state = 0;
    QCOMPARE(classes(highlightLine(language, line, state)), expected);
}

void TestCodeHighlighter::stateGoesOn_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QStringList>("lines");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("C comment") << u"c"_s << QStringList {u"a /* b"_s, u"int"_s, u"c */ int"_s}
                               << QStringList {u"..####"_s, u"###"_s, u"####.ttt"_s};
    QTest::newRow("Python text") << u"py"_s << QStringList {u"x = '''a"_s, u"def"_s, u"''' + 1"_s}
                                 << QStringList {u"....ssss"_s, u"sss"_s, u"sss...n"_s};
    QTest::newRow("a plain string ends with its line")
        << u"c"_s << QStringList {u"\"a"_s, u"int"_s} << QStringList {u"ss"_s, u"ttt"_s};
    QTest::newRow("tag") << u"html"_s << QStringList {u"<a"_s, u"b=\"c\">d"_s} << QStringList {u"kk"_s, u"f.sssk."_s};
    QTest::newRow("HTML comment") << u"html"_s << QStringList {u"<!-- a"_s, u"<b> -->c"_s}
                                  << QStringList {u"######"_s, u"#######."_s};
}

void TestCodeHighlighter::stateGoesOn()
{
    QFETCH(QString, language);
    QFETCH(QStringList, lines);
    QFETCH(QStringList, expected);
    int state = 0;
    QStringList found;
    for (const QString &line : lines)
        found.append(classes(highlightLine(language, line, state)));
    QCOMPARE(found, expected);
}

void TestCodeHighlighter::nothingIsLost_data()
{
    QTest::addColumn<QString>("language");
    for (const QString &language : HighlightRules::languages())
        QTest::newRow(qPrintable(language)) << language;
}

// Whatever the line, its runs joined are the line, and the scanner ends.
void TestCodeHighlighter::nothingIsLost()
{
    QFETCH(QString, language);
    const QStringList lines {u"\"open 'and # // /* <!-- <a b='c\" ``` x"_s, u"*/ --> ''' \"\"\" ] } ${x} $"_s,
        u"@ # \\"_s, u"\\"_s, u"\U0001F600 \u4f60 1e+ 0x 9_9 .5 -"_s, QString(5000, u'"'), u"\t  <?xml a='b'?> </x>"_s,
        u"'"_s, {}};
    int state = 0;
    for (int round = 0; round < 3; ++round) {
        for (const QString &line : lines) {
            QString joined;
            for (const TextRun &run : highlightLine(language, line, state))
                joined += run.text;
            QCOMPARE(joined, line);
        }
    }
}

void TestCodeHighlighter::contrast_data()
{
    QTest::addColumn<QPalette>("palette");
    const auto row = [](const char *name, const QColor &base, const QColor &text) {
        QPalette palette;
        for (const auto role : {QPalette::Window, QPalette::Base})
            palette.setColor(role, base);
        for (const auto role : {QPalette::WindowText, QPalette::Text})
            palette.setColor(role, text);
        QTest::newRow(name) << palette;
    };
    row("white", QColor(Qt::white), QColor(Qt::black));
    row("Breeze light", QColor(0xfcfcfc), QColor(0x232629));
    row("Breeze dark", QColor(0x1b1e20), QColor(0xfcfcfc));
    row("Adwaita dark", QColor(0x1e1e1e), QColor(0xffffff));
    row("black", QColor(Qt::black), QColor(Qt::white));
    row("sepia", QColor(0xfdf6e3), QColor(0x073642));
    QTest::newRow("our light") << lineup::ui::lightPalette();
    QTest::newRow("our dark") << lineup::ui::darkPalette();
}

// WCAG 2.1 AA: 4.5 : 1 for every colour of text on what it stands on.
void TestCodeHighlighter::contrast()
{
    QFETCH(QPalette, palette);
    const QColor base = lineup::ui::cardColor(palette); // what the view stands on
    const QColor text = palette.color(QPalette::Text);
    const DocumentStyle style(QFont(), palette);
    QSet<QRgb> different;
    for (int code = 0; code <= int(CodeClass::Removed); ++code) {
        const QColor colour = style.codeColour(CodeClass(code));
        different.insert(colour.rgb());
        QVERIFY2(lineup::ui::contrast(colour, style.cardColour()) >= 4.5, qPrintable(QString::number(code)));
    }
    QVERIFY(different.size() >= 8);
    QVERIFY(lineup::ui::contrast(style.mutedColour(), style.cardColour()) >= 4.5);
    QVERIFY(lineup::ui::contrast(style.mutedColour(), base) >= 4.5);
    QVERIFY(lineup::ui::contrast(style.failureColour(), base) >= 4.5);
    QVERIFY(lineup::ui::contrast(text, style.userCardColour()) >= 4.5);
    QVERIFY(style.cardColour() != base); // a code card can be told from its ground
    QVERIFY(style.isDark() == lineup::ui::isDark(palette));
}

void TestCodeHighlighter::contrastFormula()
{
    QCOMPARE(lineup::ui::contrast(Qt::black, Qt::white), 21.0);
    QCOMPARE(lineup::ui::contrast(Qt::white, Qt::white), 1.0);
    QVERIFY(qAbs(lineup::ui::contrast(QColor(0x767676), Qt::white) - 4.54) < 0.01); // W3C's own example
}

void TestCodeHighlighter::json_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("expected");
    QTest::newRow("object") << u"{\"a\":1,\"b\":[true,{}]}"_s
                            << u"{\n  \"a\": 1,\n  \"b\": [\n    true,\n    {}\n  ]\n}"_s;
    QTest::newRow("as written") << u"{ \"z\" : 1.00e2, \"a\":\"x, {y}: \\\" \" }"_s
                                << u"{\n  \"z\": 1.00e2,\n  \"a\": \"x, {y}: \\\" \"\n}"_s;
    QTest::newRow("cut off") << u"{\"a\":[1,\"b"_s << u"{\n  \"a\": [\n    1,\n    \"b"_s;
    QTest::newRow("too many ends") << u"}}"_s << u"\n}\n}"_s;
    QTest::newRow("nothing") << QString() << QString();
}

void TestCodeHighlighter::json()
{
    QFETCH(QString, json);
    QFETCH(QString, expected);
    QCOMPARE(indentedJson(json), expected);
}

QTEST_MAIN(TestCodeHighlighter)
#include "tst_code_highlighter.moc"
