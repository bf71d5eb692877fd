// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/CallBook.h"

#include <QUuid>

namespace lineup {

CallBook::CallBook(const Router::Dependencies &dependencies, const CallOptions &options)
    : m_clock(dependencies.clock), m_sink(dependencies.sink)
{
    record.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    record.source = options.source;
}

void CallBook::start()
{
    record.startedAt = m_clock.now();
    m_startedAt = m_clock.monotonic();
}

std::chrono::microseconds CallBook::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(m_clock.monotonic() - m_startedAt);
}

void CallBook::close(const std::optional<Error> &error)
{
    if (std::exchange(m_closed, true))
        return;
    record.total = elapsed();
    record.error = error;
    record.usage = totalUsage(record.attempts);
    record.cost = totalCost(record.attempts);
    if (m_sink)
        m_sink->record(record);
}

} // namespace lineup
