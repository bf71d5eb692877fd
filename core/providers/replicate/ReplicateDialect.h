// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// Replicate: a prediction is created, and its output streamed from an address that the answer names, or asked for until
// it is there. Id "replicate". Lives for ever; may be used from every thread.
// A model is "owner/name", "owner/name:version", a version alone, or "deployments/owner/name".
// The streaming address lies on another host and is its own secret; it is asked for without the key. Where the answer
// lies, or how it is stopped, is never taken from an answer: it is asked for at the service's own address, by the
// prediction's id. Source: https://replicate.com/docs/reference/http,
// https://replicate.com/docs/topics/predictions/streaming
[[nodiscard]] const Dialect *replicateDialect();

} // namespace lineup
