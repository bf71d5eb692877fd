// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/NdjsonFramer.h"

namespace lineup {

std::optional<Error> NdjsonFramer::feed(QByteArrayView bytes, QList<StreamEvent> &events)
{
    while (!m_error && !bytes.isEmpty()) {
        const qsizetype lf = bytes.indexOf('\n');
        if (lf < 0) {
            m_rest.append(bytes);
            if (m_rest.size() > m_maxEvent)
                m_error = oversizedEvent(m_maxEvent);
            break;
        }
        readLine(m_rest.completed(bytes.first(lf)), events);
        bytes = bytes.sliced(lf + 1);
    }
    return m_error;
}

std::optional<Error> NdjsonFramer::finish(QList<StreamEvent> &events)
{
    if (!m_error)
        readLine(m_rest.completed({}), events);
    return m_error;
}

void NdjsonFramer::readLine(QByteArrayView line, QList<StreamEvent> &events)
{
    if (line.size() > m_maxEvent) {
        m_error = oversizedEvent(m_maxEvent);
        return;
    }
    line = line.trimmed();
    if (!line.isEmpty())
        events.append({.name = {}, .data = line.toByteArray()});
}

} // namespace lineup
