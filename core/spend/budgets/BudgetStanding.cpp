// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/BudgetStanding.h"

#include "core/spend/budgets/BudgetRows.h"

#include <algorithm>

namespace lineup {

namespace {

// A call of yesterday that is tried again after midnight is counted in all the rolling days that yesterday is one of,
// and there may be calls of today in some of them.
Result<qint64> mostCounted(
    Connection &connection, const KnownBudget &known, const QDateTime &behind, qint64 counted, BudgetCells::Keep keep)
{
    if (known.budget().period.kind != BudgetPeriod::Kind::Rolling)
        return counted;
    const Result<QList<QDateTime>> later = BudgetCells::beginningsFrom(connection, known.budget().id, behind);
    if (!later)
        return later.error();
    for (const QDateTime &day : *later) {
        const QList<BudgetSpan> cells = known.periods().cells(day);
        if (cells.first().from >= behind)
            break;
        const Result<BudgetCells::Cell> sum = BudgetCells::sum(connection, known.budget(), cells, keep);
        if (!sum)
            return sum.error();
        counted = std::max(counted, sum->counted());
    }
    return counted;
}

} // namespace

Result<BudgetStanding> BudgetStanding::read(Connection &connection, const KnownBudget &known, const QDateTime &moment,
    const QDateTime &now, BudgetCells::Keep keep)
{
    const QList<BudgetSpan> &cells = known.cells(moment);
    const Result<BudgetCells::Cell> sum = BudgetCells::sum(connection, known.budget(), cells, keep);
    if (!sum)
        return sum.error();
    const Result<BudgetRows::Extra> extra = BudgetRows::extra(connection, known.budget().id, now);
    if (!extra)
        return extra.error();
    const Result<qint64> most = mostCounted(connection, known, cells.last().to, sum->counted(), keep);
    if (!most)
        return most.error();
    const bool ends = known.budget().period.kind != BudgetPeriod::Kind::Total;
    BudgetStanding standing(known);
    standing.m_most = *most;
    standing.m_now = now;
    standing.m_status = {.budget = known.budget(),
        .from = cells.first().from,
        .to = ends ? cells.last().to : QDateTime(),
        .used = sum->charge.spent,
        .reserved = sum->reserved,
        .uncertain = sum->charge.uncertain,
        .unpriced = int(sum->charge.unpriced),
        .extra = extra->amount,
        .extraUntil = extra->until};
    return standing;
}

void BudgetStanding::add(const SpendClaim &claim)
{
    const std::optional<qint64> amount = amountOf(budget().meter, claim);
    if (m_amount && amount)
        m_amount = *m_amount + *amount;
    else
        m_amount = std::nullopt;
    m_exempt = m_exempt && claim.free && budget().meter == Budget::Meter::Dollars;
    const std::optional<BudgetAction> action = budget().action(BudgetAction::Kind::Switch);
    const bool isThere
        = action && (claim.requestedModel == action->model || claim.service + u'/' + claim.model == action->model);
    m_switched = m_switched || claim.switched || isThere;
}

bool BudgetStanding::refuses() const
{
    if (m_exempt || !budget().blocks())
        return false;
    const qint64 left = m_status.limit() - m_most;
    if (!m_amount)
        return !budget().allowUnpriced || left <= 0;
    return *m_amount > left;
}

std::optional<BudgetAction> BudgetStanding::switches() const
{
    const std::optional<BudgetAction> action = budget().action(BudgetAction::Kind::Switch);
    if (!action || m_exempt || m_switched)
        return std::nullopt;
    // Where there is a way out, what would not fit takes it before the percentage is reached.
    return hasReached(*action, m_most) || refuses() ? action : std::nullopt;
}

bool BudgetStanding::hasReached(const BudgetAction &action, qint64 counted) const
{
    __extension__ using Wide = __int128;
    return Wide(counted) * 100 >= Wide(m_status.limit()) * action.percent;
}

double BudgetStanding::share() const
{
    const qint64 left = m_status.limit() - m_most - m_amount.value_or(0);
    return double(left) / double(std::max<qint64>(1, m_status.limit()));
}

} // namespace lineup
