// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/spend/reports/SpendQuery.h"

class QCommandLineOption;
class QCommandLineParser;

namespace lineup::cli {

// Which calls are meant, on the command line: --since, --until, --service, --model and so on, the same for every
// command that works on the history.
[[nodiscard]] QList<QCommandLineOption> spendFilterOptions();
// today: for --since 7d. BadRequest, in words, for what cannot be meant.
[[nodiscard]] Result<SpendFilter> readSpendFilter(const QCommandLineParser &parser, const QDate &today);

} // namespace lineup::cli
