// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/maintenance/Repricing.h"

#include "core/spend/CallRows.h"
#include "core/spend/CostCalculator.h"
#include "core/spend/budgets/BudgetRows.h"
#include "core/spend/ledger/DaySums.h"
#include "core/spend/ledger/LedgerSettings.h"
#include "core/spend/ledger/OlderCalls.h"
#include "core/spend/ledger/PriceVersions.h"
#include "core/spend/reports/SpendFilterSql.h"

#include <QMap>
#include <QSet>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

struct Change
{
    CallRows::UsageRow row;
    Cost cost;
};

bool mayChange(const CallRows::UsageRow &row)
{
    if (row.providerCost)
        return false;
    if (row.cost.isKnown()) {
        return row.cost.provenance() == Cost::Provenance::Computed
            || row.cost.provenance() == Cost::Provenance::Estimated;
    }
    return row.cost.reason() == Cost::Reason::NoPrice;
}

// What is to be changed, in the order of the calls.
Result<QList<Change>> findChanges(Connection &connection, const RepriceRequest &request, JobControl &control)
{
    const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
    if (!calendar)
        return calendar.error();
    const SpendFilterSql filter(request.filter);
    const SqlPart moments = filter.momentsOf(u"c.started_ms", *calendar);
    const SqlPart scope = filter.scopeOf(u"+a.scope_id");
    QList<Change> changes;
    std::optional<Error> error = connection.transaction(Connection::Access::Read, [&] {
        return CallRows::eachUsage(connection, u"c.demo = 0 AND %1 AND %2"_s.arg(moments.sql, scope.sql),
            moments.values + scope.values, [&](const CallRows::UsageRow &row) {
                const auto model = request.models.constFind(row.service + u'/' + row.model);
                if (model == request.models.constEnd() || !mayChange(row))
                    return;
                const Cost cost = computedCost(
                    row.usage, *model, {.serviceTier = row.serviceTier, .searchContextSize = row.searchContextSize});
                if (cost.isKnown() && cost.amount() != row.cost.amount())
                    changes += {row, cost};
            });
    });
    if (!error)
        error = control.step(0, changes.size());
    if (error)
        return *error;
    return changes;
}

RepriceResult resultOf(const QList<Change> &changes)
{
    RepriceResult out;
    QMap<std::pair<QString, QString>, RepriceResult::Line> lines;
    for (const Change &change : changes) {
        RepriceResult::Line &line = lines[{change.row.service, change.row.model}];
        line.service = change.row.service;
        line.model = change.row.model;
        ++line.attempts;
        line.priced += change.row.cost.isKnown() ? 0 : 1;
        line.before += change.row.cost.amount().value_or(Money());
        line.after += *change.cost.amount();
    }
    out.lines = lines.values();
    out.attempts = changes.size();
    for (const RepriceResult::Line &line : std::as_const(out.lines)) {
        out.before += line.before;
        out.after += line.after;
    }
    return out;
}

// Calls whose attempts were changed, and what has to be counted anew for them.
class Touched
{
public:
    void add(qint64 seq, qint64 startedMs) { m_calls.insert(seq, startedMs); }

    std::optional<Error> recount(Connection &connection) const
    {
        const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
        if (!calendar)
            return calendar.error();
        QSet<qint64> days;
        QSet<qint64> months;
        for (auto it = m_calls.cbegin(); it != m_calls.cend(); ++it) {
            if (const std::optional<Error> error = CallRows::refreshCost(connection, it.key()))
                return error;
            const qint64 day = calendar->dayAt(it.value());
            days += day;
            months += SpendCalendar::monthOf(day);
        }
        for (const qint64 day : std::as_const(days)) {
            if (const std::optional<Error> error = DaySums::recountDay(connection, *calendar, day))
                return error;
        }
        for (const qint64 month : std::as_const(months)) {
            if (const std::optional<Error> error = DaySums::recountMonth(connection, month))
                return error;
        }
        if (const std::optional<Error> error = BudgetRows::recount(connection))
            return error;
        return LedgerSettings::raiseRevision(connection);
    }

private:
    QHash<qint64, qint64> m_calls;
};

