// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/reports/SpendQuery.h"
#include "core/store/Connection.h"

#include <QJsonObject>

namespace lineup {

// SpendSums as columns of spend_days and spend_months, and as expressions over the rows of calls and attempts: the
// one place that says what is summed. SQL that PostgreSQL understands as well.
namespace SumColumns {

[[nodiscard]] int count();
[[nodiscard]] QString names(); // "cost_nano, estimated_nano, …"
[[nodiscard]] QString plain(QStringView alias); // "d.cost_nano, d.estimated_nano, …"
[[nodiscard]] QString sums(QStringView alias); // "sum(d.cost_nano) AS cost_nano, …"
[[nodiscard]] QString added(QStringView table); // "cost_nano = spend_days.cost_nano + excluded.cost_nano, …"
[[nodiscard]] QVariantList values(const SpendSums &sums);
[[nodiscard]] SpendSums read(const Row &row, int firstColumn);
[[nodiscard]] SpendSums fromObject(const QJsonObject &object); // by the columns' names; what is missing is 0

// Which calls the facts are of.
enum class Calls { Summed, NotYetSummed };
// Rows (scope_id, sum columns), one for each attempt of the calls that began in [?, ?) and for each such call without
// attempts, demo calls left out. Takes four values: the span, twice.
[[nodiscard]] QString facts(Calls calls = Calls::Summed);

} // namespace SumColumns

} // namespace lineup
