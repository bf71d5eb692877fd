// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/BudgetsPage.h"
#include "ui/chains/ChainsPage.h"
#include "ui/compare/ComparePage.h"
#include "ui/frame/LazyPage.h"
#include "ui/frame/WindowApp.h"
#include "ui/keys/KeysPage.h"
#include "ui/spend/SpendPage.h"

namespace lineup::ui {

namespace {

template<typename P>
Page *later(const UiContext &context)
{
    return new LazyPage(P::id(), P::name(), [&context] { return new P(context); });
}

} // namespace

int runWindow(QApplication &app, const UiContext &context, const WindowOptions &options)
{
    const auto makePages = [&context] {
        // The others are made when they are first shown, or when the window has come to rest.
        return QList<Page *> {new ComparePage(context), later<ChainsPage>(context), later<BudgetsPage>(context),
            later<SpendPage>(context), later<KeysPage>(context)};
    };
    return runFrame(app, context.vault, context.ledger, context.clock, makePages, options, context.budgets,
        &context.catalogue, context.reports);
}

} // namespace lineup::ui
