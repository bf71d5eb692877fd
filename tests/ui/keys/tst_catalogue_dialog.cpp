// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeHttpClient.h"
#include "ui/keys/CatalogueDialog.h"
#include "ui/keys/ModelChangesModel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

namespace {

const QByteArray table = "{\"gpt-4o-mini\": {\"litellm_provider\": \"openai\", \"mode\": \"chat\","
                         "\"input_cost_per_token\": 2e-07, \"output_cost_per_token\": 6e-07}, \"bad\": 5}";

struct Rig
{
    QTemporaryDir home;
    Catalogue catalogue;
    CatalogueImport import {catalogue, home.filePath(u"models"_s)};
    test::FakeHttpClient network;
    QPointer<CatalogueDialog> dialog = new CatalogueDialog(import, network, nullptr);

    Rig()
    {
        dialog->show();
        network.answer
            = [](const HttpRequest &) { return test::FakeAnswer {.headers = {}, .body = table, .error = {}}; };
    }
    ~Rig() { delete dialog; }
    Q_DISABLE_COPY_MOVE(Rig)

    [[nodiscard]] QPushButton *button(const QString &words) const
    {
        for (auto *each : dialog->findChildren<QPushButton *>()) {
            if (each->text().remove(u'&').contains(words))
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QString texts() const
    {
        QStringList all;
        for (const auto *label : dialog->findChildren<QLabel *>()) {
            if (label->isVisible())
                all += label->text();
        }
        return all.join(u'\n');
    }
    [[nodiscard]] QAbstractItemModel *rows() const { return dialog->findChild<QTableView *>()->model(); }
    [[nodiscard]] QString price() const
    {
        return catalogue.model(u"openai", u"gpt-4o-mini")->price->input->toDecimalPerMillion();
    }
    void fetch() const
    {
        auto *address = dialog->findChild<QLineEdit *>();
        address->setText(u"https://table.test/models.json"_s);
        QTest::keyClick(address, Qt::Key_Return);
    }
};

} // namespace

class TestCatalogueDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsThenTakesThenTakesBack()
    {
        Rig rig;
        const QAbstractItemModelTester tester(rig.rows());
        QVERIFY(!rig.button(u"Take these"_s)->isEnabled());
        QVERIFY(!rig.button(u"back"_s)->isEnabled());
        rig.fetch();
        QTRY_COMPARE(rig.rows()->rowCount(), 1);
        QCOMPARE(rig.rows()->index(0, ModelChangesModel::Model).data().toString(), u"gpt-4o-mini"_s);
        const QString others = rig.rows()->index(0, ModelChangesModel::Others).data().toString();
        QVERIFY2(others.startsWith(u"read from a cache: $0.075 → not known"_s), qPrintable(others));
        const QString input = rig.rows()->index(0, ModelChangesModel::Input).data().toString();
        QVERIFY2(input.contains(u"0.15") && input.contains(u"→"), qPrintable(input));
        QVERIFY(rig.texts().contains(u"make no sense"));
        QCOMPARE(rig.price(), u"0.15"_s); // not yet
        rig.button(u"Take these"_s)->click();
        QCOMPARE(rig.price(), u"0.2"_s);
        QCOMPARE(rig.rows()->rowCount(), 0);
        QVERIFY(rig.button(u"back"_s)->isEnabled());
        rig.button(u"back"_s)->click();
        QCOMPARE(rig.price(), u"0.15"_s);
        QVERIFY(!rig.button(u"back"_s)->isEnabled());
    }

    // What looks like a slip is shown, and stays out until the person says otherwise.
    void aDoubtfulPrice()
    {
        Rig rig;
        rig.network.answer = [](const HttpRequest &) {
            QByteArray dear = table;
            dear.replace("2e-07", "2e-05");
            return test::FakeAnswer {.headers = {}, .body = dear, .error = {}};
        };
        auto *also = rig.dialog->findChild<QCheckBox *>();
        QVERIFY(!also->isVisible());
        rig.fetch();
        QTRY_COMPARE(rig.rows()->rowCount(), 1);
        QVERIFY(rig.rows()->index(0, ModelChangesModel::Doubt).data().toString().contains(u"Ten times"_s));
        QVERIFY(also->isVisible());
        QVERIFY(!also->isChecked());
        QVERIFY(!rig.button(u"Take these"_s)->isEnabled()); // nothing else is in it
        QTest::keyClick(also, Qt::Key_Space);
        QVERIFY(also->isChecked());
        QVERIFY(rig.button(u"Take these"_s)->isEnabled());
        rig.button(u"Take these"_s)->click();
        QCOMPARE(rig.price(), u"20"_s);
        QVERIFY(!also->isVisible());
    }

