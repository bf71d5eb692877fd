// SPDX-License-Identifier: GPL-3.0-or-later
// How long reports take over a long history, against a scan of the same calls in the same file:
//   bench_reports make FILE CALLS    a ledger with so many calls over a year, put in with SQLite's own interface
//   bench_reports run FILE           asks it; prints lines "NAME MILLISECONDS", medians of five
// 200 models of ten services, each with its user, project and source; one call in 32 fails, one in 40 went to two
// services.
#include "core/spend/SqliteLedger.h"
#include "core/spend/ledger/DaySums.h"
#include "core/spend/ledger/ScopeSums.h"
#include "core/spend/reports/OverviewQueries.h"
#include "core/spend/reports/SqliteReports.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimeZone>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

const QDate firstDay(2025, 1, 1);
const QDate lastDay(2025, 12, 31);

[[noreturn]] void fail(const QString &why)
{
    std::fprintf(stderr, "%s\n", qPrintable(why));
    std::exit(1);
}

class Sqlite
{
public:
    explicit Sqlite(const QString &file)
    {
        if (sqlite3_open(qPrintable(file), &m_database) != SQLITE_OK)
            fail(u"cannot open "_s + file);
    }
    ~Sqlite() { sqlite3_close(m_database); }
    Q_DISABLE_COPY_MOVE(Sqlite)

    void exec(const QString &sql)
    {
        if (sqlite3_exec(m_database, sql.toUtf8().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
            fail(QString::fromUtf8(sqlite3_errmsg(m_database)) + u": "_s + sql);
    }
    QStringList texts(const QString &sql)
    {
        QStringList out;
        const auto add = [](void *list, int, char **values, char **) {
            *static_cast<QStringList *>(list) += QString::fromUtf8(values[0]);
            return 0;
        };
        if (sqlite3_exec(m_database, sql.toUtf8().constData(), add, &out, nullptr) != SQLITE_OK)
            fail(QString::fromUtf8(sqlite3_errmsg(m_database)) + u": "_s + sql);
        return out;
    }

private:
    sqlite3 *m_database = nullptr;
};

template<typename T>
T wait(QFuture<Result<T>> future)
{
    future.waitForFinished();
    const Result<T> result = future.result();
    if (!result)
        fail(result.error().detail);
    return *result;
}

// Scopes 1 to 200: one a model. 201 to 240: what fails of the first 40.
const QString scopes = uR"(
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 240)
    INSERT INTO spend_scopes (id, service, model, chain, user_name, project, tags, source, status)
    SELECT i, 'service-' || ((i - 1) % 200 % 10), 'model-' || ((i - 1) % 200), CASE WHEN i % 7 = 0 THEN 'reliable' ELSE '' END,
        'user-' || (i % 4), 'project-' || (i % 6), CASE WHEN i % 5 = 0 THEN '["ci"]' ELSE '[]' END,
        CASE WHEN i % 3 = 0 THEN 'cli' ELSE 'app' END, CASE WHEN i > 200 THEN 'failed' ELSE 'answered' END FROM n)"_s;
const QString scopeTags = u"INSERT INTO spend_scope_tags SELECT id, 'ci' FROM spend_scopes WHERE tags <> '[]'"_s;

// r: by chance, the same each time.
const QString plan = uR"(
    CREATE TEMP TABLE plan AS
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < %1)
    SELECT i + 1 AS seq, (i * 2654435761) % 4294967296 AS r, (i * 40503) % 65536 AS r2,
        CASE WHEN i % 32 = 0 THEN 201 + (i / 32) % 40 ELSE 1 + ((i * 2654435761) % 4294967296) % 200 END AS scope,
        %2 + CAST(i * (365.0 * 86400000 / %1) AS INTEGER) AS at FROM n)"_s;

