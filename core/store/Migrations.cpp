// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/store/Migrations.h"

#include "core/base/Clock.h"
#include "core/base/Log.h"
#include "core/store/FileGuard.h"
#include "core/store/SqlScript.h"
#include "core/store/StoreError.h"

#include <QDir>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qsizetype copiesKept = 3;

Error newerSchema(const QString &file, int version, int known)
{
    return storeError(StoreFault::NewerSchema, file,
        u"was written by a newer version of this program: its format is %1, this version knows up to "
        u"%2. Update the program to open it. The file was left as it is"_s.arg(version)
            .arg(known));
}

// Nothing when the database can be brought forward.
std::optional<Error> refuse(Connection &connection, int version, int known)
{
    if (version > known)
        return newerSchema(connection.file(), version, known);
    // Also reads the schema, which is where a broken file shows.
    const Result<bool> empty = connection.isEmpty();
    if (!empty)
        return empty.error();
    if (version == 0 && !*empty) {
        return storeError(StoreFault::Foreign, connection.file(),
            u"is a database of another program. It was left as it is; move it away"_s);
    }
    return std::nullopt;
}

void dropOldCopies(const QDir &folder, const QString &name)
{
    QStringList copies = folder.entryList({name + u".*.bak"_s}, QDir::Files, QDir::Name);
    while (copies.size() > copiesKept)
        QFile::remove(folder.filePath(copies.takeFirst()));
}

std::optional<Error> keepCopy(Connection &connection, int version)
{
    const QFileInfo file(connection.file());
    const QString stamp = SystemClock().now().toString(u"yyyyMMddTHHmmsszzz"_s);
    // Others may make theirs at the same moment.
    const QString own = QString::number(QRandomGenerator::global()->generate(), 16);
    const QString copy = u"%1.%2-%3.v%4.bak"_s.arg(connection.file(), stamp, own).arg(version);
    std::optional<Error> error = makePrivateFile(copy);
    if (!error)
        error = connection.copyTo(copy);
    if (error) {
        QFile::remove(copy);
        error->detail
            = u"The copy that is made before the format changes failed, so nothing was changed. "_s + error->detail;
        return error;
    }
    dropOldCopies(file.absoluteDir(), file.fileName());
    return std::nullopt;
}

// The version of a file that may be opened. Read in one transaction: another process may be at its first step, and
// between two looks a new file would seem to be somebody else's.
Result<int> acceptedVersion(Connection &connection, int known)
{
    int version = 0;
    const std::optional<Error> error = connection.transaction(Connection::Access::Read, [&]() -> std::optional<Error> {
        const Result<int> read = connection.schemaVersion();
        if (!read)
            return read.error();
        version = *read;
        return refuse(connection, version, known);
    });
    return error ? Result<int>(*error) : Result<int>(version);
}

std::optional<Error> applyStep(Connection &connection, const Migration &step)
{
    qCInfo(lcStore) << "schema step" << step.name << "on" << connection.file();
    for (const QString &statement : splitSqlScript(step.sql)) {
        if (const std::optional<Error> error = connection.execOnce(statement))
            return error;
    }
    return connection.setSchemaVersion(step.version);
}

// All steps in one transaction: nobody sees a file between two of them, and a failure leaves it as it was.
std::optional<Error> applySteps(Connection &connection, const QList<Migration> &migrations)
{
    return connection.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
        const Result<int> version = connection.schemaVersion();
        if (!version)
            return version.error();
        for (const Migration &step : migrations) {
            if (step.version <= *version) // another process was quicker
                continue;
            if (const std::optional<Error> error = applyStep(connection, step))
                return error;
        }
        return std::nullopt;
    });
}

} // namespace

Result<QList<Migration>> readMigrations(const QString &folder)
{
    QList<Migration> steps;
    for (const QFileInfo &info : QDir(folder).entryInfoList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        const QString name = info.completeBaseName();
        const int version = name.left(name.indexOf(u'_')).toInt();
        if (version != steps.size() + 1)
            return storeError(StoreFault::Failed, info.filePath(), u"is not the next step of the schema"_s);
        QFile file(info.filePath());
        if (!file.open(QFile::ReadOnly))
            return storeError(StoreFault::Failed, info.filePath(), u"cannot be read"_s);
        steps += Migration {version, name, QString::fromUtf8(file.readAll())};
    }
    if (steps.isEmpty())
        return storeError(StoreFault::Failed, folder, u"has no steps of the schema"_s);
    return steps;
}

std::optional<Error> migrate(Connection &connection, const QList<Migration> &migrations)
{
    const int known = migrations.last().version;
    const Result<int> version = acceptedVersion(connection, known);
    if (!version)
        return version.error();
    if (*version == known)
        return std::nullopt;
    if (*version > 0) {
        if (const std::optional<Error> error = keepCopy(connection, *version))
            return error;
    }
    return applySteps(connection, migrations);
}

} // namespace lineup
