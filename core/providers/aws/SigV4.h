// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/HttpTypes.h"
#include "core/secrets/KeyVault.h"

#include <QDateTime>

namespace lineup {

// AWS Signature Version 4. Pure functions.
// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html

// For what a signature is good.
struct SigV4Scope
{
    QByteArray region; // "us-east-1"
    QByteArray service; // "bedrock"
    QDateTime time; // any time zone; used as UTC
};

struct AwsKeys
{
    QByteArray accessKeyId; // no secret: it is sent as it is
    SecretBytes secretAccessKey;
    SecretBytes sessionToken; // empty: keys that last
};

// A request as it goes over the wire.
struct SigV4Request
{
    QByteArray method;
    QByteArray path; // percent-encoded as it is sent
    QByteArray query; // likewise, without the question mark
    HttpHeaders headers; // those that are signed, Host among them
    QByteArray body;
    bool normalizePath = true; // "." and ".." and double slashes are resolved; one service (S3) does not
};

struct SigV4Result
{
    QByteArray canonicalRequest;
    QByteArray stringToSign;
    QByteArray signedHeaders; // "host;x-amz-date"
    QByteArray signature; // lower-case hexadecimal
};

[[nodiscard]] SigV4Result sigV4(
    const SigV4Request &request, const SigV4Scope &scope, const SecretBytes &secretAccessKey);
// "20150830T123600Z"
[[nodiscard]] QByteArray sigV4Time(const QDateTime &time);
// "20150830/us-east-1/bedrock/aws4_request"
[[nodiscard]] QByteArray sigV4ScopeText(const SigV4Scope &scope);

// The request with X-Amz-Date, X-Amz-Security-Token where there is one, and Authorization; older ones of these go. All
// headers of the request are signed, so that none may be changed afterwards.
[[nodiscard]] HttpRequest signedRequest(const HttpRequest &request, const SigV4Scope &scope, const AwsKeys &keys);

} // namespace lineup
