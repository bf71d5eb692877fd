// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/SpendToday.h"

#include "core/base/Async.h"

namespace lineup::ui {

namespace {
constexpr int gather = 100; // milliseconds in which several records become one question
} // namespace

SpendToday::SpendToday(Ledger &ledger, const Clock &clock, QObject *parent)
    : QObject(parent), m_ledger(ledger), m_clock(clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gather);
    m_midnight.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &SpendToday::ask);
    connect(&m_midnight, &QTimer::timeout, this, &SpendToday::refresh);
    connect(&ledger, &Ledger::recorded, this, &SpendToday::refresh);
    connect(&ledger, &Ledger::faultChanged, this, &SpendToday::refresh);
    refresh();
}

void SpendToday::refresh()
{
    if (m_asking)
        m_askAgain = true;
    else if (!m_soon.isActive())
        m_soon.start();
}

void SpendToday::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    refresh();
}

void SpendToday::ask()
{
    const QDateTime now = m_clock.now().toTimeZone(m_zone);
    const QDateTime from = now.date().startOfDay(m_zone);
    const QDateTime to = now.date().addDays(1).startOfDay(m_zone);
    // A timer may fire a little early and sleeps with the machine, so it asks at least once an hour.
    m_midnight.start(int(qBound(qint64(1'000), now.msecsTo(to) + 500, qint64(3'600'000))));
    m_asking = true;
    whenDone(m_ledger.totals(from.toUTC(), to.toUTC()), this, [this](const Result<SpendTotals> &result) {
        m_asking = false;
        m_totals = result ? std::optional(*result) : std::nullopt;
        m_error = result ? std::nullopt : std::optional(result.error());
        Q_EMIT changed();
        if (std::exchange(m_askAgain, false))
            refresh();
    });
}

} // namespace lineup::ui
