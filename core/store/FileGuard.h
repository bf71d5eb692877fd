// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <optional>

namespace lineup {

// Makes sure that a database file is ours alone before SQLite sees it: makes the folder (0700) and an empty file
// (0600) where there is none, takes the rights of others off file, -wal and -shm, refuses symbolic links, things
// that are no plain files, and files of another owner. SQLite gives -wal and -shm the rights of the main file.
// Never opens a file that exists: closing it would drop the locks that this process holds on it.
[[nodiscard]] std::optional<Error> guardDatabaseFile(const QString &file);

// An empty file that only its owner may read; fails when there is one.
[[nodiscard]] std::optional<Error> makePrivateFile(const QString &file);

} // namespace lineup
