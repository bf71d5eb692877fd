// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/SumColumns.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lineup::SumColumns {

namespace {

// In an expression "r." stands for the row of the attempt, or of the call where there is none, "c." for the call's.
struct Column
{
    QLatin1StringView name;
    qint64 SpendSums::*number;
    Money SpendSums::*money;
    QLatin1StringView expression;
    bool onlyOfAttempts = false; // calls have no such column
    bool onlyOfCalls = false; // counted once a call, at the attempt that decided
};

constexpr Column money(const char *name, Money SpendSums::*member, const char *expression, bool onlyOfAttempts = false)
{
    return {QLatin1StringView(name), nullptr, member, QLatin1StringView(expression), onlyOfAttempts};
}

constexpr Column units(const char *name, qint64 SpendSums::*member, const char *expression)
{
    return {QLatin1StringView(name), member, nullptr, QLatin1StringView(expression)};
}

constexpr Column ofCall(const char *name, qint64 SpendSums::*member, const char *expression)
{
    return {QLatin1StringView(name), member, nullptr, QLatin1StringView(expression), false, true};
}

constexpr std::array columns {
    money("cost_nano", &SpendSums::cost, "coalesce(r.cost_nano, 0)"),
    money("estimated_nano", &SpendSums::estimated,
        "CASE WHEN r.cost_provenance = 'estimated' THEN coalesce(r.cost_nano, 0) ELSE 0 END"),
    money("cache_saved_nano", &SpendSums::cacheSaved, "coalesce(r.cache_saved_nano, 0)", true),
    ofCall("calls", &SpendSums::calls, "1"),
    ofCall("failed", &SpendSums::failed, "CASE WHEN c.status IN ('failed', 'interrupted') THEN 1 ELSE 0 END"),
    ofCall("cancelled", &SpendSums::cancelled, "CASE WHEN c.status = 'cancelled' THEN 1 ELSE 0 END"),
    Column {"attempts"_L1, &SpendSums::attempts, nullptr, "1"_L1, true},
    units("unpriced", &SpendSums::unpriced,
        "CASE WHEN r.cost_nano IS NULL AND r.cost_reason <> 'not_billed' THEN 1 ELSE 0 END"),
    units("input_fresh", &SpendSums::inputFresh, "r.input_fresh"),
    units("input_cache_read", &SpendSums::inputCacheRead, "r.input_cache_read"),
    units("input_cache_write", &SpendSums::inputCacheWrite, "r.input_cache_write_5m + r.input_cache_write_1h"),
    units("input_other", &SpendSums::inputOther, "r.input_audio + r.input_image"),
    units("output_text", &SpendSums::outputText, "r.output_text"),
    units("output_reasoning", &SpendSums::outputReasoning, "r.output_reasoning"),
    units("output_other", &SpendSums::outputOther, "r.output_audio + r.output_image"),
    units("web_searches", &SpendSums::webSearches, "r.web_searches"),
    ofCall("first_token_us", &SpendSums::firstTokenUs, "coalesce(c.first_token_us, 0)"),
    ofCall("timed_calls", &SpendSums::timedCalls, "CASE WHEN c.first_token_us IS NULL THEN 0 ELSE 1 END"),
    ofCall("total_us", &SpendSums::totalUs, "c.total_us"),
};

template<typename Fn>
QString joined(Fn part)
{
    QStringList parts;
    for (const Column &column : columns)
        parts += part(column);
    return parts.join(", "_L1);
}

// value: of each column, in order.
template<typename Fn>
SpendSums sumsFrom(Fn value)
{
    SpendSums sums;
    for (const Column &column : columns) {
        const qint64 number = value(column);
        if (column.number)
            sums.*column.number = number;
        else
            sums.*column.money = Money::fromNano(number);
    }
    return sums;
}

QString attemptFact(const Column &column)
{
    QString sql = column.expression;
    sql.replace("r."_L1, "a."_L1);
    if (column.onlyOfCalls)
        sql = sql == "1"_L1 ? u"a.is_last"_s : u"CASE WHEN a.is_last = 1 THEN %1 ELSE 0 END"_s.arg(sql);
    return sql + " AS "_L1 + column.name;
}

QString callFact(const Column &column)
{
    if (column.onlyOfAttempts)
        return "0 AS "_L1 + column.name;
    QString sql = column.expression;
    sql.replace("r."_L1, "c."_L1);
    return sql + " AS "_L1 + column.name;
}

} // namespace

int count()
{
    return static_cast<int>(columns.size());
}

QString names()
{
    return joined([](const Column &column) { return QString(column.name); });
}

QString sums(QStringView alias)
{
    return joined([alias](const Column &column) { return u"sum(%1.%2) AS %2"_s.arg(alias, column.name); });
}

QString plain(QStringView alias)
{
    return joined([alias](const Column &column) { return u"%1.%2"_s.arg(alias, column.name); });
}

QString added(QStringView table)
{
    return joined([table](const Column &column) { return u"%2 = %1.%2 + excluded.%2"_s.arg(table, column.name); });
}

QVariantList values(const SpendSums &sums)
{
    QVariantList out;
    for (const Column &column : columns)
        out += column.number ? sums.*column.number : (sums.*column.money).nano();
    return out;
}

SpendSums read(const Row &row, int firstColumn)
{
    return sumsFrom([&](const Column &) { return row.integer(firstColumn++); });
}

SpendSums fromObject(const QJsonObject &object)
{
    return sumsFrom([&](const Column &column) { return object.value(column.name).toInteger(); });
}

QString facts(Calls calls)
{
    const QString which = u"c.demo = 0 AND c.scope_id IS %1 AND c.started_ms >= ? AND c.started_ms < ?"_s.arg(
        calls == Calls::Summed ? "NOT NULL"_L1 : "NULL"_L1);
    return u"SELECT a.scope_id AS scope_id, %1 FROM calls c JOIN attempts a ON a.call_seq = c.seq WHERE %2 UNION ALL "
           "SELECT c.scope_id AS scope_id, %3 FROM calls c WHERE c.attempt_count = 0 AND %2"_s.arg(
               joined(attemptFact), which, joined(callFact));
}

} // namespace lineup::SumColumns
