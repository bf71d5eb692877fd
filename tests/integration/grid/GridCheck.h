// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/grid/GridRows.h"

#include <QJsonObject>

namespace lineup::grid {

// What the service's own description says against the body: forbidden things, and members that it does not name.
[[nodiscard]] QStringList faultsOf(const Row &row, const QString &model, QJsonObject body);
// What is wrong with the order of turns, calls and results: rules that the descriptions do not hold.
[[nodiscard]] QStringList turnFaults(const Row &row, const QJsonObject &body);

} // namespace lineup::grid
