// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Services.h"

#include "core/base/Paths.h"
#include "core/secrets/KeychainVault.h"
#include "core/spend/SqliteLedger.h"
#include "core/spend/budgets/SqliteBudgets.h"
#include "core/spend/maintenance/LedgerMaintenance.h"
#include "core/spend/reports/SqliteReports.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// LINEUP_DEMO_SPEED makes the demo's recordings run faster, for tests and pictures.
double demoSpeed()
{
    bool ok = false;
    const double speed = qEnvironmentVariable("LINEUP_DEMO_SPEED").toDouble(&ok);
    return ok ? qBound(0.1, speed, 1000.0) : 1.0;
}

QString ledgerFile()
{
    return Paths::dataDir() + u"/ledger.sqlite"_s;
}

} // namespace

Services::Services(const QString &source) : Services(std::make_shared<Database>(ledgerFile()), source) { }

Services::Services(const std::shared_ptr<Database> &database, const QString &source)
    : m_catalogue(Paths::configDir() + u"/services.json"_s),
      m_catalogueImport(m_catalogue, Paths::dataDir() + u"/models"_s), m_chains(Paths::configDir() + u"/chains.json"_s),
      m_replay(u":/lineup/demo/script.json"_s, demoSpeed()), m_vault(std::make_unique<KeychainVault>(m_environment)),
      m_ledger(std::make_unique<SqliteLedger>(database)),
      m_budgets(std::make_unique<SqliteBudgets>(database, m_clock, SqliteBudgets::Options {.source = source})),
      m_reports(std::make_unique<SqliteReports>(ledgerFile())),
      m_maintenance(std::make_unique<LedgerMaintenance>(ledgerFile())), m_callEvents(m_ledger.get()),
      m_router({.catalogue = m_catalogue,
          .vault = *m_vault,
          .network = m_network,
          .replay = m_replay,
          .clock = m_clock,
          .sink = &m_callEvents,
          .chains = &m_chains,
          .gate = m_budgets.get()})
{
    m_catalogue.setOwnPrices(Paths::configDir() + u"/prices.json"_s);
}

Services::~Services() = default;

} // namespace lineup
