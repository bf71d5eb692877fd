// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/BudgetHistory.h"

#include "core/base/JsonReader.h"
#include "core/spend/budgets/BudgetJson.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::BudgetHistory {

namespace {

// A call without attempts stands for itself.
QString either(QLatin1StringView column)
{
    return u"CASE WHEN a.number IS NULL THEN c.%1 ELSE a.%1 END"_s.arg(column);
}

QString tokenSum()
{
    QStringList parts;
    for (const QLatin1StringView bucket : {"input_fresh"_L1, "input_cache_read"_L1, "input_cache_write_5m"_L1,
             "input_cache_write_1h"_L1, "input_audio"_L1, "input_image"_L1, "output_text"_L1, "output_reasoning"_L1,
             "output_audio"_L1, "output_image"_L1})
        parts += either(bucket);
    return parts.join(u" + "_s);
}

struct Query
{
    QString sql;
    QVariantList values;

    void where(const QString &column, const QString &value)
    {
        if (value.isEmpty())
            return;
        sql += u" AND %1 = ?"_s.arg(column);
        values += value;
    }
};

// What the database can tell apart; projects and tags are seen to by labelsFit().
Query queryFor(const BudgetScope &scope, const BudgetSpan &span)
{
    static const QString select
        = u"SELECT c.seq, c.started_ms, c.metadata, a.number, %1, %2, %3, %4, w.worst_nano, w.worst_tokens "
          "FROM calls c LEFT JOIN attempts a ON a.call_seq = c.seq "
          "LEFT JOIN attempt_worst_cases w ON w.call_seq = a.call_seq AND w.number = a.number "
          "WHERE c.started_ms >= ? AND c.started_ms < ? AND c.demo = 0"_s.arg(
              either("cost_nano"_L1), either("cost_reason"_L1), either("usage_source"_L1), tokenSum());
    Query query {select, {span.from.toMSecsSinceEpoch(), span.to.toMSecsSinceEpoch()}};
    query.where(u"c.user_name"_s, scope.user);
    query.where(u"c.source"_s, scope.source);
    query.where(u"a.service"_s, scope.service);
    const bool isChain = scope.model.startsWith("chain/"_L1);
    query.where(isChain ? u"c.requested_model"_s : u"a.service || '/' || a.model"_s, scope.model);
    query.sql += u" ORDER BY c.started_ms, c.seq"_s;
    return query;
}

bool labelsFit(const BudgetScope &scope, const Row &row)
{
    if (scope.project.isEmpty() && scope.tag.isEmpty())
        return true;
    const Result<QJsonObject> metadata = parseJsonObject(row.text(2).toUtf8());
    const CallLabels labels = callLabels(metadata ? *metadata : QJsonObject());
    return fits({.project = scope.project, .tag = scope.tag}, {.labels = labels});
}

BudgetCharge chargeIn(Budget::Meter meter, const Row &row)
{
    const std::optional<qint64> nano = row.maybeInteger(4);
    const bool notBilled = row.text(5) == costReasonName(Cost::Reason::NotBilled);
    CallRecord call; // carries what it needs of one
    call.cost = nano ? Cost::known(Money::fromNano(*nano), Cost::Provenance::Computed)
                     : Cost::unknown(notBilled ? Cost::Reason::NotBilled : Cost::Reason::NoUsage);
    call.usage.source = row.text(6) == "unknown"_L1 ? Usage::Source::Unknown : Usage::Source::Reported;
    call.usage.inputFresh = row.integer(7);
    if (row.isNull(3))
        return chargeOf(meter, call);
    WorstCase worst {.tokens = row.integer(9)};
    if (const std::optional<qint64> cost = row.maybeInteger(8))
        worst.cost = Money::fromNano(*cost);
    return chargeOf(meter, call.cost, call.usage, worst);
}

Result<QString> nameOf(Connection &connection, qint64 seq)
{
    QString name;
    const std::optional<Error> error = connection.each(
        u"SELECT c.requested_model, a.service, a.model FROM calls c LEFT JOIN attempts a ON a.call_seq = c.seq "
        "WHERE c.seq = ? ORDER BY a.number"_s,
        {seq}, [&](const Row &row) { name = row.text(1).isEmpty() ? row.text(0) : row.text(1) + u'/' + row.text(2); });
    return error ? Result<QString>(*error) : Result<QString>(name);
}

// Puts the calls of the past through a budget.
class Rerun
{
public:
    explicit Rerun(const Budget &budget) : m_budget(budget), m_blocks(budget.blocks()) { }

