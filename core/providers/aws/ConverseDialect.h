// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// Converse and ConverseStream of Amazon Bedrock, one shape for the models of all makers. Id "bedrock-converse".
// Sources: the API's description (bedrock-runtime 2023-09-30), recorded exchanges.
[[nodiscard]] const Dialect *converseDialect();

} // namespace lineup
