// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/FakeBudgets.h"
#include "tests/ui/keys/KeysFixture.h"
#include "ui/budgets/BudgetsPage.h"

#include <QTest>

namespace lineup::test {

using namespace Qt::StringLiterals;

constexpr qint64 dollar = 1'000'000'000;

inline BudgetStatus budgetOf(
    const StillClock &clock, const QString &name, qint64 limit, const BudgetScope &scope = {}, qint64 used = 0)
{
    BudgetStatus out;
    out.budget.id = u"id-"_s + name;
    out.budget.name = name;
    out.budget.scope = scope;
    out.budget.limit = limit;
    out.budget.period.timeZone = "UTC";
    out.budget.actions
        = {{.kind = BudgetAction::Kind::Warn, .percent = 80}, {.kind = BudgetAction::Kind::Block, .percent = 100}};
    out.used = used;
    const QDate today = clock.time.date();
    out.from = QDate(today.year(), today.month(), 1).startOfDay(Qt::UTC);
    out.to = QDate(today.year(), today.month(), 1).addMonths(1).startOfDay(Qt::UTC);
    return out;
}

inline BudgetStatus dailyOf(
    const StillClock &clock, const QString &name, qint64 limit, const BudgetScope &scope = {}, qint64 used = 0)
{
    BudgetStatus out = budgetOf(clock, name, limit, scope, used);
    out.budget.period.kind = BudgetPeriod::Kind::Day;
    out.from = clock.time.date().startOfDay(Qt::UTC);
    out.to = out.from.addDays(1);
    return out;
}

// A Budgets page on budgets, keys and a clock of the test's own.
struct BudgetsWorld : KeysFixture
{
    BudgetsWorld() { clock.time = QDateTime(QDate(2026, 3, 18), QTime(20, 48), Qt::UTC); }

    FakeBudgets budgets {clock};
    [[nodiscard]] ui::UiContext budgetContext()
    {
        ui::UiContext made = context();
        made.budgets = &budgets;
        return made;
    }

    // A person with a year of history: some of everything, long names, a budget that is overspent, one that is off.
    void inventYear()
    {
        budgets.history.clear();
        for (const int cents : {412, 655, 590, 1212, 1890, 1408, 2240, 1985, 3120, 2015, 1760, 2488})
            budgets.history += cents * dollar / 100;
        BudgetStatus all = budgetOf(clock, u"Everything"_s, 25 * dollar, {}, 1180 * dollar / 100);
        all.reserved = 42 * dollar / 100;
        all.uncertain = 15 * dollar / 100;
        all.unpriced = 2;
        all.budget.actions = {{.kind = BudgetAction::Kind::Warn, .percent = 80},
            {.kind = BudgetAction::Kind::Switch, .percent = 90, .model = u"chain/cheap-first"_s},
            {.kind = BudgetAction::Kind::Block, .percent = 100}};
        BudgetStatus day = dailyOf(clock, u"Daily"_s, dollar, {}, 97 * dollar / 100);
        BudgetStatus ann = budgetOf(
            clock, u"Ann on Claude"_s, 12 * dollar, {.user = u"ann"_s, .service = u"anthropic"_s}, 1360 * dollar / 100);
        ann.extra = dollar;
        ann.extraUntil = QDateTime(QDate(2026, 3, 19), QTime(0, 0), Qt::UTC);
        BudgetStatus claude
            = budgetOf(clock, u"Claude"_s, 20 * dollar, {.service = u"anthropic"_s}, 1460 * dollar / 100);
        BudgetStatus shop
            = dailyOf(clock, u"Nightly evaluation of the shop's assistant on every pull request"_s, 2'000'000,
                {.user = u"continuous-integration"_s,
                    .project = u"shop-assistant-evaluation"_s,
                    .tag = u"nightly"_s,
                    .source = u"cli"_s},
                812'000);
        shop.budget.meter = Budget::Meter::Tokens;
        shop.reserved = 260'000;
        BudgetStatus off = budgetOf(clock, u"Holiday"_s, 5 * dollar, {.project = u"holiday"_s}, 120 * dollar / 100);
        off.budget.enabled = false;
        for (const BudgetStatus &one : {all, day, claude, ann, shop, off})
            budgets.add(one);
        budgets.allowed = {{.budgetId = ann.budget.id,
            .amount = dollar,
            .allowedAt = QDateTime(QDate(2026, 3, 18), QTime(11, 4), Qt::UTC),
            .until = ann.extraUntil,
            .source = u"app"_s}};
    }
};

} // namespace lineup::test
