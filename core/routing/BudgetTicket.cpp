// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/BudgetTicket.h"

#include "core/base/Async.h"

#include <QUuid>

namespace lineup {

BudgetTicket::~BudgetTicket()
{
    if (!m_id.isEmpty() && !m_used)
        m_gate->release(m_id);
}

void BudgetTicket::ask(SpendClaim claim)
{
    if (!m_gate) {
        Q_EMIT admitted();
        return;
    }
    m_id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    claim.id = m_id;
    whenDone(m_gate->admit(claim), this, [this](const Result<Admission> &answer) { onAnswer(answer); });
}

void BudgetTicket::onAnswer(const Result<Admission> &answer)
{
    const bool holds = answer && answer->switchTo.isEmpty();
    if (!holds)
        m_id.clear(); // nothing to give back
    if (!answer)
        Q_EMIT refused(answer.error());
    else if (holds)
        Q_EMIT admitted();
    else
        Q_EMIT switched(*answer);
}

void BudgetTicket::reduceTo(const Cost &cost, qint64 tokens)
{
    if (!m_id.isEmpty() && m_used)
        m_gate->adjust(m_id, cost, tokens);
}

} // namespace lineup
