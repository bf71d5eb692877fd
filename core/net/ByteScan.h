// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <cstring>

namespace lineup {

// Where the byte is first found in [from, end); end when it is not.
[[nodiscard]] inline const char *findByte(const char *from, const char *end, char wanted)
{
    const void *at = from == end ? nullptr : std::memchr(from, wanted, static_cast<size_t>(end - from));
    return at ? static_cast<const char *>(at) : end;
}

} // namespace lineup
