// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/reports/Reconcile.h"

#include <QCoreApplication>

namespace lineup::ui {

// What a bill and the ledger say against each other, in words. Pure.
class ReconcileText
{
    Q_DECLARE_TR_FUNCTIONS(ReconcileText)
public:
    [[nodiscard]] static QString question(BillQuestion question); // what has to be chosen
    [[nodiscard]] static QString cause(const ReconcileCause &cause, const QString &zone);
    [[nodiscard]] static QString problem(const BillProblem &problem);
    // "31 lines read, 2 without an amount, 1 could not be read: …"
    [[nodiscard]] static QString read(const Bill &bill);
    [[nodiscard]] static QString gap(
        const Reconciliation &found); // "The bill asks for $0.50 more than the ledger has."
    [[nodiscard]] static QString column(const Bill &bill, int number); // its name, or its place
};

} // namespace lineup::ui
