// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/ModelInfo.h"

namespace lineup {

// Reads rows in the format of resources/catalogue/models.json (described in the README beside it). Unknown members
// and unknown capability words are ignored, so that a newer table still works; a wrong member fails with the path to
// it: "models[3].price.input: …". Errors: Malformed. Pure.
[[nodiscard]] Result<QList<ModelInfo>> readModelTable(const QByteArray &json);

} // namespace lineup
