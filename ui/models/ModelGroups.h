// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Catalogue.h"
#include "core/routing/ChainBook.h"
#include "core/secrets/KeyVault.h"
#include "ui/models/ModelTreeModel.h"

namespace lineup::ui {

// The groups of everything the catalogue knows. keys: what is known of each service's key, by id; a service that
// is not in it is taken to have none. chains: null when there are none.
[[nodiscard]] QList<ModelGroup> modelGroups(
    const Catalogue &catalogue, const QHash<QString, KeyInfo> &keys, const ChainBook *chains = nullptr);

} // namespace lineup::ui
