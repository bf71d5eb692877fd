// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/BudgetWatch.h"

#include "core/base/Async.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr std::chrono::milliseconds settleTime {200};

// The least that a call can take: what refuses even that has nothing left.
SpendClaim leastClaim(const BudgetWatch::Target &target)
{
    SpendClaim claim {.source = u"app"_s, .service = target.service};
    claim.requestedModel = target.chain.isEmpty() ? target.id() : target.chain;
    claim.model = target.model;
    claim.free = target.free;
    claim.startedAt = QDateTime::currentDateTimeUtc();
    claim.worstCost = target.free ? Money() : Money::fromNano(1);
    claim.worstTokens = 1;
    return claim;
}

} // namespace

BudgetWatch::BudgetWatch(Budgets *budgets, QObject *parent) : QObject(parent), m_budgets(budgets)
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_settle, &QTimer::timeout, this, &BudgetWatch::ask);
    if (m_budgets)
        connect(m_budgets, &Budgets::changed, &m_settle, qOverload<>(&QTimer::start));
}

void BudgetWatch::watch(const QList<Target> &targets)
{
    if (!m_budgets || targets == m_targets)
        return;
    m_targets = targets;
    ask();
}

void BudgetWatch::ask()
{
    for (const Target &target : std::as_const(m_targets)) {
        whenDone(
            m_budgets->forecast({leastClaim(target)}), this, [this, target](const Result<BudgetForecast> &forecast) {
                if (forecast) // what cannot be read is not known to be spent
                    take(target, forecast->blocking);
            });
    }
}

void BudgetWatch::take(const Target &target, const std::optional<BudgetStatus> &blocking)
{
    if (this->blocking(target) == blocking)
        return;
    if (blocking)
        m_blocking.insert({target.chain, target.id()}, *blocking);
    else
        m_blocking.remove({target.chain, target.id()});
    Q_EMIT changed();
}

std::optional<BudgetStatus> BudgetWatch::blocking(const Target &target) const
{
    const auto found = m_blocking.constFind({target.chain, target.id()});
    return found == m_blocking.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace lineup::ui
