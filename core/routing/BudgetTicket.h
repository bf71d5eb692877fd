// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/SpendGate.h"

#include <QObject>

namespace lineup {

// One claim on the person's budgets, from asking to its end. What was claimed and never used goes back when the ticket
// is destroyed, also while the answer is on its way. One thread; the gate outlives it.
class BudgetTicket final : public QObject
{
    Q_OBJECT
public:
    // gate null: nobody keeps budgets, and everything is admitted.
    explicit BudgetTicket(SpendGate *gate, QObject *parent = nullptr) : QObject(parent), m_gate(gate) { }
    ~BudgetTicket() override;

    // Once. claim.id is made here.
    void ask(SpendClaim claim);
    // Empty until it was asked, and without a gate.
    [[nodiscard]] const QString &id() const { return m_id; }
    // Something is sent for it: from now on the record of the call settles it.
    void use() { m_used = true; }
    // Nothing was sent for it after all.
    void giveUp() { m_used = false; }
    // What was sent is over and cost this; the rest of the claim is free for the call's next attempt.
    void reduceTo(const Cost &cost, qint64 tokens);

Q_SIGNALS:
    // Exactly one of these after ask(); admitted may come from inside it where there is no gate.
    void admitted();
    void refused(const lineup::Error &error);
    void switched(const lineup::Admission &admission); // nothing is claimed: go on with that model string

private:
    void onAnswer(const Result<Admission> &answer);

    SpendGate *m_gate;
    QString m_id;
    bool m_used = false;
};

} // namespace lineup
