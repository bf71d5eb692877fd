// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/BudgetBook.h"

#include "core/base/JsonReader.h"
#include "core/base/Log.h"
#include "core/spend/budgets/BudgetJson.h"

#include <QJsonDocument>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace lineup {

const QList<BudgetSpan> &KnownBudget::cells(const QDateTime &moment) const
{
    if (m_cells.isEmpty() || !m_cells.last().contains(moment))
        m_cells = m_periods.cells(moment);
    return m_cells;
}

namespace BudgetBook {

namespace {

using Budgets = std::shared_ptr<const QList<KnownBudget>>;

// One stamp stands for one set of definitions, in whatever file.
struct Remembered
{
    QString stamp;
    QByteArray systemZone; // budgets may mean it
    Budgets budgets;
};

Result<QString> readStamp(Connection &connection)
{
    QString stamp;
    if (const std::optional<Error> error
        = connection.each(u"SELECT stamp FROM budget_state"_s, {}, [&](const Row &row) { stamp = row.text(0); }))
        return *error;
    return stamp;
}

std::optional<Error> renewStamp(Connection &connection)
{
    return connection.exec(
        u"UPDATE budget_state SET stamp = ?"_s, {QUuid::createUuid().toString(QUuid::WithoutBraces)});
}

Result<qint64> number(Connection &connection, const QString &sql)
{
    qint64 value = 0;
    if (const std::optional<Error> error = connection.each(sql, {}, [&](const Row &row) { value = row.integer(0); }))
        return *error;
    return value;
}

} // namespace

Result<QList<Budget>> readAnew(Connection &connection)
{
    QList<Budget> budgets;
    const std::optional<Error> error
        = connection.each(u"SELECT id, definition FROM budgets ORDER BY position, id"_s, {}, [&](const Row &row) {
              const Result<QJsonObject> json = parseJsonObject(row.text(1).toUtf8());
              Result<Budget> budget = json ? readBudget(*json) : Result<Budget>(json.error());
              if (budget) {
                  budget->id = row.text(0);
                  budgets += *budget;
              } else {
                  qCWarning(lcSpend) << "budget" << row.text(0) << "cannot be read:" << budget.error().detail;
              }
          });
    if (error)
        return *error;
    return budgets;
}

Result<Budgets> read(Connection &connection)
{
    thread_local Remembered remembered;
    const Result<QString> stamp = readStamp(connection);
    if (!stamp)
        return stamp.error();
    const QByteArray zone = QTimeZone::systemTimeZoneId();
    if (remembered.budgets && remembered.stamp == *stamp && remembered.systemZone == zone)
        return remembered.budgets;
    const Result<QList<Budget>> budgets = readAnew(connection);
    if (!budgets)
        return budgets.error();
    auto known = std::make_shared<QList<KnownBudget>>();
    for (const Budget &budget : *budgets)
        known->emplaceBack(budget);
    remembered = {*stamp, zone, std::move(known)};
    return remembered.budgets;
}

std::optional<Error> write(Connection &connection, const Budget &budget)
{
    const QString json = QString::fromUtf8(QJsonDocument(budgetJson(budget)).toJson(QJsonDocument::Compact));
    const std::optional<Error> error
        = connection.exec(u"INSERT INTO budgets (id, position, definition) "
                          "SELECT ?, coalesce(max(position), 0) + 1, ? FROM budgets WHERE true "
                          "ON CONFLICT (id) DO UPDATE SET definition = excluded.definition"_s,
            {budget.id, json});
    return error ? error : renewStamp(connection);
}

std::optional<Error> remove(Connection &connection, const QString &id)
{
    const std::optional<Error> error = connection.exec(u"DELETE FROM budgets WHERE id = ?"_s, {id});
    return error ? error : renewStamp(connection);
}

Result<qint64> version(Connection &connection)
{
    return number(connection, u"SELECT version FROM budget_state"_s);
}

std::optional<Error> raiseVersion(Connection &connection)
{
    return connection.exec(u"UPDATE budget_state SET version = version + 1"_s);
}

Result<bool> takeFirstRun(Connection &connection)
{
    const Result<qint64> seeded = number(connection, u"SELECT is_seeded FROM budget_state"_s);
    if (!seeded)
        return seeded.error();
    if (*seeded != 0)
        return false;
    if (const std::optional<Error> error = connection.exec(u"UPDATE budget_state SET is_seeded = 1"_s))
        return *error;
    const Result<qint64> budgets = number(connection, u"SELECT count(*) FROM budgets"_s);
    if (!budgets)
        return budgets.error();
    return *budgets == 0;
}

} // namespace BudgetBook

} // namespace lineup
