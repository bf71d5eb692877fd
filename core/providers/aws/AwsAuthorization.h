// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/net/HttpTypes.h"
#include "core/providers/Credentials.h"
#include "core/providers/Service.h"

#include <QDateTime>

namespace lineup {

// The request as AWS accepts it: signed, or with a key that goes as a bearer token (keys that begin with "ABSK" or
// "bedrock-api-key-"). Where the keys come from, the first that is there:
//   the service's key with the field access_key_id, and session_token for keys that end;
//   the profile of the field profile ("default" where it is empty) in ~/.aws.
// The region is the one in the address, where it names one, else the field region.
// Errors: Auth; the detail says what to do.
[[nodiscard]] Result<HttpRequest> authorizeForAws(
    const HttpRequest &request, const Service &service, const Credentials &credentials, const QDateTime &now);

// The profile that a call without a key would take its keys from; empty when it would fail. service: as resolved()
// made it.
[[nodiscard]] QString usableAwsProfile(const Service &service);

} // namespace lineup
