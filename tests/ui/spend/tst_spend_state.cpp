// SPDX-License-Identifier: GPL-3.0-or-later
// What the Spend page reckons without a widget: spans, steps down and up, what is kept, bars and their pieces.
#include "SpendFixture.h"
#include "ui/spend/SpendText.h"
#include "ui/spend/charts/BarChart.h"
#include "ui/spend/charts/ChartPaint.h"
#include "ui/spend/charts/ChartTable.h"
#include "ui/theme/Theme.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

namespace {

SpendRow row(const QStringList &keys, qint64 dollars)
{
    SpendRow out {.keys = keys, .sums = {}};
    out.sums.cost = Money::fromNano(dollars * 1'000'000'000);
    out.sums.calls = dollars;
    return out;
}

SpendTable table(const QList<SpendRow> &rows)
{
    SpendTable out {.rows = rows, .total = {}};
    for (const SpendRow &each : rows)
        out.total += each.sums;
    return out;
}

QDate day(int month, int date, int year = 2026)
{
    return {year, month, date};
}

QStringList labels(const QList<ChartData::Series> &series)
{
    QStringList out;
    for (const ChartData::Series &each : series)
        out += each.isOther ? u"other"_s : each.key;
    return out;
}

} // namespace

Q_DECLARE_METATYPE(lineup::ui::SpendRange)
Q_DECLARE_METATYPE(lineup::SpendGroup)

class TestSpendState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void spans_data()
    {
        QTest::addColumn<SpendRange>("range");
        QTest::addColumn<QDate>("from");
        QTest::addColumn<QDate>("to");
        QTest::addColumn<QDate>("beforeFrom");
        QTest::addColumn<QDate>("beforeTo");
        const auto add = [](const char *name, SpendRange range, QDate from, QDate to, QDate was, QDate wasTo) {
            QTest::newRow(name) << range << from << to << was << wasTo;
        };
        // From 31 March 2026: the month before has no 31st.
        add("today", SpendRange::Today, day(3, 31), day(3, 31), day(3, 30), day(3, 30));
        add("7 days", SpendRange::Days7, day(3, 25), day(3, 31), day(3, 18), day(3, 24));
        add("30 days", SpendRange::Days30, day(3, 2), day(3, 31), day(1, 31), day(3, 1));
        add("month", SpendRange::Month, day(3, 1), day(3, 31), day(2, 1), day(2, 28));
        add("last month", SpendRange::LastMonth, day(2, 1), day(2, 28), day(1, 1), day(1, 31));
        add("year", SpendRange::Year, day(4, 1, 2025), day(3, 31), day(4, 1, 2024), day(3, 31, 2025));
        add("custom", SpendRange::Custom, day(3, 10), day(3, 12), day(3, 7), day(3, 9));
    }
    void spans()
    {
        QFETCH(const SpendRange, range);
        SpendPlace place;
        place.range = range;
        place.custom = {day(3, 10), day(3, 12)};
        const SpendSpan now = spanOf(place, day(3, 31));
        QTEST(now.from, "from");
        QTEST(now.to, "to");
        const SpendSpan before = spanBefore(place, day(3, 31));
        QTEST(before.from, "beforeFrom");
        QTEST(before.to, "beforeTo");
    }

    void wordsOfEachKind()
    {
        SpendFilter filter;
        for (const SpendGroup group : wordGroups()) {
            const QStringList words = group == SpendGroup::Status ? QStringList {u"failed"_s, u"cancelled"_s}
                                                                  : QStringList {u"a"_s, u"b"_s};
            setFilterWords(filter, group, words);
            QCOMPARE(filterWords(filter, group), words);
        }
        QCOMPARE(filter.models, (QStringList {u"a"_s, u"b"_s}));
        QCOMPARE(filter.statuses, (QList<CallStatus> {CallStatus::Failed, CallStatus::Cancelled}));
        QVERIFY(filterWords(filter, SpendGroup::Day).isEmpty());
    }

