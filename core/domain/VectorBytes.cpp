// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/VectorBytes.h"

#include <QtEndian>

#include <array>
#include <charconv>

namespace lineup {

namespace {

std::optional<QByteArray> bytesOf(const QByteArray &base64)
{
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    return decoded && !decoded.decoded.isEmpty() ? std::optional(decoded.decoded) : std::nullopt;
}

} // namespace

QByteArray vectorToBase64(const QList<float> &vector)
{
    QByteArray bytes(vector.size() * qsizetype(sizeof(float)), Qt::Uninitialized);
    qToLittleEndian<float>(vector.constData(), vector.size(), bytes.data());
    return bytes.toBase64();
}

std::optional<QList<float>> vectorFromBase64(const QByteArray &base64)
{
    const std::optional<QByteArray> bytes = bytesOf(base64);
    if (!bytes || bytes->size() % qsizetype(sizeof(float)) != 0)
        return std::nullopt;
    QList<float> out(bytes->size() / qsizetype(sizeof(float)));
    qFromLittleEndian<float>(bytes->constData(), out.size(), out.data());
    return out;
}

std::optional<QList<float>> vectorFromInt8Base64(const QByteArray &base64)
{
    const std::optional<QByteArray> bytes = bytesOf(base64);
    if (!bytes)
        return std::nullopt;
    QList<float> out;
    out.reserve(bytes->size());
    for (const char byte : *bytes)
        out += static_cast<float>(static_cast<qint8>(byte));
    return out;
}

QByteArray shortestDecimal(float value)
{
    std::array<char, 32> text; // the longest is "-1.1754944e-38"
    const auto [end, fault] = std::to_chars(text.data(), text.data() + text.size(), value);
    return fault == std::errc() ? QByteArray(text.data(), end - text.data()) : QByteArray();
}

} // namespace lineup
