// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QtEndian>

// How PackedModels lies in bytes; numbers are little-endian, texts UTF-8 without an end.
//   head      ten numbers of 32 bits: magic, version, bytes in all, checksum of what follows the head, services,
//   models,
//             then where the rows, the order by id, the texts and the prices begin
//   services  sorted: text offset, text length, first row, number of rows
//   rows      rowBytes each, see packRow
//   ids       the rows' numbers in the order of their ids
//   texts, prices
namespace lineup::packed {

constexpr quint32 magic = 0x4d4e554c; // "LUNM"
constexpr quint32 version = 2;
constexpr quint32 headBytes = 40;
constexpr quint32 checkedFrom = 16; // what the checksum covers begins here
constexpr quint32 serviceBytes = 16;
constexpr quint32 rowBytes = 58;
constexpr quint32 noPrice = 0xffffffff;
enum Flag : quint8 { CapabilitiesKnown = 1, Free = 2, Demo = 4, EffortsKnown = 8, AlwaysThinks = 16 };

// FNV-1a.
inline quint32 checksum(QByteArrayView bytes)
{
    quint32 sum = 2166136261U;
    for (const char c : bytes)
        sum = (sum ^ static_cast<quint8>(c)) * 16777619U;
    return sum;
}

class Writer
{
public:
    template<typename T>
    void put(T value)
    {
        const T little = qToLittleEndian(value);
        m_bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
    }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

// Reads on from a place; beyond the end there are zeros.
class Cursor
{
public:
    Cursor(QByteArrayView bytes, qsizetype at) : m_bytes(bytes), m_at(at) { }
    template<typename T>
    [[nodiscard]] T get()
    {
        if (m_at < 0 || m_at > m_bytes.size() - static_cast<qsizetype>(sizeof(T)))
            return {};
        const T value = qFromLittleEndian<T>(m_bytes.data() + m_at);
        m_at += sizeof(T);
        return value;
    }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

} // namespace lineup::packed
