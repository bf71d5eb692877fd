// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/Services.h"
#include "ui/frame/WindowApp.h"

namespace lineup {

// What the window gets of the services, which outlive it.
[[nodiscard]] inline ui::UiContext uiContextOf(Services &services)
{
    return {.catalogue = services.catalogue(),
        .vault = services.vault(),
        .router = services.router(),
        .ledger = services.ledger(),
        .network = services.network(),
        .clock = services.clock(),
        .chains = services.chains(),
        .catalogueImport = &services.catalogueImport(),
        .budgets = &services.budgets(),
        .reports = &services.reports(),
        .maintenance = &services.maintenance()};
}

} // namespace lineup
