// SPDX-License-Identifier: GPL-3.0-or-later
// What the page looks like in each state: nothing is cut off, everything has a name and a translator. With
// LINEUP_PICTURES=FOLDER each state is drawn into a picture there.
#include "tests/ui/budgets/BudgetsFixture.h"
#include "tests/ui/frame/PseudoTexts.h"
#include "ui/theme/LineupStyle.h"
#include "ui/theme/Theme.h"

#include <QAccessible>
#include <QApplication>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTreeView>

using namespace lineup;
using namespace lineup::test;
using namespace lineup::ui;

class TestBudgetsLook : public QObject
{
    Q_OBJECT

    std::unique_ptr<BudgetsWorld> m_world;
    std::unique_ptr<BudgetsPage> m_page;

    void open(const QSize &size, const QString &budget = {})
    {
        m_page = std::make_unique<BudgetsPage>(m_world->budgetContext());
        m_page->resize(size);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->openItem(budget);
        QTest::qWait(400); // the preview is asked for a moment later
    }
    void draw(const QString &name)
    {
        const QString folder = qEnvironmentVariable("LINEUP_PICTURES");
        if (folder.isEmpty())
            return;
        QVERIFY(m_page->grab().save(folder + u"/budgets-"_s + name + u".png"_s));
        auto *scroll = m_page->findChild<QScrollArea *>();
        if (scroll && scroll->isVisible() && scroll->verticalScrollBar()->maximum() > 0) {
            scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
            QVERIFY(m_page->grab().save(folder + u"/budgets-"_s + name + u"-end.png"_s));
            scroll->verticalScrollBar()->setValue(0);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new LineupStyle);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        applyColorMode(ColorMode::Light);
        m_world = std::make_unique<BudgetsWorld>();
    }
    void cleanup()
    {
        m_page.reset();
        m_world.reset();
    }

    void states_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        const QSize large(1200, 760);
        const QSize small(944, 590); // a window of 1024x640 without rail, menu and status bar
        QTest::newRow("full-light") << u"Everything"_s << large << false;
        QTest::newRow("full-dark") << u"Everything"_s << large << true;
        QTest::newRow("overspent-light") << u"Ann on Claude"_s << large << false;
        QTest::newRow("overspent-dark") << u"Ann on Claude"_s << large << true;
        QTest::newRow("small-light") << u"Daily"_s << small << false;
        QTest::newRow("long-dark") << u"Nightly evaluation of the shop's assistant on every pull request"_s << small
                                   << true;
        QTest::newRow("wide-light") << u"Holiday"_s << QSize(1840, 960) << false;
        QTest::newRow("empty-light") << QString() << large << false;
        QTest::newRow("broken-dark") << u"!"_s << large << true;
    }
    void states()
    {
        QFETCH(const QString, state);
        QFETCH(const QSize, size);
        QFETCH(const bool, dark);
        applyColorMode(dark ? ColorMode::Dark : ColorMode::Light);
        if (state == u"!"_s)
            m_world->budgets.broken
                = Error {.kind = Error::Kind::Storage, .detail = u"lineup.db: database disk image is malformed"_s};
        else if (!state.isEmpty())
            m_world->inventYear();
        open(size, u"id-"_s + state);
        QCOMPARE(m_page->size(), size); // it has room
        draw(QString::fromLatin1(QTest::currentDataTag()));
        for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                continue;
            // What can be reached by the keyboard is never narrower than it has to be.
            QVERIFY2(widget->width() >= qMin(widget->minimumSizeHint().width(), 60),
                qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()));
        }
    }
};

QTEST_MAIN(TestBudgetsLook)
#include "tst_budgets_look.moc"
