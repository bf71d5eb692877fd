// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/store/FileGuard.h"

#include "core/store/StoreError.h"

#include <QDir>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr QFile::Permissions others
    = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

bool isForeign(const QFileInfo &info)
{
#ifdef Q_OS_UNIX
    return info.ownerId() != geteuid();
#else
    Q_UNUSED(info)
    return false;
#endif
}

std::optional<Error> checkExisting(const QString &file, QFile::Permissions wanted)
{
    const QFileInfo info(file);
    if (info.isSymLink()) {
        return storeError(StoreFault::Unsafe, file,
            u"is a symbolic link, which is not followed. Put the file itself there, or move the folder"_s);
    }
    if (!info.exists())
        return std::nullopt;
    if (!info.isFile())
        return storeError(StoreFault::Unsafe, file, u"is not a plain file. Move it away"_s);
    if (isForeign(info))
        return storeError(StoreFault::Unsafe, file, u"belongs to another user and is not opened"_s);
    const QFile::Permissions actual = info.permissions() & (ownerOnly | QFile::ExeOwner | others);
    if (actual != wanted && !QFile::setPermissions(file, wanted))
        return storeError(StoreFault::Unsafe, file, u"can be read by others, and that could not be changed"_s);
    return std::nullopt;
}

// The owner's own rights stay: a file that was made read-only on purpose is not opened up again. Its log and index
// have what it has, or they would keep the rights that it had when they were made.
QFile::Permissions wantedFor(const QString &file)
{
    const QFileInfo info(file);
    return info.exists() ? info.permissions() & ownerOnly : ownerOnly;
}

std::optional<Error> makeFolder(const QString &file)
{
    const QString folder = QFileInfo(file).absolutePath();
    if (QFileInfo(folder).isDir())
        return std::nullopt;
    if (!QDir().mkpath(folder))
        return storeError(StoreFault::CannotOpen, file, u"cannot be made: its folder could not be made"_s);
    QFile::setPermissions(folder, ownerOnly | QFile::ExeOwner);
    return std::nullopt;
}

} // namespace

std::optional<Error> makePrivateFile(const QString &file)
{
    QFile made(file);
    if (made.open(QFile::WriteOnly | QFile::NewOnly, ownerOnly))
        return std::nullopt;
    const bool readOnly = !QFileInfo(QFileInfo(file).absolutePath()).isWritable();
    return storeError(readOnly ? StoreFault::ReadOnly : StoreFault::CannotOpen, file,
        u"cannot be made: %1. Check its folder and the space on its disk"_s.arg(made.errorString()));
}

std::optional<Error> guardDatabaseFile(const QString &file)
{
    if (const std::optional<Error> error = makeFolder(file))
        return error;
    const QFile::Permissions wanted = wantedFor(file);
    for (const QString &name : QStringList {file, file + u"-wal"_s, file + u"-shm"_s}) {
        if (const std::optional<Error> error = checkExisting(name, wanted))
            return error;
    }
    if (QFileInfo::exists(file))
        return std::nullopt;
    const std::optional<Error> error = makePrivateFile(file);
    // Another of our processes may have been quicker.
    return error && QFileInfo::exists(file) ? checkExisting(file, wantedFor(file)) : error;
}

} // namespace lineup
