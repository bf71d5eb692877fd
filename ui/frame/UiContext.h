// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Catalogue.h"
#include "core/providers/CatalogueImport.h"
#include "core/routing/ChainBook.h"
#include "core/routing/Router.h"
#include "core/secrets/KeyVault.h"
#include "core/spend/Ledger.h"
#include "core/spend/budgets/Budgets.h"
#include "core/spend/reports/Reports.h"

namespace lineup {
class LedgerMaintenance;
}

namespace lineup::ui {

// What screens are given to work with; made by the composition root, outlives every widget.
struct UiContext
{
    Catalogue &catalogue;
    KeyVault &vault;
    Router &router;
    Ledger &ledger;
    HttpClient &network; // for key tests and model listings
    const Clock &clock;
    ChainBook &chains;
    CatalogueImport *catalogueImport = nullptr; // null: nothing can be imported
    Budgets *budgets = nullptr; // null: there is no ledger to count in
    Reports *reports = nullptr;
    LedgerMaintenance *maintenance = nullptr; // null: there is no history to look after
};

} // namespace lineup::ui
