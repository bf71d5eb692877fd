// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/reports/CallLines.h"

#include "core/spend/ledger/SpendFacts.h"

#include <QHash>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// What an attempt, or a call that made none, adds to its line. The columns are of the same names in both tables.
constexpr QStringView amountColumns
    = u"cost_nano, cost_provenance, cost_reason, input_fresh + input_cache_read + input_cache_write_5m + "
      "input_cache_write_1h + input_audio + input_image, input_cache_read, output_text + output_reasoning + "
      "output_audio + "
      "output_image";

void addAmounts(CallLine &line, const Row &row, int column)
{
    const std::optional<qint64> nano = row.maybeInteger(column);
    const QString provenance = row.text(column + 1);
    if (nano)
        line.cost += Money::fromNano(*nano);
    else if (row.text(column + 2) != costReasonName(Cost::Reason::NotBilled))
        ++line.unpriced;
    line.estimated = line.estimated || provenance == costProvenanceName(Cost::Provenance::Estimated);
    line.provider = line.provider || provenance == costProvenanceName(Cost::Provenance::Provider);
    line.free = line.free && provenance == costProvenanceName(Cost::Provenance::Free);
    line.input += row.integer(column + 3);
    line.cached += row.integer(column + 4);
    line.output += row.integer(column + 5);
}

CallLine lineFrom(const Row &row)
{
    CallLine line;
    line.seq = row.integer(0);
    line.startedAt = QDateTime::fromMSecsSinceEpoch(row.integer(1), QTimeZone::utc());
    line.requestedModel = row.text(2);
    line.source = row.text(3);
    line.user = row.text(4);
    line.project = row.text(5);
    line.tags = tagsFromText(row.text(6));
    line.status = callStatusFromName(row.text(7)).value_or(CallStatus::Answered);
    line.attempts = static_cast<int>(row.integer(8));
    if (const std::optional<qint64> first = row.maybeInteger(9))
        line.firstToken = std::chrono::microseconds(*first);
    line.total = std::chrono::microseconds(row.integer(10));
    line.free = true; // until one was not
    if (line.attempts == 0)
        addAmounts(line, row, 11);
    return line;
}

QString marksFor(qsizetype count)
{
    return u"?"_s + u", ?"_s.repeated(count - 1);
}

QVariantList valuesOf(const QList<qint64> &seqs)
{
    QVariantList values;
    for (const qint64 seq : seqs)
        values += seq;
    return values;
}

std::optional<Error> addAttempts(
    Connection &connection, const QList<qint64> &seqs, const SpendFilterSql &filter, QHash<qint64, CallLine> &lines)
{
    const SqlPart passes = filter.splitsCalls() ? filter.scopeOf(u"scope_id") : SqlPart {u"1 = 1"_s, {}};
    const QString sql = u"SELECT call_seq, service, model, is_last, CASE WHEN %1 THEN 1 ELSE 0 END, %2 FROM attempts "
                        "WHERE call_seq IN (%3)"_s.arg(passes.sql, amountColumns, marksFor(seqs.size()));
    return connection.each(sql, passes.values + valuesOf(seqs), [&](const Row &row) {
        CallLine &line = lines[row.integer(0)];
        if (row.integer(3) != 0) {
            line.service = row.text(1);
            line.model = row.text(2);
        }
        if (row.integer(4) != 0)
            addAmounts(line, row, 5);
    });
}

} // namespace

Result<QList<CallLine>> readCallLines(Connection &connection, const QList<qint64> &seqs, const SpendFilterSql &filter)
{
    if (seqs.isEmpty())
        return QList<CallLine>();
    const QString sql
        = u"SELECT seq, started_ms, requested_model, source, user_name, project, tags, status, attempt_count, "
          "first_token_us, total_us, %1 FROM calls WHERE seq IN (%2)"_s.arg(amountColumns, marksFor(seqs.size()));
    QHash<qint64, CallLine> lines;
    std::optional<Error> error
        = connection.each(sql, valuesOf(seqs), [&](const Row &row) { lines.insert(row.integer(0), lineFrom(row)); });
    if (!error)
        error = addAttempts(connection, seqs, filter, lines);
    if (error)
        return *error;
    QList<CallLine> out;
    out.reserve(seqs.size());
    for (const qint64 seq : seqs)
        out += lines.value(seq);
    return out;
}

} // namespace lineup