const QString calls = uR"(
    INSERT INTO calls (seq, id, kind, started_ms, requested_model, source, user_name, metadata, streamed, demo, route,
        first_token_us, total_us, usage_source, input_fresh, input_cache_read, input_cache_write_5m, input_cache_write_1h,
        input_audio, input_image, output_text, output_reasoning, output_audio, output_image, web_searches, cost_nano,
        cost_provenance, error_kind, project, tags, status, scope_id, attempt_count, is_mixed, sum_cost_nano, sum_input,
        sum_output)
    SELECT p.seq, printf('00000000-0000-4000-8000-%012d', p.seq), 'chat', p.at, s.model, s.source, s.user_name, '{}', 1, 0, '',
        p.r % 3000000, p.r % 60000000, 'reported', p.r2, p.r2 / 3, 0, 0, 0, 0, p.r % 4000, 0, 0, 0, 0, p.r % 50000000,
        'computed', CASE WHEN s.status = 'failed' THEN 'timeout' END, s.project, s.tags, s.status, p.scope,
        CASE WHEN p.seq % 40 = 0 THEN 2 ELSE 1 END, p.seq % 40 = 0, p.r % 50000000, p.r2 + p.r2 / 3, p.r % 4000
    FROM plan p JOIN spend_scopes s ON s.id = p.scope ORDER BY p.seq)"_s;

const QString attempts = uR"(
    INSERT INTO attempts (call_seq, number, service, model, started_ms, first_token_us, total_us, http_status, finish_reason,
        native_finish_reason, request_id, mapping, is_partial, usage_source, input_fresh, input_cache_read,
        input_cache_write_5m, input_cache_write_1h, input_audio, input_image, output_text, output_reasoning, output_audio,
        output_image, web_searches, cost_nano, cost_provenance, cost_reason, scope_id, is_last)
    SELECT p.seq, 1, s.service, s.model, p.at, p.r % 3000000, p.r % 60000000, 200, 'stop', 'stop', 'req_' || p.seq, '[]', 0,
        'reported', p.r2, p.r2 / 3, 0, 0, 0, 0, p.r % 4000, 0, 0, 0, 0, p.r % 50000000, 'computed', NULL,
        CASE WHEN p.seq % 40 = 0 THEN 1 + p.scope % 200 ELSE p.scope END, p.seq % 40 <> 0
    FROM plan p JOIN spend_scopes s ON s.id = p.scope ORDER BY p.seq)"_s;
const QString secondAttempts = uR"(
    INSERT INTO attempts (call_seq, number, service, model, started_ms, total_us, http_status, finish_reason,
        native_finish_reason, request_id, mapping, is_partial, usage_source, input_fresh, input_cache_read,
        input_cache_write_5m, input_cache_write_1h, input_audio, input_image, output_text, output_reasoning, output_audio,
        output_image, web_searches, cost_nano, cost_provenance, cost_reason, scope_id, is_last)
    SELECT p.seq, 2, s.service, s.model, p.at, 0, 503, '', '', '', '[]', 0, 'unknown', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        NULL, NULL, 'not_billed', p.scope, 1
    FROM plan p JOIN spend_scopes s ON s.id = p.scope WHERE p.seq % 40 = 0 ORDER BY p.seq)"_s;

void make(const QString &file, qint64 count)
{
    {
        SqliteLedger ledger(file);
        wait(ledger.flush());
    }
    {
        Sqlite db(file);
        for (const char *pragma :
            {"journal_mode = WAL", "synchronous = OFF", "cache_size = -400000", "temp_store = FILE"})
            db.exec(u"PRAGMA "_s + QString::fromLatin1(pragma));
        const QString own
            = u" FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('calls', 'attempts')"_s;
        const QStringList indexes = db.texts(u"SELECT sql"_s + own);
        for (const QString &name : db.texts(u"SELECT name"_s + own))
            db.exec(u"DROP INDEX "_s + name);
        db.exec(u"INSERT INTO ledger_settings VALUES ('time_zone', 'UTC')"_s);
        db.exec(scopes);
        db.exec(scopeTags);
        db.exec(plan.arg(count).arg(firstDay.startOfDay(Qt::UTC).toMSecsSinceEpoch()));
        db.exec(u"BEGIN"_s);
        for (const QString &sql : {calls, attempts, secondAttempts})
            db.exec(sql);
        db.exec(u"COMMIT"_s);
        for (const QString &sql : indexes)
            db.exec(sql);
    }
    Database database(file);
    wait(database.run([](Connection &c) -> Result<bool> {
        const SpendCalendar calendar(QTimeZone::utc());
        const std::optional<Error> error = c.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
            if (const auto failed = ScopeSums::rebuild(c))
                return failed;
            for (QDate day = firstDay; day <= lastDay; day = day.addDays(1)) {
                if (const auto failed = DaySums::recountDay(c, calendar, day.toJulianDay()))
                    return failed;
            }
            for (QDate month = firstDay; month <= lastDay; month = month.addMonths(1)) {
                if (const auto failed = DaySums::recountMonth(c, month.toJulianDay()))
                    return failed;
            }
            return std::nullopt;
        });
        return error ? Result<bool>(*error) : Result<bool>(true);
    }));
}

