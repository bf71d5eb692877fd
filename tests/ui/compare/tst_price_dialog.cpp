// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/MetricCell.h"
#include "ui/compare/MetricsStrip.h"
#include "ui/models/PriceEditing.h"
#include "ui/widgets/PriceDialog.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

namespace {

QPushButton *saveButton(QWidget *dialog)
{
    return dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save);
}

QPushButton *removeButton(QWidget *dialog)
{
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text().contains("Remove"_L1))
            return button;
    }
    return nullptr;
}

PaneMetrics costing(const Cost &cost)
{
    PaneMetrics metrics;
    metrics.cost = cost;
    return metrics;
}

} // namespace

// From a cost that is not known to a price of one's own.
class TestPriceDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void asksForWhatIsNeeded()
    {
        PriceDialog dialog(u"acme/large"_s, std::nullopt, false);
        QSignalSpy chosen(&dialog, &PriceDialog::priceChosen);
        const QList<QLineEdit *> fields = dialog.findChildren<QLineEdit *>();
        QCOMPARE(fields.size(), 5);
        for (const QLineEdit *field : fields)
            QVERIFY(!field->accessibleName().isEmpty());
        QVERIFY(!saveButton(&dialog)->isEnabled());
        QTest::keyClicks(fields.at(0), u"0.15"_s);
        QVERIFY(saveButton(&dialog)->isEnabled());
        QTest::keyClicks(fields.at(1), u"x"_s);
        QVERIFY(!saveButton(&dialog)->isEnabled()); // and it says which one
        bool said = false;
        for (const QLabel *label : dialog.findChildren<QLabel *>())
            said = said || label->text().startsWith("Output: "_L1);
        QVERIFY(said);
        fields.at(1)->setText(u"$0.60"_s);
        QTest::mouseClick(saveButton(&dialog), Qt::LeftButton);
        QCOMPARE(chosen.size(), 1);
        const auto price = chosen.first().first().value<Price>();
        QCOMPARE(price.input->toDecimalPerMillion(), u"0.15"_s);
        QCOMPARE(price.output->toDecimalPerMillion(), u"0.6"_s);
        QVERIFY(!price.cacheRead && !price.reasoning);
        QVERIFY(!removeButton(&dialog)); // there is none to remove
    }

    void readsTheLocalesDecimalMark()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        PriceDialog dialog(u"acme/large"_s, Price {.input = UnitPrice::fromDecimalPerMillion(u"2.5")}, true);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QLocale::setDefault(QLocale(QLocale::German));
        QCOMPARE(dialog.findChildren<QLineEdit *>().first()->text(), u"2,5"_s);
        QCOMPARE(dialog.price()->input->toDecimalPerMillion(), u"2.5"_s);
        QVERIFY(removeButton(&dialog));
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void setsThePriceInTheCatalogue()
    {
        const QTemporaryDir dir;
        Catalogue catalogue;
        catalogue.setOwnPrices(dir.path() + u"/prices.json"_s);
        const SystemClock clock;
        QWidget window;
        openPriceDialog(catalogue, clock, u"openai"_s, u"my-own"_s, &window);
        auto *dialog = window.findChild<PriceDialog *>();
        QVERIFY(dialog);
        const QList<QLineEdit *> fields = dialog->findChildren<QLineEdit *>();
        fields.at(0)->setText(u"1"_s);
        fields.at(1)->setText(u"2"_s);
        QTest::mouseClick(saveButton(dialog), Qt::LeftButton);
        const std::optional<ModelInfo> model = catalogue.model(u"openai", u"my-own");
        QVERIFY(model && model->ownPrice);
        QCOMPARE(model->price->output->toDecimalPerMillion(), u"2"_s);
        QCOMPARE(model->price->asOf, clock.now().date());
        QTRY_VERIFY(!window.findChild<PriceDialog *>()); // it has closed itself

        openPriceDialog(catalogue, clock, u"openai"_s, u"my-own"_s, &window);
        dialog = window.findChild<PriceDialog *>();
        QVERIFY(removeButton(dialog));
        QTest::mouseClick(removeButton(dialog), Qt::LeftButton);
        QVERIFY(!catalogue.model(u"openai", u"my-own"));
    }

    void aFaultIsSaidInTheDialog()
    {
        const QTemporaryDir dir;
        QFile broken(dir.path() + u"/prices.json"_s);
        QVERIFY(broken.open(QFile::WriteOnly));
        broken.write("{");
        broken.close();
        Catalogue catalogue;
        catalogue.setOwnPrices(broken.fileName());
        const SystemClock clock;
        QWidget window;
        openPriceDialog(catalogue, clock, u"openai"_s, u"my-own"_s, &window);
        auto *dialog = window.findChild<PriceDialog *>();
        dialog->findChildren<QLineEdit *>().first()->setText(u"1"_s);
        QTest::mouseClick(saveButton(dialog), Qt::LeftButton);
        QVERIFY(dialog->isVisible());
        bool said = false;
        for (const QLabel *label : dialog->findChildren<QLabel *>())
            said = said || label->text().contains("prices.json"_L1);
        QVERIFY(said);
    }

    void theCostCellOffersIt()
    {
        MetricsStrip strip;
        strip.resize(600, strip.sizeHint().height());
        strip.show();
        QSignalSpy wanted(&strip, &MetricsStrip::priceWanted);
        const QList<MetricCell *> cells = strip.findChildren<MetricCell *>();
        MetricCell *cost = cells.at(MetricsText::CostCell);
        strip.setMetrics(costing(Cost::known(Money::fromNano(5), Cost::Provenance::Computed)), true);
        QTest::mouseClick(cost, Qt::LeftButton);
        QCOMPARE(wanted.size(), 0); // there is a price
        strip.setMetrics(costing(Cost::unknown(Cost::Reason::NoPrice)), true);
        QVERIFY(cost->isActionable());
        QTest::mouseClick(cost, Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        cost->setFocus(Qt::TabFocusReason);
        QTest::keyClick(cost, Qt::Key_Space);
        QTest::keyClick(cost, Qt::Key_Return);
        QCOMPARE(wanted.size(), 3);
        strip.setMetrics(costing(Cost::unknown(Cost::Reason::NoUsage)), true);
        QTest::mouseClick(cost, Qt::LeftButton);
        QCOMPARE(wanted.size(), 3); // a price would not help
        QVERIFY(!cost->isActionable());
    }
};

QTEST_MAIN(TestPriceDialog)
#include "tst_price_dialog.moc"
