// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TurnedClock.h"
#include "ui/models/BudgetHistoryModel.h"
#include "ui/models/BudgetModel.h"
#include "ui/models/BudgetText.h"
#include "ui/theme/Theme.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;

namespace {

constexpr qint64 dollar = 1'000'000'000;

QString label(const QString &service)
{
    return service == "anthropic"_L1 ? u"Anthropic"_s : QString();
}

BudgetStatus status(const QString &name, const BudgetScope &scope = {})
{
    BudgetStatus out;
    out.budget.id = u"id-"_s + name;
    out.budget.name = name;
    out.budget.scope = scope;
    out.budget.limit = 25 * dollar;
    out.budget.period.timeZone = "UTC";
    out.from = QDateTime(QDate(2026, 3, 1), QTime(0, 0), Qt::UTC);
    out.to = QDateTime(QDate(2026, 4, 1), QTime(0, 0), Qt::UTC);
    return out;
}

BudgetAction warn(int percent)
{
    return {.kind = BudgetAction::Kind::Warn, .percent = percent};
}

BudgetAction block()
{
    return {.kind = BudgetAction::Kind::Block, .percent = 100};
}

} // namespace

class TestBudgetModels : public QObject
{
    Q_OBJECT

    test::TurnedClock m_clock;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    }

    void sentences_data()
    {
        QTest::addColumn<BudgetScope>("scope");
        QTest::addColumn<BudgetPeriod>("period");
        QTest::addColumn<QString>("sentence");
        const BudgetPeriod month;
        QTest::newRow("all") << BudgetScope() << month
                             << u"At most $25 per calendar month for everything that is sent."_s;
        QTest::newRow("user and service")
            << BudgetScope {.user = u"ann"_s, .service = u"anthropic"_s} << month
            << u"At most $25 per calendar month for everything that user ann sends to Anthropic."_s;
        QTest::newRow("service without a label")
            << BudgetScope {.service = u"acme"_s} << BudgetPeriod {.kind = BudgetPeriod::Kind::Day}
            << u"At most $25 per day for everything that is sent to acme."_s;
        QTest::newRow("model")
            << BudgetScope {.model = u"acme/large"_s}
            << BudgetPeriod {.kind = BudgetPeriod::Kind::Week, .weekStart = Qt::Sunday}
            << u"At most $25 per week from Sunday for everything that is sent to the model acme/large."_s;
        QTest::newRow("chain") << BudgetScope {.model = u"chain/cheap"_s}
                               << BudgetPeriod {.kind = BudgetPeriod::Kind::Hour}
                               << u"At most $25 per hour for everything that is sent through the chain cheap."_s;
        QTest::newRow("all parts")
            << BudgetScope {.user = u"ann"_s,
                   .service = u"anthropic"_s,
                   .project = u"shop"_s,
                   .tag = u"ci"_s,
                   .source = u"cli"_s}
            << BudgetPeriod {.kind = BudgetPeriod::Kind::Month, .monthDay = 15}
            << u"At most $25 per month from day 15 for everything that user ann sends to Anthropic from the command line in the project shop with the tag ci."_s;
        QTest::newRow("total") << BudgetScope() << BudgetPeriod {.kind = BudgetPeriod::Kind::Total}
                               << u"At most $25 in all for everything that is sent."_s;
    }
    void sentences()
    {
        QFETCH(const BudgetScope, scope);
        QFETCH(const BudgetPeriod, period);
        QFETCH(const QString, sentence);
        Budget budget;
        budget.scope = scope;
        budget.period = period;
        budget.limit = 25 * dollar;
        QCOMPARE(BudgetText::sentence(budget, label(scope.service)), sentence);
    }

    void limitsAreWritten()
    {
        using Meter = Budget::Meter;
        QCOMPARE(BudgetText::limit(Meter::Dollars, 1'234 * dollar), u"$1,234"_s);
        QCOMPARE(BudgetText::limit(Meter::Dollars, 125 * dollar / 100), u"$1.25"_s);
        QCOMPARE(BudgetText::limit(Meter::Dollars, 1), u"$0.000000001"_s);
        QVERIFY(BudgetText::limit(Meter::Tokens, 1'500'000).startsWith(u"1,500,000 token"_s));
        QVERIFY(BudgetText::amount(Meter::Requests, 60).startsWith(u"60 request"_s));
    }

    void resetsAreWritten_data()
    {
        QTest::addColumn<QDateTime>("now");
        QTest::addColumn<QDateTime>("to");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("text");
        const auto at = [](int month, int day, int hour, int minute) {
            return QDateTime(QDate(2026, month, day), QTime(hour, minute), Qt::UTC);
        };
        // 2 March 2026 is a Monday.
        QTest::newRow("hours") << at(3, 1, 20, 48) << at(3, 2, 0, 0) << QByteArray("UTC")
                               << u"in 3 h 12 min, Mon 00:00"_s;
        QTest::newRow("a minute begun is a minute")
            << at(3, 1, 23, 57).addSecs(30) << at(3, 2, 0, 0) << QByteArray("UTC") << u"in 3 min, Mon 00:00"_s;
        QTest::newRow("weeks") << at(3, 2, 0, 0) << at(4, 1, 0, 0) << QByteArray("UTC") << u"in 30 d, 1 Apr 00:00"_s;
        // Tokyo is 9 hours ahead all year round.
        QTest::newRow("elsewhere") << at(3, 1, 12, 0) << at(3, 1, 15, 0) << QByteArray("Asia/Tokyo")
                                   << u"in 3 h, Mon 00:00 in Asia/Tokyo"_s;
        QTest::newRow("never") << at(3, 1, 12, 0) << QDateTime() << QByteArray("UTC") << u"never"_s;
    }
    void resetsAreWritten()
    {
        QFETCH(const QDateTime, now);
        QFETCH(const QDateTime, to);
        QFETCH(const QByteArray, zone);
        QFETCH(const QString, text);
        BudgetStatus shown = status(u"x"_s);
        shown.to = to;
        shown.budget.period.timeZone = zone;
        QCOMPARE(BudgetText::resets(shown, now), text);
    }

    void whatWillBeUsed()
    {
        BudgetStatus month = status(u"x"_s);
        month.used = 5 * dollar;
        month.reserved = dollar; // not used yet
        const auto at = [](int day) { return QDateTime(QDate(2026, 3, day), QTime(0, 0), Qt::UTC); };
        QVERIFY(!BudgetText::projected(month, at(2))); // one day of 31 says nothing
        // 10 of 31 days: 15.5.
        QCOMPARE(BudgetText::projected(month, at(11)), std::optional<qint64>(155 * dollar / 10));
        month.budget.period.kind = BudgetPeriod::Kind::Rolling;
        QVERIFY(!BudgetText::projected(month, at(11)));
        month.budget.period.kind = BudgetPeriod::Kind::Total;
        month.to = {};
        QVERIFY(!BudgetText::projected(month, at(11)));
    }

    void states_data()
    {
        QTest::addColumn<qint64>("used");
        QTest::addColumn<int>("warnAt");
        QTest::addColumn<bool>("enabled");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("meaning"); // -1: none
        QTest::newRow("little") << 11'800'000'000LL << 80 << true << u"47%"_s << -1;
        QTest::newRow("below") << 19'990'000'000LL << 80 << true << u"79%"_s << -1;
        QTest::newRow("warned") << 20 * dollar << 80 << true << u"80%"_s << int(Meaning::Warning);
        QTest::newRow("warned early") << 13 * dollar << 50 << true << u"52%"_s << int(Meaning::Warning);
        QTest::newRow("nearly") << 24'999'999'999LL << 80 << true << u"99%"_s << int(Meaning::Warning);
        QTest::newRow("spent") << 25 * dollar << 80 << true << u"spent"_s << int(Meaning::Error);
        QTest::newRow("overspent") << 26 * dollar << 80 << true << u"overspent"_s << int(Meaning::Error);
        QTest::newRow("off") << 26 * dollar << 80 << false << u"off"_s << -1;
    }
    void states()
    {
        QFETCH(const qint64, used);
        QFETCH(const int, warnAt);
        QFETCH(const bool, enabled);
        QFETCH(const QString, word);
        QFETCH(const int, meaning);
        BudgetStatus shown = status(u"x"_s);
        shown.used = used - 3 * dollar;
        shown.reserved = 2 * dollar;
        shown.uncertain = dollar;
        shown.budget.enabled = enabled;
        shown.budget.actions = {warn(warnAt)};
        BudgetModel model(m_clock, label);
        model.setStatuses({shown});
        const QModelIndex cell = model.index(0, BudgetModel::Used);
        QCOMPARE(cell.data(BudgetModel::DetailRole).toString(), word);
        const QVariant said = cell.data(BudgetModel::MeaningRole);
        QCOMPARE(said.isValid() ? said.toInt() : -1, meaning);
    }

    void narrowerOnes_data()
    {
        QTest::addColumn<BudgetScope>("inner");
        QTest::addColumn<BudgetScope>("outer");
        QTest::addColumn<bool>("narrower");
        const BudgetScope all;
        const BudgetScope ann {.user = u"ann"_s};
        const BudgetScope annAcme {.user = u"ann"_s, .service = u"acme"_s};
        const BudgetScope acme {.service = u"acme"_s};
        const BudgetScope model {.model = u"acme/large"_s};
        QTest::newRow("all of all") << all << all << false;
        QTest::newRow("user in all") << ann << all << true;
        QTest::newRow("all in user") << all << ann << false;
        QTest::newRow("both in one") << annAcme << ann << true;
        QTest::newRow("side by side") << ann << acme << false;
        QTest::newRow("model in its service") << model << acme << true;
        QTest::newRow("model in another") << BudgetScope {.model = u"acmeplus/large"_s} << acme << false;
        QTest::newRow("another user") << BudgetScope {.user = u"bob"_s, .service = u"acme"_s} << ann << false;
    }
    void narrowerOnes()
    {
        QFETCH(const BudgetScope, inner);
        QFETCH(const BudgetScope, outer);
        QTEST(isNarrower(inner, outer), "narrower");
    }

    void theTreeShowsWhatAppliesTogether()
    {
        BudgetModel model(m_clock, label);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const BudgetScope ann {.user = u"ann"_s};
        const BudgetScope annClaude {.user = u"ann"_s, .service = u"anthropic"_s};
        model.setStatuses({status(u"claude"_s, annClaude), status(u"all"_s), status(u"ann"_s, ann), status(u"day"_s),
            status(u"shop"_s, {.project = u"shop"_s})});
        QCOMPARE(model.rowCount(), 2);
        const QModelIndex all = model.indexOf(u"id-all"_s);
        QCOMPARE(all.data().toString(), u"all"_s);
        QCOMPARE(model.rowCount(all), 2);
        const QModelIndex inside = model.index(0, 0, all);
        QCOMPARE(inside.data().toString(), u"ann"_s);
        QCOMPARE(model.index(0, 0, inside).data().toString(), u"claude"_s);
        QCOMPARE(model.index(0, 0, inside).parent(), inside);
        QCOMPARE(model.index(0, BudgetModel::Scope, inside).data().toString(), u"user ann · Anthropic"_s);
        // The same budgets standing differently are no new tree: nothing that is open closes.
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QList<BudgetStatus> list = model.statuses();
        list[2].used = dollar;
        model.setStatuses(list);
        QCOMPARE(reset.count(), 0);
        QVERIFY(changed.count() >= 3);
        QCOMPARE(model.index(0, BudgetModel::Used, all).data().toString(), u"$1.00 of $25.00"_s);
        list.removeAt(2); // ann: what was inside of it moves up
        model.setStatuses(list);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(model.index(0, 0, model.indexOf(u"id-all"_s)).data().toString(), u"claude"_s);
        QVERIFY(!model.find(u"id-ann"_s));
        model.setStatuses({});
        QCOMPARE(model.rowCount(), 0);
    }

    void cells()
    {
        BudgetStatus shown = status(u"Monthly"_s, {.service = u"anthropic"_s});
        shown.used = 10 * dollar;
        shown.reserved = 42 * dollar / 100;
        shown.budget.actions
            = {warn(80), {.kind = BudgetAction::Kind::Switch, .percent = 90, .model = u"chain/cheap"_s}, block()};
        shown.extra = 2 * dollar;
        shown.unpriced = 3;
        m_clock.time = QDateTime(QDate(2026, 3, 11), QTime(0, 0), Qt::UTC);
        BudgetModel model(m_clock, label);
        model.setStatuses({shown});
        const auto cell
            = [&](int column, int role = Qt::DisplayRole) { return model.index(0, column).data(role).toString(); };
        QCOMPARE(cell(BudgetModel::Used), u"$10.42 of $27.00"_s);
        QCOMPARE(cell(BudgetModel::Projected), u"~$31.00"_s); // 10 of 31 days are over
        QCOMPARE(cell(BudgetModel::Action), u"warns at 80%, switches at 90%, blocks"_s);
        QCOMPARE(cell(BudgetModel::Resets), u"in 21 d, 1 Apr 00:00"_s);
        QCOMPARE(cell(BudgetModel::Name, BudgetModel::DetailRole), u"Anthropic · each month"_s);
        const QString details = cell(BudgetModel::Used, Qt::ToolTipRole);
        for (const QString &part : {u"Used: $10.00"_s, u"Reserved by calls under way: $0.42"_s, u"Limit: $25.00"_s,
                 u"$2.00 allowed on top"_s, u"Left: $16.58"_s})
            QVERIFY2(details.contains(part), qPrintable(details));
        QCOMPARE(BudgetText::blocked(shown), u"Monthly $27.00 – $10.42 used"_s);
        QVERIFY(cell(BudgetModel::Resets, Qt::ToolTipRole).contains(u"From 90% on calls go to chain/cheap."_s));
        shown.used = 30 * dollar;
        model.setStatuses({shown});
        QVERIFY(cell(BudgetModel::Used, Qt::ToolTipRole).contains(u"Overspent by $3.42"_s));
    }

    void historyHasATable()
    {
        Budget budget;
        budget.limit = 10 * dollar;
        budget.period.timeZone = "UTC";
        const auto month = [](int number, qint64 used, int refused) {
            const QDate first(2025, number, 1);
            return BudgetHistoryPeriod {.from = first.startOfDay(Qt::UTC),
                .to = first.addMonths(1).startOfDay(Qt::UTC),
                .used = used,
                .calls = 40,
                .wouldBlock = refused};
        };
        BudgetHistoryModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QList<BudgetHistoryPeriod> parts {month(10, 5 * dollar, 0), month(11, 12 * dollar, 3)};
        model.setHistory(budget, parts);
        QCOMPARE(model.rowCount(), 2);
        const auto cell = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(cell(0, BudgetHistoryModel::Period), u"November 2025"_s);
        QCOMPARE(cell(0, BudgetHistoryModel::Used), u"$12.00"_s);
        QCOMPARE(cell(0, BudgetHistoryModel::Share), u"120%"_s);
        QCOMPARE(cell(0, BudgetHistoryModel::WouldBlock), u"3"_s);
        QCOMPARE(cell(1, BudgetHistoryModel::Period), u"October 2025"_s);
        budget.actions = {block()};
        QVERIFY(BudgetText::preview(budget, parts).startsWith(u"Would have blocked 3 call"_s));
        QVERIFY(BudgetText::preview(budget, parts).endsWith(u" in November 2025."_s));
        budget.actions = {};
        QVERIFY(BudgetText::preview(budget, parts).endsWith(u"It does not block yet."_s));
    }

    void previewSentences()
    {
        Budget budget;
        budget.actions = {block()};
        budget.period = {.kind = BudgetPeriod::Kind::Day, .timeZone = "UTC"};
        const auto day = [](int number, int refused) {
            const QDateTime from(QDate(2025, 11, number), QTime(0, 0), Qt::UTC);
            return BudgetHistoryPeriod {
                .from = from, .to = from.addDays(1), .used = 1, .calls = 9, .wouldBlock = refused};
        };
        QVERIFY(BudgetText::preview(budget, {day(11, 0), day(12, 3)}).endsWith(u" on 12 Nov."_s));
        const QString many = BudgetText::preview(budget, {day(11, 1), day(12, 3), day(13, 0)});
        QVERIFY2(many.startsWith(u"Would have blocked 4 call"_s) && many.contains(u" in 2 of the last 3 day"_s)
                && many.endsWith(u"; most on 12 Nov."_s),
            qPrintable(many));
        QVERIFY(
            BudgetText::preview(budget, {day(11, 0)}).startsWith(u"Would have blocked nothing in the last 1 day"_s));
        BudgetHistoryPeriod quiet = day(11, 0);
        quiet.calls = 0;
        QVERIFY(BudgetText::preview(budget, {quiet}).startsWith(u"There are no calls"_s));
    }
};

QTEST_MAIN(TestBudgetModels)
#include "tst_budget_models.moc"
