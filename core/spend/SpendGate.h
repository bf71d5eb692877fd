// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/CallLabels.h"
#include "core/domain/Cost.h"

#include <QDateTime>
#include <QFuture>

#include <optional>

namespace lineup {

// What one attempt at one target may take, asked for before it is sent. A value.
struct SpendClaim
{
    QString id; // UUID, made by who asks, so that it can be given back whatever became of the answer
    QString callId; // CallRecord::id
    QDateTime startedAt; // UTC, of the call: all of its attempts count in the period that it began in
    QString source; // "app", "cli", …
    QString user;
    CallLabels labels;
    QString requestedModel; // as asked for: "chain/reliable"
    QString service;
    QString model; // as sent to the service
    bool free = false; // costs nothing: passes a spent budget of dollars
    std::optional<Money> worstCost; // empty: no price is known, or nothing bounds the answer
    qint64 worstTokens = 0; // input and the longest answer; 0: not bounded
    bool switched = false; // the call goes where a budget has sent it already: no further switch
};

// What a claim was answered with: it may be sent.
struct Admission
{
    // Not empty: a budget asks for this model string instead ("chain/cheap"). Nothing is reserved then; the caller goes
    // on with that and claims anew, once.
    QString switchTo;
    QString because; // name of the budget that asks for the switch
};

// Keeps calls within the person's budgets. Used by the Router, on its thread; outlives its replies. Jobs are carried
// out in the order given, so what is given back is there for the next claim.
class SpendGate
{
public:
    virtual ~SpendGate() = default;
    // Reserves the worst case in every budget that matches, or in none. Errors: BudgetExhausted, whose detail names the
    // budget, what was used, the limit, when it resets and what filled it, and whose code is the budget's id; Storage
    // when the ledger is out of order and some budget refuses calls: a limit that cannot be checked holds.
    [[nodiscard]] virtual QFuture<Result<Admission>> admit(const SpendClaim &claim) = 0;
    // The attempt is over and cost this, another one of the same call may follow: only this much stays reserved until
    // the ledger has the call, which settles it.
    virtual void adjust(const QString &claimId, const Cost &cost, qint64 tokens) = 0;
    // Nothing was sent for it and nothing will be recorded.
    virtual void release(const QString &claimId) = 0;
};

} // namespace lineup
