// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Service.h"

namespace lineup {

// The address to use: the variable that the service's users know, else the row's. Pure but for the environment.
[[nodiscard]] QUrl effectiveBaseUrl(const Service &service);
// An address as people write it: "localhost:11434", "0.0.0.0", without a scheme; empty when it is none.
[[nodiscard]] QUrl readAddress(const QString &text);
// This machine (localhost, 127.0.0.0/8, ::1).
[[nodiscard]] bool isLoopback(const QUrl &url);
// This machine or the private network around it: nobody bills for that.
[[nodiscard]] bool isPrivateAddress(const QUrl &url);

} // namespace lineup
