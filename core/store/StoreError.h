// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

class QSqlError;

namespace lineup {

// What stands between us and a file of ours. The word is kept in Error::code.
enum class StoreFault {
    Locked, // "locked": another program held it for longer than we wait
    Full, // "full": no space on the disk
    ReadOnly, // "read_only": file or folder may not be written
    CannotOpen, // "cannot_open"
    Damaged, // "damaged": not a database, or broken
    NewerSchema, // "newer_schema": written by a newer version of the program
    Foreign, // "foreign": a database of some other program
    Unsafe, // "unsafe": a symbolic link, no plain file, or somebody else's
    Failed, // "failed": the device or the database reports something else
};

[[nodiscard]] QString storeFaultName(StoreFault fault);
// Error{Storage}: the sentence names the file, says what is wrong and what to do, and can be shown as it is.
[[nodiscard]] Error storeError(StoreFault fault, const QString &file, const QString &sentence);
// The database's own report, in our words; its words behind.
[[nodiscard]] Error storeError(const QSqlError &error, const QString &file);

} // namespace lineup
