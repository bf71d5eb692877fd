// SPDX-License-Identifier: GPL-3.0-or-later
// What one recorded call costs, against the same rows put in with SQLite's own interface under the same pragmas:
//   bench_ledger ledger CALLS [GROUP]    the ledger; waits for the disk after every GROUP calls (default 1)
//   bench_ledger sqlite CALLS [GROUP]    bare prepared inserts, GROUP calls a transaction
// Prints the microseconds a call. For instructions run it under callgrind with two numbers of calls and divide the
// difference: start-up then does not count.
#include "core/spend/SqliteLedger.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimeZone>

#include <cstdio>
#include <cstdlib>
#include <sqlite3.h>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

CallRecord sampleCall(int number)
{
    AttemptRecord attempt;
    attempt.service = u"openai"_s;
    attempt.model = u"gpt-4o-mini"_s;
    attempt.startedAt = QDateTime::fromMSecsSinceEpoch(1'776'859'200'000 + number, QTimeZone::utc());
    attempt.httpStatus = 200;
    attempt.usage = {.source = Usage::Source::Reported, .inputFresh = 1000, .outputText = 500};
    attempt.cost = Cost::known(Money::fromNano(450'000), Cost::Provenance::Computed);
    attempt.finishReason = FinishReason::Stop;
    attempt.nativeFinishReason = u"stop"_s;
    attempt.requestId = u"req_0123456789abcdef"_s;
    CallRecord call;
    call.id = u"00000000-0000-4000-8000-%1"_s.arg(number, 12, 10, QLatin1Char('0'));
    call.startedAt = attempt.startedAt;
    call.requestedModel = u"gpt-4o-mini"_s;
    call.source = u"app"_s;
    call.usage = attempt.usage;
    call.cost = attempt.cost;
    call.attempts = {attempt};
    return call;
}

void runLedger(const QString &file, int calls, int group)
{
    SqliteLedger ledger(file);
    for (int i = 0; i < calls; ++i) {
        ledger.record(sampleCall(i));
        if ((i + 1) % group != 0)
            continue;
        ledger.flush().waitForFinished();
        QCoreApplication::processEvents(); // recorded() is emitted
    }
    ledger.flush().waitForFinished();
}

void check(int code, sqlite3 *database)
{
    if (code == SQLITE_OK || code == SQLITE_DONE)
        return;
    std::fprintf(stderr, "%s\n", sqlite3_errmsg(database));
    std::exit(1);
}

// All columns of a table, filled with what a usual call has in them.
class BareInsert
{
public:
    BareInsert(sqlite3 *database, const char *table) : m_database(database)
    {
        sqlite3_stmt *columns = nullptr;
        const QByteArray ask = QByteArray("SELECT type, name FROM pragma_table_info('") + table + "')";
        check(sqlite3_prepare_v2(database, ask.constData(), -1, &columns, nullptr), database);
        QByteArray marks;
        while (sqlite3_step(columns) == SQLITE_ROW) {
            const QByteArray type(reinterpret_cast<const char *>(sqlite3_column_text(columns, 0)));
            const QByteArray name(reinterpret_cast<const char *>(sqlite3_column_text(columns, 1)));
            // There are no prices that one could be a version of.
            const bool empty
                = name == "seq" || name == "cost_reason" || name == "price_id" || name.startsWith("error_");
            m_kinds += empty ? Kind::Null : name == "id" ? Kind::Id : type == "TEXT" ? Kind::Text : Kind::Number;
            marks += marks.isEmpty() ? "?" : ", ?";
        }
        sqlite3_finalize(columns);
        const QByteArray sql = QByteArray("INSERT INTO ") + table + " VALUES (" + marks + ")";
        check(sqlite3_prepare_v2(database, sql.constData(), -1, &m_statement, nullptr), database);
    }
    ~BareInsert() { sqlite3_finalize(m_statement); }
    Q_DISABLE_COPY_MOVE(BareInsert)

    void run(int number)
    {
        for (int i = 0; i < m_kinds.size(); ++i) {
            const Kind kind = m_kinds.at(i);
            const QByteArray text
                = kind == Kind::Id ? QByteArray::number(number).rightJustified(36, '0') : "gpt-4o-mini";
            if (kind == Kind::Null)
                sqlite3_bind_null(m_statement, i + 1);
            else if (kind == Kind::Number)
                sqlite3_bind_int64(m_statement, i + 1, number + 1);
            else
                sqlite3_bind_text(m_statement, i + 1, text.constData(), int(text.size()), SQLITE_TRANSIENT);
        }
        check(sqlite3_step(m_statement), m_database);
        sqlite3_reset(m_statement);
    }

private:
    enum class Kind { Null, Id, Text, Number };
    sqlite3 *m_database;
    sqlite3_stmt *m_statement = nullptr;
    QList<Kind> m_kinds;
};

void runBare(const QString &file, int calls, int group)
{
    {
        SqliteLedger maker(file); // the same tables
        maker.flush().waitForFinished();
    }
    sqlite3 *database = nullptr;
    check(sqlite3_open(qPrintable(file), &database), database);
    const auto exec = [&](const char *sql) { check(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), database); };
    exec("PRAGMA journal_mode = WAL");
    exec("PRAGMA synchronous = FULL");
    exec("PRAGMA foreign_keys = ON"); // the number of an attempt, plus one, is the seq of its call
    {
        BareInsert call(database, "calls");
        BareInsert attempt(database, "attempts");
        for (int i = 0; i < calls; ++i) {
            if (i % group == 0)
                exec("BEGIN IMMEDIATE");
            call.run(i);
            attempt.run(i);
            if ((i + 1) % group == 0 || i + 1 == calls)
                exec("COMMIT");
        }
    }
    sqlite3_close(database);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const int calls = arguments.value(2).toInt();
    const int group = qMax(1, arguments.value(3, u"1"_s).toInt());
    const bool bare = arguments.value(1) == "sqlite"_L1;
    if (calls < 1 || (!bare && arguments.value(1) != "ledger"_L1)) {
        std::fprintf(stderr, "usage: bench_ledger ledger|sqlite CALLS [GROUP]\n");
        return 2;
    }
    const QTemporaryDir dir;
    QElapsedTimer timer;
    timer.start();
    (bare ? runBare : runLedger)(dir.filePath(u"ledger.db"_s), calls, group);
    std::printf("%s: %d calls, %d a group: %.1f us a call\n", qPrintable(arguments.at(1)), calls, group,
        double(timer.nsecsElapsed()) / 1000.0 / calls);
    return 0;
}
