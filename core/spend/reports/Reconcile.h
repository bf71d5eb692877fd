// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/Bill.h"
#include "core/spend/reports/SpendQuery.h"

namespace lineup {

// One day as the provider and as the ledger have it.
struct ReconcileDay
{
    QDate day;
    Money billed;
    Money ledger;
    qint64 unpriced = 0; // attempts in the ledger without a known cost
    Money estimated; // part of ledger
    [[nodiscard]] Money gap() const { return billed - ledger; } // above zero: the provider asks for more
    bool operator==(const ReconcileDay &) const = default;
};

// Why the two may differ; what is likely, not what is known.
struct ReconcileCause
{
    enum class Kind {
        Unpriced, // calls without a price: count
        Estimated, // streams that were stopped, whose tokens are estimated: amount rests on them
        OtherModels, // billed for models that the ledger has no call of: amount, names
        Outside, // days that were billed and have no call at all: count, amount
        NotBilled, // days with calls that the bill has nothing of: count, amount of the ledger
        DayBorders, // gaps of days that follow each other cancel out: days begin at another hour there; amount moved
        Rounding // each gap is below a cent: amounts of the bill are rounded; amount
    };
    Kind kind = Kind::Unpriced;
    qint64 count = 0;
    Money amount;
    QStringList names;
    bool operator==(const ReconcileCause &) const = default;
};

struct Reconciliation
{
    QList<ReconcileDay> days; // each from the bill's first to its last, ascending
    Money billed;
    Money ledger;
    QList<ReconcileCause> causes; // the largest amount first; empty where the two agree to the cent
    [[nodiscard]] Money gap() const { return billed - ledger; }
};

// byDay and byModel: the ledger's sums of that service over the bill's span, by day and by model ("service/model"). A
// model of the bill is the ledger's where one name begins with the other: bills add dates and versions. Pure.
[[nodiscard]] Reconciliation reconcile(const Bill &bill, const SpendTable &byDay, const SpendTable &byModel);

} // namespace lineup
