// SPDX-License-Identifier: GPL-3.0-or-later
// One question, one answer: for the same calls every tab, the status bar, the command line and the exports show the
// same sum, that of the calls themselves.
#include "core/net/NetworkHttpClient.h"
#include "core/providers/Catalogue.h"
#include "core/routing/Router.h"
#include "core/spend/SqliteLedger.h"
#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/reports/SqliteReports.h"
#include "core/text/Csv.h"
#include "tests/integration/Program.h"
#include "tests/support/RandomLedger.h"
#include "tests/support/StoreHelp.h"
#include "tests/ui/frame/FrameFakes.h"
#include "ui/frame/Appearance.h"
#include "ui/frame/MainWindow.h"
#include "ui/frame/MonthButton.h"
#include "ui/frame/Preferences.h"
#include "ui/frame/SessionStore.h"
#include "ui/spend/MetricCard.h"
#include "ui/spend/SpendPage.h"
#include "ui/spend/TabView.h"
#include "ui/spend/calls/CallsExport.h"
#include "ui/spend/calls/CallsModel.h"
#include "ui/spend/calls/CallsTab.h"
#include "ui/spend/charts/ChartExport.h"
#include "ui/spend/charts/ChartPane.h"
#include "ui/widgets/Format.h"

#include <QLabel>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::ui;
using test::RandomLedger;
using test::wait;

namespace {

const QByteArray zoneId("Europe/Berlin"); // of the ledger
const QByteArray elsewhere(
    "Pacific/Auckland"); // where the window and the program run: days are the ledger's all the same
const QDate firstDay(2026, 2, 20);
constexpr int days = 40;
const QDate marchFirst(2026, 3, 1);
const QDate marchLast(2026, 3, 31);

// What is paid for with a known sum has known usage, too, so that it can be held against another model's price.
QList<CallRecord> calls(quint32 seed)
{
    QList<CallRecord> out = RandomLedger(seed, zoneId).calls(300, firstDay, days);
    out.removeIf([](const CallRecord &call) { return call.attempts.isEmpty(); });
    for (CallRecord &call : out) {
        for (AttemptRecord &attempt : call.attempts) {
            attempt.usage.webSearches = 0;
            if (!attempt.usage.isKnown())
                attempt.usage = {.source = Usage::Source::Reported, .inputFresh = 10, .outputText = 5};
        }
        call.usage = totalUsage(call.attempts);
    }
    return out;
}

// A model that takes every token there is.
Price priceOfAll()
{
    const auto one = UnitPrice::fromDecimalPerMillion(u"1");
    return {.input = one, .output = one, .cacheWrite1h = one, .inputImage = one, .outputImage = one};
}

QStringList arguments(const SpendFilter &filter)
{
    QStringList out {u"spend"_s, u"--json"_s, u"--since"_s, filter.from.toString(Qt::ISODate), u"--until"_s,
        filter.to.toString(Qt::ISODate)};
    const auto add = [&out](const QString &option, const QStringList &words) {
        for (const QString &word : words)
            out += {option, word};
    };
    add(u"--service"_s, filter.services);
    add(u"--model"_s, filter.models);
    add(u"--user"_s, filter.users);
    add(u"--project"_s, filter.projects);
    add(u"--tag"_s, filter.tags);
    add(u"--source"_s, filter.sources);
    for (const CallStatus status : filter.statuses)
        out += {u"--status"_s, callStatusName(status)};
    return out;
}

// The window on that ledger, with the page that is asked.
struct Window
{
    Window(const QString &file, const QString &folder)
        : ledger(file), reports(file), chains(folder + u"/chains.json"_s), preferences(folder + u"/settings.ini"_s),
          appearance(preferences), session(folder + u"/session.json"_s),
          router({.catalogue = catalogue, .vault = vault, .network = network, .replay = network, .clock = clock}),
          window({.vault = vault,
              .ledger = ledger,
              .clock = clock,
              .preferences = preferences,
              .appearance = appearance,
              .session = session,
              .reports = &reports})
    {
        clock.time = QDateTime(marchLast, QTime(12, 0), Qt::UTC);
        catalogue.setOwnPrices(folder + u"/prices.json"_s);
        if (!catalogue.saveOwnPrice(u"openai"_s, u"takes-everything"_s, priceOfAll()))
            qFatal("no price");
        page = new SpendPage({.catalogue = catalogue,
            .vault = vault,
            .router = router,
            .ledger = ledger,
            .network = network,
            .clock = clock,
            .chains = chains,
            .reports = &reports});
        window.addPage(page);
        window.show();
        window.showPage(u"spend"_s);
    }
    // The tab has asked and been answered.
    void open(SpendTab tab, const SpendFilter &filter)
    {
        SpendState state;
        state.tab = tab;
        state.place.range = SpendRange::Custom;
        state.place.custom = {filter.from, filter.to};
        state.place.words = filter;
        state.place.words.from = state.place.words.to = {};
        state.whatIfModel = u"openai/takes-everything"_s;
        page->view().change(state, {});
        QTRY_VERIFY(!page->tab(tab)->inquiry().isBusy());
    }

