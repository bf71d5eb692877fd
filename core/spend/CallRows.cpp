// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/CallRows.h"

#include "core/base/WordTable.h"
#include "core/domain/PriceJson.h"
#include "core/domain/RouteTrace.h"
#include "core/spend/budgets/BudgetRows.h"
#include "core/spend/ledger/CallWriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>
#include <QVariant>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace lineup::CallRows {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

// The columns that calls and attempts share, in this order, behind their own.
constexpr QStringView sharedColumns
    = u"usage_source, input_fresh, input_cache_read, input_cache_write_5m, input_cache_write_1h, input_audio, "
      "input_image, output_text, output_reasoning, output_audio, output_image, web_searches, cost_nano, "
      "cost_provenance, cost_reason, error_kind, error_detail, error_code, error_service, error_request_id, "
      "error_http_status, error_retry_after_ms";
constexpr QStringView callColumns
    = u"id, kind, started_ms, requested_model, source, user_name, metadata, streamed, demo, "
      "route, first_token_us, total_us, ";
constexpr QStringView attemptColumns = u"call_seq, number, service, model, started_ms, connected_us, first_token_us, "
                                       "total_us, http_status, finish_reason, native_finish_reason, request_id, "
                                       "mapping, is_partial, service_tier, search_context_size, computed_nano, "
                                       "provider_nano, cache_saved_nano, ";
// What is written beside them, for the sums and lists; a record does not hold it.
constexpr QStringView callKeyColumns = u"project, tags, status, scope_id, attempt_count, is_mixed, sum_cost_nano, "
                                       "sum_input, sum_output, ";
constexpr QStringView attemptKeyColumns = u"price_id, scope_id, is_last, ";
// The price stands in a table of its own.
constexpr QStringView attemptPrice
    = u", (SELECT p.price FROM price_versions p WHERE p.id = attempts.price_id) AS price";

constexpr std::array usageSources {
    std::pair {Usage::Source::Unknown, "unknown"_L1},
    std::pair {Usage::Source::Reported, "reported"_L1},
    std::pair {Usage::Source::Estimated, "estimated"_L1},
};

constexpr std::array callKinds {
    std::pair {CallRecord::Kind::Chat, "chat"_L1},
    std::pair {CallRecord::Kind::Embedding, "embedding"_L1},
};

constexpr std::array usageBuckets {
    &Usage::inputFresh,
    &Usage::inputCacheRead,
    &Usage::inputCacheWrite5m,
    &Usage::inputCacheWrite1h,
    &Usage::inputAudio,
    &Usage::inputImage,
    &Usage::outputText,
    &Usage::outputReasoning,
    &Usage::outputAudio,
    &Usage::outputImage,
    &Usage::webSearches,
};

// The value of an enumeration, counted from 0 to last, whose word this is.
template<typename Enum>
Enum byName(QString (*nameOf)(Enum), Enum last, const QString &word, Enum otherwise)
{
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        if (nameOf(static_cast<Enum>(i)) == word)
            return static_cast<Enum>(i);
    }
    return otherwise;
}

// A null text would be NULL.
QVariant text(const QString &value)
{
    return value.isNull() ? u""_s : value;
}

QVariant span(std::optional<microseconds> value)
{
    return value ? QVariant(static_cast<qint64>(value->count())) : QVariant();
}

QVariant nano(const std::optional<Money> &money)
{
    return money ? QVariant(money->nano()) : QVariant();
}

