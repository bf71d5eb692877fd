// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace lineup {

// Tables as text after RFC 4180: a cell with the separator, a quote or a line break stands in quotes. Pure.

// One line without its end.
[[nodiscard]] QString csvLine(const QStringList &cells, QChar separator = u',');
// Every line that is not empty. Generous: any line ends, quotes that never close, a byte order mark at the front.
[[nodiscard]] QList<QStringList> readCsv(QStringView text, QChar separator = u',');

} // namespace lineup
