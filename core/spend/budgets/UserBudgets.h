// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budgets.h"

namespace lineup {

// Budgets of users in the shape of LiteLLM's BudgetManager, which holds here: a call of a user whose budget would be
// exceeded is refused before it is sent, and nobody has to report what it cost. They are budgets like all others, shown
// beside them; what is meant by "of a user" are those for a user and nothing else, in dollars.
// Main thread; outlived by the Budgets it is given. Errors: as Budgets; NotFound for a user without a budget.
class UserBudgets : public QObject
{
    Q_OBJECT
public:
    explicit UserBudgets(Budgets &budgets, QObject *parent = nullptr) : QObject(parent), m_budgets(budgets) { }

    // A limit for the user: in total, or for each period ("daily", "weekly", "monthly", "yearly", "30d", "24h", "1mo":
    // see periodFromText). Given again for the same user and duration it changes that limit; others stay, and the
    // tightest one wins. Gives the budget's id. BadRequest for a duration that is none.
    [[nodiscard]] QFuture<Result<QString>> createBudget(
        Money total, const QString &user, const QString &duration = QStringLiteral("total"));
    // What the user has spent in the current period of the tightest of them, what nobody knows with its worst case.
    [[nodiscard]] QFuture<Result<Money>> currentCost(const QString &user);
    [[nodiscard]] QFuture<Result<Money>> totalBudget(const QString &user); // of the same one
    // What is left of it, with what calls under way have reserved taken off; below zero where a provider billed more.
    [[nodiscard]] QFuture<Result<Money>> remaining(const QString &user);
    [[nodiscard]] QFuture<Result<QStringList>> users(); // sorted
    [[nodiscard]] QFuture<Result<bool>> removeBudgets(const QString &user); // all of them

private:
    template<typename T, typename Fn>
    QFuture<Result<T>> ofTightest(const QString &user, Fn fn);

    Budgets &m_budgets;
};

} // namespace lineup
