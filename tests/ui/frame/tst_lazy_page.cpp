// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"
#include "ui/frame/LazyPage.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup::ui;

namespace {

// A page that is put off, and what it became.
struct PutOff
{
    PlainPage *made = nullptr;
    LazyPage *page = new LazyPage(u"two"_s, u"Two"_s, [this] { return made = new PlainPage(u"two"_s, u"Two"_s); });
};

// A window with a page that is shown, and one that is put off.
struct Window : WindowFixture
{
    Window()
    {
        window.addPage(new PlainPage(u"one"_s, u"One"_s));
        window.addPage(later.page);
    }
    PutOff later;
};

} // namespace

class TestLazyPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isMadeWhenItIsShown()
    {
        Window f;
        const PutOff &later = f.later;
        f.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&f.window));
        QVERIFY(!later.made && !later.page->isPrepared());
        QCOMPARE(later.page->title(), u"Two"_s);
        QVERIFY(later.page->pageActions().isEmpty());
        f.window.showPage(u"two"_s, u"thing"_s);
        QVERIFY(later.made && later.made->isVisible());
        QCOMPARE(later.made->opened, u"thing"_s);
        QTRY_VERIFY(later.made->field->hasFocus());
        QVERIFY(f.window.commands().contains(later.made->action));
    }

    void keepsItsStateUntilThen()
    {
        PutOff later;
        const QJsonObject state {{u"draft"_s, u"half a sentence"_s}};
        later.page->restoreState(state);
        QCOMPARE(later.page->saveState(), state);
        QVERIFY(!later.made);
        later.page->prepare();
        QCOMPARE(later.made->field->text(), u"half a sentence"_s);
        later.made->field->setText(u"all of it"_s);
        QCOMPARE(later.page->saveState().value("draft"_L1).toString(), u"all of it"_s);
        later.page->prepare(); // once is enough
        QCOMPARE(later.made->field->text(), u"all of it"_s);
        delete later.page;
    }

    void speaksForThePage()
    {
        PutOff later;
        later.page->setProperty("enterSends", true);
        QCOMPARE(later.page->callsInFlight(), 0);
        later.page->stopAll(); // nothing runs: nothing is made for that
        QVERIFY(!later.made);
        later.page->prepare();
        QCOMPARE(later.made->property("enterSends").toBool(), true);
        later.page->setProperty("enterSends", false);
        QCOMPARE(later.made->property("enterSends").toBool(), false);
        QSignalSpy calls(later.page, &Page::callsInFlightChanged);
        QSignalSpy asked(later.page, &Page::pageRequested);
        later.made->setCalls(3);
        Q_EMIT later.made->pageRequested(u"keys"_s, u"openai"_s);
        QCOMPARE(calls.count(), 1);
        QCOMPARE(later.page->callsInFlight(), 3);
        QCOMPARE(asked.count(), 1);
        later.page->stopAll();
        QCOMPARE(later.page->callsInFlight(), 0);
        delete later.page;
    }

    // What a page does by itself, as tidying the history, does not wait until somebody looks at it.
    void isMadeAtRest()
    {
        Window f;
        const PutOff &later = f.later;
        f.window.restoreSession();
        f.window.show();
        QVERIFY(!later.made);
        QTRY_VERIFY_WITH_TIMEOUT(later.made, 20'000);
        QVERIFY(!later.made->isVisible());
        QCOMPARE(f.window.currentPage()->pageId(), u"one"_s);
    }
};

QTEST_MAIN(TestLazyPage)
#include "tst_lazy_page.moc"