std::optional<Error> applyChange(
    Connection &connection, qint64 batch, const Change &change, const ModelInfo &model, qint64 priceId)
{
    static const QString keep
        = u"INSERT INTO corrections (batch_id, call_seq, number, before_nano, before_provenance, before_reason, "
          "before_computed_nano, before_saved_nano, before_price_id, after_nano) SELECT CAST(? AS BIGINT), call_seq, "
          "number, "
          "cost_nano, cost_provenance, cost_reason, computed_nano, cache_saved_nano, price_id, CAST(? AS BIGINT) FROM "
          "attempts "
          "WHERE call_seq = ? AND number = ?"_s;
    static const QString update
        = u"UPDATE attempts SET cost_nano = ?, cost_provenance = ?, cost_reason = NULL, computed_nano = ?, "
          "cache_saved_nano = ?, price_id = ? WHERE call_seq = ? AND number = ?"_s;
    const CallRows::UsageRow &row = change.row;
    const qint64 nano = change.cost.amount()->nano();
    const std::optional<Money> saved = model.price ? cacheSaving(row.usage, *model.price,
                                           {.serviceTier = row.serviceTier, .searchContextSize = row.searchContextSize})
                                                   : std::nullopt;
    if (const std::optional<Error> error = connection.exec(keep, {batch, nano, row.callSeq, row.number}))
        return error;
    return connection.exec(update,
        {nano, costProvenanceName(change.cost.provenance()), nano, saved ? QVariant(saved->nano()) : QVariant(),
            priceId > 0 ? QVariant(priceId) : QVariant(), row.callSeq, row.number});
}

std::optional<Error> applyAll(Connection &connection, const QList<Change> &changes, const RepriceRequest &request,
    const QDateTime &now, qint64 batch, JobControl &control)
{
    PriceVersions prices;
    Touched touched;
    qint64 done = 0;
    for (const Change &change : changes) {
        const ModelInfo model = request.models.value(change.row.service + u'/' + change.row.model);
        Result<qint64> price = 0;
        if (model.price) {
            price = prices.idOf(connection,
                {.service = change.row.service, .model = change.row.model, .price = *model.price, .seenAt = now});
        }
        if (!price)
            return price.error();
        if (const std::optional<Error> error = applyChange(connection, batch, change, model, *price))
            return error;
        touched.add(change.row.callSeq, change.row.startedMs);
        if (++done % 500 == 0) {
            if (const std::optional<Error> error = control.step(done, changes.size()))
                return error;
        }
    }
    return touched.recount(connection);
}

std::optional<Error> mayUndo(Connection &connection, qint64 batch)
{
    bool found = false;
    bool undone = false;
    std::optional<Error> error
        = connection.each(u"SELECT undone_ms FROM correction_batches WHERE id = ?"_s, {batch}, [&](const Row &row) {
              found = true;
              undone = !row.isNull(0);
          });
    if (error)
        return error;
    if (!found)
        return Error {.kind = Error::Kind::NotFound, .detail = u"There is no correction %1."_s.arg(batch)};
    if (undone)
        return badRequest(u"Correction %1 was undone already."_s.arg(batch));
    qint64 later = 0;
    error = connection.each(
        u"SELECT max(l.batch_id) FROM corrections o JOIN corrections l ON l.call_seq = o.call_seq AND "
        "l.number = o.number JOIN correction_batches b ON b.id = l.batch_id WHERE o.batch_id = ? AND "
        "l.batch_id > ? AND b.undone_ms IS NULL"_s,
        {batch, batch}, [&](const Row &row) { later = row.integer(0); });
    if (error || later == 0)
        return error;
    return Error {.kind = Error::Kind::BadRequest,
        .detail
        = u"Correction %1 was made later and changed some of the same calls. Undo that one first."_s.arg(later)};
}