double cpuTime()
{
    return double(std::clock()) * 1000.0 / CLOCKS_PER_SEC;
}

// Prints the median of five, and the first, of what fn takes: processor time of all threads, which others on the
// machine do not change much, and in the end the time on the clock.
template<typename Fn>
double timed(const char *name, Fn fn, int rounds = 5)
{
    QList<double> times;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < rounds; ++i) {
        const double start = cpuTime();
        fn();
        times += cpuTime() - start;
    }
    const double clock = double(timer.nsecsElapsed()) / 1e6 / rounds;
    const double first = times.first();
    std::sort(times.begin(), times.end());
    const double median = times.at(times.size() / 2);
    std::printf("%-34s %10.2f   first %.2f, clock %.2f\n", name, median, first, clock);
    std::fflush(stdout);
    return median;
}

// What the Spend page asks when it opens: the lists and the courses, then the largest pieces of each bar, and what the
// days went to that stand out (of which it names three at the most; here they are there, though no day is unusual).
void overview(SqliteReports &reports, const QDate &from, const QDate &to, SpendGroup step)
{
    const SpendFilter filter {.from = from, .to = to};
    const qint64 length = from.daysTo(to) + 1;
    QList<QFuture<Result<SpendTable>>> answers;
    const auto queries = overviewQueries({.now = filter,
        .before = {.from = from.addDays(-length), .to = from.addDays(-1)},
        .recent = {.from = to.addDays(-92), .to = to},
        .grain = step,
        .by = SpendGroup::Model});
    QFuture<Result<SpendTable>> models;
    for (auto query = queries.cbegin(); query != queries.cend(); ++query) {
        answers += reports.query(*query);
        if (query.key() == OverviewAnswer::Models)
            models = answers.last();
    }
    QList<SpendRow> rows = wait(models).rows;
    std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.sums.cost > b.sums.cost; });
    QStringList named;
    for (const SpendRow &row : rows.mid(0, 7))
        named += row.keys.first();
    answers += reports.query(partsQuery({.filter = filter, .groups = {step, SpendGroup::Model}}, named));
    for (int i = 0; i < 3; ++i) {
        const QDate day = to.addDays(-i);
        answers += reports.query({.filter = {.from = day, .to = day}, .groups = {SpendGroup::Model}});
    }
    for (const auto &answer : std::as_const(answers))
        wait(answer);
}

// The same rows from the calls.
void scan(Database &database, const QDate &from, const QDate &to, const QString &key)
{
    const qint64 start = from.startOfDay(Qt::UTC).toMSecsSinceEpoch();
    const qint64 end = to.addDays(1).startOfDay(Qt::UTC).toMSecsSinceEpoch();
    QString facts = SumColumns::facts();
    facts.replace(u"SELECT "_s, u"SELECT c.started_ms / 86400000 AS day, "_s);
    const QString sql = u"SELECT %1, %2 FROM (%3) f JOIN spend_scopes s ON s.id = f.scope_id GROUP BY %1"_s.arg(
        key, SumColumns::sums(u"f"), facts);
    wait(database.run([=](Connection &c) -> Result<bool> {
        const std::optional<Error> error = c.each(sql, {start, end, start, end}, [](const Row &) {});
        return error ? Result<bool>(*error) : Result<bool>(true);
    }));
}

