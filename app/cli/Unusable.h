// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

namespace lineup::cli {

// A command line, or a file named on it, that cannot be meant: BadRequest, in words for the person who typed it.
[[nodiscard]] inline Error unusable(const QString &why)
{
    return {.kind = Error::Kind::BadRequest, .detail = why};
}

} // namespace lineup::cli
