// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/TokenSource.h"

namespace lineup {

// Access tokens of Google Cloud (AuthScheme::GoogleToken). The credential is, in this order:
// - the service's key: a JSON of credentials, the path of a file with it, or an access token that is used as it is;
// - the file that the field "credentials_file" names (GOOGLE_APPLICATION_CREDENTIALS);
// - what "gcloud auth application-default login" has left; nobody gave it to us, so that it goes to Google only, and to
//   no other address that somebody set for the service.
// A service account signs an assertion (RFC 7523); a person's login has a refresh token (RFC 6749, 6). Other kinds, of
// other clouds and of impersonation, are refused with a word about it. Files are read anew for every call; they are
// small. Source: developers.google.com/identity/protocols/oauth2/service-account and google.aip.dev/auth/4112. Lives
// for ever.
[[nodiscard]] const TokenSource *googleTokenSource();

// The file that a call without a key would take its credentials from, whether it is there or not; empty: none. service:
// as resolved() made it.
[[nodiscard]] QString googleCredentialsFile(const Service &service);

} // namespace lineup