void runSums(const QString &file, SqliteReports &reports)
{
    Database database(file);
    timed("overview, a day", [&] { overview(reports, lastDay, lastDay, SpendGroup::Day); });
    timed("overview, 7 days", [&] { overview(reports, lastDay.addDays(-6), lastDay, SpendGroup::Day); });
    timed("overview, 30 days", [&] { overview(reports, lastDay.addDays(-29), lastDay, SpendGroup::Day); });
    timed("overview, a month", [&] { overview(reports, {2025, 12, 1}, lastDay, SpendGroup::Day); });
    timed("overview, a quarter", [&] { overview(reports, lastDay.addDays(-91), lastDay, SpendGroup::Day); });
    timed("overview, a year by week", [&] { overview(reports, firstDay, lastDay, SpendGroup::Week); });
    timed("overview, a year by month", [&] { overview(reports, firstDay, lastDay, SpendGroup::Month); });
    const SpendFilter year {.from = firstDay, .to = lastDay};
    const auto ask = [&](const QList<SpendGroup> &groups, const SpendFilter &filter) {
        return [&reports, groups, filter] { wait(reports.query({.filter = filter, .groups = groups})); };
    };
    timed("year by day", ask({SpendGroup::Day}, year));
    timed("year by model", ask({SpendGroup::Model}, year));
    timed("year by day and service", ask({SpendGroup::Day, SpendGroup::Service}, year));
    timed("year by day and model", ask({SpendGroup::Day, SpendGroup::Model}, year));
    SpendFilter one = year;
    one.projects = {u"project-1"_s};
    timed("one project by day", ask({SpendGroup::Day}, one));
    const SpendFilter month {.from = lastDay.addDays(-29), .to = lastDay};
    timed("30 days by model", ask({SpendGroup::Model}, month));
    timed(
        "scan: year by day", [&] { scan(database, firstDay, lastDay, u"f.day"_s); }, 1);
    timed(
        "scan: year by model", [&] { scan(database, firstDay, lastDay, u"s.service, s.model"_s); }, 1);
    timed(
        "scan: year by day and service", [&] { scan(database, firstDay, lastDay, u"f.day, s.service"_s); }, 1);
    timed(
        "scan: 30 days by model", [&] { scan(database, month.from, month.to, u"s.service, s.model"_s); }, 1);
}

void runCalls(SqliteReports &reports)
{
    const std::pair<const char *, SpendFilter> filters[] {{"all", {}}, {"service", {.services = {u"service-3"_s}}},
        {"model", {.models = {u"service-3/model-13"_s}}}, {"project", {.projects = {u"project-1"_s}}},
        {"tag", {.tags = {u"ci"_s}}}, {"month", {.from = {2025, 6, 1}, .to = {2025, 6, 30}}},
        {"failed", {.statuses = {CallStatus::Failed}}}};
    const std::pair<const char *, CallOrder> orders[] {{"time", CallOrder::Time}, {"cost", CallOrder::Cost},
        {"input", CallOrder::Input}, {"output", CallOrder::Output}, {"first token", CallOrder::FirstToken},
        {"duration", CallOrder::Duration}};
    for (const auto &[filterName, filter] : filters) {
        timed(qPrintable(u"count: %1"_s.arg(QLatin1StringView(filterName))), [&] { wait(reports.countCalls(filter)); });
        for (const auto &[orderName, order] : orders) {
            CallPageQuery query {.filter = filter, .order = order};
            timed(
                qPrintable(u"page: %1 by %2"_s.arg(QLatin1StringView(filterName), QLatin1StringView(orderName))), [&] {
                    const QList<CallLine> page = wait(reports.calls(query));
                    if (!page.isEmpty())
                        query.after = page.last(); // the next one is further down
                });
        }
    }
}

void run(const QString &file)
{
    SqliteReports reports(file);
    timed(
        "first question", [&] { wait(reports.query({})); }, 1);
    runSums(file, reports);
    runCalls(reports);
    ModelInfo model {.id = u"m"_s, .service = u"s"_s};
    model.price
        = Price {.input = UnitPrice::fromDecimalPerMillion(u"1"), .output = UnitPrice::fromDecimalPerMillion(u"2")};
    timed(
        "what if, a month",
        [&] {
            wait(reports.whatIf({.from = {2025, 6, 1}, .to = {2025, 6, 30}}, model));
        },
        1);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const qint64 count = arguments.value(3).toLongLong();
    if (arguments.value(1) == "make"_L1 && count > 0) {
        make(arguments.at(2), count);
    } else if (arguments.value(1) == "run"_L1 && arguments.size() == 3) {
        run(arguments.at(2));
    } else {
        std::fprintf(stderr, "usage: bench_reports make FILE CALLS | run FILE\n");
        return 2;
    }
    return 0;
}
