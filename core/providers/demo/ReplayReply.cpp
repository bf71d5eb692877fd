// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/demo/ReplayReply.h"

using namespace Qt::StringLiterals;

namespace lineup {

ReplayReply::ReplayReply(ReplayAnswer answer, double speed) : m_answer(std::move(answer)), m_speed(speed)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &ReplayReply::step);
    QMetaObject::invokeMethod(this, &ReplayReply::begin, Qt::QueuedConnection);
}

void ReplayReply::begin()
{
    if (m_done)
        return;
    Q_EMIT connected();
    wait();
}

void ReplayReply::wait()
{
    if (m_done)
        return;
    if (m_next >= m_answer.pieces.size()) {
        if (m_answer.dropped)
            end(Error {.kind = Error::Kind::Network, .detail = u"connection closed before the answer was complete"_s});
        else
            end(std::nullopt);
        return;
    }
    m_timer.start(static_cast<int>(static_cast<double>(m_answer.pieces.at(m_next).after.count()) / m_speed));
}

void ReplayReply::step()
{
    if (m_next == 0)
        Q_EMIT headReceived({m_answer.status, m_answer.headers});
    // Everything that is due at the same moment goes out together, as a network would deliver it.
    QByteArray bytes = m_answer.pieces.at(m_next++).bytes;
    while (m_next < m_answer.pieces.size() && m_answer.pieces.at(m_next).after.count() == 0)
        bytes += m_answer.pieces.at(m_next++).bytes;
    if (!m_done)
        Q_EMIT received(bytes);
    wait();
}

void ReplayReply::abort()
{
    if (m_done)
        return;
    m_timer.stop();
    m_done = true;
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT finished(Error {.kind = Error::Kind::Cancelled, .detail = {}}); }, Qt::QueuedConnection);
}

void ReplayReply::end(const std::optional<Error> &error)
{
    if (!std::exchange(m_done, true))
        Q_EMIT finished(error);
}

} // namespace lineup
