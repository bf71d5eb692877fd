// SPDX-License-Identifier: GPL-3.0-or-later
// A second process for the tests of the store: store_child FILE takes the write lock of a database, says "locked"
// and keeps it until its standard input ends.
#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s);
    database.setDatabaseName(app.arguments().value(1));
    if (!database.open() || !QSqlQuery(database).exec(u"BEGIN EXCLUSIVE"_s))
        return 1;
    std::puts("locked");
    std::fflush(stdout);
    while (std::getchar() != EOF) { }
    return 0;
}
