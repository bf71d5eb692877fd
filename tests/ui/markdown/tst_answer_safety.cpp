// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/markdown/Dump.h"
#include "ui/widgets/markdown/AnswerView.h"
#include "ui/widgets/markdown/LinkConfirm.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using lineup::ui::AnswerView;

namespace {

// Counts what the document asks for.
class WatchedView : public AnswerView
{
public:
    QVariant loadResource(int type, const QUrl &name) override
    {
        const QVariant found = AnswerView::loadResource(type, name);
        if (found.isValid())
            ++served;
        ++asked;
        return found;
    }
    int asked = 0;
    int served = 0;
};

} // namespace

class TestAnswerSafety : public QObject
{
    Q_OBJECT
public Q_SLOTS:
    void opened(const QUrl &url) { m_opened.append(url); } // in the place of the desktop's handler

private Q_SLOTS:
    void init()
    {
        m_opened.clear();
        for (const QString &scheme : m_schemes)
            QDesktopServices::setUrlHandler(scheme, this, "opened");
    }
    void cleanup()
    {
        for (const QString &scheme : m_schemes)
            QDesktopServices::unsetUrlHandler(scheme);
    }
    void nothingIsLoaded_data();
    void nothingIsLoaded();
    void confirmation_data();
    void confirmation();
    void cancelOpensNothing();
    void oursCannotBeForged();
    void addressIsShownOnHover();

private:
    QList<QUrl> m_opened;
    const QStringList m_schemes {u"http"_s, u"https"_s, u"mailto"_s, u"file"_s, u"javascript"_s};
};

void TestAnswerSafety::nothingIsLoaded_data()
{
    QTest::addColumn<QString>("pattern"); // %1: an address to fetch
    const QStringList patterns {u"![a](%1)"_s, u"![a][r]\n\n[r]: %1"_s, u"![a]\n\n[a]: %1"_s, u"[![a](%1)](%1)"_s,
        u"<img src=\"%1\">"_s, u"<img src='%1' onerror='x'>"_s, u"text <img src=%1> text"_s,
        u"<div style=\"background:url(%1)\">x</div>"_s, u"<span style='background-image:url(%1)'>x</span>"_s,
        u"<style>@import url(%1);</style>"_s, u"<style>\nbody{background:url(%1)}\n</style>"_s,
        u"<link rel=\"stylesheet\" href=\"%1\">"_s, u"<link rel=prefetch href=%1>"_s, u"<script src=\"%1\"></script>"_s,
        u"<iframe src=\"%1\"></iframe>"_s, u"<object data=\"%1\"></object>"_s, u"<embed src=\"%1\">"_s,
        u"<video src=\"%1\" poster=\"%1\"></video>"_s, u"<audio src=\"%1\"></audio>"_s,
        u"<svg><image href=\"%1\"/></svg>"_s, u"<table background=\"%1\"><tr><td>x</td></tr></table>"_s,
        u"<body background=\"%1\">"_s, u"<meta http-equiv=refresh content=\"0;url=%1\">"_s, u"<base href=\"%1\">"_s,
        u"<input type=image src=\"%1\">"_s, u"<a href=\"%1\" ping=\"%1\">x</a>"_s, u"- ![a](%1)\n- b"_s,
        u"> ![a](%1)"_s, u"| ![a](%1) |\n|---|\n| ![b](%1) |"_s, u"# ![a](%1)"_s, u"**![a](%1)**"_s, u"`![a](%1)`"_s,
        u"```html\n<img src=\"%1\">\n```"_s, u"```css\na{background:url(%1)}\n```"_s, u"    <img src=\"%1\">"_s,
        u"$<img src=\"%1\">$"_s, u"\\[<img src=\"%1\">\\]"_s, u"<%1>"_s, u"%1"_s, u"[a](%1 \"t\")"_s,
        u"&lt;img src=&quot;%1&quot;&gt;"_s, u"<p>\n\n![a](%1)\n\n</p>"_s, u"<!-- ![a](%1) -->"_s,
        u"<![CDATA[<img src=\"%1\">]]>"_s, u"<?php ![a](%1) ?>"_s, u"1. a\n\n   ![b](%1)"_s, u"![a](<%1>)"_s,
        u"![a](\n%1\n)"_s, u"<picture><source srcset=\"%1\"><img src=\"%1\"></picture>"_s, u"[^1]: ![a](%1)\n\nx[^1]"_s,
        u"- [ ] ![a](%1)"_s, u"~~![a](%1)~~"_s};
    for (const QString &pattern : patterns)
        QTest::newRow(qPrintable(pattern.simplified())) << pattern;
}

