// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// The native API of Hugging Face's Text Generation Inference: POST {base}/generate or …/generate_stream, one text in
// and one out, without a chat template. Id "tgi". Lives for ever; may be used from every thread.
// Source: the server's own API description, version 3.3.
[[nodiscard]] const Dialect *tgiDialect();

} // namespace lineup
