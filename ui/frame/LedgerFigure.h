// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/Ledger.h"

#include <QObject>
#include <QTimeZone>
#include <QTimer>

namespace lineup::ui {

// A figure of the status bar that is kept up to date: asked for at the start and after calls are recorded, one question
// at a time. GUI thread; ledger and clock outlive it.
class LedgerFigure : public QObject
{
    Q_OBJECT
public:
    LedgerFigure(Ledger &ledger, const Clock &clock, std::chrono::milliseconds gather, QObject *parent);

    void refresh(); // soon; many at once are one question
    void setZone(const QTimeZone &zone); // whose days are meant: those of the ledger; at first the system's

Q_SIGNALS:
    void changed();

protected:
    virtual void ask() = 0; // ends in answered()
    void answered();
    [[nodiscard]] QDateTime now() const { return m_clock.now().toTimeZone(m_zone); }
    [[nodiscard]] const QTimeZone &zone() const { return m_zone; }
    [[nodiscard]] Ledger &ledger() const { return m_ledger; }

private:
    Ledger &m_ledger;
    const Clock &m_clock;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    QTimer m_soon;
    bool m_asking = false;
    bool m_askAgain = false;
};

} // namespace lineup::ui
