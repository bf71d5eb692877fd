// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/BudgetCells.h"

#include "core/spend/budgets/BudgetHistory.h"

using namespace Qt::StringLiterals;

namespace lineup::BudgetCells {

namespace {

QVariantList bounds(const QString &budgetId, const BudgetSpan &span)
{
    return {budgetId, span.from.toMSecsSinceEpoch(), span.to.toMSecsSinceEpoch()};
}

Result<std::optional<Cell>> stored(Connection &connection, const QString &budgetId, const BudgetSpan &span)
{
    std::optional<Cell> cell;
    const std::optional<Error> error = connection.each(u"SELECT spent, uncertain, unpriced, reserved FROM budget_cells "
                                                       "WHERE budget_id = ? AND from_ms = ? AND to_ms = ?"_s,
        bounds(budgetId, span), [&](const Row &row) {
            cell = Cell {{row.integer(0), row.integer(1), row.integer(2)}, row.integer(3)};
        });
    if (error)
        return *error;
    return cell;
}

Result<qint64> reservedIn(Connection &connection, const QString &budgetId, const BudgetSpan &span)
{
    qint64 reserved = 0;
    const std::optional<Error> error
        = connection.each(u"SELECT sum(m.amount) FROM claim_amounts m JOIN claims c ON c.id = m.claim_id "
                          "WHERE m.budget_id = ? AND c.started_ms >= ? AND c.started_ms < ?"_s,
            bounds(budgetId, span), [&](const Row &row) { reserved = row.integer(0); });
    return error ? Result<qint64>(*error) : Result<qint64>(reserved);
}

Result<Cell> made(Connection &connection, const Budget &budget, const BudgetSpan &span)
{
    const Result<BudgetCharge> charge = BudgetHistory::sum(connection, budget, span);
    if (!charge)
        return charge.error();
    const Result<qint64> reserved = reservedIn(connection, budget.id, span);
    if (!reserved)
        return reserved.error();
    return Cell {*charge, *reserved};
}

} // namespace

Result<Cell> read(Connection &connection, const Budget &budget, const BudgetSpan &span, Keep keep)
{
    const Result<std::optional<Cell>> there = stored(connection, budget.id, span);
    if (!there)
        return there.error();
    if (*there)
        return **there;
    const Result<Cell> cell = made(connection, budget, span);
    if (!cell || keep == Keep::No)
        return cell;
    const QVariantList values = bounds(budget.id, span)
        << cell->charge.spent << cell->charge.uncertain << cell->charge.unpriced << cell->reserved;
    if (const std::optional<Error> error
        = connection.exec(u"INSERT INTO budget_cells (budget_id, from_ms, to_ms, spent, uncertain, unpriced, reserved) "
                          "VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
            values))
        return *error;
    return cell;
}

Result<bool> areThere(Connection &connection, const QString &budgetId, const QList<BudgetSpan> &spans)
{
    for (const BudgetSpan &span : spans) {
        const Result<std::optional<Cell>> cell = stored(connection, budgetId, span);
        if (!cell)
            return cell.error();
        if (!*cell)
            return false;
    }
    return true;
}

Result<Cell> sum(Connection &connection, const Budget &budget, const QList<BudgetSpan> &spans, Keep keep)
{
    Cell total;
    for (const BudgetSpan &span : spans) {
        const Result<Cell> cell = read(connection, budget, span, keep);
        if (!cell)
            return cell;
        total.charge += cell->charge;
        total.reserved += cell->reserved;
    }
    return total;
}

std::optional<Error> add(
    Connection &connection, const QString &budgetId, qint64 momentMs, const BudgetCharge &charge, qint64 reserved)
{
    return connection.exec(u"UPDATE budget_cells SET spent = spent + ?, uncertain = uncertain + ?, "
                           "unpriced = unpriced + ?, reserved = reserved + ? "
                           "WHERE budget_id = ? AND from_ms <= ? AND to_ms > ?"_s,
        {charge.spent, charge.uncertain, charge.unpriced, reserved, budgetId, momentMs, momentMs});
}

Result<QList<QDateTime>> beginningsFrom(Connection &connection, const QString &budgetId, const QDateTime &moment)
{
    QList<QDateTime> out;
    const std::optional<Error> error = connection.each(
        u"SELECT DISTINCT from_ms FROM budget_cells WHERE budget_id = ? AND from_ms >= ? ORDER BY from_ms"_s,
        {budgetId, moment.toMSecsSinceEpoch()},
        [&](const Row &row) { out += QDateTime::fromMSecsSinceEpoch(row.integer(0), QTimeZone::utc()); });
    if (error)
        return *error;
    return out;
}

std::optional<Error> drop(Connection &connection, const QString &budgetId)
{
    return budgetId.isEmpty() ? connection.exec(u"DELETE FROM budget_cells"_s)
                              : connection.exec(u"DELETE FROM budget_cells WHERE budget_id = ?"_s, {budgetId});
}

} // namespace lineup::BudgetCells