QString jsonText(const QJsonDocument &document)
{
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

QVariant mappingText(const MappingReport &mapping)
{
    if (mapping.isEmpty())
        return u"[]"_s;
    QJsonArray notes;
    for (const MappingNote &note : mapping) {
        notes += QJsonObject {{u"action"_s, mappingActionName(note.action)}, {u"parameter"_s, note.parameter},
            {u"to"_s, note.to}, {u"reason"_s, note.reason}};
    }
    return jsonText(QJsonDocument(notes));
}

// One attempt that answered or failed says nothing that its own row does not.
QString routeText(const CallRecord &call)
{
    const bool plain = call.route.size() == 1 && call.route.first().kind == RouteEvent::Kind::Attempt;
    return plain || call.route.isEmpty() ? u""_s : jsonText(QJsonDocument(routeJson(call.route)));
}

void bindShared(QVariantList &values, const Usage &usage, const Cost &cost, const std::optional<Error> &error)
{
    for (const auto &[source, word] : usageSources) {
        if (source == usage.source)
            values += QString(word);
    }
    for (const auto bucket : usageBuckets)
        values += usage.*bucket;
    const bool known = cost.isKnown();
    values += known ? QVariant(cost.amount()->nano()) : QVariant();
    values += known ? QVariant(costProvenanceName(cost.provenance())) : QVariant();
    values += known ? QVariant() : QVariant(costReasonName(cost.reason()));
    if (!error) {
        for (int i = 0; i < 7; ++i)
            values += QVariant();
        return;
    }
    values += errorKindName(error->kind);
    values += {text(error->detail), text(error->code), text(error->service), text(error->requestId)};
    values += error->httpStatus;
    values += error->retryAfter ? QVariant(static_cast<qint64>(error->retryAfter->count())) : QVariant();
}

bool isMixed(const QList<qint64> &scopes)
{
    return std::any_of(scopes.begin(), scopes.end(), [&](qint64 scope) { return scope != scopes.last(); });
}

QVariant lastScope(const Keys &keys)
{
    return keys.scopes.isEmpty() ? QVariant() : QVariant(keys.scopes.last());
}

void bindCallKeys(QVariantList &values, const CallRecord &call, const QList<SpendFact> &facts, const Keys &keys)
{
    const SpendScope &scope = facts.last().scope;
    SpendSums sums;
    for (const SpendFact &fact : facts)
        sums += fact.sums;
    values += {text(scope.project), tagsText(scope.tags), callStatusName(scope.status)};
    values += lastScope(keys);
    values += static_cast<qint64>(call.attempts.size());
    values += int(isMixed(keys.scopes));
    values += {sums.cost.nano(), sums.input(), sums.output()};
}

QVariantList callValues(const CallRecord &call, const QList<SpendFact> &facts, const Keys &keys)
{
    QVariantList values;
    values.reserve(44);
    values += text(call.id);
    values += wordFor(callKinds, call.kind);
    values += call.startedAt.toMSecsSinceEpoch();
    values += {text(call.requestedModel), text(call.source), text(call.user)};
    values += call.metadata.isEmpty() ? u"{}"_s : jsonText(QJsonDocument(call.metadata));
    values += int(call.streamed);
    values += int(call.demo);
    values += routeText(call);
    values += span(call.firstToken);
    values += static_cast<qint64>(call.total.count());
    bindCallKeys(values, call, facts, keys);
    bindShared(values, call.usage, call.cost, call.error);
    return values;
}

QVariantList attemptValues(qint64 seq, qsizetype index, const CallRecord &call, const Keys &keys)
{
    const AttemptRecord &attempt = call.attempts.at(index);
    QVariantList values;
    values.reserve(46);
    values += seq;
    values += static_cast<qint64>(index + 1);
    values += {text(attempt.service), text(attempt.model)};
    values += attempt.startedAt.toMSecsSinceEpoch();
    values += span(attempt.connected);
    values += span(attempt.firstToken);
    values += static_cast<qint64>(attempt.total.count());
    values += attempt.httpStatus;
    values += text(finishReasonName(attempt.finishReason));
    values += {text(attempt.nativeFinishReason), text(attempt.requestId)};
    values += mappingText(attempt.mapping);
    values += int(attempt.partial);
    values += {text(attempt.serviceTier), text(attempt.searchContextSize)};
    values += {nano(attempt.computedCost), nano(attempt.providerCost), nano(attempt.cacheSaved)};
    const std::optional<qint64> price = keys.prices.value(index);
    values += price ? QVariant(*price) : QVariant();
    values += index < keys.scopes.size() ? QVariant(keys.scopes.at(index)) : QVariant();
    values += int(index + 1 == call.attempts.size());
    bindShared(values, attempt.usage, attempt.cost, attempt.error);
    return values;
}

QString insertInto(const QString &table, QStringView ownColumns, QStringView keyColumns)
{
    const QString columns = u"%1%2%3"_s.arg(ownColumns, keyColumns, sharedColumns);
    const qsizetype count = columns.count(u',') + 1;
    return u"INSERT INTO %1 (%2) VALUES (?%3) ON CONFLICT DO NOTHING"_s.arg(
        table, columns, u", ?"_s.repeated(count - 1));
}

// Reads one row from left to right.
class Reader
{
public:
    explicit Reader(const Row &row) : m_row(row) { }
    QString text() { return m_row.text(m_column++); }
    qint64 integer() { return m_row.integer(m_column++); }
    bool flag() { return integer() != 0; }
    std::optional<qint64> maybe() { return m_row.maybeInteger(m_column++); }
    microseconds span() { return microseconds(integer()); }
    std::optional<microseconds> maybeSpan()
    {
        const std::optional<qint64> value = maybe();
        return value ? std::optional(microseconds(*value)) : std::nullopt;
    }
    std::optional<Money> maybeMoney()
    {
        const std::optional<qint64> value = maybe();
        return value ? std::optional(Money::fromNano(*value)) : std::nullopt;
    }
    std::optional<Price> price()
    {
        const QString json = text();
        return json.isEmpty() ? std::nullopt
                              : std::optional(priceFromJson(QJsonDocument::fromJson(json.toUtf8()).object()));
    }
    QDateTime time() { return QDateTime::fromMSecsSinceEpoch(integer(), QTimeZone::utc()); }

    Usage usage()
    {
        Usage usage;
        const QString source = text();
        for (const auto &[value, word] : usageSources) {
            if (source == word)
                usage.source = value;
        }
        for (const auto bucket : usageBuckets)
            usage.*bucket = integer();
        return usage;
    }

    Cost cost()
    {
        const std::optional<qint64> nano = maybe();
        const QString provenance = text();
        const QString reason = text();
        using Provenance = Cost::Provenance;
        using Reason = Cost::Reason;
        if (nano) {
            return Cost::known(
                Money::fromNano(*nano), byName(costProvenanceName, Provenance::Free, provenance, Provenance::Computed));
        }
        return Cost::unknown(byName(costReasonName, Reason::MaybeBilled, reason, Reason::NoUsage));
    }

    std::optional<Error> error()
    {
        const QString kind = text();
        Error error {.kind = errorKindFromName(kind).value_or(Error::Kind::ServerFault), .detail = text()};
        error.code = text();
        error.service = text();
        error.requestId = text();
        error.httpStatus = static_cast<int>(integer());
        if (const std::optional<qint64> after = maybe())
            error.retryAfter = milliseconds(*after);
        return kind.isEmpty() ? std::nullopt : std::optional(error);
    }

private:
    const Row &m_row;
    int m_column = 0;
};

MappingReport readMapping(const QString &json)
{
    MappingReport mapping;
    for (const QJsonValue &value : QJsonDocument::fromJson(json.toUtf8()).array()) {
        const QJsonObject note = value.toObject();
        using Action = MappingNote::Action;
        mapping += {.action = byName(mappingActionName, Action::Added, note[u"action"].toString(), Action::Renamed),
            .parameter = note[u"parameter"].toString(),
            .to = note[u"to"].toString(),
            .reason = note[u"reason"].toString()};
    }
    return mapping;
}

CallRecord readCall(Reader &row)
{
    CallRecord call;
    call.id = row.text();
    call.kind = valueFor(callKinds, row.text()).value_or(CallRecord::Kind::Chat);
    call.startedAt = row.time();
    call.requestedModel = row.text();
    call.source = row.text();
    call.user = row.text();
    call.metadata = QJsonDocument::fromJson(row.text().toUtf8()).object();
    call.streamed = row.flag();
    call.demo = row.flag();
    call.route = readRoute(QJsonDocument::fromJson(row.text().toUtf8()).array());
    call.firstToken = row.maybeSpan();
    call.total = row.span();
    call.usage = row.usage();
    call.cost = row.cost();
    call.error = row.error();
    return call;
}

AttemptRecord readAttempt(Reader &row)
{
    AttemptRecord attempt;
    attempt.service = row.text();
    attempt.model = row.text();
    attempt.startedAt = row.time();
    attempt.connected = row.maybeSpan();
    attempt.firstToken = row.maybeSpan();
    attempt.total = row.span();
    attempt.httpStatus = static_cast<int>(row.integer());
    attempt.finishReason = byName(finishReasonName, FinishReason::PauseTurn, row.text(), FinishReason::Unknown);
    attempt.nativeFinishReason = row.text();
    attempt.requestId = row.text();
    attempt.mapping = readMapping(row.text());
    attempt.partial = row.flag();
    attempt.serviceTier = row.text();
    attempt.searchContextSize = row.text();
    attempt.computedCost = row.maybeMoney();
    attempt.providerCost = row.maybeMoney();
    attempt.cacheSaved = row.maybeMoney();
    attempt.usage = row.usage();
    attempt.cost = row.cost();
    attempt.error = row.error();
    attempt.price = row.price();
    return attempt;
}

std::optional<Error> readAttempts(
    Connection &connection, const QString &which, const QVariantList &values, const QHash<qint64, CallRecord *> &bySeq)
{
    const QString select
        = u"SELECT %1%2%3 FROM attempts WHERE call_seq IN (SELECT seq FROM calls %4) ORDER BY call_seq, number"_s.arg(
            attemptColumns, sharedColumns, attemptPrice, which);
    return connection.each(select, values, [&](const Row &row) {
        Reader reader(row);
        CallRecord *call = bySeq.value(reader.integer());
        reader.integer(); // number: the order
        if (call)
            call->attempts += readAttempt(reader);
    });
}

} // namespace

