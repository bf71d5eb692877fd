// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/store/StoreError.h"

#include <QDir>
#include <QSqlError>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// SQLite's primary result codes: https://www.sqlite.org/rescode.html
StoreFault faultOf(int code)
{
    switch (code & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return StoreFault::Locked;
    case 3: // SQLITE_PERM
    case 8: // SQLITE_READONLY
        return StoreFault::ReadOnly;
    case 13: // SQLITE_FULL
        return StoreFault::Full;
    case 14: // SQLITE_CANTOPEN
        return StoreFault::CannotOpen;
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return StoreFault::Damaged;
    default:
        return StoreFault::Failed;
    }
}

QString sentenceFor(StoreFault fault)
{
    switch (fault) {
    case StoreFault::Locked:
        return u"is being used by another program and stayed locked. It is tried again later"_s;
    case StoreFault::Full:
        return u"cannot grow: there is no space left on its disk. Free some space; it is tried again"_s;
    case StoreFault::ReadOnly:
        return u"cannot be written: the file or its folder is read-only"_s;
    case StoreFault::CannotOpen:
        return u"cannot be opened: check that its folder exists and may be written"_s;
    case StoreFault::Damaged:
        return u"is damaged or no database. It was left as it is; move it away to start a new one, or put a copy back"_s;
    default:
        return u"could not be read or written"_s;
    }
}

} // namespace

QString storeFaultName(StoreFault fault)
{
    switch (fault) {
    case StoreFault::Locked:
        return u"locked"_s;
    case StoreFault::Full:
        return u"full"_s;
    case StoreFault::ReadOnly:
        return u"read_only"_s;
    case StoreFault::CannotOpen:
        return u"cannot_open"_s;
    case StoreFault::Damaged:
        return u"damaged"_s;
    case StoreFault::NewerSchema:
        return u"newer_schema"_s;
    case StoreFault::Foreign:
        return u"foreign"_s;
    case StoreFault::Unsafe:
        return u"unsafe"_s;
    case StoreFault::Failed:
        return u"failed"_s;
    }
    return {};
}

Error storeError(StoreFault fault, const QString &file, const QString &sentence)
{
    return {.kind = Error::Kind::Storage,
        .detail = QDir::toNativeSeparators(file) + u' ' + sentence,
        .code = storeFaultName(fault)};
}

Error storeError(const QSqlError &error, const QString &file)
{
    bool isNumber = false;
    const int code = error.nativeErrorCode().toInt(&isNumber);
    const StoreFault fault = isNumber ? faultOf(code) : StoreFault::Failed;
    const QString words = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return storeError(fault, file, u"%1. (%2, %3)"_s.arg(sentenceFor(fault), words, error.nativeErrorCode()));
}

} // namespace lineup