    StillClock clock;
    StateVault vault;
    SqliteLedger ledger;
    SqliteReports reports;
    Catalogue catalogue;
    ChainBook chains;
    Preferences preferences;
    Appearance appearance;
    SessionStore session;
    NetworkHttpClient network;
    Router router;
    MainWindow window;
    SpendPage *page = nullptr;
};

} // namespace

class TestTotalsAgree : public QObject
{
    Q_OBJECT

    Program m_program;
    QList<CallRecord> m_calls;
    std::optional<Window> m_window;

    [[nodiscard]] QString file() const { return m_program.home() + u"/data/ledger.sqlite"_s; }
    template<typename T>
    [[nodiscard]] T *child(const QString &name) const
    {
        return m_window->window.findChild<T *>(name);
    }
    // Counted call by call from the records alone.
    [[nodiscard]] Money recounted(const SpendFilter &filter) const
    {
        return test::recount(m_calls, {.filter = filter}, QTimeZone(zoneId)).total.cost;
    }
    // The sum of a column of a file that a tab has written.
    [[nodiscard]] static Money sumOf(const QString &csv, const QString &column)
    {
        const QList<QStringList> lines = readCsv(csv);
        const qsizetype place = lines.first().indexOf(column);
        Money out;
        for (const QStringList &line : lines.mid(1))
            out += Money::fromDecimal(line.value(place)).value_or(Money());
        return out;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFile::exists(Program::path()), qPrintable(Program::path()));
        QLocale::setDefault(QLocale::c());
        m_program.set(u"TZ"_s, QString::fromLatin1(elsewhere));
        QVERIFY(QDir().mkpath(m_program.home() + u"/data"_s));
        {
            Database database(file());
            QVERIFY(wait(database.run([](Connection &c) -> Result<bool> {
                const auto error = LedgerSettings::set(c, LedgerSettings::timeZone, QString::fromLatin1(zoneId));
                return error ? Result<bool>(*error) : Result<bool>(true);
            })).has_value());
            m_calls = calls(20261130);
            SqliteLedger ledger(file());
            for (const CallRecord &call : std::as_const(m_calls))
                ledger.record(call);
            QVERIFY(wait(ledger.flush()).has_value());
        }
        m_window.emplace(file(), m_program.dir());
        QVERIFY(QTest::qWaitForWindowExposed(&m_window->window));
        QTRY_COMPARE(m_window->page->view().zone(), QTimeZone(zoneId));
    }
    void cleanupTestCase() { m_window.reset(); }

    void totals_data()
    {
        QTest::addColumn<SpendFilter>("filter");
        const auto row = [](const char *name, SpendFilter filter) {
            if (!filter.from.isValid())
                filter.from = firstDay;
            if (!filter.to.isValid())
                filter.to = firstDay.addDays(days);
            QTest::newRow(name) << filter;
        };
        row("everything", {});
        row("the month", {.from = marchFirst, .to = marchLast});
        row("a day", {.from = QDate(2026, 3, 29), .to = QDate(2026, 3, 29)}); // of 23 hours
        RandomLedger random(7, zoneId);
        for (int i = 0; i < 8; ++i) {
            SpendFilter filter = random.filter(firstDay, days);
            filter.chains.clear(); // the calls of no chain have no word on a command line
            for (QStringList *words : {&filter.users, &filter.projects, &filter.tags, &filter.services, &filter.models})
                words->removeAll(QString());
            if (filter.from.isValid() && filter.to.isValid() && filter.to < filter.from)
                std::swap(filter.from, filter.to);
            row(QByteArray("by chance " + QByteArray::number(i)).constData(), filter);
        }
    }
    void totals()
    {
        QFETCH(const SpendFilter, filter);
        const Money expected = recounted(filter);
        const QString exact = Format::exactMoney(expected);

        m_window->open(SpendTab::Overview, filter);
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->toolTip().section(u';', 0, 0), exact); // then the time before
        QCOMPARE(child<MetricCard>(u"card-cost"_s)->value(), Format::money(expected));
        QCOMPARE(child<ChartPane>(u"overviewChart"_s)->data().total, expected.nano());

        m_window->open(SpendTab::Explore, filter);
        const ChartData explored = child<ChartPane>(u"exploreChart"_s)->data();
        QCOMPARE(explored.total, expected.nano());
        QCOMPARE(std::accumulate(explored.totals.begin(), explored.totals.end(), qint64(0)), expected.nano());

        m_window->open(SpendTab::Calls, filter);
        QTRY_VERIFY(child<QLabel>(u"callsSum"_s)->toolTip().contains(exact));
        QCOMPARE(child<QLabel>(u"callsSum"_s)->text(), Format::money(expected));
        const QString csv = m_program.dir() + u"/calls.csv"_s;
        const auto *tab = qobject_cast<CallsTab *>(m_window->page->tab(SpendTab::Calls));
        CallsExport writer(m_window->reports, {.filter = const_cast<CallsTab *>(tab)->model().filter()}, csv);
        bool written = false;
        connect(&writer, &CallsExport::finished, this, [&](const Result<qint64> &r) { written = r.has_value(); });
        writer.start();
        QTRY_VERIFY(written);
        QCOMPARE(sumOf(QString::fromUtf8(test::contents(csv)), u"cost_usd"_s), expected);

        m_window->open(SpendTab::WhatIf, filter);
        if (expected != Money()) {
            QCOMPARE(child<MetricCard>(u"whatIfPaid"_s)->toolTip(), exact);
            const QList<qint64> paid = child<ChartPane>(u"whatIfChart"_s)->data().before;
            QCOMPARE(std::accumulate(paid.begin(), paid.end(), qint64(0)), expected.nano());
        }

        const ProgramRun run = m_program.run(arguments(filter));
        QVERIFY2(run.code == 0, run.err.constData());
        QCOMPARE(run.json()["total"_L1]["cost_usd"_L1].toString(), expected.toDecimal());
    }

    void theStatusBarsMonth()
    {
        const Money month = recounted({.from = marchFirst, .to = marchLast});
        QVERIFY(month != Money());
        QTRY_VERIFY(child<MonthButton>(u"month"_s)->text().contains(Format::money(month)));
        QVERIFY2(child<MonthButton>(u"month"_s)->toolTip().contains(Format::exactMoney(month)),
            qPrintable(child<MonthButton>(u"month"_s)->toolTip()));
        const ProgramRun run
            = m_program.run({u"spend"_s, u"--json"_s, u"--since"_s, u"2026-03-01"_s, u"--until"_s, u"2026-03-31"_s});
        QCOMPARE(run.json()["total"_L1]["cost_usd"_L1].toString(), month.toDecimal());
    }
};

int main(int argc, char **argv)
{
    qputenv("TZ", elsewhere);
    QApplication app(argc, argv);
    TestTotalsAgree test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_totals_agree.moc"
