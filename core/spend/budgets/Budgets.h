// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/spend/SpendGate.h"
#include "core/spend/budgets/Budget.h"

#include <QFuture>
#include <QObject>

namespace lineup {

// What a call that is about to be sent would find. For the send button: asks, and reserves nothing.
struct BudgetForecast
{
    std::optional<BudgetStatus> blocking; // the tightest budget that would refuse it
    std::optional<BudgetStatus> switching; // that would send it elsewhere
    QString switchTo;
    QList<BudgetStatus> matching; // all that count it, the tightest first
};

// One period of the past as a budget would have seen it.
struct BudgetHistoryPeriod
{
    QDateTime from; // UTC
    QDateTime to; // UTC
    qint64 used = 0;
    int calls = 0;
    int wouldBlock = 0; // calls that would have been refused, by what they did cost in the order they were made
};

// The person's budgets, kept in the ledger's database and shared by every process that opens it. Main thread; work is
// done in the database's own. Errors: Storage; BadRequest with a sentence for what cannot be meant; NotFound.
// LiteLLM's BudgetManager is here as well: create(), currentCost(), remaining().
class Budgets : public QObject, public SpendGate
{
    Q_OBJECT
public:
    using QObject::QObject;

    // In the order of the person; disabled ones as well.
    [[nodiscard]] virtual QFuture<Result<QList<BudgetStatus>>> status() = 0;
    // New or changed, by id; an empty id makes one. What it has used is counted from the ledger's calls. Gives its id.
    [[nodiscard]] virtual QFuture<Result<QString>> save(const Budget &budget) = 0;
    [[nodiscard]] virtual QFuture<Result<bool>> remove(const QString &id) = 0;
    // Logged; the call that was refused can be sent again. until: UTC, ahead.
    [[nodiscard]] virtual QFuture<Result<bool>> allowMore(const QString &id, qint64 amount, const QDateTime &until) = 0;
    [[nodiscard]] virtual QFuture<Result<QList<BudgetOverride>>> overrides(const QString &id) = 0; // the newest first
    // What these claims together would meet. Claims need no ids.
    [[nodiscard]] virtual QFuture<Result<BudgetForecast>> forecast(const QList<SpendClaim> &claims) = 0;
    // How the last `periods` periods would have gone under this budget, the oldest first; fewer where the ledger does
    // not keep their calls any more. It need not be saved.
    [[nodiscard]] virtual QFuture<Result<QList<BudgetHistoryPeriod>>> preview(const Budget &budget, int periods) = 0;
    // The thresholds that nobody has been told of yet; from now on somebody has. For those who do not stay to listen
    // for reached(), which tells the same ones.
    [[nodiscard]] virtual QFuture<Result<QList<BudgetNotice>>> takeNotices() = 0;

Q_SIGNALS:
    void changed(); // by whoever: a budget, what it has used, an override
    void reached(const lineup::BudgetNotice &notice); // once a threshold, a period and all processes
};

} // namespace lineup
