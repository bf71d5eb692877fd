// SPDX-License-Identifier: GPL-3.0-or-later
// Every word of the pages was given to a translator.
#include "ProgramFixture.h"
#include "PseudoTexts.h"
#include "ui/compare/CompareActions.h"
#include "ui/compare/PromptBar.h"
#include "ui/compare/PromptEditor.h"

#include <QHeaderView>
#include <QMenu>
#include <QTest>
#include <QTimeZone>
#include <QTreeView>

using namespace lineup;
using namespace lineup::test;

namespace {

// Names of services and models, addresses, keys and variables are nobody's to translate.
class Names
{
public:
    explicit Names(const Catalogue &catalogue)
    {
        for (const Service &service : catalogue.services()) {
            add({service.id, service.label, service.baseUrl.toString(), service.keyPage.toDisplayString()});
            add(service.keyEnvironment);
            for (const ServiceField &field : service.fields)
                add(QStringList {field.name, field.fallback} + field.environment);
            m_names += service.baseUrlPattern;
            for (const ModelInfo &model : catalogue.models(service.id))
                add({model.id, model.label, service.id + u'/' + model.id});
        }
    }
    // What people have named: users, projects, tags, budgets; and time zones.
    void addSpending(const ProgramData &data)
    {
        for (const FakeCall &call : data.reports.ledger)
            add({call.line.service, call.line.model, call.line.service + u'/' + call.line.model, call.line.user,
                call.line.project, call.line.requestedModel, call.chain, call.line.tags.join(u", "_s)});
        for (const BudgetStatus &status : data.budgets.list)
            add({status.budget.name, QString::fromLatin1(status.budget.period.timeZone)});
        const QList<QByteArray> zones = QTimeZone::availableTimeZoneIds();
        for (const QByteArray &zone : zones)
            add({QString::fromLatin1(zone)});
    }
    void addChain(const Chain &chain) { add({chain.name, chain.modelString()}); }
    [[nodiscard]] bool contains(const QString &text) const { return m_names.contains(text); }

    void add(const QStringList &names) { m_names.unite(QSet<QString>(names.begin(), names.end())); }

private:
    QSet<QString> m_names;
};

const QString goneModel = u"nobody/gone"_s; // of a service that there is not

bool isLetter(const QString &text)
{
    return text.size() <= 2; // the badge of a pane, "···"
}

} // namespace

enum class Act { None, Demo, Failures, Chain, Spending }; // what is done before the page is read
Q_DECLARE_METATYPE(Act)

class TestPseudoPages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(QCoreApplication::installTranslator(&m_translator)); }

    void pagesAreTranslated_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<Act>("act");
        QTest::newRow("start") << u"compare"_s << Act::None;
        QTest::newRow("compare") << u"compare"_s << Act::Demo;
        QTest::newRow("compare, failures") << u"compare"_s << Act::Failures;
        QTest::newRow("chains, none yet") << u"chains"_s << Act::None;
        QTest::newRow("chains") << u"chains"_s << Act::Chain;
        QTest::newRow("budgets, none yet") << u"budgets"_s << Act::None;
        QTest::newRow("budgets") << u"budgets"_s << Act::Spending;
        QTest::newRow("spend, nothing yet") << u"spend"_s << Act::None;
        QTest::newRow("spend") << u"spend"_s << Act::Spending;
        QTest::newRow("keys") << u"keys"_s << Act::None;
    }
    void pagesAreTranslated()
    {
        QFETCH(const QString, page);
        QFETCH(const Act, act);
        Program p;
        if (act == Act::Chain)
            QVERIFY(p.chains.save(chainOfThree()));
        if (act == Act::Spending)
            p.inventSpending();
        p.window.show();
        p.window.showPage(page);
        if (act == Act::Demo)
            p.compare->runDemo();
        else if (act == Act::Failures)
            askFailing(p);
        const qsizetype calls = act == Act::Demo ? 3 : act == Act::Failures ? 5 : 0;
        QTRY_VERIFY_WITH_TIMEOUT(p.ledger.calls.size() >= calls && p.window.callsInFlight() == 0, 30'000);
        Names names(p.catalogue);
        names.addChain(chainOfThree());
        names.add({goneModel});
        names.addSpending(p);
        if (act == Act::Spending)
            QTest::qWait(200); // what the page asks about is answered
        int seen = 0;
        for (const QWidget *widget : p.window.findChildren<QWidget *>()) {
            const bool ofTree = qobject_cast<const QTreeView *>(widget) || qobject_cast<const QHeaderView *>(widget);
            if (!widget->isVisible() || ofTree)
                continue; // lists of services, models and budgets are checked by their models' tests
            if (widget->objectName() == "words"_L1)
                continue; // a provider's own words, or the network's
            for (const QString &text : textsOf(*widget)) {
                seen += text.isEmpty() ? 0 : 1;
                QVERIFY2(text.isEmpty() || isTranslated(text) || isLetter(text) || isDate(text) || names.contains(text),
                    qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()
                        + u": "_s + text));
            }
        }
        QVERIFY2(seen > 15, qPrintable(QString::number(seen)));
    }
    void menusOfEachPageAreTranslated()
    {
        Program p;
        p.window.show();
        for (const QString &page : {u"compare"_s, u"chains"_s, u"budgets"_s, u"spend"_s, u"keys"_s}) {
            p.window.showPage(page);
            for (const QAction *action : p.window.commands()) {
                for (const QString &text : {action->text(), action->toolTip()})
                    QVERIFY2(isTranslated(text), qPrintable(page + u": "_s + text));
            }
        }
    }

private:
    static Chain chainOfThree()
    {
        Chain chain {.name = u"three"_s};
        for (const QString &model : {u"openai/gpt-4o-mini"_s, goneModel, u"demo/steady"_s}) {
            RouteStep step;
            step.targets = {{.model = model}};
            chain.steps += step;
        }
        return chain;
    }
    // Each model of the demo that goes wrong.
    static void askFailing(Program &p)
    {
        QList<ui::PaneRecord> records;
        for (const QString &model :
            {u"demo/rate-limited"_s, u"demo/overloaded"_s, u"demo/cut-off"_s, u"demo/tiny"_s, u"demo/refusing"_s})
            records += {.model = model};
        p.compare->panes().load(records);
        p.compare->prompt()->editor()->setPlainText(u"A question"_s);
        QTRY_VERIFY(p.compare->actionSet()->send->isEnabled()); // once what it will cost is known
        p.compare->actionSet()->send->trigger();
    }

    PseudoTranslator m_translator;
};

QTEST_MAIN(TestPseudoPages)
#include "tst_pseudo_pages.moc"
