// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/spend/Ledger.h"

#include <QObject>
#include <QTimeZone>
#include <QTimer>

namespace lineup::ui {

// What has been spent since midnight, local time, kept up to date: asked of the ledger at the start, after calls are
// recorded and when the day changes. Demo calls are not in it. GUI thread; ledger and clock outlive it.
class SpendToday : public QObject
{
    Q_OBJECT
public:
    SpendToday(Ledger &ledger, const Clock &clock, QObject *parent = nullptr);

    // Empty until the ledger has answered, and while it cannot answer.
    [[nodiscard]] std::optional<SpendTotals> totals() const { return m_totals; }
    [[nodiscard]] std::optional<Error> error() const { return m_error; }
    void refresh(); // soon; many at once are one question
    void setZone(const QTimeZone &zone); // whose days are meant: those of the ledger; at first the system's

Q_SIGNALS:
    void changed();

private:
    void ask();

    Ledger &m_ledger;
    const Clock &m_clock;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
    std::optional<SpendTotals> m_totals;
    std::optional<Error> m_error;
    QTimer m_soon;
    QTimer m_midnight;
    bool m_asking = false;
    bool m_askAgain = false;
};

} // namespace lineup::ui