void TestAnswerSafety::nothingIsLoaded()
{
    QFETCH(QString, pattern);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QSignalSpy connected(&server, &QTcpServer::newConnection);
    const QString web = u"http://127.0.0.1:%1/x.png"_s.arg(server.serverPort());
    const QString file = u"file://"_s + QStringLiteral(LINEUP_SOURCE_DIR "/resources/x.png");
    for (const QString &address :
        {web, file, u"data:image/png;base64,AAAA"_s, u":/highlight/cpp.json"_s, u"//127.0.0.1/x"_s}) {
        WatchedView view;
        view.resize(400, 400);
        view.show();
        view.beginAnswer();
        view.appendText(QString(pattern).replace(u"%1"_s, address));
        view.flush();
        view.endAnswer(true);
        view.grab();
        QCoreApplication::processEvents();
        QCOMPARE(view.served, 0);
        QCOMPARE(view.asked, 0);
        QVERIFY(!view.document()->toHtml().contains(u"<img"_s));
        QVERIFY(!view.document()->toPlainText().contains(QChar::ObjectReplacementCharacter));
    }
    QCOMPARE(connected.size(), 0);
    QVERIFY(m_opened.isEmpty());
}

void TestAnswerSafety::confirmation_data()
{
    QTest::addColumn<QString>("href");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<bool>("canOpen");
    QTest::newRow("web") << u"https://example.org/a?b=c#d"_s << u"https://example.org/a?b=c#d"_s << true;
    QTest::newRow("Cyrillic a") << u"https://\u0430pple.com/"_s << u"https://xn--pple-43d.com/"_s << true;
    QTest::newRow("user in front") << u"https://bank.com@evil.org/"_s << u"https://bank.com@evil.org/"_s << true;
    QTest::newRow("bidi in the path") << u"https://e.org/\u202egpj.exe"_s << u"https://e.org/%E2%80%AEgpj.exe"_s
                                      << true;
    QTest::newRow("mail") << u"mailto:a@b.org"_s << u"mailto:a@b.org"_s << true;
    QTest::newRow("file") << u"file:///etc/passwd"_s << u"file:///etc/passwd"_s << false;
    QTest::newRow("script") << u"javascript:alert(1)"_s << u"javascript:alert(1)"_s << false;
    QTest::newRow("relative") << u"x/y"_s << u"x/y"_s << false;
    QTest::newRow("no host") << u"https:///x"_s << u"https:///x"_s << false;
    QTest::newRow("program") << u"vscode://x"_s << u"vscode://x"_s << false;
}

void TestAnswerSafety::confirmation()
{
    QFETCH(QString, href);
    QFETCH(QString, shown);
    QFETCH(bool, canOpen);
    AnswerView view;
    view.resize(400, 300);
    view.show();
    view.beginAnswer();
    view.appendText(u"[text](<%1>)"_s.arg(href));
    view.endAnswer(true);
    view.setFocus();
    QTest::keyClick(&view, Qt::Key_Tab);
    QTest::keyClick(&view, Qt::Key_Return);
    QVERIFY(m_opened.isEmpty());
    auto *box = view.findChild<QMessageBox *>(u"linkConfirm"_s);
    QVERIFY(box);
    QCOMPARE(box->informativeText(), shown);
    auto *open = box->findChild<QPushButton *>(u"openLink"_s);
    QCOMPARE(open != nullptr, canOpen);
    if (open) {
        QVERIFY(box->defaultButton() != open);
        open->click();
        QCOMPARE(m_opened, QList<QUrl>({QUrl(href)}));
    }
}

void TestAnswerSafety::cancelOpensNothing()
{
    QWidget parent;
    lineup::ui::confirmLink(&parent, QUrl(u"https://example.org"_s));
    auto *box = parent.findChild<QMessageBox *>(u"linkConfirm"_s);
    QVERIFY(box);
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(m_opened.isEmpty());
}

// A link that pretends to be one of our buttons is no link at all.
void TestAnswerSafety::oursCannotBeForged()
{
    AnswerView view;
    QGuiApplication::clipboard()->setText(u"before"_s);
    QSignalSpy copied(&view, &AnswerView::copied);
    view.beginAnswer();
    view.appendText(
        u"```\nrm -rf /\n```\n[x](lineup-action:copy/3/30001) <lineup-action:copy/3/30001> [y](LINEUP-ACTION:fold/2/0)"_s);
    view.endAnswer(true);
    const QStringList lines = dump(*view.document());
    QVERIFY2(!lines.last().contains(u'@'), qPrintable(lines.last()));
    QCOMPARE(copied.size(), 0);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
}

void TestAnswerSafety::addressIsShownOnHover()
{
    QCOMPARE(lineup::ui::honestAddress(QUrl(u"https://b\u00fccher.example/\u00fc"_s)),
        u"https://xn--bcher-kva.example/%C3%BC"_s);
}

QTEST_MAIN(TestAnswerSafety)
#include "tst_answer_safety.moc"