    void downAndUp()
    {
        SpendState state;
        state.place.range = SpendRange::Year;
        state.place.explore.group = SpendGroup::Month;
        const SpendState month = drilled(state, SpendGroup::Month, u"2026-03-01"_s, day(3, 14));
        QCOMPARE(month.place.range, SpendRange::Custom);
        QCOMPARE(month.place.custom, (SpendSpan {day(3, 1), day(3, 14)})); // not beyond the span that was shown
        QCOMPARE(month.place.explore.group, SpendGroup::Day);
        const SpendState model = drilled(month, SpendGroup::Model, u"acme/a-1"_s, day(3, 14));
        QCOMPARE(model.place.words.models, QStringList {u"acme/a-1"_s});
        QCOMPARE(model.place.explore.subgroup, SpendGroup::None); // one model has no pieces by model
        QCOMPARE(model.trail.size(), 2);
        QCOMPARE(up(model), month);
        QCOMPARE(up(up(model)), state);
        QCOMPARE(up(state), state);
    }
    void aDayIsTakenApartByModel()
    {
        SpendState state;
        state.place.explore.subgroup = SpendGroup::Model;
        const SpendState one = drilled(state, SpendGroup::Day, u"2026-03-05"_s, day(3, 14));
        QCOMPARE(one.place.explore.group, SpendGroup::Model);
        QCOMPARE(one.place.explore.subgroup, SpendGroup::None);
    }

    void keptAndReadAgain()
    {
        SpendState state;
        state.place.range = SpendRange::Custom;
        state.place.custom = {day(1, 2), day(2, 3)};
        state.place.words.tags = {u"nightly"_s};
        state.place.words.statuses = {CallStatus::Failed};
        state.place.explore = {.metric = SpendMetric::Duration,
            .group = SpendGroup::Service,
            .subgroup = SpendGroup::User,
            .top = 3,
            .cumulative = true};
        state.compare = state.table = true;
        state.tab = SpendTab::WhatIf;
        state.overviewBy = SpendGroup::Service;
        state.whatIfModel = u"acme/a-1"_s;
        QCOMPARE(spendStateFromJson(toJson(state)), state);
    }
    void nonsenseIsAsAtTheStart()
    {
        const QJsonObject json {{u"range"_s, u"custom"_s}, {u"from"_s, u"2026-03-09"_s}, {u"to"_s, u"2026-03-01"_s},
            {u"tab"_s, u"nowhere"_s},
            {u"explore"_s, QJsonObject {{u"group"_s, u"none"_s}, {u"subgroup"_s, u"day"_s}, {u"top"_s, 0}}}};
        SpendState expected;
        expected.place.explore.subgroup = SpendGroup::None;
        expected.place.explore.top = 1;
        QCOMPARE(spendStateFromJson(json), expected);
        QCOMPARE(spendStateFromJson({}), SpendState());
    }

    void undoGoesThroughEachStep()
    {
        test::StillClock clock;
        SpendView view(clock);
        view.setRange(SpendRange::Year);
        view.addWord(SpendGroup::Model, u"acme/a-1"_s);
        view.addWord(SpendGroup::Model, u"acme/a-1"_s); // is there
        view.drill(SpendGroup::Service, u"acme"_s);
        QCOMPARE(view.stack().count(), 3);
        view.goUp();
        QVERIFY(view.state().place.words.services.isEmpty());
        view.stack().undo();
        QCOMPARE(view.state().place.words.services, QStringList {u"acme"_s});
        QCOMPARE(view.state().trail.size(), 1);
        view.stack().undo();
        view.stack().undo();
        QVERIFY(view.state().place.words.models.isEmpty());
        view.stack().undo();
        QCOMPARE(view.state(), SpendState());
        view.stack().redo();
        QCOMPARE(view.state().place.range, SpendRange::Year);
    }
    // The day is that of the ledger's zone: at 23:30 in London it is tomorrow in Berlin.
    void todayIsOfTheZone()
    {
        test::StillClock clock;
        clock.time = QDateTime(day(3, 14), QTime(23, 30), Qt::UTC);
        SpendView view(clock);
        view.setZone(QTimeZone("UTC"));
        QCOMPARE(view.today(), day(3, 14));
        view.setZone(QTimeZone("Europe/Berlin"));
        QCOMPARE(view.today(), day(3, 15));
        view.setZone(QTimeZone("No/Where")); // stays
        QCOMPARE(view.today(), day(3, 15));
    }

