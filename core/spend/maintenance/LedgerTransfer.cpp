// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/maintenance/LedgerTransfer.h"

#include "core/spend/CallRows.h"
#include "core/spend/ledger/SumColumns.h"
#include "core/spend/maintenance/LedgerRetention.h"
#include "core/text/Csv.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr int batch = 500;
constexpr QLatin1StringView attemptPrefix("attempt_");
const QString price = u"price"_s; // an attempt's, from the table of prices

Error fileError(const QString &path, const QString &why)
{
    return {.kind = Error::Kind::Storage, .detail = u"%1 cannot be written: %2."_s.arg(path, why)};
}

// Calls as they are written, one after the other.
class Writer
{
public:
    Writer(QIODevice &device, TransferFormat format) : m_device(device), m_format(format) { }

    void begin()
    {
        if (m_format == TransferFormat::JsonLines) {
            line(QJsonDocument(QJsonObject {{u"lineup_ledger"_s, 1}}).toJson(QJsonDocument::Compact));
            return;
        }
        QStringList header = CallRows::recordColumns();
        for (const QString &column : CallRows::attemptRecordColumns())
            header += attemptPrefix + column;
        line(csvLine(header + QStringList {attemptPrefix + price}).toUtf8());
    }

    void call(const QJsonObject &call, const QJsonArray &attempts)
    {
        if (m_format == TransferFormat::JsonLines) {
            QJsonObject whole = call;
            whole.insert(u"attempts"_s, attempts);
            object(whole);
            return;
        }
        const QStringList own = cells(call, CallRows::recordColumns());
        const QStringList columns = CallRows::attemptRecordColumns() + QStringList {price};
        for (const QJsonValue &attempt : attempts)
            line(csvLine(own + cells(attempt.toObject(), columns)).toUtf8());
        if (attempts.isEmpty())
            line(csvLine(own + QStringList(columns.size(), QString())).toUtf8());
    }

    void object(const QJsonObject &object) { line(QJsonDocument(object).toJson(QJsonDocument::Compact)); }

private:
    static QStringList cells(const QJsonObject &object, const QStringList &columns)
    {
        QStringList out;
        for (const QString &column : columns) {
            const QJsonValue value = object.value(column);
            out += value.isString() ? value.toString()
                : value.isDouble()  ? QString::number(value.toInteger())
                                    : QString();
        }
        return out;
    }
    void line(const QByteArray &bytes) { m_device.write(bytes + '\n'); }

    QIODevice &m_device;
    TransferFormat m_format;
};

QJsonObject objectFrom(const Row &row, int first, const QStringList &columns)
{
    QJsonObject out;
    for (const QString &column : columns) {
        const int index = first++;
        if (row.isNull(index))
            continue;
        if (CallRows::isText(column))
            out.insert(column, row.text(index));
        else
            out.insert(column, row.integer(index));
    }
    return out;
}

struct Page
{
    QList<std::pair<qint64, QJsonObject>> calls;
    QHash<qint64, QJsonArray> attempts;
};

Result<Page> readPage(Connection &connection, qint64 after)
{
    static const QStringList columns = CallRows::recordColumns();
    static const QStringList attemptColumns = CallRows::attemptRecordColumns();
    static const QString calls
        = u"SELECT seq, %1 FROM calls WHERE seq > ? ORDER BY seq LIMIT ?"_s.arg(columns.join(", "_L1));
    static const QString attempts
        = u"SELECT call_seq, (SELECT p.price FROM price_versions p WHERE p.id = price_id), %1 FROM "
          "attempts WHERE call_seq > ? AND call_seq <= ? ORDER BY call_seq, number"_s.arg(attemptColumns.join(", "_L1));
    Page page;
    std::optional<Error> error = connection.each(calls, {after, batch}, [&](const Row &row) {
        page.calls += {row.integer(0), objectFrom(row, 1, columns)};
    });
    if (!error && !page.calls.isEmpty()) {
        error = connection.each(attempts, {after, page.calls.last().first}, [&](const Row &row) {
            QJsonObject attempt = objectFrom(row, 2, attemptColumns);
            if (!row.isNull(1))
                attempt.insert(price, row.text(1));
            page.attempts[row.integer(0)] += attempt;
        });
    }
    if (error)
        return *error;
    return page;
}

// Days whose calls are gone.
std::optional<Error> writeSumsOnly(Connection &connection, Writer &writer)
{
    const Result<QDate> details = detailsFrom(connection);
    if (!details)
        return details.error();
    if (!details->isValid())
        return std::nullopt;
    static const QStringList scope {
        u"service"_s, u"model"_s, u"chain"_s, u"user_name"_s, u"project"_s, u"tags"_s, u"source"_s, u"status"_s};
    static const QStringList sums = SumColumns::names().split(u", "_s);
    const QString sql = u"SELECT d.day, s.%1, d.%2 FROM spend_days d JOIN spend_scopes s ON s.id = d.scope_id WHERE "
                        u"d.day < ? ORDER BY "
                        "d.day, d.scope_id"_s.arg(scope.join(", s."_L1), sums.join(", d."_L1));
    return connection.each(sql, {details->toJulianDay()}, [&](const Row &row) {
        QJsonObject out {{u"sums_of"_s, QDate::fromJulianDay(row.integer(0)).toString(Qt::ISODate)}};
        for (int i = 0; i < scope.size(); ++i)
            out.insert(scope.at(i), row.text(1 + i));
        for (int i = 0; i < sums.size(); ++i)
            out.insert(sums.at(i), row.integer(static_cast<int>(1 + scope.size()) + i));
        writer.object(out);
    });
}

} // namespace

Result<TransferResult> exportLedger(
    Connection &connection, const QString &path, TransferFormat format, JobControl &control)
{
    QSaveFile file(path);
    if (!file.open(QFile::WriteOnly))
        return fileError(path, file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    Writer writer(file, format);
    writer.begin();
    TransferResult result;
    qint64 total = 0;
    if (const auto error
        = connection.each(u"SELECT count(*) FROM calls"_s, {}, [&](const Row &row) { total = row.integer(0); }))
        return *error;
    for (qint64 after = 0;;) {
        const Result<Page> page = readPage(connection, after);
        if (!page)
            return page.error();
        if (page->calls.isEmpty())
            break;
        for (const auto &[seq, call] : page->calls)
            writer.call(call, page->attempts.value(seq));
        after = page->calls.last().first;
        result.calls += page->calls.size();
        if (const std::optional<Error> error = control.step(result.calls, qMax(total, result.calls)))
            return *error;
    }
    if (format == TransferFormat::JsonLines) {
        if (const std::optional<Error> error = writeSumsOnly(connection, writer))
            return *error;
    }
    if (!file.commit())
        return fileError(path, file.errorString());
    return result;
}

} // namespace lineup
