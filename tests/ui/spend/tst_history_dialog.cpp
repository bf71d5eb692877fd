// SPDX-License-Identifier: GPL-3.0-or-later
// The history of calls looked after through real keys and clicks, on a ledger in a file.
#include "SpendFixture.h"
#include "core/spend/SqliteLedger.h"
#include "core/spend/maintenance/LedgerMaintenance.h"
#include "core/spend/reports/SqliteReports.h"
#include "tests/support/RandomLedger.h"
#include "tests/support/StoreHelp.h"
#include "ui/spend/history/HistoryDialog.h"
#include "ui/theme/LineupStyle.h"
#include "ui/widgets/Banner.h"

#include <QAction>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QTimer>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using test::wait;

namespace {
constexpr int oldCalls = 12; // of November
constexpr int newCalls = 8; // of the days before today
} // namespace

class TestHistoryDialog : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::SpendWorld> m_world;
    std::optional<QTemporaryDir> m_dir;
    std::optional<LedgerMaintenance> m_maintenance;
    std::optional<SqliteReports> m_reports;
    QPointer<HistoryDialog> m_dialog;

    [[nodiscard]] QString path(const QString &name) const { return m_dir->filePath(name); }

    void openDialog()
    {
        UiContext context = m_world->spendContext();
        context.maintenance = &*m_maintenance;
        context.reports = &*m_reports;
        m_world->page = std::make_unique<SpendPage>(context);
        m_world->page->resize(1180, 760);
        m_world->page->show();
        for (QAction *action : m_world->page->pageActions()) {
            if (action->objectName() == "openHistory"_L1)
                action->trigger();
        }
        m_dialog = m_world->page->findChild<HistoryDialog *>();
        QVERIFY(m_dialog);
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog));
    }
    template<typename T>
    [[nodiscard]] T *child(const QString &name) const
    {
        return m_dialog->findChild<T *>(name);
    }
    void click(const QString &name) const
    {
        auto *button = child<QPushButton>(name);
        QVERIFY(button && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    [[nodiscard]] Banner *result() const { return child<Banner>(u"historyResult"_s); }
    void nameFile(const QString &dialog, const QString &file) const
    {
        QTRY_VERIFY(child<QFileDialog>(dialog));
        auto *files = child<QFileDialog>(dialog);
        QVERIFY(QTest::qWaitForWindowExposed(files));
        auto *name = files->findChild<QLineEdit *>(u"fileNameEdit"_s);
        QVERIFY(name);
        name->selectAll();
        QTest::keyClicks(name, file);
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(!child<QFileDialog>(dialog));
    }
    [[nodiscard]] qint64 callsLeft()
    {
        return wait(m_maintenance->exportTo(path(u"left.jsonl"_s), TransferFormat::JsonLines)).value().calls;
    }
    bool exec(const QString &sql)
    {
        Database database(path(u"ledger.db"_s));
        return wait(database.run([sql](Connection &c) -> Result<bool> {
            if (const auto error = c.execOnce(sql))
                return *error;
            return true;
        })).has_value();
    }
    void recordUnpriced() const
    {
        AttemptRecord attempt {.service = u"acme"_s, .model = u"a-1"_s, .startedAt = m_world->clock.now()};
        attempt.usage.source = Usage::Source::Reported;
        attempt.usage.inputFresh = 1000;
        attempt.usage.outputText = 100;
        attempt.cost = Cost::unknown(Cost::Reason::NoPrice);
        CallRecord call;
        call.id = u"unpriced"_s;
        call.startedAt = attempt.startedAt;
        call.requestedModel = u"acme/a-1"_s;
        call.source = u"app"_s;
        call.attempts = {attempt};
        call.usage = attempt.usage;
        call.cost = attempt.cost;
        SqliteLedger ledger(path(u"ledger.db"_s));
        ledger.record(call);
        QVERIFY(wait(ledger.flush()).has_value());
    }
    // As a person does: the choice, the days, Apply; then the button of the question.
    void chooseDays(int days, const QString &answer) const
    {
        QTest::mouseClick(child<QRadioButton>(u"keepSome"_s), Qt::LeftButton, {}, QPoint(10, 10));
        auto *field = child<QSpinBox>(u"keepDays"_s);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QString::number(days));
        click(u"keepApply"_s);
        auto *question = child<QMessageBox>(u"keepQuestion"_s);
        QVERIFY(question);
        QVERIFY(QTest::qWaitForWindowExposed(question));
        for (QAbstractButton *button : question->buttons()) {
            if (button->text() == answer)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY(!child<QMessageBox>(u"keepQuestion"_s));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QApplication::setStyle(new LineupStyle);
    }
    void init()
    {
        m_dir.emplace();
        m_world = std::make_unique<test::SpendWorld>();
        test::RandomLedger random(7, "UTC");
        SqliteLedger ledger(path(u"ledger.db"_s));
        for (const CallRecord &call : random.calls(oldCalls, QDate(2025, 11, 1), 5))
            ledger.record(call);
        for (const CallRecord &call : random.calls(newCalls, QDate(2026, 3, 9), 3))
            ledger.record(call);
        QVERIFY(wait(ledger.flush()).has_value());
        m_maintenance.emplace(path(u"ledger.db"_s));
        m_reports.emplace(path(u"ledger.db"_s));
    }
    void cleanup()
    {
        m_world.reset();
        m_reports.reset();
        m_maintenance.reset();
    }

    void withoutALedgerThereIsNoAction()
    {
        m_world->open();
        QVERIFY(!m_world->page->findChild<QAction *>(u"openHistory"_s));
    }

    void theHistoryIsExported_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("json lines") << u"all.jsonl"_s << QByteArray("{");
        QTest::newRow("csv") << u"all.csv"_s << QByteArray("id,");
    }
    void theHistoryIsExported()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, begins);
        openDialog();
        click(u"export"_s);
        nameFile(u"exportFile"_s, path(name));
        QTRY_VERIFY(result()->isVisible());
        QCOMPARE(result()->meaning(), Meaning::Good);
        QVERIFY2(result()->text().startsWith(u"20 calls are written"_s), qPrintable(result()->text()));
        QVERIFY(test::contents(path(name)).contains(name.endsWith(u"csv"_s) ? "attempt_" : "\"lineup_ledger\""));
        QVERIFY2(test::contents(path(name)).startsWith('{') == begins.startsWith('{'), "in the other format");
    }

    void anExportIsImported()
    {
        QVERIFY(wait(m_maintenance->exportTo(path(u"all.jsonl"_s), TransferFormat::JsonLines)).has_value());
        QVERIFY(exec(u"DELETE FROM calls WHERE seq = 1"_s));
        openDialog();
        QSignalSpy changed(m_dialog, &HistoryDialog::ledgerChanged);
        click(u"import"_s);
        nameFile(u"importFile"_s, path(u"all.jsonl"_s));
        QTRY_VERIFY(result()->isVisible());
        QCOMPARE(result()->text(), u"1 calls are new. 19 were there already."_s);
        QCOMPARE(changed.size(), 1);
    }

    void whatIsNoHistoryIsRefusedWithItsLine()
    {
        QVERIFY(test::writeFile(path(u"no.jsonl"_s), "shopping: milk\n"));
        openDialog();
        click(u"import"_s);
        nameFile(u"importFile"_s, path(u"no.jsonl"_s));
        QTRY_VERIFY(result()->isVisible());
        QCOMPARE(result()->meaning(), Meaning::Error);
        QCOMPARE(callsLeft(), oldCalls + newCalls);
    }

    void aBackupNeverReplacesAFile()
    {
        openDialog();
        click(u"backup"_s);
        nameFile(u"backupFile"_s, path(u"copy.db"_s));
        QTRY_VERIFY(result()->isVisible());
        QCOMPARE(result()->meaning(), Meaning::Good);
        LedgerMaintenance copy(path(u"copy.db"_s));
        QCOMPARE(wait(copy.exportTo(path(u"copy.jsonl"_s), TransferFormat::JsonLines)).value().calls, 20);
        click(u"backup"_s);
        nameFile(u"backupFile"_s, path(u"copy.db"_s));
        QTRY_COMPARE(result()->meaning(), Meaning::Error);
    }

    void wrongSumsAreFoundAndRepaired()
    {
        QVERIFY(exec(u"UPDATE spend_days SET cost_nano = cost_nano + 1 WHERE scope_id = 0 AND day = "
                     "(SELECT min(day) FROM spend_days)"_s));
        openDialog();
        QVERIFY(!child<QPushButton>(u"repair"_s)->isEnabled());
        click(u"check"_s);
        QTRY_VERIFY(result()->isVisible());
        QCOMPARE(result()->meaning(), Meaning::Warning);
        QVERIFY2(result()->text().contains(u"days have wrong sums"_s), qPrintable(result()->text()));
        click(u"repair"_s);
        QTRY_VERIFY(result()->isVisible() && result()->text().contains(u"counted anew"_s));
        QVERIFY(wait(m_maintenance->check()).value().isSound());
        QVERIFY(!child<QPushButton>(u"repair"_s)->isEnabled());
        click(u"check"_s);
        QTRY_VERIFY(result()->isVisible() && result()->text().contains(u"is sound"_s));
    }

    void itIsCompacted()
    {
        openDialog();
        click(u"compact"_s);
        QTRY_VERIFY(result()->isVisible());
        QCOMPARE(result()->meaning(), Meaning::Good);
    }

    void keepingFewerTakesAwayWhatIsOlder()
    {
        openDialog();
        chooseDays(30, u"Take them away"_s);
        QTRY_VERIFY(result()->isVisible());
        QVERIFY2(result()->text().startsWith(u"12 calls were taken away"_s), qPrintable(result()->text()));
        QCOMPARE(callsLeft(), newCalls);
        QCOMPARE(m_world->page->saveState().value(u"keepDays"_s).toInt(), 30);
        QTest::mouseClick(child<QRadioButton>(u"keepAll"_s), Qt::LeftButton, {}, QPoint(10, 10));
        click(u"keepApply"_s); // takes nothing away: no question
        QVERIFY(!child<QMessageBox>(u"keepQuestion"_s));
        QVERIFY(!m_world->page->saveState().contains(u"keepDays"_s));
    }

    void whatIsNotConfirmedStays()
    {
        openDialog();
        chooseDays(30, u"Keep them"_s);
        QVERIFY(child<QRadioButton>(u"keepAll"_s)->isChecked());
        QVERIFY(!result()->isVisible());
        QCOMPARE(callsLeft(), oldCalls + newCalls);
        QVERIFY(!m_world->page->saveState().contains(u"keepDays"_s));
    }

    void aStartTakesAwayWhatIsOlder_data()
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<int>("left");
        QTest::newRow("a month") << 30 << newCalls;
        QTest::newRow("all") << 0 << oldCalls + newCalls;
        QTest::newRow("no number of days") << -30 << oldCalls + newCalls;
    }
    void aStartTakesAwayWhatIsOlder()
    {
        QFETCH(int, days);
        QFETCH(int, left);
        UiContext context = m_world->spendContext();
        context.maintenance = &*m_maintenance;
        m_world->page = std::make_unique<SpendPage>(context);
        m_world->page->restoreState({{u"keepDays"_s, days}});
        auto *timer = m_world->page->findChild<QTimer *>(u"tidyHistory"_s);
        QVERIFY(timer && timer->isActive());
        QCOMPARE(timer->interval(), 60'000);
        timer->start(0); // the minute is over
        QTRY_VERIFY(!timer->isActive());
        QCOMPARE(callsLeft(), left); // jobs run one after the other
    }

    void itIsCancelled()
    {
        openDialog();
        QList<QFuture<Result<LedgerAudit>>> before;
        for (int i = 0; i < 3000; ++i) // the export waits behind them
            before += m_maintenance->check();
        click(u"export"_s);
        nameFile(u"exportFile"_s, path(u"all.jsonl"_s));
        QVERIFY(child<QPushButton>(u"cancelWork"_s)->isVisible());
        QVERIFY(!child<QPushButton>(u"export"_s)->isEnabled());
        click(u"cancelWork"_s);
        QTRY_VERIFY(result()->isVisible());
        QCOMPARE(result()->text(), u"Cancelled. Nothing was exported."_s);
        QVERIFY(!QFile::exists(path(u"all.jsonl"_s)));
        QVERIFY(child<QPushButton>(u"export"_s)->isEnabled());
    }

    void pastCostsAreCorrectedAndPutBack_data()
    {
        QTest::addColumn<bool>("listed");
        QTest::newRow("a model of the catalogue") << true;
        QTest::newRow("a model that only an own price knows") << false;
    }
    void pastCostsAreCorrectedAndPutBack()
    {
        QFETCH(const bool, listed);
        // 1,000 tokens in and 100 out had no price; at $2 and $10 a million they cost $0.003.
        const auto perMillion = [](QStringView text) { return UnitPrice::fromDecimalPerMillion(text); };
        if (listed)
            m_world->catalogue.setListedModels(u"acme"_s, {{.id = u"a-1"_s, .service = u"acme"_s}});
        else
            m_world->catalogue.setListedModels(u"acme"_s, {});
        m_world->catalogue.setOwnPrices(path(u"prices.json"_s));
        QVERIFY(m_world->catalogue
                    .saveOwnPrice(u"acme"_s, u"a-1"_s, {.input = perMillion(u"2"), .output = perMillion(u"10")})
                    .has_value());
        recordUnpriced();
        openDialog();
        child<QTabWidget>(u"historyTabs"_s)->setCurrentIndex(1);
        click(u"repricePreview"_s);
        auto *changes = child<QTreeWidget>(u"repriceChanges"_s);
        QTRY_COMPARE(changes->topLevelItemCount(), 1);
        QCOMPARE(changes->topLevelItem(0)->text(0), u"acme/a-1"_s);
        QCOMPARE(changes->topLevelItem(0)->text(1), u"1"_s);
        QCOMPARE(changes->topLevelItem(0)->text(2), u"not known"_s); // and no zero
        QCOMPARE(changes->topLevelItem(0)->toolTip(3), u"$0.003"_s);
        click(u"repriceApply"_s);
        auto *list = child<QTreeWidget>(u"corrections"_s);
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        QVERIFY(!child<QPushButton>(u"repriceApply"_s)->isEnabled());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->topLevelItem(0)).center());
        click(u"repriceUndo"_s);
        QTRY_COMPARE(list->topLevelItem(0)->text(3), u"Undone"_s);
        QVERIFY(!child<QPushButton>(u"repriceUndo"_s)->isEnabled());
    }
};

QTEST_MAIN(TestHistoryDialog)
#include "tst_history_dialog.moc"
