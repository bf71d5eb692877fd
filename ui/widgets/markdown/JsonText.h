// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace lineup::ui {

// JSON text with a line for each member. Only white space outside of strings changes: numbers, order and escapes
// stay as written, and what is no JSON comes out readable too.
[[nodiscard]] QString indentedJson(const QString &json);

} // namespace lineup::ui
