// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// IBM watsonx.ai's chat: POST {base}/ml/v1/text/chat or …/text/chat_stream?version=, a body close to OpenAI's with the
// project or the space that is billed. Id "watsonx". Lives for ever; may be used from every thread.
// Fields of the service: "project_id" or "space_id" (the project where both are given) and "api_version". A model
// "deployment/ID" is a deployment of the person's own, which stands in the address and belongs to a space already.
// Source: https://cloud.ibm.com/apidocs/watsonx-ai
[[nodiscard]] const Dialect *watsonxDialect();

} // namespace lineup
