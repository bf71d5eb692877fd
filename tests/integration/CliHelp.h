// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/Program.h"
#include "tests/support/LoopbackServer.h"
#include "tests/unit/routing/DialectSamples.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>

// What the tests of the command line have in common.
namespace cli {

using namespace Qt::StringLiterals;

inline const QString key = u"test-key-0123456789"_s;
inline const QString text = u"Hi, wörld"_s;

inline const DialectSample &openAi()
{
    static const QList<DialectSample> all = dialectSamples();
    return all.first();
}

inline QString base(const LoopbackServer &server)
{
    return server.url(u"/base"_s).toString();
}

inline QJsonObject sentBody(const ServerRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

inline QString contentOf(const QJsonObject &completion)
{
    const QJsonObject choice = completion.value("choices"_L1).toArray().first().toObject();
    return choice.value("message"_L1).toObject().value("content"_L1).toString();
}

struct LedgerRow
{
    int count = 0;
    QString model;
    QString errorKind;
};

inline LedgerRow ledgerOf(const Program &program)
{
    LedgerRow row;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"look"_s);
        database.setDatabaseName(program.home() + u"/data/ledger.sqlite"_s);
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
        database.open();
        QSqlQuery query(u"SELECT requested_model, error_kind FROM calls"_s, database);
        while (query.next()) {
            ++row.count;
            row.model = query.value(0).toString();
            row.errorKind = query.value(1).toString();
        }
    }
    QSqlDatabase::removeDatabase(u"look"_s);
    return row;
}

} // namespace cli
