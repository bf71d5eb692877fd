// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QNetworkReply>
#include <QSslError>

namespace lineup {

// How the transfer failed, in our terms; empty when it did not, whatever its status. Call when it has finished.
// The detail is technical English, with no query, no header and no credential in it.
[[nodiscard]] std::optional<Error> transferError(const QNetworkReply &reply, const QList<QSslError> &tlsErrors);

// "TLS: certificate expired (2024-05-01)"
[[nodiscard]] QString tlsErrorText(const QSslError &error);

} // namespace lineup
