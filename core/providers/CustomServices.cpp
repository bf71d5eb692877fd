// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/CustomServices.h"

#include "core/base/JsonReader.h"
#include "core/providers/ServiceTable.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// What the window sets goes over what was written, also inside of an object.
QJsonObject mergedRow(QJsonObject row, const QJsonObject &over)
{
    for (auto it = over.begin(); it != over.end(); ++it) {
        const bool both = it.value().isObject() && row.value(it.key()).isObject();
        if (both)
            row.insert(it.key(), mergedRow(row.value(it.key()).toObject(), it.value().toObject()));
        else
            row.insert(it.key(), it.value());
    }
    return row;
}

} // namespace

CustomServices::CustomServices(QString file) : m_file(std::move(file))
{
    read();
}

bool CustomServices::reload()
{
    const QHash<QString, QJsonObject> written = m_asWritten;
    const std::optional<Error> error = m_error;
    read();
    return written != m_asWritten || error != m_error;
}

void CustomServices::read()
{
    m_error.reset();
    QFile file(m_file);
    if (m_file.isEmpty() || !file.exists()) {
        m_rows.clear();
        m_asWritten.clear();
        return;
    }
    if (!file.open(QFile::ReadOnly)) {
        m_error = storageError(m_file, file.errorString());
        return;
    }
    const QByteArray json = file.readAll();
    const Result<QList<Service>> rows = readServiceTable(json);
    if (!rows) {
        m_error = storageError(m_file, rows.error().detail);
        return;
    }
    m_rows = *rows;
    for (Service &service : m_rows)
        service.custom = true;
    m_asWritten.clear();
    for (const QJsonValue &row : parseJsonObject(json).value_or(QJsonObject()).value("services"_L1).toArray())
        m_asWritten.insert(row["id"_L1].toString(), row.toObject());
}

Service CustomServices::laidOver(const Service &row, const QByteArray &shippedTable) const
{
    const QJsonObject table = parseJsonObject(shippedTable).value_or(QJsonObject());
    for (const QJsonValue &shipped : table.value("services"_L1).toArray()) {
        if (shipped["id"_L1] != row.id || shipped["dialect"_L1] != row.dialect)
            continue;
        const QJsonObject merged = mergedRow(shipped.toObject(), m_asWritten.value(row.id));
        const QJsonObject alone {{u"services"_s, QJsonArray {merged}}};
        const Result<QList<Service>> read = readServiceTable(QJsonDocument(alone).toJson());
        if (!read)
            return row;
        Service out = read->first();
        out.changed = true;
        return out;
    }
    return row;
}

std::optional<Error> CustomServices::setAside() const
{
    QString name = m_file + u".broken"_s;
    for (int i = 2; QFile::exists(name) && i < 100; ++i)
        name = m_file + u".broken%1"_s.arg(i);
    QFile file(m_file);
    return file.rename(name) ? std::nullopt : std::optional(storageError(m_file, file.errorString()));
}

Result<bool> CustomServices::saveOver(const Service &shipped, const QJsonObject &members)
{
    read();
    QJsonObject row = m_asWritten.value(shipped.id);
    row.insert(u"id"_s, shipped.id);
    row.insert(u"label"_s, shipped.label);
    row.insert(u"dialect"_s, shipped.dialect);
    for (auto it = members.begin(); it != members.end(); ++it) {
        if (it.value().isNull())
            row.remove(it.key());
        else
            row.insert(it.key(), it.value());
    }
    const QJsonObject alone {{u"services"_s, QJsonArray {row}}};
    const Result<QList<Service>> read = readServiceTable(QJsonDocument(alone).toJson());
    if (!read)
        return Error {.kind = Error::Kind::BadRequest, .detail = read.error().detail, .service = shipped.id};
    Service service = read->first();
    service.changed = true;
    QList<Service> rows = m_rows;
    rows.removeIf([&](const Service &old) { return old.id == shipped.id; });
    rows += service;
    QHash<QString, QJsonObject> written = m_asWritten;
    written.insert(shipped.id, row);
    return write(rows, written);
}

Result<bool> CustomServices::write(const QList<Service> &rows, const QHash<QString, QJsonObject> &asWritten)
{
    if (m_error && QFile::exists(m_file)) {
        if (const std::optional<Error> error = setAside())
            return *error;
    }
    QJsonArray array;
    for (const Service &service : rows)
        array += asWritten.value(service.id);
    QSaveFile file(m_file);
    const QByteArray json = QJsonDocument(QJsonObject {{u"schema"_s, 1}, {u"services"_s, array}}).toJson();
    if (!file.open(QFile::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return storageError(m_file, file.errorString());
    m_rows = rows;
    m_asWritten = asWritten;
    m_error.reset();
    return true;
}

Result<bool> CustomServices::save(const Service &service)
{
    read();
    QList<Service> rows = m_rows;
    const auto same = std::find_if(rows.begin(), rows.end(), [&](const Service &row) { return row.id == service.id; });
    if (same == rows.end())
        rows += service;
    else
        *same = service;
    for (Service &row : rows)
        row.custom = true;
    QHash<QString, QJsonObject> written = m_asWritten;
    QJsonObject before = m_asWritten.value(service.id);
    before.remove("settings"_L1); // written whole
    written.insert(service.id, mergedRow(before, writeServiceRow(service)));
    return write(rows, written);
}

Result<bool> CustomServices::remove(const QString &id)
{
    read();
    QList<Service> rows = m_rows;
    if (rows.removeIf([&](const Service &row) { return row.id == id; }) == 0)
        return false;
    return write(rows, m_asWritten);
}

} // namespace lineup
