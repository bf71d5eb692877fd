// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/PriceJson.h"
#include "core/spend/CallRows.h"
#include "core/spend/budgets/BudgetRows.h"
#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/ledger/OlderCalls.h"
#include "core/spend/ledger/PriceVersions.h"
#include "core/spend/ledger/SpendCalendar.h"
#include "core/spend/maintenance/LedgerRetention.h"
#include "core/spend/maintenance/LedgerTransfer.h"
#include "core/spend/maintenance/SumsImport.h"
#include "core/text/Csv.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

Error badLine(const QString &path, qint64 line, const QString &why)
{
    return badRequest(u"%1, line %2: %3"_s.arg(path).arg(line).arg(why));
}

// A call read from a file, by the names of columns; or the sums of a day.
struct Entry
{
    QJsonObject call;
    QJsonArray attempts;
    QJsonObject sums;
};

// Reads one after the other, from either format.
class EntryReader
{
public:
    explicit EntryReader(const QString &path) : m_file(path) { }

    std::optional<Error> open()
    {
        if (!m_file.open(QFile::ReadOnly)) {
            return Error {.kind = Error::Kind::Storage,
                .detail = u"%1 cannot be read: %2."_s.arg(m_file.fileName(), m_file.errorString())};
        }
        const QByteArray first = record();
        m_isJson = first.startsWith('{');
        if (m_isJson && QJsonDocument::fromJson(first).object().value(u"lineup_ledger").toInt() == 1)
            return std::nullopt;
        if (!m_isJson) {
            m_header = readCsv(QString::fromUtf8(first)).value(0);
            if (m_header.contains(u"id"_s) && m_header.contains(u"started_ms"_s))
                return std::nullopt;
        }
        return badLine(m_file.fileName(), 1, u"this is no history that this program has written."_s);
    }

    // Nothing at the end.
    Result<std::optional<Entry>> next() { return m_isJson ? nextObject() : nextRows(); }

    [[nodiscard]] qint64 line() const { return m_line; }
    [[nodiscard]] qint64 position() const { return m_file.pos(); }
    [[nodiscard]] qint64 size() const { return m_file.size(); }
    [[nodiscard]] Error bad(const QString &why) const { return badLine(m_file.fileName(), m_line, why); }

private:
    // A line, or several where a cell has line breaks in it.
    QByteArray record()
    {
        QByteArray out;
        while (!m_file.atEnd()) {
            out += m_file.readLine();
            ++m_line;
            if (out.startsWith('{') || out.count('"') % 2 == 0)
                break;
        }
        return out.trimmed();
    }

    Result<std::optional<Entry>> nextObject()
    {
        const QByteArray text = record();
        if (text.isEmpty() && m_file.atEnd())
            return std::optional<Entry>();
        const QJsonObject object = QJsonDocument::fromJson(text).object();
        if (object.contains(SumsImport::dayName()))
            return std::optional(Entry {.call = {}, .attempts = {}, .sums = object});
        if (object.value(u"id").toString().isEmpty())
            return bad(u"this is no call."_s);
        return std::optional(Entry {.call = object, .attempts = object.value(u"attempts").toArray(), .sums = {}});
    }

    Result<std::optional<Entry>> nextRows()
    {
        Entry entry;
        if (m_held.isEmpty())
            m_held = record();
        while (!m_held.isEmpty()) {
            const QStringList cells = readCsv(QString::fromUtf8(m_held)).value(0);
            if (cells.size() != m_header.size())
                return bad(u"it has %1 cells instead of %2."_s.arg(cells.size()).arg(m_header.size()));
            Entry row = entryFrom(cells);
            if (!row.sums.isEmpty()) {
                if (!entry.call.isEmpty())
                    break;
                m_held.clear();
                return std::optional<Entry>(row);
            }
            if (row.call.value(u"id").toString().isEmpty())
                return bad(u"this is no call."_s);
            if (entry.call.isEmpty())
                entry = row;
            else if (entry.call.value(u"id") == row.call.value(u"id"))
                entry.attempts += row.attempts.first();
            else
                break;
            m_held = record();
        }
        return entry.call.isEmpty() ? std::optional<Entry>() : std::optional<Entry>(entry);
    }

