// SPDX-License-Identifier: GPL-3.0-or-later
// A process that is killed: crash_child FILE SEED [LIMIT] records fifty calls a second without end, of all kinds, and
// prints "ID COST" for each one that is said to be on disk, and "fault CODE" when the ledger says that it cannot write.
// LIMIT: no file of this process may grow beyond so many bytes, as on a disk that is full.
#include "core/spend/SqliteLedger.h"
#include "tests/support/RandomLedger.h"

#include <QCoreApplication>
#include <QTimer>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

void limitFiles(rlim_t bytes)
{
    std::signal(SIGXFSZ, SIG_IGN); // then writing fails
    const rlimit limit {bytes, bytes};
    setrlimit(RLIMIT_FSIZE, &limit);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    if (arguments.size() > 3)
        limitFiles(arguments.at(3).toULongLong());
    SqliteLedger ledger(std::make_shared<Database>(arguments.value(1)), {.retryAfter = std::chrono::milliseconds(50)});
    QObject::connect(&ledger, &Ledger::recorded, &app, [](const CallRecord &call) {
        Money cost;
        for (const AttemptRecord &attempt : call.attempts)
            cost += attempt.cost.amount().value_or(Money());
        if (call.attempts.isEmpty())
            cost = call.cost.amount().value_or(Money());
        std::printf("%s %lld\n", qPrintable(call.id), static_cast<long long>(call.demo ? 0 : cost.nano()));
        std::fflush(stdout);
    });
    QObject::connect(&ledger, &Ledger::faultChanged, &app, [&] {
        std::printf("fault %s\n", ledger.fault() ? qPrintable(ledger.fault()->code) : "none");
        std::fflush(stdout);
    });
    test::RandomLedger random(arguments.value(2).toUInt());
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &app,
        [&] { ledger.record(random.calls(1, QDate(2026, 3, 1).addDays(random.below(60)), 1).first()); });
    timer.start(20);
    return QCoreApplication::exec();
}
