// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"

#include <QList>

namespace lineup {

// One step of the schema: resources/migrations/0007_what_it_does.sql is version 7.
struct Migration
{
    int version = 0;
    QString name; // "0007_what_it_does"
    QString sql;
};

// The steps in a folder, ascending from 1 without a gap. Errors: Storage (a mistake of ours, not of the person).
[[nodiscard]] Result<QList<Migration>> readMigrations(const QString &folder);

// Brings a database forward to the last step; never back. All steps and the number are one transaction. Before a
// database that has anything in it is changed it is copied beside itself
// ("ledger.db.20260422T101500123-5f3a9c01.v1.bak", the last three are kept). A newer, foreign or broken database is
// refused and left as it is. Several processes may do this at once: the steps run under the write lock, which looks
// again.
[[nodiscard]] std::optional<Error> migrate(Connection &connection, const QList<Migration> &migrations);

} // namespace lineup
