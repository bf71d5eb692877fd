// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/net/NetworkHttpClient.h"
#include "core/providers/Catalogue.h"
#include "core/providers/CatalogueImport.h"
#include "core/providers/demo/ReplayHttpClient.h"
#include "core/routing/ChainBook.h"
#include "core/routing/Router.h"
#include "core/secrets/Environment.h"
#include "core/secrets/KeyVault.h"
#include "core/spend/CallEvents.h"
#include "core/spend/Ledger.h"
#include "core/spend/budgets/Budgets.h"
#include "core/spend/reports/Reports.h"

#include <memory>

namespace lineup {

class Database;
class LedgerMaintenance;

// The composition root: makes everything the program is made of, in order, and owns it. Main thread; lives from
// after the application object to before its end.
class Services
{
public:
    explicit Services(const QString &source = QStringLiteral("app")); // of what is allowed beyond a budget
    ~Services();
    Q_DISABLE_COPY_MOVE(Services)

    [[nodiscard]] Catalogue &catalogue() { return m_catalogue; }
    [[nodiscard]] CatalogueImport &catalogueImport() { return m_catalogueImport; }
    [[nodiscard]] ChainBook &chains() { return m_chains; }
    [[nodiscard]] KeyVault &vault() { return *m_vault; }
    [[nodiscard]] Ledger &ledger() { return *m_ledger; }
    [[nodiscard]] Budgets &budgets() { return *m_budgets; }
    [[nodiscard]] Reports &reports() { return *m_reports; }
    [[nodiscard]] LedgerMaintenance &maintenance() { return *m_maintenance; }
    [[nodiscard]] CallEvents &callEvents() { return m_callEvents; }
    [[nodiscard]] Router &router() { return m_router; }
    [[nodiscard]] HttpClient &network() { return m_network; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }

private:
    Services(const std::shared_ptr<Database> &database, const QString &source);

    SystemClock m_clock;
    SystemEnvironment m_environment;
    Catalogue m_catalogue;
    CatalogueImport m_catalogueImport;
    ChainBook m_chains;
    NetworkHttpClient m_network;
    ReplayHttpClient m_replay;
    std::unique_ptr<KeyVault> m_vault;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<Budgets> m_budgets; // in the ledger's database: what is reserved is settled with the call's row
    std::unique_ptr<Reports> m_reports;
    std::unique_ptr<LedgerMaintenance> m_maintenance;
    CallEvents m_callEvents;
    Router m_router;
};

} // namespace lineup
