// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace lineup {

// CRC-32 as in IEEE 802.3 and zlib (reflected polynomial 0xEDB88320).
[[nodiscard]] quint32 crc32(QByteArrayView bytes);

} // namespace lineup