    Entry entryFrom(const QStringList &cells) const
    {
        Entry entry;
        QJsonObject attempt;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            const QString &name = m_header.at(i);
            const bool ofSums = name.startsWith(sumsColumnPrefix);
            const bool ofAttempt = name.startsWith(attemptColumnPrefix);
            const QString column = ofSums ? name.mid(sumsColumnPrefix.size())
                : ofAttempt               ? name.mid(attemptColumnPrefix.size())
                                          : name;
            const bool isText = ofSums ? SumsImport::isText(column) : CallRows::isText(column) || column == "price"_L1;
            if (cells.at(i).isEmpty())
                continue;
            const QJsonValue value = isText ? QJsonValue(cells.at(i)) : QJsonValue(cells.at(i).toLongLong());
            (ofSums ? entry.sums : ofAttempt ? attempt : entry.call).insert(column, value);
        }
        if (attempt.contains(u"number"_s))
            entry.attempts += attempt;
        return entry;
    }

    QFile m_file;
    bool m_isJson = false;
    qint64 m_line = 0;
    QStringList m_header;
    QByteArray m_held; // a line of the next call
};

// What a column has where the file has nothing: these may be NULL, the others are empty or 0.
QVariant valueOf(const QJsonObject &object, const QString &column)
{
    const QJsonValue value = object.value(column);
    if (value.isString())
        return value.toString();
    if (value.isDouble())
        return value.toInteger();
    const bool mayBeNull = column.startsWith("error_"_L1) || column.startsWith("cost_"_L1)
        || column == "first_token_us"_L1 || column == "connected_us"_L1 || column.endsWith("_nano"_L1);
    if (mayBeNull)
        return {};
    return CallRows::isText(column) ? QVariant(u""_s) : QVariant(0);
}

QVariantList valuesOf(const QJsonObject &object, const QStringList &columns)
{
    QVariantList values;
    for (const QString &column : columns)
        values += valueOf(object, column);
    return values;
}

QString insertInto(const QString &table, const QStringList &columns)
{
    return u"INSERT INTO %1 (%2) VALUES (?%3) ON CONFLICT DO NOTHING"_s.arg(
        table, columns.join(", "_L1), u", ?"_s.repeated(columns.size() - 1));
}

QString statusOf(const QJsonObject &call)
{
    const QString kind = call.value(u"error_kind").toString();
    if (kind.isEmpty())
        return callStatusName(CallStatus::Answered);
    return callStatusName(callStatus(Error {.kind = errorKindFromName(kind).value_or(Error::Kind::ServerFault),
        .code = call.value(u"error_code").toString()}));
}

// Rows that are in no sum yet: sumOlderCalls takes them from there.
class Importer
{
public:
    explicit Importer(Connection &connection) : m_connection(connection) { }

    Result<bool> add(const Entry &entry)
    {
        static const QStringList columns = CallRows::recordColumns() + QStringList {u"status"_s, u"attempt_count"_s};
        static const QString insert = insertInto(u"calls"_s, columns);
        QVariantList values = valuesOf(entry.call, CallRows::recordColumns());
        values += statusOf(entry.call);
        values += static_cast<qint64>(entry.attempts.size());
        const Result<std::optional<qint64>> seq = m_connection.insert(insert, values);
        if (!seq)
            return seq.error();
        if (!*seq)
            return false;
        for (qsizetype i = 0; i < entry.attempts.size(); ++i) {
            if (const std::optional<Error> error = addAttempt(**seq, entry, i))
                return *error;
        }
        if (const std::optional<Error> error = addTotals(**seq, !entry.attempts.isEmpty()))
            return *error;
        return true;
    }

private:
    std::optional<Error> addAttempt(qint64 seq, const Entry &entry, qsizetype index)
    {
        static const QStringList own {u"call_seq"_s, u"is_last"_s, u"price_id"_s};
        static const QString insert = insertInto(u"attempts"_s, own + CallRows::attemptRecordColumns());
        QJsonObject attempt = entry.attempts.at(index).toObject();
        attempt.insert(u"number"_s, index + 1);
        QVariant priceId;
        if (const QString json = attempt.value(u"price").toString(); !json.isEmpty()) {
            const Result<qint64> id = m_prices.idOf(m_connection,
                {.service = attempt.value(u"service").toString(),
                    .model = attempt.value(u"model").toString(),
                    .price = priceFromJson(QJsonDocument::fromJson(json.toUtf8()).object()),
                    .seenAt
                    = QDateTime::fromMSecsSinceEpoch(entry.call.value(u"started_ms").toInteger(), QTimeZone::utc())});
            if (!id)
                return id.error();
            priceId = *id;
        }
        const QVariantList keys {seq, int(index + 1 == entry.attempts.size()), priceId};
        return m_connection.exec(insert, keys + valuesOf(attempt, CallRows::attemptRecordColumns()));
    }