Result<bool> insert(Connection &connection, const CallRecord &call, const QList<SpendFact> &facts, const Keys &keys)
{
    static const QString insertCall = insertInto(u"calls"_s, callColumns, callKeyColumns);
    static const QString insertAttempt = insertInto(u"attempts"_s, attemptColumns, attemptKeyColumns);
    const Result<std::optional<qint64>> seq = connection.insert(insertCall, callValues(call, facts, keys));
    if (!seq)
        return seq.error();
    if (!*seq)
        return false;
    for (qsizetype i = 0; i < call.attempts.size(); ++i) {
        if (const std::optional<Error> error = connection.exec(insertAttempt, attemptValues(**seq, i, call, keys)))
            return *error;
    }
    if (const std::optional<Error> error = BudgetRows::settle(connection, **seq, call))
        return *error;
    return true;
}

std::optional<Error> label(
    Connection &connection, qint64 seq, const QList<SpendFact> &facts, const QList<qint64> &scopes)
{
    const SpendScope &scope = facts.last().scope;
    if (const std::optional<Error> error
        = connection.exec(u"UPDATE calls SET project = ?, tags = ?, scope_id = ?, is_mixed = ? WHERE seq = ?"_s,
            {text(scope.project), tagsText(scope.tags), scopes.last(), int(isMixed(scopes)), seq}))
        return error;
    for (qsizetype i = 0; i < scopes.size(); ++i) {
        if (const std::optional<Error> error
            = connection.exec(u"UPDATE attempts SET scope_id = ? WHERE call_seq = ? AND number = ?"_s,
                {scopes.at(i), seq, static_cast<qint64>(i + 1)}))
            return error;
    }
    return std::nullopt;
}

