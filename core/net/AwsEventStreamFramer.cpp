// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/AwsEventStreamFramer.h"

#include "core/net/Crc32.h"
#include "core/net/LineRest.h"

#include <QHash>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Total length, length of the headers, checksum of these two.
constexpr qsizetype preludeSize = 12;
constexpr qsizetype checksumSize = 4;

quint32 numberAt(QByteArrayView bytes, qsizetype at)
{
    return qFromBigEndian<quint32>(bytes.data() + at);
}

using HeaderValues = QHash<QByteArray, QByteArray>; // of headers that hold text

// Reads headers one after the other; each of them must lie within its block.
class HeaderBlock
{
public:
    explicit HeaderBlock(QByteArrayView bytes) : m_bytes(bytes) { }

    // False when the block is not made of headers.
    [[nodiscard]] bool read(HeaderValues &values)
    {
        while (m_at < m_bytes.size()) {
            const std::optional<QByteArrayView> name = sized(1);
            const std::optional<QByteArrayView> type = take(1);
            if (!name || name->isEmpty() || !type)
                return false;
            const std::optional<QByteArrayView> value = valueOf(type->front());
            if (!value)
                return false;
            if (type->front() == text)
                values.insert(name->toByteArray(), value->toByteArray());
        }
        return true;
    }

private:
    static constexpr char text = 7;

    std::optional<QByteArrayView> take(qsizetype count)
    {
        if (count > m_bytes.size() - m_at)
            return std::nullopt;
        const QByteArrayView out = m_bytes.sliced(m_at, count);
        m_at += count;
        return out;
    }
    // Bytes after their length, which is a number of one or two bytes.
    std::optional<QByteArrayView> sized(qsizetype lengthSize)
    {
        const std::optional<QByteArrayView> length = take(lengthSize);
        if (!length)
            return std::nullopt;
        return take(
            lengthSize == 1 ? static_cast<unsigned char>(length->front()) : qFromBigEndian<quint16>(length->data()));
    }
    std::optional<QByteArrayView> valueOf(char type)
    {
        switch (type) {
        case 0: // true
        case 1: // false
            return QByteArrayView("");
        case 2: // 8 bits
            return take(1);
        case 3: // 16 bits
            return take(2);
        case 4: // 32 bits
            return take(4);
        case 5: // 64 bits
        case 8: // milliseconds since 1970
            return take(8);
        case 6: // bytes
        case text:
            return sized(2);
        case 9: // UUID
            return take(16);
        default:
            return std::nullopt;
        }
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

StreamEvent eventFrom(const HeaderValues &headers, QByteArrayView payload)
{
    StreamEvent event {.name = headers.value(":event-type"), .data = payload.toByteArray()};
    const QByteArray type = headers.value(":message-type");
    if (type == "exception") {
        event.name = streamExceptionPrefix + headers.value(":exception-type");
    } else if (type == "error") {
        event.name = streamExceptionPrefix + headers.value(":error-code");
        if (event.data.isEmpty())
            event.data = headers.value(":error-message");
    }
    return event;
}

} // namespace

std::optional<Error> AwsEventStreamFramer::feed(QByteArrayView bytes, QList<StreamEvent> &events)
{
    if (m_error)
        return m_error;
    if (!m_rest.isEmpty()) {
        m_rest.append(bytes);
        bytes = m_rest;
    }
    qsizetype at = 0;
    while (!m_error) {
        const QByteArrayView left = bytes.sliced(at);
        const qsizetype length = messageLength(left);
        if (length == 0 || left.size() < length)
            break;
        readMessage(left.first(length), events);
        at += length;
    }
    if (m_rest.isEmpty())
        m_rest = bytes.sliced(at).toByteArray();
    else
        m_rest.remove(0, at);
    return m_error;
}

std::optional<Error> AwsEventStreamFramer::finish(QList<StreamEvent> &)
{
    if (!m_error && !m_rest.isEmpty())
        fail(u"the stream ended within a message"_s);
    return m_error;
}

qsizetype AwsEventStreamFramer::messageLength(QByteArrayView bytes)
{
    if (bytes.size() < preludeSize)
        return 0;
    const quint32 total = numberAt(bytes, 0);
    const quint32 headers = numberAt(bytes, 4);
    if (crc32(bytes.first(8)) != numberAt(bytes, 8))
        fail(u"the checksum of a message's head does not fit"_s);
    else if (total < preludeSize + checksumSize || headers > total - preludeSize - checksumSize)
        fail(u"the lengths of a message contradict each other"_s);
    else if (total > m_maxEvent)
        m_error = oversizedEvent(m_maxEvent);
    return m_error ? 0 : static_cast<qsizetype>(total);
}

void AwsEventStreamFramer::readMessage(QByteArrayView message, QList<StreamEvent> &events)
{
    const qsizetype end = message.size() - checksumSize;
    if (crc32(message.first(end)) != numberAt(message, end)) {
        fail(u"the checksum of a message does not fit"_s);
        return;
    }
    const qsizetype headerSize = numberAt(message, 4);
    HeaderValues headers;
    if (!HeaderBlock(message.sliced(preludeSize, headerSize)).read(headers)) {
        fail(u"the headers of a message cannot be read"_s);
        return;
    }
    const qsizetype payload = preludeSize + headerSize;
    events += eventFrom(headers, message.sliced(payload, end - payload));
}

void AwsEventStreamFramer::fail(const QString &detail)
{
    m_error = Error {.kind = Error::Kind::Malformed, .detail = detail};
}

} // namespace lineup