    // Of one call, with what was admitted in the period so far.
    void add(BudgetHistoryPeriod &period, qint64 &admitted, const CountedCall &call) const
    {
        const qint64 amount = call.charge.spent + call.charge.uncertain;
        period.used += amount;
        ++period.calls;
        if (m_blocks && amount > 0 && amount > m_budget.limit - admitted)
            ++period.wouldBlock;
        else
            admitted += amount;
    }

private:
    const Budget &m_budget;
    bool m_blocks;
};

QList<BudgetSpan> lastPeriods(const BudgetPeriods &calendar, const QDateTime &now, int count)
{
    QList<BudgetSpan> spans {calendar.cell(now)};
    while (spans.size() < count && spans.first().from > BudgetPeriods::allTime().from)
        spans.prepend(calendar.cell(spans.first().from.addMSecs(-1)));
    return spans;
}

} // namespace

std::optional<Error> each(Connection &connection, const Budget &budget, const BudgetSpan &span,
    const std::function<void(const CountedCall &)> &fn)
{
    const Query query = queryFor(budget.scope, span);
    CountedCall call;
    const std::optional<Error> error = connection.each(query.sql, query.values, [&](const Row &row) {
        if (!labelsFit(budget.scope, row))
            return;
        if (row.integer(0) != call.seq) {
            if (call.seq != 0)
                fn(call);
            call = {row.integer(0), QDateTime::fromMSecsSinceEpoch(row.integer(1), QTimeZone::utc()), {}};
        }
        call.charge += chargeIn(budget.meter, row);
    });
    if (!error && call.seq != 0)
        fn(call);
    return error;
}

Result<BudgetCharge> sum(Connection &connection, const Budget &budget, const BudgetSpan &span)
{
    BudgetCharge charge;
    if (const std::optional<Error> error
        = each(connection, budget, span, [&](const CountedCall &call) { charge += call.charge; }))
        return *error;
    return charge;
}

Result<QStringList> largest(
    Connection &connection, const Budget &budget, const BudgetSpan &span, const QTimeZone &zone, int count)
{
    QList<CountedCall> calls;
    const auto amount = [](const CountedCall &call) { return call.charge.spent + call.charge.uncertain; };
    const auto larger = [&](const CountedCall &a, const CountedCall &b) { return amount(a) > amount(b); };
    const std::optional<Error> error = each(connection, budget, span, [&](const CountedCall &call) {
        if (amount(call) <= 0)
            return;
        calls.insert(std::upper_bound(calls.begin(), calls.end(), call, larger), call);
        if (calls.size() > count)
            calls.removeLast();
    });
    if (error)
        return *error;
    QStringList out;
    for (const CountedCall &call : std::as_const(calls)) {
        const Result<QString> name = nameOf(connection, call.seq);
        if (!name)
            return name.error();
        out += u"%1 %2 %3"_s.arg(*name, call.startedAt.toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm"_s),
            amountText(budget.meter, amount(call)));
    }
    return out;
}

Result<QList<BudgetHistoryPeriod>> preview(
    Connection &connection, const Budget &budget, const QDateTime &now, int periods)
{
    const BudgetPeriods calendar(budget.period);
    const Rerun rerun(budget);
    QList<BudgetHistoryPeriod> out;
    // Of rolling days each day is shown with those before it, which may have filled it.
    for (const BudgetSpan &cell : lastPeriods(calendar, now, periods)) {
        const BudgetSpan span = calendar.period(cell.from);
        BudgetHistoryPeriod period {.from = span.from, .to = span.to};
        qint64 admitted = 0;
        const std::optional<Error> error = each(connection, budget, span, [&](const CountedCall &call) {
            const int before = period.wouldBlock;
            rerun.add(period, admitted, call);
            if (!cell.contains(call.startedAt))
                period.wouldBlock = before;
        });
        if (error)
            return *error;
        out += period;
    }
    return out;
}

} // namespace lineup::BudgetHistory
