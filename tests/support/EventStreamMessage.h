// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QtEndian>

#include <zlib.h>

namespace lineup::test {

inline QByteArray bigEndian(quint32 value)
{
    QByteArray out(4, '\0');
    qToBigEndian(value, out.data());
    return out;
}

inline QByteArray checksum(const QByteArray &bytes)
{
    return bigEndian(static_cast<quint32>(
        ::crc32(0, reinterpret_cast<const Bytef *>(bytes.constData()), static_cast<uInt>(bytes.size()))));
}

// A message of an AWS event stream whose headers are all texts.
inline QByteArray eventStreamMessage(const QList<QPair<QByteArray, QByteArray>> &headers, const QByteArray &payload)
{
    QByteArray block;
    for (const auto &[name, value] : headers) {
        block += static_cast<char>(name.size());
        block += name;
        block += '\7';
        block += bigEndian(static_cast<quint32>(value.size())).last(2);
        block += value;
    }
    QByteArray out = bigEndian(static_cast<quint32>(16 + block.size() + payload.size()))
        + bigEndian(static_cast<quint32>(block.size()));
    out += checksum(out);
    out += block + payload;
    return out + checksum(out);
}

// An event as services send it.
inline QByteArray eventStreamEvent(const QByteArray &type, const QByteArray &payload)
{
    return eventStreamMessage(
        {{":event-type", type}, {":content-type", "application/json"}, {":message-type", "event"}}, payload);
}

inline QByteArray eventStreamException(const QByteArray &type, const QByteArray &payload)
{
    return eventStreamMessage(
        {{":exception-type", type}, {":content-type", "application/json"}, {":message-type", "exception"}}, payload);
}

} // namespace lineup::test
