// SPDX-License-Identifier: GPL-3.0-or-later
// What the page looks like in each state: it has room, and every word has a translator. With
// LINEUP_PICTURES=FOLDER each state is drawn into a picture there.
#include "tests/ui/budgets/BudgetsFixture.h"
#include "tests/ui/frame/PseudoTexts.h"
#include "ui/theme/LineupStyle.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QTimeZone>
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

    // Words of the person, of the catalogue, of the time zones and of the calendar.
    [[nodiscard]] QSet<QString> namesOfOthers() const
    {
        QSet<QString> names {u"ann"_s, u"holiday"_s, u"continuous-integration"_s, u"shop-assistant-evaluation"_s,
            u"nightly"_s, u"chain/cheap-first"_s, QString::fromLatin1(QTimeZone::systemTimeZoneId())};
        for (const BudgetStatus &status : m_world->budgets.list)
            names += status.budget.name;
        for (const Service &service : m_world->catalogue.services())
            names += service.label;
        for (const QByteArray &zone : QTimeZone::availableTimeZoneIds())
            names += QString::fromLatin1(zone);
        for (int day = Qt::Monday; day <= Qt::Sunday; ++day)
            names += QLocale().standaloneDayName(day);
        return names;
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

    void everyWordIsTranslated_data()
    {
        QTest::addColumn<QString>("state");
        QTest::newRow("full") << u"Ann on Claude"_s;
        QTest::newRow("off") << u"Holiday"_s;
        QTest::newRow("empty") << QString();
        QTest::newRow("broken") << u"!"_s;
    }
    void everyWordIsTranslated()
    {
        QFETCH(const QString, state);
        PseudoTranslator translator;
        QVERIFY(QCoreApplication::installTranslator(&translator));
        const auto gone = qScopeGuard([&] { QCoreApplication::removeTranslator(&translator); });
        if (state == u"!"_s)
            m_world->budgets.broken = Error {.kind = Error::Kind::Storage, .detail = u"malformed"_s};
        else if (!state.isEmpty())
            m_world->inventYear();
        open({1200, 900}, u"id-"_s + state);
        const QSet<QString> names = namesOfOthers();
        int seen = 0;
        for (const QWidget *widget : m_page->findChildren<QWidget *>()) {
            const bool ofTree = qobject_cast<const QTreeView *>(widget) || qobject_cast<const QHeaderView *>(widget);
            if (!widget->isVisible() || ofTree)
                continue; // what is in the tree is its model's test
            for (const QString &text : textsOf(*widget)) {
                seen += text.isEmpty() ? 0 : 1;
                QVERIFY2(text.size() < 2 || isTranslated(text) || names.contains(text),
                    qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()
                        + u": "_s + text));
            }
        }
        QVERIFY2(seen >= (state.size() > 1 ? 60 : 2), qPrintable(QString::number(seen)));
    }

    void itFitsFromRightToLeft()
    {
        m_world->inventYear();
        QApplication::setLayoutDirection(Qt::RightToLeft);
        const auto back = qScopeGuard([] { QApplication::setLayoutDirection(Qt::LeftToRight); });
        open({1200, 760}, u"id-Ann on Claude"_s);
        draw(u"mirrored-light"_s);
        const auto *tree = m_page->findChild<QTreeView *>();
        const auto *name = m_page->findChild<QWidget *>(u"name"_s);
        QVERIFY(tree->mapTo(m_page.get(), QPoint()).x() > name->mapTo(m_page.get(), QPoint()).x());
    }
};

QTEST_MAIN(TestBudgetsLook)
#include "tst_budgets_look.moc"
