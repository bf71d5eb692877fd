// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeGate.h"

#include "core/base/Async.h"

namespace lineup::test {

Result<Admission> FakeGate::answerTo(const SpendClaim &claim) const
{
    const QString target = claim.service + u'/' + claim.model;
    if (refuse.contains(target))
        return refuse.value(target);
    if (!claim.switched && switchTo.contains(target))
        return Admission {.switchTo = switchTo.value(target), .because = QStringLiteral("Monthly")};
    return Admission {};
}

QFuture<Result<Admission>> FakeGate::admit(const SpendClaim &claim)
{
    claims += claim;
    if (!holdBack)
        return readyFuture(answerTo(claim));
    auto *promise = new QPromise<Result<Admission>>;
    promise->start();
    m_waiting += {promise, claim};
    return promise->future();
}

void FakeGate::answer()
{
    for (const auto &[promise, claim] : std::exchange(m_waiting, {})) {
        promise->addResult(answerTo(claim));
        promise->finish();
        delete promise;
    }
}

void FakeGate::adjust(const QString &claimId, const Cost &cost, qint64 tokens)
{
    adjusted += {claimId, cost, tokens};
}

} // namespace lineup::test