std::optional<Error> putBack(Connection &connection, qint64 batch)
{
    Touched touched;
    QList<QVariantList> rows;
    const auto integer
        = [](const Row &row, int column) { return row.isNull(column) ? QVariant() : QVariant(row.integer(column)); };
    const auto text
        = [](const Row &row, int column) { return row.isNull(column) ? QVariant() : QVariant(row.text(column)); };
    std::optional<Error> error = connection.each(
        u"SELECT o.before_nano, o.before_provenance, o.before_reason, o.before_computed_nano, o.before_saved_nano, "
        "o.before_price_id, o.call_seq, o.number, c.started_ms FROM corrections o JOIN calls c ON c.seq = o.call_seq "
        "WHERE "
        "o.batch_id = ?"_s,
        {batch}, [&](const Row &row) {
            rows.append(QVariantList {integer(row, 0), text(row, 1), text(row, 2), integer(row, 3), integer(row, 4),
                integer(row, 5), row.integer(6), row.integer(7)});
            touched.add(row.integer(6), row.integer(8));
        });
    for (const QVariantList &row : std::as_const(rows)) {
        if (error)
            return error;
        error = connection.exec(
            u"UPDATE attempts SET cost_nano = ?, cost_provenance = ?, cost_reason = ?, computed_nano = ?, "
            "cache_saved_nano = ?, price_id = ? WHERE call_seq = ? AND number = ?"_s,
            row);
    }
    return error ? error : touched.recount(connection);
}

} // namespace

RepriceRequest repriceRequest(
    const SpendFilter &filter, const SpendTable &used, const ModelLookup &today, const QString &note)
{
    RepriceRequest out {.filter = filter, .models = {}, .note = note};
    for (const SpendRow &row : used.rows) {
        const QString key = row.keys.value(0);
        const qsizetype slash = key.indexOf(u'/'); // a model's own name may have more of them
        if (const std::optional<ModelInfo> model = today(key.left(slash), key.mid(slash + 1)))
            out.models.insert(key, *model);
    }
    return out;
}

Result<RepriceResult> previewRepricing(Connection &connection, const RepriceRequest &request, JobControl &control)
{
    const Result<QList<Change>> changes = findChanges(connection, request, control);
    if (!changes)
        return changes.error();
    return resultOf(*changes);
}

Result<RepriceResult> applyRepricing(
    Connection &connection, const RepriceRequest &request, const QDateTime &now, JobControl &control)
{
    if (const std::optional<Error> error = sumOlderCalls(connection))
        return *error;
    const Result<QList<Change>> changes = findChanges(connection, request, control);
    if (!changes)
        return changes.error();
    RepriceResult result = resultOf(*changes);
    if (changes->isEmpty())
        return result;
    const std::optional<Error> error = connection.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
        const Result<std::optional<qint64>> batch
            = connection.insert(u"INSERT INTO correction_batches (made_ms, note) VALUES (?, ?)"_s,
                {now.toMSecsSinceEpoch(), request.note.isNull() ? u""_s : request.note});
        if (!batch)
            return batch.error();
        result.batch = batch->value_or(0);
        return applyAll(connection, *changes, request, now, result.batch, control);
    });
    if (error)
        return *error;
    return result;
}

Result<bool> undoRepricing(Connection &connection, qint64 batch, const QDateTime &now)
{
    const std::optional<Error> error = connection.transaction(Connection::Access::Write, [&]() -> std::optional<Error> {
        if (const std::optional<Error> failed = mayUndo(connection, batch))
            return failed;
        if (const std::optional<Error> failed = connection.exec(
                u"UPDATE correction_batches SET undone_ms = ? WHERE id = ?"_s, {now.toMSecsSinceEpoch(), batch}))
            return failed;
        return putBack(connection, batch);
    });
    if (error)
        return *error;
    return true;
}

Result<QList<Correction>> corrections(Connection &connection)
{
    QList<Correction> out;
    const std::optional<Error> error = connection.each(u"SELECT b.id, b.made_ms, b.undone_ms, b.note, (SELECT count(*) "
                                                       u"FROM corrections c WHERE c.batch_id = b.id) FROM "
                                                       "correction_batches b ORDER BY b.id DESC"_s,
        {}, [&](const Row &row) {
            Correction correction {.batch = row.integer(0),
                .madeAt = QDateTime::fromMSecsSinceEpoch(row.integer(1), QTimeZone::utc()),
                .note = row.text(3),
                .attempts = row.integer(4)};
            if (!row.isNull(2))
                correction.undoneAt = QDateTime::fromMSecsSinceEpoch(row.integer(2), QTimeZone::utc());
            out += correction;
        });
    if (error)
        return *error;
    return out;
}

} // namespace lineup
