// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowFixture.h"
#include "core/providers/Catalogue.h"
#include "core/providers/demo/ReplayHttpClient.h"
#include "core/routing/Router.h"
#include "ui/chains/ChainsPage.h"
#include "ui/compare/ComparePage.h"
#include "ui/keys/KeysPage.h"

namespace lineup::test {

using namespace Qt::StringLiterals;

// What the pages stand on and the window does not: it outlives both.
struct ProgramData
{
    QTemporaryDir chainsDir;
    Catalogue catalogue;
    ChainBook chains {chainsDir.filePath(u"chains.json"_s)};
    ReplayHttpClient replay {u":/lineup/demo/script.json"_s, 1000.0};
};

// The window with its real pages, on the demo's recordings.
struct Program : ProgramData, WindowFixture
{
    Program()
    {
        const ui::UiContext context {.catalogue = catalogue,
            .vault = vault,
            .router = router,
            .ledger = ledger,
            .network = replay,
            .clock = clock,
            .chains = chains};
        compare = new ui::ComparePage(context);
        window.addPage(compare);
        window.addPage(new ui::ChainsPage(context));
        window.addPage(new ui::KeysPage(context));
    }

    Router router {
        {.catalogue = catalogue, .vault = vault, .network = replay, .replay = replay, .clock = clock, .sink = &ledger}};
    ui::ComparePage *compare;
};

} // namespace lineup::test
