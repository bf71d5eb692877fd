// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/BudgetKeptSums.h"

#include "core/spend/ledger/SpendFacts.h"
#include "core/spend/maintenance/LedgerRetention.h"
#include "core/spend/reports/SumQuery.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

void add(QStringList &words, const QString &word)
{
    if (!word.isEmpty())
        words += word;
}

SpendFilter filterOf(const BudgetScope &scope)
{
    SpendFilter filter;
    add(filter.users, scope.user);
    add(filter.sources, scope.source);
    add(filter.services, scope.service);
    add(filter.projects, scope.project);
    add(filter.tags, scope.tag);
    const QString chain = chainOf(scope.model);
    if (chain.isEmpty())
        add(filter.models, scope.model);
    else
        filter.chains = {chain};
    return filter;
}

BudgetCharge chargeOf(Budget::Meter meter, const SpendSums &sums)
{
    switch (meter) {
    case Budget::Meter::Dollars:
        return {.spent = sums.cost.nano(), .unpriced = sums.unpriced};
    case Budget::Meter::Tokens:
        return {.spent = sums.input() + sums.output()};
    case Budget::Meter::Requests:
        return {.spent = sums.attempts};
    }
    return {};
}

} // namespace

Result<BudgetKeptSums> BudgetKeptSums::of(Connection &connection)
{
    const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
    if (!calendar)
        return calendar.error();
    const Result<QDate> details = detailsFrom(connection);
    if (!details)
        return details.error();
    BudgetKeptSums sums(*calendar);
    sums.m_details = BudgetPeriods::allTime().from;
    if (!details->isValid())
        return sums;
    sums.m_firstDay = details->toJulianDay();
    sums.m_details = QDateTime::fromMSecsSinceEpoch(calendar->startOf(sums.m_firstDay), QTimeZone::utc());
    return sums;
}

BudgetSpan BudgetKeptSums::detailed(const BudgetSpan &span) const
{
    return isCut(span) ? BudgetSpan {std::min(m_details, span.to), span.to} : span;
}

Result<BudgetCharge> BudgetKeptSums::charge(Connection &connection, const Budget &budget, const BudgetSpan &span) const
{
    if (!isCut(span) || span.from >= span.to)
        return BudgetCharge();
    SpendFilterSql filter(filterOf(budget.scope));
    if (span.from > BudgetPeriods::allTime().from)
        filter.startAt(m_calendar.dayAt(span.from.toMSecsSinceEpoch()));
    filter.endAt(m_firstDay - 1);
    if (span.to < m_details)
        filter.endAt(m_calendar.dayAt(span.to.toMSecsSinceEpoch() - 1));
    const Result<SpendTable> table = sumsFor(connection, filter, {});
    if (!table)
        return table.error();
    return chargeOf(budget.meter, table->total);
}

} // namespace lineup
