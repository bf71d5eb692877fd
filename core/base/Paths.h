// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QString>

namespace lineup {

// Where our files lie. LINEUP_HOME=dir moves all of them there. Folders are made on first use, 0700.
namespace Paths {
[[nodiscard]] QString configDir(); // settings, chains
[[nodiscard]] QString dataDir(); // the ledger, line-ups
[[nodiscard]] QString stateDir(); // geometry, drafts, what is open
[[nodiscard]] QString cacheDir(); // what may be deleted at any time
[[nodiscard]] QString runtimeDir(); // sockets
} // namespace Paths

} // namespace lineup