    void daysWithoutCallsHaveBars()
    {
        const SpendTable byDay = table({row({u"2026-03-02"_s}, 4), row({u"2026-03-04"_s}, 6)});
        const ChartData chart = chartOf({.byGroup = byDay, .byPiece = {}, .parts = {}},
            {.settings = {.subgroup = SpendGroup::None}, .span = {day(3, 1), day(3, 4)}, .today = day(3, 4)});
        QCOMPARE(chart.bars.size(), 4);
        QCOMPARE(chart.totals, (QList<qint64> {0, 4'000'000'000, 0, 6'000'000'000}));
        QVERIFY(chart.bars.last().partial && !chart.bars.first().partial);
        QCOMPARE(chart.total, 10'000'000'000);
        QCOMPARE(chart.largest(), 6'000'000'000);
    }
    void piecesBeyondTheTopAreOther()
    {
        QList<SpendRow> parts;
        QList<SpendRow> pieces;
        for (int i = 1; i <= 9; ++i) {
            parts += row({u"2026-03-01"_s, u"m%1"_s.arg(i)}, i);
            pieces += row({u"m%1"_s.arg(i)}, i);
        }
        ChartAnswers answers {
            .byGroup = table({row({u"2026-03-01"_s}, 45)}), .byPiece = table(pieces), .parts = table(parts)};
        ChartQuestion question {.settings = {.top = 7}, .span = {day(3, 1), day(3, 1)}, .today = day(3, 9)};
        const ChartData chart = chartOf(answers, question);
        QCOMPARE(labels(chart.series),
            (QStringList {u"m9"_s, u"m8"_s, u"m7"_s, u"m6"_s, u"m5"_s, u"m4"_s, u"m3"_s, u"other"_s}));
        QCOMPARE(chart.series.last().values, QList<qint64> {3'000'000'000}); // m1 and m2
        QCOMPARE(chart.series.first().values, QList<qint64> {9'000'000'000});
        // The same from the answer of those that are named alone.
        QCOMPARE(namedPieces(answers.byPiece, question.settings),
            (QStringList {u"m9"_s, u"m8"_s, u"m7"_s, u"m6"_s, u"m5"_s, u"m4"_s, u"m3"_s}));
        answers.parts = table(parts.mid(2));
        const ChartData fromNamed = chartOf(answers, question);
        QCOMPARE(labels(fromNamed.series), labels(chart.series));
        QCOMPARE(fromNamed.series.last().values, chart.series.last().values);
        // One that is left is named: Other would take as much room.
        answers.parts = table(parts);
        question.settings.top = 8;
        QCOMPARE(labels(chartOf(answers, question).series).last(), u"m1"_s);
    }
    // A call of a dollar that has two tags is in both pieces, and its day costs a dollar.
    void otherTagsAreAddedUp()
    {
        QList<SpendRow> parts;
        QList<SpendRow> pieces;
        for (const char *tag : {"a", "b", "c"}) {
            parts += row({u"2026-03-01"_s, QString::fromLatin1(tag)}, 1);
            pieces += row({QString::fromLatin1(tag)}, 1);
        }
        const ChartData chart = chartOf(
            {.byGroup = table({row({u"2026-03-01"_s}, 1)}), .byPiece = table(pieces), .parts = table(parts)},
            {.settings = {.subgroup = SpendGroup::Tag, .top = 1}, .span = {day(3, 1), day(3, 1)}, .today = day(3, 9)});
        QCOMPARE(labels(chart.series), (QStringList {u"a"_s, u"other"_s}));
        QCOMPARE(chart.series.last().values, QList<qint64> {2'000'000'000});
        QCOMPARE(chart.totals, QList<qint64> {1'000'000'000});
    }
    void namesLieAndTheRestIsOther()
    {
        QList<SpendRow> rows;
        for (int i = 1; i <= 5; ++i)
            rows += row({u"m%1"_s.arg(i)}, i);
        const ChartData chart = chartOf({.byGroup = table(rows), .byPiece = {}, .parts = {}},
            {.settings = {.group = SpendGroup::Model, .subgroup = SpendGroup::None, .top = 2},
                .span = {day(3, 1), day(3, 9)},
                .today = day(3, 9)});
        QVERIFY(chart.sideways);
        QCOMPARE(chart.bars.size(), 3);
        QCOMPARE(chart.bars.first().key, u"m5"_s);
        QVERIFY(chart.bars.last().isOther);
        QCOMPARE(chart.totals, (QList<qint64> {5'000'000'000, 4'000'000'000, 6'000'000'000}));
    }
    void meansAreOfAllCalls()
    {
        SpendRow quick = row({u"2026-03-01"_s, u"a"_s}, 0);
        quick.sums.calls = 3;
        quick.sums.totalUs = 3'000'000;
        SpendRow slow = quick;
        slow.sums.calls = 1;
        slow.sums.totalUs = 9'000'000;
        SpendRow both = quick;
        both.sums += slow.sums;
        const ChartData chart = chartOf({.byGroup = table({both}), .byPiece = {}, .parts = table({quick, slow})},
            {.settings = {.metric = SpendMetric::Duration, .cumulative = true},
                .span = {day(3, 1), day(3, 1)},
                .today = day(3, 9)});
        QCOMPARE(chart.totals, QList<qint64> {3'000'000}); // 12 s by 4 calls
        QCOMPARE(chart.series.size(), 1); // a mean has no pieces
        QVERIFY(!chart.cumulative);
    }
    void cumulativeAndBefore()
    {
        const SpendTable now = table({row({u"2026-03-08"_s}, 1), row({u"2026-03-10"_s}, 2)});
        const SpendTable was = table({row({u"2026-03-05"_s}, 5), row({u"2026-03-06"_s}, 7)});
        ChartData chart = chartOf({.byGroup = now, .byPiece = {}, .parts = {}},
            {.settings = {.subgroup = SpendGroup::None, .cumulative = true},
                .span = {day(3, 8), day(3, 10)},
                .today = day(3, 14)});
        addBefore(chart, was, {day(3, 5), day(3, 7)});
        QCOMPARE(chart.totals, (QList<qint64> {1'000'000'000, 1'000'000'000, 3'000'000'000}));
        QCOMPARE(chart.before, (QList<qint64> {5'000'000'000, 12'000'000'000, 12'000'000'000}));
    }
    void grains_data()
    {
        QTest::addColumn<int>("days");
        QTest::addColumn<SpendGroup>("grain");
        QTest::newRow("a day") << 1 << SpendGroup::Day;
        QTest::newRow("a quarter") << 92 << SpendGroup::Day;
        QTest::newRow("half a year") << 183 << SpendGroup::Week;
        QTest::newRow("a year") << 365 << SpendGroup::Week;
        QTest::newRow("three years") << 1095 << SpendGroup::Month;
    }
    void grains()
    {
        QFETCH(const int, days);
        QTEST(grainFor({day(1, 1), day(1, 1).addDays(days - 1)}), "grain");
    }
    void weeksBeginOnMondays()
    {
        // 1 March 2026 is a Sunday.
        QCOMPARE(keysOf(SpendGroup::Week, {day(3, 1), day(3, 9)}),
            (QStringList {u"2026-02-23"_s, u"2026-03-02"_s, u"2026-03-09"_s}));
        QCOMPARE(keysOf(SpendGroup::Month, {day(12, 31, 2025), day(2, 1)}),
            (QStringList {u"2025-12-01"_s, u"2026-01-01"_s, u"2026-02-01"_s}));
    }

    void ticks_data()
    {
        QTest::addColumn<qint64>("least");
        QTest::addColumn<qint64>("most");
        QTest::addColumn<QList<qint64>>("ticks");
        QTest::newRow("nothing") << qint64(0) << qint64(0) << QList<qint64> {0};
        QTest::newRow("ones") << qint64(0) << qint64(4) << QList<qint64> {0, 1, 2, 3, 4};
        QTest::newRow("between") << qint64(0) << qint64(11) << QList<qint64> {0, 5, 10, 15};
        QTest::newRow("below zero") << qint64(-3) << qint64(6) << QList<qint64> {-4, -2, 0, 2, 4, 6};
        QTest::newRow("one") << qint64(0) << qint64(1) << QList<qint64> {0, 1};
    }
    void ticks()
    {
        QFETCH(const qint64, least);
        QFETCH(const qint64, most);
        QTEST(axisTicks(least, most, 5), "ticks");
    }

    void theTableHasWhatTheChartHas()
    {
        const SpendTable parts = table(
            {row({u"2026-03-01"_s, u"a"_s}, 1), row({u"2026-03-01"_s, u"b"_s}, 2), row({u"2026-03-02"_s, u"a"_s}, 4)});
        ChartData chart = chartOf({.byGroup = table({row({u"2026-03-01"_s}, 3), row({u"2026-03-02"_s}, 4)}),
                                      .byPiece = table({row({u"a"_s}, 5), row({u"b"_s}, 2)}),
                                      .parts = parts},
            {.settings = {}, .span = {day(3, 1), day(3, 2)}, .today = day(3, 14)});
        ChartTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setData(chart);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.columnCount(), 4);
        const auto text = [&](int line, int column) { return model.index(line, column).data().toString(); };
        QCOMPARE(text(0, 1), u"$3.00"_s);
        QCOMPARE(text(0, 2), u"$1.00"_s);
        QCOMPARE(text(0, 3), u"$2.00"_s);
        QCOMPARE(text(1, 3), u"$0.00"_s);
        QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), u"a"_s);
        QCOMPARE(chartCsv(chart), u"day,a,b,cost\n2026-03-01,1,2,3\n2026-03-02,4,0,4\ntotal,,,7\n"_s);
        QCOMPARE(chartTsv(chart).section(u'\n', 0, 0), u"day\ta\tb\tcost"_s);
        chart.before = {8'500'000'000, 0};
        chart.beforeName = u"cost_before"_s;
        model.setData(chart);
        QCOMPARE(text(0, 4), u"$8.50"_s);
        QVERIFY(chartCsv(chart).startsWith(u"day,a,b,cost,cost_before\n2026-03-01,1,2,3,8.5\n"_s));
        chart.series[1].key.clear(); // calls that say nothing there: the column has a name all the same
        QVERIFY(chartCsv(chart).startsWith(u"day,a,(none),cost"_s));
        model.setData(ChartData());
        QCOMPARE(model.columnCount(), 0);
    }

    // 365 bars in 8 pieces, made and drawn: processor time, which others on the machine do not lengthen.
    void aYearOfDaysIsDrawnQuickly()
    {
        ChartData data;
        for (int bar = 0; bar < 365; ++bar) {
            data.bars += ChartData::Bar {.key = QString::number(bar), .label = u"1 Mar"_s, .title = u"1 March"_s};
            data.totals += 36'000'000;
        }
        for (int piece = 0; piece < 8; ++piece)
            data.series += ChartData::Series {.key = QString::number(piece),
                .label = QString::number(piece),
                .color = piece,
                .values = QList<qint64>(365, (piece + 1) * 1'000'000)};
        BarChart chart;
        chart.resize(1100, 300);
        chart.show();
        QVERIFY(QTest::qWaitForWindowExposed(&chart));
        const auto spent = [](const auto &work) {
            const std::clock_t before = std::clock();
            work();
            return 1000.0 * double(std::clock() - before) / CLOCKS_PER_SEC;
        };
        const double made = spent([&] { chart.setData(data); });
        const double drawn = spent([&] { chart.grab(); });
        qInfo("made in %.1f ms, drawn in %.1f ms", made, drawn);
        QVERIFY2(made < 16, qPrintable(QString::number(made)));
        QVERIFY2(drawn < 16, qPrintable(QString::number(drawn)));
        // The picture is that of the bars: the first piece at the foot, the last on top.
        const QImage image = chart.grab().toImage();
        const QRectF bar = chart.barRect(180);
        const QColor foot = image.pixelColor(int(bar.center().x()), int(bar.bottom()) - 2);
        QCOMPARE(foot, seriesColor(0, chart.palette()));
    }

    void changes_data()
    {
        QTest::addColumn<qint64>("now");
        QTest::addColumn<qint64>("before");
        QTest::addColumn<QString>("text");
        QTest::newRow("same") << qint64(5) << qint64(5) << u"as before"_s;
        QTest::newRow("none before") << qint64(5) << qint64(0) << u"none before"_s;
        QTest::newRow("more") << qint64(112) << qint64(100) << u"12% more"_s;
        QTest::newRow("less") << qint64(50) << qint64(100) << u"50% less"_s;
        QTest::newRow("all gone") << qint64(0) << qint64(100) << u"100% less"_s;
        QTest::newRow("many times") << qint64(1200) << qint64(100) << u"12 times as much"_s;
        QTest::newRow("a hair") << qint64(10'001) << qint64(10'000) << u"almost as before"_s;
    }
    void changes()
    {
        QFETCH(const qint64, now);
        QFETCH(const qint64, before);
        QTEST(SpendText::change(now, before), "text");
    }
};

QTEST_MAIN(TestSpendState)
#include "tst_spend_state.moc"
