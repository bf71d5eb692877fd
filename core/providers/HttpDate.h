// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QDateTime>

#include <optional>

namespace lineup {

// A date as HTTP headers write it, in UTC: the preferred form, and the two obsolete ones that a reader must still
// take (RFC 9110, section 5.6.7). A two-digit year that lies more than fifty years after now is one of the past.
// Nothing for any other text and for days and hours that do not exist.
[[nodiscard]] std::optional<QDateTime> readHttpDate(QByteArrayView text, const QDateTime &now);

} // namespace lineup