    std::optional<Error> addTotals(qint64 seq, bool fromAttempts)
    {
        static const QString input = u"input_fresh + input_cache_read + input_cache_write_5m + input_cache_write_1h + "
                                     "input_audio + input_image"_s;
        static const QString output = u"output_text + output_reasoning + output_audio + output_image"_s;
        static const QString own
            = u"UPDATE calls SET sum_cost_nano = coalesce(cost_nano, 0), sum_input = %1, sum_output = %2 "
              "WHERE seq = ?"_s.arg(input, output);
        static const QString ofAttempts = u"UPDATE calls SET sum_cost_nano = (SELECT coalesce(sum(a.cost_nano), 0) "
                                          u"FROM attempts a WHERE a.call_seq = "
                                          "calls.seq), sum_input = (SELECT sum(%1) FROM attempts a WHERE a.call_seq = "
                                          "calls.seq), sum_output = (SELECT "
                                          "sum(%2) FROM attempts a WHERE a.call_seq = calls.seq) WHERE seq = ?"_s.arg(
                                              QString(input).replace("input_"_L1, "a.input_"_L1),
                                              QString(output).replace("output_"_L1, "a.output_"_L1));
        return m_connection.exec(fromAttempts ? ofAttempts : own, {seq});
    }

    Connection &m_connection;
    PriceVersions m_prices;
};

std::optional<Error> addBatch(
    Connection &connection, const QList<Entry> &entries, qint64 keptFrom, TransferResult &result)
{
    TransferResult added = result;
    const std::optional<Error> error = connection.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
        Importer importer(connection);
        for (const Entry &entry : entries) {
            if (entry.call.value(u"started_ms").toInteger() < keptFrom) {
                ++added.left;
                continue;
            }
            const Result<bool> isNew = importer.add(entry);
            if (!isNew)
                return isNew.error();
            ++(*isNew ? added.calls : added.already);
        }
        return std::nullopt;
    });
    if (!error)
        result = added;
    return error;
}

// What is read at once.
struct Piece
{
    QList<Entry> calls;
    QList<QJsonObject> sums;
    bool more = true;
};

Result<Piece> readPiece(EntryReader &reader)
{
    Piece piece;
    while (piece.more && piece.calls.size() + piece.sums.size() < JobControl::rowsAtOnce) {
        const Result<std::optional<Entry>> entry = reader.next();
        if (!entry)
            return entry.error();
        piece.more = entry->has_value();
        if (piece.more && (*entry)->sums.isEmpty())
            piece.calls += **entry;
        else if (piece.more)
            piece.sums += (*entry)->sums;
    }
    return piece;
}

std::optional<Error> addAll(Connection &connection, EntryReader &reader, qint64 keptFrom, TransferResult &result,
    SumsImport &sums, JobControl &control)
{
    const auto told = [&](const Error &error, const QString &what) {
        const bool isOurs = error.kind == Error::Kind::Storage && error.code != "failed"_L1;
        return isOurs ? error : reader.bad(what.arg(error.detail));
    };
    for (bool more = true; more;) {
        const Result<Piece> piece = readPiece(reader);
        if (!piece)
            return piece.error();
        more = piece->more;
        if (const std::optional<Error> error = addBatch(connection, piece->calls, keptFrom, result))
            return told(*error, u"a call near this line cannot be kept: %1"_s);
        for (const QJsonObject &line : piece->sums) {
            if (const std::optional<Error> error = sums.add(line))
                return told(*error, u"sums near this line cannot be kept: %1"_s);
        }
        if (const std::optional<Error> error = control.step(reader.position(), reader.size()))
            return error;
    }
    return sums.finish();
}

} // namespace

Result<TransferResult> importLedger(Connection &connection, const QString &path, JobControl &control)
{
    EntryReader reader(path);
    if (const std::optional<Error> error = reader.open())
        return *error;
    const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
    if (!calendar)
        return calendar.error();
    const Result<QDate> details = detailsFrom(connection);
    if (!details)
        return details.error();
    const qint64 keptFrom
        = details->isValid() ? calendar->startOf(details->toJulianDay()) : std::numeric_limits<qint64>::min();
    TransferResult result;
    SumsImport sums(connection);
    const std::optional<Error> stopped = addAll(connection, reader, keptFrom, result, sums, control);
    result.days = sums.days();
    result.daysLeft = sums.left();
    // Also for what was added before it stopped.
    std::optional<Error> error = sumOlderCalls(connection);
    if (!error) {
        error = connection.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
            if (const std::optional<Error> failed = BudgetRows::recount(connection))
                return failed;
            return LedgerSettings::raiseRevision(connection);
        });
    }
    if (stopped || error)
        return stopped ? *stopped : *error;
    return result;
}

} // namespace lineup
