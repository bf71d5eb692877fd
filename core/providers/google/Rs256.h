// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QJsonObject>

namespace lineup {

// The signature "RS256" of JSON Web Signatures (RFC 7518, 3.3): RSASSA-PKCS1-v1_5 with SHA-256. Pure.
// privateKey: PEM, PKCS #8 or PKCS #1, without a password, at least 2,048 bits. Errors: Auth, without a word of the
// key.
[[nodiscard]] Result<QByteArray> signRs256(const QByteArray &privateKey, const QByteArray &text);

// A JSON Web Token in compact form (RFC 7515, 7.1), signed with RS256: "header.claims.signature".
[[nodiscard]] Result<QByteArray> signedJwt(
    const QByteArray &privateKey, const QJsonObject &header, const QJsonObject &claims);

} // namespace lineup
