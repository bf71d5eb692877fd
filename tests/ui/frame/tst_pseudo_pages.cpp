// SPDX-License-Identifier: GPL-3.0-or-later
// Every word of the Compare and the Keys page was given to a translator.
#include "ProgramFixture.h"
#include "PseudoTexts.h"

#include <QMenu>
#include <QTest>
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
    [[nodiscard]] bool contains(const QString &text) const { return m_names.contains(text); }

private:
    void add(const QStringList &names) { m_names.unite(QSet<QString>(names.begin(), names.end())); }

    QSet<QString> m_names;
};

bool isLetter(const QString &text)
{
    return text.size() <= 2; // the badge of a pane, "···"
}

} // namespace

class TestPseudoPages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(QCoreApplication::installTranslator(&m_translator)); }

    void pagesAreTranslated_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<bool>("afterDemo");
        QTest::newRow("start") << u"compare"_s << false;
        QTest::newRow("compare") << u"compare"_s << true;
        QTest::newRow("keys") << u"keys"_s << false;
    }
    void pagesAreTranslated()
    {
        QFETCH(const QString, page);
        QFETCH(const bool, afterDemo);
        Program p;
        p.window.show();
        p.window.showPage(page);
        if (afterDemo) {
            p.compare->runDemo();
            QTRY_VERIFY_WITH_TIMEOUT(p.ledger.calls.size() >= 2 && p.window.callsInFlight() == 0, 30'000);
        }
        const Names names(p.catalogue);
        int seen = 0;
        for (const QWidget *widget : p.window.findChildren<QWidget *>()) {
            if (!widget->isVisible() || qobject_cast<const QTreeView *>(widget))
                continue; // lists of services and models are checked by their models' tests
            for (const QString &text : textsOf(*widget)) {
                seen += text.isEmpty() ? 0 : 1;
                QVERIFY2(text.isEmpty() || isTranslated(text) || isLetter(text) || names.contains(text),
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
        for (const QString &page : {u"compare"_s, u"keys"_s}) {
            p.window.showPage(page);
            for (const QAction *action : p.window.commands()) {
                for (const QString &text : {action->text(), action->toolTip()})
                    QVERIFY2(isTranslated(text), qPrintable(page + u": "_s + text));
            }
        }
    }

private:
    PseudoTranslator m_translator;
};

QTEST_MAIN(TestPseudoPages)
#include "tst_pseudo_pages.moc"
