// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lineup::cli {

[[nodiscard]] QString helpText();

} // namespace lineup::cli
