// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/ServiceAddress.h"
#include "core/providers/ServiceTable.h"

#include <QFile>

namespace lineup::test {

// A row of resources/catalogue/services.json; one without an id when there is none.
inline Service shippedRow(QStringView id)
{
    QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/resources/catalogue/services.json"));
    if (!file.open(QFile::ReadOnly))
        return {};
    for (const Service &service : readServiceTable(file.readAll()).value_or(QList<Service>())) {
        if (service.id == id)
            return service;
    }
    return {};
}

// The row as a call of that model gets it, with these settings and nothing of the environment.
inline Service rowFor(QStringView id, const QHash<QString, QString> &settings, const QString &model)
{
    Service row = shippedRow(id);
    row.baseUrlEnvironment.clear();
    for (ServiceField &field : row.fields)
        field.environment.clear();
    row.settings = settings;
    return forModel(resolved(row), model);
}

} // namespace lineup::test
