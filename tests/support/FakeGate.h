// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/SpendGate.h"

#include <QHash>
#include <QPromise>

namespace lineup::test {

// A gate that answers as a test says and keeps what it was told.
class FakeGate final : public SpendGate
{
public:
    [[nodiscard]] QFuture<Result<Admission>> admit(const SpendClaim &claim) override;
    void adjust(const QString &claimId, const Cost &cost, qint64 tokens) override;
    void release(const QString &claimId) override { released += claimId; }
    void answer(); // those that were held back

    QHash<QString, Error> refuse; // by "service/model"
    QHash<QString, QString> switchTo; // by "service/model"
    bool holdBack = false; // answers only at answer()

    struct Adjusted
    {
        QString id;
        Cost cost;
        qint64 tokens = 0;
    };
    QList<SpendClaim> claims; // all that were asked for
    QList<Adjusted> adjusted;
    QStringList released;

private:
    [[nodiscard]] Result<Admission> answerTo(const SpendClaim &claim) const;

    QList<std::pair<QPromise<Result<Admission>> *, SpendClaim>> m_waiting;
};

} // namespace lineup::test