std::optional<Error> write(Connection &connection, const CallRecord &call)
{
    CallWriter writer;
    const Result<bool> written = writer.write(connection, call);
    return written ? writer.finish(connection) : std::optional(written.error());
}

Result<QList<std::pair<qint64, CallRecord>>> select(
    Connection &connection, const QString &which, const QVariantList &values)
{
    const QString sql = u"SELECT seq, %1%2 FROM calls %3"_s.arg(callColumns, sharedColumns, which);
    QList<std::pair<qint64, CallRecord>> rows;
    std::optional<Error> error = connection.each(sql, values, [&](const Row &row) {
        Reader reader(row);
        const qint64 seq = reader.integer();
        rows += {seq, readCall(reader)};
    });
    QHash<qint64, CallRecord *> bySeq;
    for (auto &[seq, call] : rows)
        bySeq.insert(seq, &call);
    if (!error)
        error = readAttempts(connection, which, values, bySeq);
    if (error)
        return *error;
    return rows;
}

std::optional<Error> eachUsage(Connection &connection, const QString &condition, const QVariantList &values,
    const std::function<void(const UsageRow &)> &fn)
{
    static const QString columns = []() -> QString { // as Reader takes them; a builder would hold what is gone
        QStringList names = sharedColumns.toString().split(u", "_s);
        names.erase(names.begin() + 15, names.end()); // what went wrong
        return u"a."_s + names.join(u", a."_s);
    }();
    const QString sql
        = u"SELECT a.call_seq, a.number, c.started_ms, a.service, a.model, a.service_tier, "
          "a.search_context_size, a.provider_nano, %1 FROM calls c CROSS JOIN attempts a WHERE a.call_seq = c.seq "
          "AND %2"_s.arg(columns, condition);
    return connection.each(sql, values, [&](const Row &row) {
        Reader reader(row);
        UsageRow out;
        out.callSeq = reader.integer();
        out.number = static_cast<int>(reader.integer());
        out.startedMs = reader.integer();
        out.service = reader.text();
        out.model = reader.text();
        out.serviceTier = reader.text();
        out.searchContextSize = reader.text();
        out.providerCost = reader.maybeMoney();
        out.usage = reader.usage();
        out.cost = reader.cost();
        fn(out);
    });
}

