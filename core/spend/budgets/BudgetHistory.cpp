// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/budgets/BudgetHistory.h"

#include "core/base/JsonReader.h"
#include "core/spend/budgets/BudgetJson.h"
#include "core/spend/budgets/BudgetKeptSums.h"

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

// What the database can tell apart; projects and tags are seen to by labelsFit(). afterSeq: only calls that were
// written behind that one; there are few of them, so they are not looked for by their time.
Query queryFor(const BudgetScope &scope, const BudgetSpan &span, qint64 afterSeq)
{
    static const QString select
        = u"SELECT c.seq, c.started_ms, c.metadata, a.number, %1, %2, %3, %4, w.worst_nano, w.worst_tokens "
          "FROM calls c LEFT JOIN attempts a ON a.call_seq = c.seq "
          "LEFT JOIN attempt_worst_cases w ON w.call_seq = a.call_seq AND w.number = a.number "
          "WHERE %5c.started_ms >= ? AND %5c.started_ms < ? AND c.demo = 0"_s.arg(
              either("cost_nano"_L1), either("cost_reason"_L1), either("usage_source"_L1), tokenSum());
    Query query {
        select.arg(afterSeq > 0 ? u"+"_s : QString()), {span.from.toMSecsSinceEpoch(), span.to.toMSecsSinceEpoch()}};
    if (afterSeq > 0) {
        query.sql += " AND c.seq > ?"_L1;
        query.values += afterSeq;
    }
    query.where(u"c.user_name"_s, scope.user);
    query.where(u"c.source"_s, scope.source);
    query.where(u"a.service"_s, scope.service);
    const bool isChain = scope.model.startsWith("chain/"_L1);
    query.where(isChain ? u"c.requested_model"_s : u"a.service || '/' || a.model"_s, scope.model);
    query.sql += afterSeq > 0 ? u" ORDER BY c.seq"_s : u" ORDER BY c.started_ms, c.seq"_s;
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
    WorstClaim worst {.tokens = row.integer(9)};
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

// Puts the calls of the past through a budget, one after the other.
class Rerun
{
public:
    Rerun(const Budget &budget, const QDateTime &now, int periods)
        : m_limit(budget.limit), m_blocks(budget.blocks()),
          m_width(budget.period.kind == BudgetPeriod::Kind::Rolling ? budget.period.days : 1)
    {
        const BudgetPeriods calendar(budget.period);
        QList<BudgetSpan> shown {calendar.cell(now)};
        while (shown.size() < periods && shown.first().from > BudgetPeriods::allTime().from)
            shown.prepend(calendar.cell(shown.first().from.addMSecs(-1)));
        // Of rolling days those before the first one shown count in it.
        m_cells = calendar.cells(shown.first().from);
        m_first = m_cells.size() - 1;
        m_cells += shown.mid(1);
        m_counts.resize(m_cells.size());
    }

    [[nodiscard]] BudgetSpan span() const { return {m_cells.first().from, m_cells.last().to}; }

    // In the order in which they began.
    void add(const CountedCall &call)
    {
        while (!m_cells.at(m_place).contains(call.startedAt))
            ++m_place;
        Count &count = m_counts[m_place];
        const qint64 amount = call.charge.spent + call.charge.uncertain;
        count.used += amount;
        ++count.calls;
        if (m_blocks && amount > 0 && amount > m_limit - window(m_place, &Count::admitted))
            ++count.wouldBlock;
        else
            count.admitted += amount;
    }

    [[nodiscard]] QList<BudgetHistoryPeriod> periods() const
    {
        QList<BudgetHistoryPeriod> out;
        for (qsizetype i = m_first; i < m_cells.size(); ++i) {
            out += {.from = m_cells.at(firstOf(i)).from,
                .to = m_cells.at(i).to,
                .used = window(i, &Count::used),
                .calls = int(window(i, &Count::calls)),
                .wouldBlock = int(m_counts.at(i).wouldBlock)};
        }
        return out;
    }

private:
    struct Count
    {
        qint64 used = 0;
        qint64 admitted = 0;
        qint64 calls = 0;
        qint64 wouldBlock = 0;
    };
    [[nodiscard]] qsizetype firstOf(qsizetype place) const { return std::max<qsizetype>(0, place - m_width + 1); }
    [[nodiscard]] qint64 window(qsizetype place, qint64 Count::*member) const
    {
        qint64 sum = 0;
        for (qsizetype i = firstOf(place); i <= place; ++i)
            sum += m_counts.at(i).*member;
        return sum;
    }

    const qint64 m_limit;
    const bool m_blocks;
    const qsizetype m_width; // cells of a period
    QList<BudgetSpan> m_cells;
    qsizetype m_first = 0; // that is shown
    QList<Count> m_counts; // as m_cells
    qsizetype m_place = 0;
};

std::optional<Error> eachAfter(Connection &connection, const Budget &budget, const BudgetSpan &span, qint64 afterSeq,
    const std::function<void(const CountedCall &)> &fn)
{
    const Query query = queryFor(budget.scope, span, afterSeq);
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

} // namespace

std::optional<Error> each(Connection &connection, const Budget &budget, const BudgetSpan &span,
    const std::function<void(const CountedCall &)> &fn)
{
    return eachAfter(connection, budget, span, 0, fn);
}

Result<BudgetCharge> sum(Connection &connection, const Budget &budget, const BudgetSpan &span)
{
    const Result<BudgetKeptSums> sums = BudgetKeptSums::of(connection);
    if (!sums)
        return sums.error();
    Result<BudgetCharge> charge = sums->charge(connection, budget, span);
    if (!charge)
        return charge;
    if (const std::optional<Error> error
        = each(connection, budget, sums->detailed(span), [&](const CountedCall &call) { *charge += call.charge; }))
        return *error;
    return charge;
}

std::optional<Error> findLargest(
    Connection &connection, const Budget &budget, const BudgetSpan &span, int count, Largest &largest)
{
    QList<CountedCall> calls = largest.calls;
    const auto larger = [](const CountedCall &a, const CountedCall &b) { return a.amount() > b.amount(); };
    const auto take = [&](const CountedCall &call) {
        if (call.amount() <= 0)
            return;
        calls.insert(std::upper_bound(calls.begin(), calls.end(), call, larger), call);
        if (calls.size() > count)
            calls.removeLast();
    };
    return connection.transaction(Connection::Access::Read, [&]() -> std::optional<Error> {
        qint64 last = 0;
        if (const auto error
            = connection.each(u"SELECT max(seq) FROM calls"_s, {}, [&](const Row &row) { last = row.integer(0); }))
            return error;
        if (last > largest.lastSeq) {
            if (const auto error = eachAfter(connection, budget, span, largest.lastSeq, take))
                return error;
            largest = {last, calls};
        }
        return std::nullopt;
    });
}

Result<QString> callText(Connection &connection, const Budget &budget, const CountedCall &call, const QTimeZone &zone)
{
    const Result<QString> name = nameOf(connection, call.seq);
    if (!name)
        return name;
    return u"%1 %2 %3"_s.arg(*name, call.startedAt.toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm"_s),
        amountText(budget.meter, call.amount()));
}

Result<QList<BudgetHistoryPeriod>> preview(
    Connection &connection, const Budget &budget, const QDateTime &now, int periods)
{
    const Result<BudgetKeptSums> sums = BudgetKeptSums::of(connection);
    if (!sums)
        return sums.error();
    Rerun rerun(budget, now, periods);
    if (const std::optional<Error> error
        = each(connection, budget, sums->detailed(rerun.span()), [&](const CountedCall &call) { rerun.add(call); }))
        return *error;
    QList<BudgetHistoryPeriod> out = rerun.periods();
    // Of those whose calls are gone nobody can say what would have been refused.
    while (out.size() > 1 && sums->isCut({out.first().from, out.first().to}))
        out.removeFirst();
    if (out.isEmpty())
        return out;
    const Result<BudgetCharge> charge = sums->charge(connection, budget, {out.first().from, out.first().to});
    if (!charge)
        return charge.error();
    out.first().used += charge->spent + charge->uncertain;
    return out;
}

} // namespace lineup::BudgetHistory
