// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QStringList>

namespace lineup {

// The candidates that somebody who typed this most likely meant, best first. Pure.
[[nodiscard]] QStringList closestNames(QStringView typed, const QStringList &candidates, qsizetype most = 3);

} // namespace lineup
