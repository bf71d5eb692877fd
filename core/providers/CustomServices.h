// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/providers/Service.h"

#include <QHash>
#include <QJsonObject>

namespace lineup {

// The services that a person added, in a file of the same form as services.json, which may be written by hand: what
// the window has no field for stays in a row when it is saved. A file that cannot be read is never overwritten; the
// next save sets it aside as "<name>.broken" (".broken2", … where that is taken), and the last good rows stay in use.
// The file is read again before each change, because another program may have written it. One thread.
class CustomServices
{
public:
    explicit CustomServices(QString file); // reads it; empty: there is none, and saving fails
    [[nodiscard]] const QString &file() const { return m_file; }
    bool reload(); // true: rows, or what is wrong with the file, are not what they were
    [[nodiscard]] const QList<Service> &rows() const { return m_rows; }
    [[nodiscard]] std::optional<Error> error() const { return m_error; } // of the last read

    // A row that has the id and the dialect of a shipped one changes that one: what it leaves out is as shipped.
    // shippedTable: services.json.
    [[nodiscard]] Service laidOver(const Service &row, const QByteArray &shippedTable) const;

    // Errors: Storage; the rows stay as they were.
    [[nodiscard]] Result<bool> save(const Service &service);
    // Lays these members over the shipped row of that service: {"settings": {…}, "base_url": …}. A member that is null
    // goes back to what is shipped.
    [[nodiscard]] Result<bool> saveOver(const Service &shipped, const QJsonObject &members);
    [[nodiscard]] Result<bool> remove(const QString &id); // false: there is none of that id

private:
    void read();
    [[nodiscard]] std::optional<Error> setAside() const;
    // asWritten: what of it belongs to a row is written for that row.
    [[nodiscard]] Result<bool> write(const QList<Service> &rows, const QHash<QString, QJsonObject> &asWritten);

    QString m_file;
    QList<Service> m_rows;
    QHash<QString, QJsonObject> m_asWritten; // by id: the row as it stands in the file
    std::optional<Error> m_error;
};

} // namespace lineup
