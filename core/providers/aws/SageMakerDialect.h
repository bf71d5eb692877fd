// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// Chat completions at an endpoint of Amazon SageMaker: the model's name is the endpoint's and stands in the address,
// the body is OpenAI's, a stream is server-sent events cut into the messages of an AWS event stream. Id
// "sagemaker-chat". Source:
// https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpointWithResponseStream.html
[[nodiscard]] const Dialect *sageMakerDialect();

} // namespace lineup
