// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/Inquiry.h"

namespace lineup::ui {

void Inquiry::begin()
{
    // Not at once: this may be called from an answer of the round that ends here.
    std::exchange(m_round, new QObject(this))->deleteLater();
    ++m_generation;
    m_error.reset();
    m_open = 0;
}

void Inquiry::cancel()
{
    if (!m_busy)
        return;
    begin();
    setBusy(false);
    Q_EMIT cancelled();
}

void Inquiry::settle(const std::optional<Error> &error)
{
    if (error && !m_error)
        m_error = error;
    if (--m_open > 0)
        return;
    setBusy(false);
    if (m_error)
        Q_EMIT failed(*m_error);
    else
        Q_EMIT done();
}

void Inquiry::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged(busy);
}

} // namespace lineup::ui
