// SPDX-License-Identifier: GPL-3.0-or-later
// A second process for the tests of the ledger: ledger_child FILE records calls without end and prints the id of
// each one that is said to be on disk. It ends when it is killed.
#include "core/spend/SqliteLedger.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace lineup;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    SqliteLedger ledger(app.arguments().value(1));
    QObject::connect(&ledger, &Ledger::recorded, &app, [](const CallRecord &call) {
        std::puts(qPrintable(call.id));
        std::fflush(stdout);
    });
    int number = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &app, [&] {
        for (int i = 0; i < 5; ++i) {
            CallRecord call;
            call.id = u"call-%1"_s.arg(++number);
            call.startedAt = QDateTime::currentDateTimeUtc();
            call.cost = Cost::known(Money::fromNano(number), Cost::Provenance::Computed);
            call.attempts = {AttemptRecord {.service = u"s"_s, .model = u"m"_s, .startedAt = call.startedAt}};
            call.attempts.first().cost = call.cost;
            ledger.record(call);
        }
    });
    timer.start(1);
    return QCoreApplication::exec();
}
