// SPDX-License-Identifier: GPL-3.0-or-later
// What a pane says of an answer that failed, and what can be done about it.
#include "CompareActs.h"
#include "ui/compare/ErrorCard.h"

#include <QLabel>
#include <QRegularExpression>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using namespace std::chrono_literals;

class TestCompareFailures : public QObject, private CompareActs
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not).*"_s));
        f = std::make_unique<CompareFixture>();
        f->show();
    }
    void cleanup() { f.reset(); }

    void failureIsACardThatCountsDown()
    {
        f->setPanes(2);
        askAll(u"Go"_s);
        f->call(0).fail(Error {
            .kind = Error::Kind::RateLimited, .detail = u"slow down, please"_s, .httpStatus = 429, .retryAfter = 12s});
        auto *card = f->page->board()->view(0)->findChild<ErrorCard *>();
        QVERIFY(card->isVisible());
        QVERIFY(!f->page->board()->view(1)->findChild<ErrorCard *>()->isVisible());
        QPushButton *later = buttonWith(*card, u"Retry in"_s);
        QVERIFY(later != nullptr);
        QCOMPARE(later->text(), u"Retry in 12 s"_s);
        f->clock.time += 5s;
        QTRY_COMPARE(later->text(), u"Retry in 7 s"_s);
        later->click();
        QTRY_COMPARE(later->text(), u"Retrying in 7 s"_s);
        QCOMPARE(f->starter->calls.size(), 2);
        f->clock.time += 7s;
        QTRY_COMPARE(f->starter->calls.size(), 3);
        QVERIFY(!card->isVisible());
        QCOMPARE(f->starter->requests[2].messages.last().text(), u"Go"_s);
    }

    // However little room there is, no sentence is laid over another and every button can be seen whole.
    void failureIsNotSqueezed_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("roomy") << QSize(1280, 800);
        QTest::newRow("1024 by 640") << QSize(940, 560); // what the frame leaves of it
    }
    void failureIsNotSqueezed()
    {
        QFETCH(const QSize, size);
        f->page->resize(size);
        f->setPanes(3);
        askAll(u"Go"_s);
        f->call(0).fail(Error {.kind = Error::Kind::RateLimited,
            .detail = u"Rate limit reached: 20 requests per minute. Slow down, please, and try again later."_s,
            .httpStatus = 429,
            .retryAfter = 12s});
        auto *card = f->page->board()->view(0)->findChild<ErrorCard *>();
        QTRY_VERIFY(card->isVisible());
        QTRY_VERIFY(card->height() >= card->minimumSizeHint().height());
        int bottom = 0;
        for (const QLabel *label : card->findChildren<QLabel *>()) {
            if (!label->wordWrap() || !label->isVisible())
                continue;
            QTRY_VERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
            QVERIFY2(label->geometry().top() >= bottom, qPrintable(label->text()));
            bottom = label->geometry().bottom();
        }
        QVERIFY(bottom > 0);
        for (const QPushButton *button : card->findChildren<QPushButton *>()) {
            const QRect place(button->mapTo(card, QPoint(0, 0)), button->size());
            QVERIFY2(!button->isVisible()
                    || (card->rect().contains(place) && button->height() >= button->minimumSizeHint().height()),
                qPrintable(button->text()));
        }
    }

    void authFailureLeadsToTheKeys()
    {
        f->setPanes(1);
        askAll(u"Go"_s);
        f->call(0).fail(Error {.kind = Error::Kind::Auth, .detail = u"bad key"_s, .service = u"openai"_s});
        QSignalSpy wanted(f->page.get(), &Page::pageRequested);
        QPushButton *keys = buttonWith(*f->page->board()->view(0)->findChild<ErrorCard *>(), u"Open Keys"_s);
        QVERIFY(keys->isVisible());
        keys->click();
        QCOMPARE(wanted.first(), (QVariantList {u"keys"_s, u"openai"_s}));
    }
};

QTEST_MAIN(TestCompareFailures)
#include "tst_compare_failures.moc"
