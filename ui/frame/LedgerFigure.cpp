// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/LedgerFigure.h"

namespace lineup::ui {

LedgerFigure::LedgerFigure(Ledger &ledger, const Clock &clock, std::chrono::milliseconds gather, QObject *parent)
    : QObject(parent), m_ledger(ledger), m_clock(clock)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gather);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        m_asking = true;
        ask();
    });
    connect(&ledger, &Ledger::recorded, this, &LedgerFigure::refresh);
    connect(&ledger, &Ledger::faultChanged, this, &LedgerFigure::refresh);
    refresh();
}

void LedgerFigure::refresh()
{
    if (m_asking)
        m_askAgain = true;
    else if (!m_soon.isActive())
        m_soon.start();
}

void LedgerFigure::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    refresh();
}

void LedgerFigure::answered()
{
    m_asking = false;
    Q_EMIT changed();
    if (std::exchange(m_askAgain, false))
        refresh();
}

} // namespace lineup::ui
