// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QVariantList>

#include <chrono>
#include <functional>
#include <memory>

class QSqlQuery;

namespace lineup {

// One row of an answer, valid inside the function that it is given to.
class Row
{
public:
    explicit Row(const QSqlQuery &query) : m_query(query) { }
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] qint64 integer(int column) const; // 0 for NULL
    [[nodiscard]] std::optional<qint64> maybeInteger(int column) const;

private:
    const QSqlQuery &m_query;
};

// An open database and the one place that knows which one it is: what is asked of it elsewhere is SQL that
// PostgreSQL understands as well. Lives and is used in one thread. Errors: Storage, see StoreError.h.
// Statements are prepared once and kept; values are bound, never put into the text.
class Connection
{
public:
    // WAL, foreign keys on, synchronous=FULL. Opens what is there; makes nothing.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(
        const QString &file, std::chrono::milliseconds busyTimeout);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    [[nodiscard]] const QString &file() const { return m_file; }

    [[nodiscard]] std::optional<Error> exec(const QString &sql, const QVariantList &values = {});
    // INSERT … ON CONFLICT DO NOTHING: the number of the new row, or nothing when it was there already.
    [[nodiscard]] Result<std::optional<qint64>> insert(const QString &sql, const QVariantList &values);
    [[nodiscard]] std::optional<Error> each(
        const QString &sql, const QVariantList &values, const std::function<void(const Row &)> &fn);
    // Not kept: for what is done once, such as changes of the schema.
    [[nodiscard]] std::optional<Error> execOnce(const QString &sql);

    // How long a lock of somebody else's is waited for, from now on.
    [[nodiscard]] std::optional<Error> setBusyTimeout(std::chrono::milliseconds timeout);

    enum class Access { Read, Write };
    // Runs work in one transaction; rolled back when it returns an error. Write takes the lock at the start.
    [[nodiscard]] std::optional<Error> transaction(Access access, const std::function<std::optional<Error>()> &work);

    [[nodiscard]] Result<int> schemaVersion();
    [[nodiscard]] std::optional<Error> setSchemaVersion(int version);
    [[nodiscard]] Result<bool> isEmpty(); // has no table
    // A number that is another one after somebody else has changed the file: another connection, whosever it is.
    [[nodiscard]] Result<qint64> foreignChanges();
    // Settings that write to the file; called once the file is known to be one of ours.
    [[nodiscard]] std::optional<Error> enableWal();
    // What the database finds wrong with its file, in its words; nothing: it is whole. Reads all of it.
    [[nodiscard]] Result<QStringList> damage();
    // Gives space that is not used any more back to the disk; needs as much again while it works.
    [[nodiscard]] std::optional<Error> compact();
    // A whole and consistent copy; the target may be an empty file.
    [[nodiscard]] std::optional<Error> copyTo(const QString &target);

    // Something happened after which only opening it anew may help.
    [[nodiscard]] bool isBroken() const { return m_broken; }

private:
    class Private;
    Connection(QString file, std::unique_ptr<Private> p);
    [[nodiscard]] Result<std::shared_ptr<QSqlQuery>> run(const QString &sql, const QVariantList &values);
    [[nodiscard]] std::optional<Error> letSqliteWait(std::chrono::milliseconds time);
    [[nodiscard]] std::optional<Error> beginWriting();
    [[nodiscard]] Error fail(const QSqlQuery &query);

    QString m_file;
    std::unique_ptr<Private> d;
    bool m_broken = false;
};

} // namespace lineup
