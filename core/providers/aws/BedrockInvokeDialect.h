// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// InvokeModel and InvokeModelWithResponseStream of Amazon Bedrock for the models of Anthropic: bodies and events of the
// Messages API, with the model in the address, in an event stream of AWS. Id "bedrock-invoke". Models of other makers
// are refused: each has a body of its own, and Converse takes them all. Source:
// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html
[[nodiscard]] const Dialect *bedrockInvokeDialect();

} // namespace lineup
