// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowFixture.h"
#include "core/providers/Catalogue.h"
#include "core/providers/demo/ReplayHttpClient.h"
#include "core/routing/Router.h"
#include "tests/support/FakeBudgets.h"
#include "tests/support/FakeReports.h"
#include "ui/budgets/BudgetsPage.h"
#include "ui/chains/ChainsPage.h"
#include "ui/compare/ComparePage.h"
#include "ui/keys/KeysPage.h"
#include "ui/spend/SpendPage.h"

namespace lineup::test {

using namespace Qt::StringLiterals;

// What the pages stand on and the window does not: it outlives both.
struct ProgramData
{
    QTemporaryDir chainsDir;
    Catalogue catalogue;
    ChainBook chains {chainsDir.filePath(u"chains.json"_s)};
    ReplayHttpClient replay {u":/lineup/demo/script.json"_s, 1000.0};
    StillClock stillClock; // as the window's
    FakeBudgets budgets {stillClock};
    FakeReports reports;

    // A month's budget of each action, half used, and some weeks of calls.
    void inventSpending()
    {
        BudgetStatus month;
        month.budget = {.id = u"id-month"_s, .name = u"Everything"_s};
        month.budget.limit = 25'000'000'000;
        month.budget.period.timeZone = "UTC";
        month.budget.actions = {{.kind = BudgetAction::Kind::Warn, .percent = 80},
            {.kind = BudgetAction::Kind::Switch, .percent = 90, .model = u"chain/three"_s},
            {.kind = BudgetAction::Kind::Block, .percent = 100}};
        month.used = 11'800'000'000;
        month.from = QDate(2026, 3, 1).startOfDay(Qt::UTC);
        month.to = QDate(2026, 4, 1).startOfDay(Qt::UTC);
        budgets.add(month);
        budgets.history = {4'120'000'000, 12'120'000'000, 26'000'000'000, 9'000'000'000};
        reports.inventYear(stillClock.time.date(), 6);
    }
};

// The window with its real pages, on the demo's recordings.
struct Program : ProgramData, WindowFixture
{
    Program() : WindowFixture({}, &budgets)
    {
        const ui::UiContext context {.catalogue = catalogue,
            .vault = vault,
            .router = router,
            .ledger = ledger,
            .network = replay,
            .clock = clock,
            .chains = chains,
            .budgets = &budgets,
            .reports = &reports};
        compare = new ui::ComparePage(context);
        window.addPage(compare);
        window.addPage(new ui::ChainsPage(context));
        window.addPage(new ui::BudgetsPage(context));
        window.addPage(new ui::SpendPage(context));
        window.addPage(new ui::KeysPage(context));
    }

    Router router {
        {.catalogue = catalogue, .vault = vault, .network = replay, .replay = replay, .clock = clock, .sink = &ledger}};
    ui::ComparePage *compare;
};

} // namespace lineup::test
