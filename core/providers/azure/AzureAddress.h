// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Service.h"

namespace lineup {

// Where requests to an Azure resource go. Pure functions. People paste the resource's own address
// ("https://name.openai.azure.com") or that of one deployment, with path and api-version; both are understood.

// The resource's address: without the path of an API, its query, and its slash.
[[nodiscard]] QUrl azureResource(const QUrl &address);

// The dated version of the API, as "2024-10-21" or "2025-03-01-preview"; empty: the undated "v1" API. From the field
// "api_version", else from the query of the address, else the fallback.
[[nodiscard]] QString azureApiVersion(const Service &service, const QString &fallback = {});

// path below the resource, with ?api-version= where the version is dated. A deployment's name is data: whatever is in
// it stays one step of the path.
[[nodiscard]] QUrl azureUrl(const Service &service, const QString &path, const QString &version);

// True when the dated version is at least that one; the undated API has everything.
[[nodiscard]] bool azureHas(const QString &version, QStringView since);

} // namespace lineup
