// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

#include <QJsonArray>

namespace lineup {

// One earlier answer as the items that it was made of, with their ids and encrypted reasoning. Nothing when that cannot
// be: another service or model gave the answer, the person changed it since, or its reasoning came in a form that only
// the provider's own storage knows. Then the answer goes as plain text and calls, without any id: an item with the id
// of one that was left out is refused. stored: the provider keeps the answers. Pure.
[[nodiscard]] std::optional<QJsonArray> replayedItems(const Message &message, const Target &target, bool stored);

} // namespace lineup
