// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/frame/LedgerFigure.h"

namespace lineup::ui {

// What has been spent since midnight, in the ledger's zone; asked for anew when the day changes, too. Demo calls are
// not in it.
class SpendToday : public LedgerFigure
{
    Q_OBJECT
public:
    SpendToday(Ledger &ledger, const Clock &clock, QObject *parent = nullptr);

    // Empty until the ledger has answered, and while it cannot answer.
    [[nodiscard]] std::optional<SpendTotals> totals() const { return m_totals; }
    [[nodiscard]] std::optional<Error> error() const { return m_error; }

private:
    void ask() override;

    std::optional<SpendTotals> m_totals;
    std::optional<Error> m_error;
    QTimer m_midnight;
};

} // namespace lineup::ui
