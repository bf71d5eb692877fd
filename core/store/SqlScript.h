// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QStringList>

namespace lineup {

// The statements of a script, without comments and the semicolons between them. Knows quoted text, comments, and
// that the semicolons inside of CREATE TRIGGER … BEGIN … END belong to it. Pure.
[[nodiscard]] QStringList splitSqlScript(QStringView script);

} // namespace lineup
