// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/SseFramer.h"

#include "core/net/ByteScan.h"

namespace lineup {

namespace {

constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");

} // namespace

std::optional<Error> SseFramer::feed(QByteArrayView bytes, QList<StreamEvent> &events)
{
    if (m_error)
        return m_error;
    if (!m_started)
        bytes = withoutByteOrderMark(bytes);
    if (!bytes.isEmpty())
        readLines(bytes, events);
    return m_error;
}

std::optional<Error> SseFramer::finish(QList<StreamEvent> &events)
{
    if (m_error)
        return m_error;
    if (m_rest.size() > 0)
        readLine(m_rest.completed({}), events);
    if (!m_error)
        dispatch(events);
    return m_error;
}

QByteArrayView SseFramer::withoutByteOrderMark(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && m_markBytes < byteOrderMark.size() && bytes.front() == byteOrderMark[m_markBytes]) {
        bytes = bytes.sliced(1);
        ++m_markBytes;
    }
    m_started = m_markBytes == byteOrderMark.size() || !bytes.isEmpty();
    if (m_started && m_markBytes < byteOrderMark.size())
        m_rest.append(byteOrderMark.first(m_markBytes));
    return bytes;
}

void SseFramer::readLines(QByteArrayView bytes, QList<StreamEvent> &events)
{
    const char *at = bytes.begin();
    const char *const end = bytes.end();
    if (m_skipLf && *at == '\n')
        ++at;
    m_skipLf = false;
    const char *lf = findByte(at, end, '\n');
    while (at != end) {
        // The LF is looked for once, however many lines end in a lone CR before it.
        if (lf < at)
            lf = findByte(at, end, '\n');
        const char *stop = findByte(at, lf, '\r');
        if (stop == end) {
            m_rest.append(QByteArrayView(at, end));
            if (m_rest.size() > m_maxEvent)
                fail();
            return;
        }
        readLine(m_rest.completed(QByteArrayView(at, stop)), events);
        if (m_error)
            return;
        at = stop + 1;
        if (*stop == '\r') {
            m_skipLf = at == end;
            if (at != end && *at == '\n')
                ++at;
        }
    }
}

void SseFramer::readLine(QByteArrayView line, QList<StreamEvent> &events)
{
    if (line.isEmpty()) {
        dispatch(events);
        return;
    }
    if (line.size() > m_maxEvent) {
        fail();
        return;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArrayView field = colon < 0 ? line : line.first(colon);
    QByteArrayView value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    if (field == QByteArrayView("data"))
        addData(value);
    else if (field == QByteArrayView("event"))
        setName(value);
}

void SseFramer::setName(QByteArrayView value)
{
    // Names repeat from event to event: most are shared, not copied.
    if (value != m_lastName)
        m_lastName = value.toByteArray();
    m_name = m_lastName;
}

void SseFramer::addData(QByteArrayView value)
{
    if (!m_hasData) {
        m_data = value.toByteArray();
    } else if (m_data.size() + value.size() < m_maxEvent) {
        m_data.append('\n').append(value);
    } else {
        fail();
    }
    m_hasData = true;
}

void SseFramer::dispatch(QList<StreamEvent> &events)
{
    if (m_hasData)
        events.append({.name = std::exchange(m_name, {}), .data = std::exchange(m_data, {})});
    else
        m_name = {};
    m_hasData = false;
}

} // namespace lineup
