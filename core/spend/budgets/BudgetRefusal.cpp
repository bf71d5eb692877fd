// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/BudgetRefusal.h"

#include "core/spend/budgets/BudgetJson.h"
#include "core/spend/ledger/LedgerSettings.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr int callsNamed = 3;
constexpr qint64 rememberedMs = 2000; // who is refused again and again does not search a year of calls each time

qint64 steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

QString howItStands(const BudgetStanding &standing)
{
    const BudgetStatus &status = standing.status();
    const auto text = [&](qint64 amount) { return amountText(status.budget.meter, amount); };
    const bool isDollars = status.budget.meter == Budget::Meter::Dollars;
    QString out
        = u"%1 of %2 used"_s.arg(isDollars ? text(status.used) : QString::number(status.used), text(status.limit()));
    if (status.uncertain > 0)
        out += u", perhaps %1 more by calls whose cost nobody knows"_s.arg(text(status.uncertain));
    if (status.reserved > 0)
        out += u", %1 reserved by calls under way"_s.arg(text(status.reserved));
    return out;
}

QString whatItAsks(const BudgetStanding &standing, const SpendClaim &claim)
{
    if (const std::optional<qint64> amount = standing.amount())
        return u"this call may take up to %1"_s.arg(amountText(standing.budget().meter, *amount));
    const bool isDollars = standing.budget().meter == Budget::Meter::Dollars;
    return u"what this call may take is not known: %1/%2 has no known %3"_s.arg(
        claim.service, claim.model, isDollars ? u"price, or nothing bounds its answer"_s : u"longest answer"_s);
}

QString whenItResets(const BudgetStanding &standing, const QDateTime &moment)
{
    const QDateTime reset = standing.known().periods().resetIn(moment);
    if (!reset.isValid())
        return u"It never resets."_s;
    const bool isRolling = standing.budget().period.kind == BudgetPeriod::Kind::Rolling;
    return (isRolling ? u"Its oldest day falls out at %1 (%2)."_s : u"It resets at %1 (%2)."_s)
        .arg(reset.toString(u"yyyy-MM-dd HH:mm"_s), QString::fromLatin1(standing.known().periods().timeZone()));
}

} // namespace

// The refusal does not depend on it: what cannot be read is left out.
QString BudgetRefusal::filledBy(Connection &connection, const BudgetStanding &standing)
{
    const BudgetStatus &status = standing.status();
    const Budget &budget = status.budget;
    const qint64 revision = LedgerSettings::readRevision(connection).value_or(-1);
    Remembered &there = m_remembered[budget.id];
    const bool isSame = there.from == status.from && there.revision == revision && there.meter == budget.meter
        && there.scope == budget.scope;
    if (isSame && (there.used == status.used || steadyMs() - there.at < rememberedMs))
        return there.text;
    if (!isSame)
        there = {.scope = budget.scope, .meter = budget.meter, .from = status.from, .revision = revision};
    const BudgetSpan span {status.from, status.to.isValid() ? status.to : BudgetPeriods::allTime().to};
    const QTimeZone zone(standing.known().periods().timeZone());
    const bool isFound = !BudgetHistory::findLargest(connection, budget, span, callsNamed, there.largest).has_value();
    QStringList texts;
    for (const BudgetHistory::CountedCall &call : std::as_const(there.largest.calls))
        texts += BudgetHistory::callText(connection, budget, call, zone).value_or(QString());
    texts.removeAll(QString());
    there.text = isFound ? texts.join(u"; "_s) : QString();
    there.used = status.used;
    there.at = steadyMs();
    return there.text;
}

Error BudgetRefusal::of(Connection &connection, const BudgetStanding &standing, const SpendClaim &claim)
{
    const BudgetStatus &status = standing.status();
    Error error {.kind = Error::Kind::BudgetExhausted, .code = status.budget.id};
    error.detail = u"The budget \"%1\" refuses it: %2, and %3. %4"_s.arg(status.budget.name, howItStands(standing),
        whatItAsks(standing, claim), whenItResets(standing, claim.startedAt));
    if (const QString calls = filledBy(connection, standing); !calls.isEmpty())
        error.detail += u" The largest calls in it: %1."_s.arg(calls);
    if (status.to.isValid() && standing.amount())
        error.retryAfter = std::chrono::milliseconds(std::max<qint64>(0, standing.now().msecsTo(status.to)));
    return error;
}

} // namespace lineup