QStringList recordColumns()
{
    return u"%1%2"_s.arg(callColumns, sharedColumns).split(u", "_s);
}

QStringList attemptRecordColumns()
{
    QStringList columns = u"%1%2"_s.arg(attemptColumns, sharedColumns).split(u", "_s);
    columns.removeFirst();
    return columns;
}

bool isText(const QString &column)
{
    static const QSet<QString> texts {u"id"_s, u"kind"_s, u"requested_model"_s, u"source"_s, u"user_name"_s,
        u"metadata"_s, u"route"_s, u"service"_s, u"model"_s, u"finish_reason"_s, u"native_finish_reason"_s,
        u"request_id"_s, u"mapping"_s, u"service_tier"_s, u"search_context_size"_s, u"usage_source"_s,
        u"cost_provenance"_s, u"cost_reason"_s, u"error_kind"_s, u"error_detail"_s, u"error_code"_s, u"error_service"_s,
        u"error_request_id"_s};
    return texts.contains(column);
}

std::optional<Error> refreshCost(Connection &connection, qint64 seq)
{
    QList<AttemptRecord> attempts;
    Money known;
    if (const std::optional<Error> error = connection.each(
            u"SELECT cost_nano, cost_provenance, cost_reason FROM attempts WHERE call_seq = ? ORDER BY number"_s, {seq},
            [&](const Row &row) {
                attempts += AttemptRecord {.cost = Reader(row).cost()};
                known += attempts.last().cost.amount().value_or(Money());
            }))
        return error;
    const Cost cost = totalCost(attempts);
    const bool isKnown = cost.isKnown();
    return connection.exec(
        u"UPDATE calls SET cost_nano = ?, cost_provenance = ?, cost_reason = ?, sum_cost_nano = ? WHERE seq = ?"_s,
        {isKnown ? QVariant(cost.amount()->nano()) : QVariant(),
            isKnown ? QVariant(costProvenanceName(cost.provenance())) : QVariant(),
            isKnown ? QVariant() : QVariant(costReasonName(cost.reason())), known.nano(), seq});
}

Result<QList<CallRecord>> newest(Connection &connection, int count)
{
    QList<CallRecord> calls;
    const std::optional<Error> error = connection.transaction(Connection::Access::Read, [&]() -> std::optional<Error> {
        Result<QList<std::pair<qint64, CallRecord>>> rows
            = select(connection, u"ORDER BY started_ms DESC, seq DESC LIMIT ?"_s, {count});
        if (!rows)
            return rows.error();
        calls.reserve(rows->size());
        for (auto &[seq, call] : *rows)
            calls += std::move(call);
        return std::nullopt;
    });
    if (error)
        return *error;
    return calls;
}

} // namespace lineup::CallRows
