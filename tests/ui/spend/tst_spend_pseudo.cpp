// SPDX-License-Identifier: GPL-3.0-or-later
// Every word of the Spend page was given to a translator.
#include "SpendFixture.h"
#include "tests/ui/frame/PseudoTexts.h"
#include "ui/spend/TabView.h"
#include "ui/spend/reconcile/ReconcileTab.h"

#include <QTabBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

namespace {

// Dates, and what people and providers have named.
bool isNamed(const QString &text, const QSet<QString> &names)
{
    return names.contains(text) || test::isDate(text);
}

} // namespace

class TestSpendPseudo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QVERIFY(QCoreApplication::installTranslator(&m_translator));
    }

    void tabs_data()
    {
        QTest::addColumn<int>("tab");
        QTest::addColumn<bool>("table");
        for (int tab = 0; tab < 5; ++tab) {
            QTest::addRow("%d", tab) << tab << false;
            QTest::addRow("%d as table", tab) << tab << true;
        }
    }
    void tabs()
    {
        QFETCH(const int, tab);
        QFETCH(const bool, table);
        test::SpendWorld world;
        world.reports.inventYear(world.today(), 6);
        QSet<QString> names {u"openai/gpt-4o-mini"_s, u"gpt-4o-mini"_s, u"OpenAI"_s, u"date"_s, u"cost"_s};
        for (const test::FakeCall &call : world.reports.ledger)
            names.unite({call.line.service, call.line.model, call.line.service + u'/' + call.line.model, call.line.user,
                call.line.project, call.line.requestedModel, call.chain, call.line.tags.join(u", "_s)});
        world.open();
        SpendState state;
        state.tab = SpendTab(tab);
        state.table = table;
        state.compare = true;
        state.place.words.sources = {u"app"_s};
        state.whatIfModel = u"openai/gpt-4o-mini"_s;
        world.view().change(state, {});
        world.view().drill(SpendGroup::User, u"jonas"_s);
        world.page->findChild<ReconcileTab *>()->setText(u"date,cost\n2026-03-01,3\n2026-03-12,2.5\n"_s);
        QTRY_VERIFY(!world.page->tab(state.tab)->inquiry().isBusy());
        QTest::qWait(100);
        int seen = 0;
        for (const QWidget *widget : world.page->findChildren<QWidget *>()) {
            if (!widget->isVisible())
                continue;
            for (const QString &text : test::textsOf(*widget)) {
                seen += text.isEmpty() ? 0 : 1;
                QVERIFY2(text.isEmpty() || test::isTranslated(text) || isNamed(text, names),
                    qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()
                        + u": "_s + text));
            }
        }
        QVERIFY2(seen > 15, qPrintable(QString::number(seen)));
    }
    void commands()
    {
        test::SpendWorld world;
        world.open();
        for (const QAction *action : world.page->pageActions())
            QVERIFY2(test::isTranslated(action->text()), qPrintable(action->text()));
    }

private:
    test::PseudoTranslator m_translator;
};

QTEST_MAIN(TestSpendPseudo)
#include "tst_spend_pseudo.moc"
