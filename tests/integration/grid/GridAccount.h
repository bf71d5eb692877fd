// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/MappingReport.h"
#include "tests/integration/grid/GridRows.h"

#include <QJsonObject>

namespace lineup::grid {

// What was asked for and is neither in the body, at its place and with its value, nor named in the report; and lines of
// the report that the body does not bear out. Knows nothing of the encoders: only where each form has its parameters.
[[nodiscard]] QStringList unaccounted(
    const Row &row, const QJsonObject &asked, const QJsonObject &body, const MappingReport &report);

} // namespace lineup::grid
