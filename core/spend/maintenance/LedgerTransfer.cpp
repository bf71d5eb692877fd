// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/maintenance/LedgerTransfer.h"

#include "core/spend/CallRows.h"
#include "core/spend/ledger/SumColumns.h"
#include "core/spend/maintenance/LedgerRetention.h"
#include "core/spend/maintenance/SumsImport.h"
#include "core/text/Csv.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

const QString priceMember = u"price"_s; // an attempt's, from the table of prices

Error fileError(const QString &path, const QString &why)
{
    return {.kind = Error::Kind::Storage, .detail = u"%1 cannot be written: %2."_s.arg(path, why)};
}

// Calls as they are written, one after the other.
class Writer
{
public:
    Writer(QIODevice &device, TransferFormat format) : m_device(device), m_format(format) { }

    // hasSums: there will be lines of sums.
    void begin(bool hasSums)
    {
        if (m_format == TransferFormat::JsonLines) {
            line(QJsonDocument(QJsonObject {{u"lineup_ledger"_s, 1}}).toJson(QJsonDocument::Compact));
            return;
        }
        QStringList header = CallRows::recordColumns();
        for (const QString &column : CallRows::attemptRecordColumns())
            header += attemptColumnPrefix + column;
        header += attemptColumnPrefix + priceMember;
        m_callCells = header.size();
        for (const QString &name : hasSums ? SumsImport::names() : QStringList())
            header += sumsColumnPrefix + name;
        m_sumsCells = header.size() - m_callCells;
        line(csvLine(header).toUtf8());
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
        const QStringList columns = CallRows::attemptRecordColumns() + QStringList {priceMember};
        for (const QJsonValue &attempt : attempts)
            row(own + cells(attempt.toObject(), columns) + QStringList(m_sumsCells, QString()));
        if (attempts.isEmpty())
            row(own + QStringList(columns.size() + m_sumsCells, QString()));
    }

    void sums(const QJsonObject &sums)
    {
        if (m_format == TransferFormat::JsonLines)
            object(sums);
        else
            row(QStringList(m_callCells, QString()) + cells(sums, SumsImport::names()));
    }

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
    void object(const QJsonObject &object) { line(QJsonDocument(object).toJson(QJsonDocument::Compact)); }
    void row(const QStringList &cells) { line(csvLine(cells).toUtf8()); }
    void line(const QByteArray &bytes) { m_device.write(bytes + '\n'); }

    QIODevice &m_device;
    TransferFormat m_format;
    qsizetype m_callCells = 0; // of a line of CSV
    qsizetype m_sumsCells = 0;
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
    std::optional<Error> error = connection.each(calls, {after, JobControl::rowsAtOnce}, [&](const Row &row) {
        page.calls += {row.integer(0), objectFrom(row, 1, columns)};
    });
    if (!error && !page.calls.isEmpty()) {
        error = connection.each(attempts, {after, page.calls.last().first}, [&](const Row &row) {
            QJsonObject attempt = objectFrom(row, 2, attemptColumns);
            if (!row.isNull(1))
                attempt.insert(priceMember, row.text(1));
            page.attempts[row.integer(0)] += attempt;
        });
    }
    if (error)
        return *error;
    return page;
}

// Days whose calls are gone. Gives how many.
Result<qint64> writeSumsOnly(Connection &connection, const QDate &details, Writer &writer)
{
    const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
    if (!calendar)
        return calendar.error();
    const QStringList &scope = ScopeIds::columns();
    static const QStringList sums = SumColumns::names().split(u", "_s);
    const QString sql = u"SELECT d.day, s.%1, d.%2 FROM spend_days d JOIN spend_scopes s ON s.id = d.scope_id WHERE "
                        u"d.day < ? ORDER BY d.day, s.%1"_s.arg(scope.join(", s."_L1), sums.join(", d."_L1));
    qint64 days = 0;
    qint64 day = 0;
    const std::optional<Error> error = connection.each(sql, {details.toJulianDay()}, [&](const Row &row) {
        days += std::exchange(day, row.integer(0)) == row.integer(0) ? 0 : 1;
        QJsonObject out {{SumsImport::dayName(), QDate::fromJulianDay(day).toString(Qt::ISODate)},
            {SumsImport::zoneName(), QString::fromLatin1(calendar->zoneId())}};
        for (int i = 0; i < scope.size(); ++i)
            out.insert(scope.at(i), row.text(1 + i));
        for (int i = 0; i < sums.size(); ++i)
            out.insert(sums.at(i), row.integer(static_cast<int>(1 + scope.size()) + i));
        writer.sums(out);
    });
    return error ? Result<qint64>(*error) : Result<qint64>(days);
}

} // namespace

Result<TransferResult> exportLedger(
    Connection &connection, const QString &path, TransferFormat format, JobControl &control)
{
    QSaveFile file(path);
    if (!file.open(QFile::WriteOnly))
        return fileError(path, file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const Result<QDate> details = detailsFrom(connection);
    if (!details)
        return details.error();
    Writer writer(file, format);
    writer.begin(details->isValid());
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
    if (details->isValid()) {
        const Result<qint64> days = writeSumsOnly(connection, *details, writer);
        if (!days)
            return days.error();
        result.days = *days;
    }
    if (!file.commit())
        return fileError(path, file.errorString());
    return result;
}

} // namespace lineup