    void closingTakesNothing()
    {
        Rig rig;
        rig.fetch();
        QTRY_COMPARE(rig.rows()->rowCount(), 1);
        QTest::keyClick(rig.dialog, Qt::Key_Escape);
        QTRY_VERIFY(!rig.dialog);
        QCOMPARE(rig.price(), u"0.15"_s);
    }

    void aBrokenTableSaysSo()
    {
        Rig rig;
        rig.network.answer = [](const HttpRequest &) {
            return test::FakeAnswer {.headers = {}, .body = "<html></html>", .error = {}};
        };
        rig.fetch();
        QTRY_VERIFY(rig.texts().contains(u"cannot be taken"_s));
        QVERIFY(!rig.button(u"Take these"_s)->isEnabled());
        QVERIFY(rig.button(u"Fetch"_s)->isEnabled()); // again
    }

    void closingStopsTheFetch()
    {
        Rig rig;
        rig.network.answer = {};
        rig.fetch();
        QVERIFY(!rig.button(u"Fetch"_s)->isEnabled());
        delete rig.dialog;
        QCoreApplication::processEvents();
        QCOMPARE(rig.price(), u"0.15"_s);
    }

    void files()
    {
        Rig rig;
        const QString name = rig.home.filePath(u"table.json"_s);
        rig.dialog->readFile(name);
        QTRY_VERIFY(rig.texts().contains(u"table.json"_s)); // is not there
        QFile file(name);
        QVERIFY(file.open(QFile::WriteOnly) && file.write(table) > 0);
        file.close();
        rig.dialog->readFile(name);
        QVERIFY(rig.dialog->findChild<QProgressBar *>()->isVisible()); // it is read beside the window
        QVERIFY(!rig.button(u"file"_s)->isEnabled());
        QTRY_COMPARE(rig.rows()->rowCount(), 1);
        QVERIFY(!rig.dialog->findChild<QProgressBar *>()->isVisible());
        QVERIFY(rig.button(u"file"_s)->isEnabled());
    }

    void readingCanBeStopped()
    {
        Rig rig;
        const QString name = rig.home.filePath(u"table.json"_s);
        QFile file(name);
        QVERIFY(file.open(QFile::WriteOnly) && file.write(table) > 0);
        file.close();
        rig.dialog->readFile(name);
        rig.button(u"Stop"_s)->click(); // before the event loop could tell of an end
        QTRY_VERIFY(rig.texts().contains(u"Stopped"_s));
        QCOMPARE(rig.rows()->rowCount(), 0);
        QVERIFY(!rig.button(u"Take these"_s)->isEnabled());
        QVERIFY(!rig.button(u"Stop"_s)->isVisible());
        rig.dialog->readFile(name); // again
        QTRY_COMPARE(rig.rows()->rowCount(), 1);
    }

    void fetchingCanBeStopped()
    {
        Rig rig;
        rig.network.answer = {};
        rig.fetch();
        rig.button(u"Stop"_s)->click();
        QVERIFY(rig.texts().contains(u"Stopped"_s));
        QVERIFY(rig.button(u"Fetch"_s)->isEnabled());
    }

    void everythingHasAName()
    {
        const Rig rig;
        QVERIFY(!rig.dialog->findChild<QLineEdit *>()->accessibleName().isEmpty());
        QVERIFY(!rig.dialog->findChild<QTableView *>()->accessibleName().isEmpty());
    }
};

QTEST_MAIN(TestCatalogueDialog)
#include "tst_catalogue_dialog.moc"
