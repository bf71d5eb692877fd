// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// ListFoundationModels. It is answered by another host than the models are: bedrock.REGION beside
// bedrock-runtime.REGION, both of the same provider and spoken to with the same keys. Nothing where the address is not
// of that form (a proxy, an endpoint in a private network): no key goes to a host that was not named.
[[nodiscard]] std::optional<EncodedRequest> bedrockModelList(const Service &service);

// The models that write text, but for those that can only be bought beforehand; with a maker only its own. A model that
// is called through an inference profile gets the profile's id for the service's region ("us." before the model's).
// Errors: Malformed.
[[nodiscard]] Result<QList<ModelInfo>> readBedrockModels(
    const QByteArray &body, const Service &service, QStringView maker);

} // namespace lineup
