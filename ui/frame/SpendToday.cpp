// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/SpendToday.h"

#include "core/base/Async.h"

namespace lineup::ui {

namespace {
constexpr std::chrono::milliseconds gatherToday {100}; // in which several records become one question
} // namespace

SpendToday::SpendToday(Ledger &ledger, const Clock &clock, QObject *parent)
    : LedgerFigure(ledger, clock, gatherToday, parent)
{
    m_midnight.setSingleShot(true);
    connect(&m_midnight, &QTimer::timeout, this, &SpendToday::refresh);
}

void SpendToday::ask()
{
    const QDateTime from = now().date().startOfDay(zone());
    const QDateTime to = now().date().addDays(1).startOfDay(zone());
    // A timer may fire a little early and sleeps with the machine, so it asks at least once an hour.
    m_midnight.start(int(qBound(qint64(1'000), now().msecsTo(to) + 500, qint64(3'600'000))));
    whenDone(ledger().totals(from.toUTC(), to.toUTC()), this, [this](const Result<SpendTotals> &result) {
        m_totals = result ? std::optional(*result) : std::nullopt;
        m_error = result ? std::nullopt : std::optional(result.error());
        answered();
    });
}

} // namespace lineup::ui
