// SPDX-License-Identifier: GPL-3.0-or-later
// The table of calls: pages of a million rows, in any order, and what is written of them.
#include "SpendFixture.h"
#include "ui/spend/calls/CallLineText.h"
#include "ui/spend/calls/CallsExport.h"
#include "ui/spend/calls/CallsModel.h"
#include "ui/spend/charts/CopyTable.h"

#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using test::callOn;

namespace {

// A million calls that are reckoned when they are asked for: call n began n seconds after the start and cost n
// nano-dollars, so that each order is that of the numbers.
class ManyCalls final : public Reports
{
public:
    qint64 count = 1'000'000;
    int asked = 0;
    qint64 given = 0; // lines

    [[nodiscard]] static CallLine call(int number)
    {
        CallLine line;
        line.seq = number;
        line.startedAt = QDateTime(QDate(2025, 1, 1), QTime(0, 0), Qt::UTC).addSecs(number);
        line.requestedModel = u"call %1"_s.arg(number);
        line.service = u"acme"_s;
        line.model = u"a-1"_s;
        line.cost = Money::fromNano(number);
        line.attempts = 1;
        return line;
    }
    QFuture<Result<QList<CallLine>>> calls(const CallPageQuery &query) override
    {
        ++asked;
        QList<CallLine> lines;
        const int step = query.descending ? -1 : 1;
        qint64 at = query.after ? query.after->seq + step : query.descending ? count : 1;
        for (; lines.size() < query.count && at >= 1 && at <= count; at += step)
            lines += call(int(at));
        given += lines.size();
        return readyFuture(Result<QList<CallLine>>(lines));
    }
    QFuture<Result<qint64>> countCalls(const SpendFilter &) override { return readyFuture(Result<qint64>(count)); }
    QFuture<Result<SpendTable>> query(const SpendQuery &) override
    {
        return readyFuture(Result<SpendTable>(SpendTable()));
    }
    QFuture<Result<CallRecord>> call(qint64) override { return readyFuture(Result<CallRecord>(CallRecord())); }
    QFuture<Result<SpendTable>> values(SpendGroup, const SpendFilter &) override { return query({}); }
    QFuture<Result<WhatIf>> whatIf(const SpendFilter &, const ModelInfo &) override
    {
        return readyFuture(Result<WhatIf>(WhatIf()));
    }
    QFuture<Result<QByteArray>> timeZone() override { return readyFuture(Result<QByteArray>(QByteArray("UTC"))); }
};

struct Table
{
    ManyCalls reports;
    Inquiry inquiry;
    CallsModel model {reports, inquiry};

    explicit Table(qint64 count)
    {
        reports.count = count;
        model.setFilter({});
        std::ignore = QTest::qWaitFor([this] { return model.rowCount() == reports.count; });
    }
    [[nodiscard]] QString shown(int row, int column = CallsModel::Asked) const
    {
        return model.index(row, column).data().toString();
    }
};

// Processor time, which others on the machine do not lengthen.
double milliseconds(const std::function<void()> &work)
{
    const std::clock_t before = std::clock();
    work();
    return 1000.0 * double(std::clock() - before) / CLOCKS_PER_SEC;
}

} // namespace

class TestCallsModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    // The newest first: row r is call 1,000,000 − r.
    void anyRowOfAMillionIsReached_data()
    {
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("questions"); // at most
        QTest::newRow("first") << 0 << 1;
        QTest::newRow("second page") << 300 << 1;
        QTest::newRow("last") << 999'999 << 1;
        QTest::newRow("near the end") << 990'000 << 3;
        QTest::newRow("the middle") << 500'000 << 101;
    }
    void anyRowOfAMillionIsReached()
    {
        QFETCH(const int, row);
        QFETCH(const int, questions);
        Table table(1'000'000);
        QCOMPARE(table.shown(row), QString()); // not yet
        QCOMPARE(table.shown(row, CallsModel::Time), u"…"_s);
        QTRY_COMPARE(table.shown(row), u"call %1"_s.arg(1'000'000 - row));
        QVERIFY2(table.reports.asked <= questions, qPrintable(QString::number(table.reports.asked)));
        const std::optional<CallLine> line = table.model.line(row);
        QVERIFY(line && line->seq == 1'000'000 - row);
    }
    void theWayBackIsShort()
    {
        Table table(1'000'000);
        std::ignore = table.shown(500'000);
        QTRY_COMPARE(table.shown(500'000), u"call 500000"_s);
        const int before = table.reports.asked;
        for (const int row : {501'000, 500'100, 700'000})
            QTRY_COMPARE(table.shown(row), u"call %1"_s.arg(1'000'000 - row));
        QVERIFY(table.reports.asked - before <= 3 + 2); // neighbours are at hand or one question away
    }
    void oddNumbersOfRows_data()
    {
        QTest::addColumn<int>("count");
        for (const int count : {0, 1, 199, 200, 201, 399, 400, 5'001})
            QTest::addRow("%d", count) << count;
    }
    void oddNumbersOfRows()
    {
        QFETCH(const int, count);
        Table table(count);
        QCOMPARE(table.model.rowCount(), count);
        for (int row = count - 1; row >= 0; row -= 97)
            QTRY_COMPARE(table.shown(row), u"call %1"_s.arg(count - row));
        for (int row = 0; row < count; row += 61)
            QTRY_COMPARE(table.shown(row), u"call %1"_s.arg(count - row));
    }
    void sortedEitherWay()
    {
        Table table(1'000);
        table.model.sort(CallsModel::CostColumn, Qt::AscendingOrder);
        QTRY_COMPARE(table.shown(0), u"call 1"_s);
        QTRY_COMPARE(table.shown(999), u"call 1000"_s);
        table.model.sort(CallsModel::User, Qt::DescendingOrder); // has no order
        QCOMPARE(table.model.order(), CallOrder::Cost);
        QCOMPARE(table.shown(0), u"call 1"_s);
    }
    void aLedgerThatShrinksIsTold()
    {
        Table table(1'000);
        QSignalSpy outdated(&table.model, &CallsModel::outdated);
        table.reports.count = 100;
        std::ignore = table.shown(0);
        QTRY_COMPARE(outdated.size(), 1);
        QCOMPARE(table.shown(0), u"call 100"_s);
        QCOMPARE(table.shown(150), QString()); // gone, and not asked for again and again
        QCOMPARE(table.reports.asked, 1);
    }
    void theModelKeepsItsPromises()
    {
        Table table(5'000);
        const QAbstractItemModelTester tester(&table.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::ignore = table.shown(2'500);
        QTRY_COMPARE(table.shown(2'500), u"call 2500"_s);
        table.model.sort(CallsModel::Duration, Qt::AscendingOrder);
        table.model.setFilter({});
        QTRY_COMPARE(table.shown(2'500), u"call 2501"_s);
    }
    // Each step of a walk through a million rows: the scroll bar is moved, what is seen is drawn, answers are taken.
    void scrollingNeverStalls()
    {
        Table table(1'000'000);
        CopyTable view;
        view.setModel(&table.model);
        view.resize(1000, 600);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QList<double> steps;
        const int most = view.verticalScrollBar()->maximum();
        for (int step = 0; step < 200; ++step) {
            const int target = step % 2 == 0 ? int(qint64(most) * step / 200) : view.verticalScrollBar()->value() + 40;
            steps += milliseconds([&] {
                view.verticalScrollBar()->setValue(target);
                view.grab();
            });
            steps += milliseconds([] { QCoreApplication::processEvents(QEventLoop::AllEvents, 1); });
        }
        std::sort(steps.begin(), steps.end());
        qInfo("slowest steps: %.1f %.1f %.1f ms, usual %.1f ms", steps.at(steps.size() - 1), steps.at(steps.size() - 2),
            steps.at(steps.size() - 3), steps.at(steps.size() / 2));
#ifdef QT_NO_DEBUG
        QVERIFY(steps.at(steps.size() * 99 / 100) < 16);
#endif
    }

    void whatACellSays()
    {
        CallLine line = callOn(3, 14, 0.0087).line;
        const auto cost = [&] { return CallLineText::text(line, CallsModel::CostColumn, QTimeZone::utc()); };
        QCOMPARE(cost(), u"$0.0087"_s);
        line.provider = true;
        QCOMPARE(cost(), u"$0.0087 *"_s);
        line.estimated = true;
        QCOMPARE(cost(), u"≈ $0.0087"_s);
        line.unpriced = 1;
        QCOMPARE(cost(), u"≥ $0.0087"_s); // a part is known
        line.cost = {};
        QCOMPARE(cost(), u"–"_s); // never zero
        line = callOn(3, 14, 0).line;
        line.free = true;
        QCOMPARE(cost(), u"free"_s);
        line.attempts = 3;
        QVERIFY(!CallLineText::sign(line, CallsModel::Served).isNull());
        QCOMPARE(CallLineText::text(line, CallsModel::Time, QTimeZone("Europe/Berlin")), u"14 Mar 2026 13:00:00"_s);
    }
    void allCallsAreWritten()
    {
        QTemporaryDir dir;
        ManyCalls reports;
        reports.count = 1'234;
        CallsExport writer(reports, {}, dir.filePath(u"calls.csv"_s));
        QSignalSpy progress(&writer, &CallsExport::progress);
        Result<qint64> result = Error {};
        connect(&writer, &CallsExport::finished, this, [&](const Result<qint64> &written) { result = written; });
        writer.start();
        QTRY_VERIFY(result);
        QCOMPARE(*result, 1'234);
        QCOMPARE(progress.size(), 3);
        QFile file(dir.filePath(u"calls.csv"_s));
        QVERIFY(file.open(QFile::ReadOnly));
        const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
        QCOMPARE(lines.size(), 1'236); // head, and the end of the last line
        QCOMPARE(lines.at(0), CallLineText::csvHead().join(u','));
        QVERIFY2(
            lines.at(1).startsWith(u"2025-01-01T00:20:34.000Z,call 1234,acme,a-1,answered,1,0,0,0,0.000001234,0,"_s),
            qPrintable(lines.at(1)));
    }
    void aStoppedExportLeavesNothing()
    {
        QTemporaryDir dir;
        ManyCalls reports;
        CallsExport writer(reports, {}, dir.filePath(u"calls.csv"_s));
        int ends = 0;
        connect(&writer, &CallsExport::finished, this, [&](const Result<qint64> &written) {
            ++ends;
            QVERIFY(!written);
            QCOMPARE(written.error().kind, Error::Kind::Cancelled);
        });
        writer.start();
        connect(&writer, &CallsExport::progress, &writer, &CallsExport::cancel);
        QTRY_COMPARE(ends, 1);
        QTest::qWait(20);
        QCOMPARE(ends, 1);
        QVERIFY(!QFile::exists(dir.filePath(u"calls.csv"_s)));
    }
    void anUnwritableFileIsTold()
    {
        ManyCalls reports;
        CallsExport writer(reports, {}, u"/no/such/folder/calls.csv"_s);
        Result<qint64> result = 0;
        connect(&writer, &CallsExport::finished, this, [&](const Result<qint64> &written) { result = written; });
        writer.start();
        QVERIFY(!result);
        QVERIFY(!result.error().detail.isEmpty());
    }
};

QTEST_MAIN(TestCallsModel)
#include "tst_calls_model.moc"
