// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/providers/Service.h"

namespace lineup {

// Trusted: regular expressions that are known to be right are compiled when they are first used, not all at the start.
enum class Patterns { Checked, Trusted };

// Reads rows in the format of resources/catalogue/services.json (its members are named in Service.h).
// Unknown members are ignored; a wrong one fails with the path to it: "services[3].auth: …". Pure.
[[nodiscard]] Result<QList<Service>> readServiceTable(const QByteArray &json, Patterns patterns = Patterns::Checked);
// The row as an object that readServiceTable understands; only what a person can set on a service of their own.
[[nodiscard]] QJsonObject writeServiceRow(const Service &service);

[[nodiscard]] QString authSchemeName(AuthScheme scheme);

// The dialect that a server of a person's own most likely speaks.
[[nodiscard]] QString commonDialectId();

} // namespace lineup
