// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/BudgetsPage.h"
#include "ui/chains/ChainsPage.h"
#include "ui/compare/ComparePage.h"
#include "ui/frame/WindowApp.h"
#include "ui/keys/KeysPage.h"
#include "ui/spend/SpendPage.h"

namespace lineup::ui {

int runWindow(QApplication &app, const UiContext &context, const WindowOptions &options)
{
    const auto makePages = [&context] {
        return QList<Page *> {new ComparePage(context), new ChainsPage(context), new BudgetsPage(context),
            new SpendPage(context), new KeysPage(context)};
    };
    return runFrame(app, context.vault, context.ledger, context.clock, makePages, options, context.budgets,
        &context.catalogue, context.reports);
}

} // namespace lineup::ui
