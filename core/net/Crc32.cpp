// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/Crc32.h"

#include <array>

namespace lineup {

namespace {

constexpr std::array<quint32, 256> makeTable()
{
    std::array<quint32, 256> table {};
    for (quint32 i = 0; i < table.size(); ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
        table[i] = value;
    }
    return table;
}

} // namespace

quint32 crc32(QByteArrayView bytes)
{
    static constexpr std::array<quint32, 256> table = makeTable();
    quint32 crc = 0xFFFFFFFFU;
    for (const char byte : bytes)
        crc = (crc >> 8) ^ table[(crc ^ static_cast<unsigned char>(byte)) & 0xFFU];
    return ~crc;
}

} // namespace lineup
