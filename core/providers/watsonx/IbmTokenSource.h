// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/TokenSource.h"

namespace lineup {

// IBM Cloud IAM: an API key buys a token that is good for an hour. The key goes to the address in the service's field
// "iam_url" and to no other; that has to be https, or this machine. A secret field "token" is a token already, and goes
// before the key. https://cloud.ibm.com/docs/account?topic=account-iamtoken_from_apikey
class IbmTokenSource final : public TokenSource
{
public:
    [[nodiscard]] QByteArray identity(const Service &service, const Credentials &credentials) const override;
    [[nodiscard]] std::optional<AccessToken> ready(
        const Service &service, const Credentials &credentials, const QDateTime &now) const override;
    [[nodiscard]] Result<HttpRequest> request(
        const Service &service, const Credentials &credentials, const QDateTime &now) const override;
    [[nodiscard]] Result<AccessToken> read(
        const HttpHead &head, const QByteArray &body, const QDateTime &now) const override;
};

[[nodiscard]] const TokenSource *ibmTokenSource();

} // namespace lineup
