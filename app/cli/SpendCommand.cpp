// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SpendCommand.h"

#include "app/cli/ExitCode.h"
#include "core/base/Async.h"
#include "core/domain/CompletionJson.h"
#include "core/text/Csv.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

constexpr int pageSize = 200;

// The figures of a group, in the order of the columns: their names in JSON and CSV.
struct Figure
{
    QLatin1StringView name;
    qint64 (*of)(const SpendSums &);
};

constexpr Figure figures[] {
    {"calls"_L1, [](const SpendSums &s) { return s.calls; }},
    {"failed"_L1, [](const SpendSums &s) { return s.failed; }},
    {"cancelled"_L1, [](const SpendSums &s) { return s.cancelled; }},
    {"unpriced"_L1, [](const SpendSums &s) { return s.unpriced; }},
    {"input_tokens"_L1, [](const SpendSums &s) { return s.input(); }},
    {"cached_tokens"_L1, [](const SpendSums &s) { return s.inputCacheRead; }},
    {"output_tokens"_L1, [](const SpendSums &s) { return s.output(); }},
    {"reasoning_tokens"_L1, [](const SpendSums &s) { return s.outputReasoning; }},
};

QJsonObject sumsJson(const SpendSums &sums)
{
    QJsonObject out {{u"cost_usd"_s, sums.cost.toDecimal()}, {u"estimated_usd"_s, sums.estimated.toDecimal()},
        {u"cache_saved_usd"_s, sums.cacheSaved.toDecimal()}};
    for (const Figure &figure : figures)
        out.insert(QString(figure.name), figure.of(sums));
    return out;
}

QString shownKey(const QString &key)
{
    return key.isEmpty() ? u"–"_s : Terminal::printable(key);
}

QStringList tableRow(const QStringList &keys, const SpendSums &sums)
{
    QStringList row;
    for (const QString &key : keys)
        row += shownKey(key);
    row += u'$' + sums.cost.toDecimal();
    for (const Figure &figure : figures)
        row += QString::number(figure.of(sums));
    return row;
}

} // namespace

void SpendCommand::start()
{
    if (m_task.follow) {
        beginToFollow();
        return;
    }
    whenDone(services().reports().query(m_task.query), this, [this](const Result<SpendTable> &table) {
        if (!table)
            fail(table.error());
        else
            show(*table);
    });
}

void SpendCommand::interrupt()
{
    Q_EMIT done(m_task.follow ? Ok : Interrupted); // it is how following ends
}

QStringList SpendCommand::keyNames() const
{
    QStringList names;
    for (const SpendGroup group : m_task.query.groups)
        names += spendGroupName(group);
    return names;
}

void SpendCommand::show(const SpendTable &table)
{
    switch (m_task.form) {
    case Form::Table:
        showTable(table);
        break;
    case Form::Json:
        showJson(table);
        break;
    case Form::Csv:
        showCsv(table);
        break;
    }
    Q_EMIT done(Ok);
}

void SpendCommand::showTable(const SpendTable &table) const
{
    const QStringList names = keyNames();
    QList<QStringList> rows {names + QStringList {u"cost"_s}};
    for (const Figure &figure : figures)
        rows.first() += QString(figure.name).replace(u'_', u' ').remove(u" tokens"_s);
    for (const SpendRow &row : table.rows)
        rows += tableRow(row.keys, row.sums);
    QStringList total(names.size(), QString());
    if (!total.isEmpty())
        total.first() = u"total"_s;
    QStringList last = tableRow(total, table.total);
    for (qsizetype i = 1; i < names.size(); ++i)
        last[i].clear();
    rows += last;
    QList<int> right;
    for (qsizetype column = names.size(); column < rows.first().size(); ++column)
        right += int(column);
    for (const QString &line : Terminal::table(rows, right))
        terminal().line(line);
    if (table.total.unpriced > 0)
        terminal().line(u"unpriced: what these cost is not known, and is in no sum"_s);
    if (m_task.query.groups.contains(SpendGroup::Tag))
        terminal().line(u"a call with several tags is counted at each; the total has it once"_s);
}

void SpendCommand::showJson(const SpendTable &table) const
{
    const QStringList names = keyNames();
    QJsonArray rows;
    for (const SpendRow &row : table.rows) {
        QJsonObject json = sumsJson(row.sums);
        for (qsizetype i = 0; i < names.size(); ++i)
            json.insert(names.at(i), row.keys.value(i));
        rows += json;
    }
    terminal().prettyJson(
        {{u"by"_s, QJsonArray::fromStringList(names)}, {u"rows"_s, rows}, {u"total"_s, sumsJson(table.total)}});
}

void SpendCommand::showCsv(const SpendTable &table) const
{
    QStringList head = keyNames() + QStringList {u"cost_usd"_s};
    for (const Figure &figure : figures)
        head += QString(figure.name);
    terminal().line(csvLine(head));
    for (const SpendRow &row : table.rows) {
        QStringList fields = row.keys + QStringList {row.sums.cost.toDecimal()};
        for (const Figure &figure : figures)
            fields += QString::number(figure.of(row.sums));
        terminal().line(csvLine(fields));
    }
}

void SpendCommand::beginToFollow()
{
    connect(&services().reports(), &Reports::changed, this, &SpendCommand::readOn);
    const CallPageQuery newest {.filter = {}, .count = pageSize};
    m_reading = true;
    whenDone(services().reports().calls(newest), this, [this](const Result<QList<CallLine>> &lines) {
        m_reading = false;
        if (!lines) {
            fail(lines.error());
            return;
        }
        m_last = 0;
        for (const CallLine &line : *lines)
            m_last = std::max(m_last, line.seq);
        if (m_again)
            readOn();
    });
}

// The newest pages, back to one that has nothing new: a call is in the order of its beginning, and is written at its
// end.
void SpendCommand::readOn()
{
    m_again = m_reading;
    if (m_reading)
        return;
    m_reading = true;
    whenDone(services().reports().calls({.filter = m_task.query.filter, .count = pageSize}), this,
        [this](const Result<QList<CallLine>> &lines) {
            if (!lines)
                fail(lines.error());
            else
                takePage(*lines, {});
        });
}

void SpendCommand::takePage(const QList<CallLine> &lines, QList<qint64> found)
{
    const qsizetype before = found.size();
    for (const CallLine &line : lines) {
        if (line.seq > m_last)
            found += line.seq;
    }
    if (found.size() == before || lines.size() < pageSize) {
        std::sort(found.begin(), found.end());
        tell(found);
        return;
    }
    whenDone(services().reports().calls({.filter = m_task.query.filter, .after = lines.constLast(), .count = pageSize}),
        this, [this, found](const Result<QList<CallLine>> &more) {
            if (!more)
                fail(more.error());
            else
                takePage(*more, found);
        });
}

void SpendCommand::tell(QList<qint64> seqs)
{
    if (seqs.isEmpty()) {
        m_reading = false;
        if (m_again)
            readOn();
        return;
    }
    m_last = seqs.takeFirst();
    whenDone(services().reports().call(m_last), this, [this, seqs](const Result<CallRecord> &call) {
        if (call)
            print(*call);
        else if (call.error().kind != Error::Kind::NotFound)
            return fail(call.error());
        tell(seqs);
    });
}

void SpendCommand::print(const CallRecord &call) const
{
    const AttemptRecord *last = call.deciding();
    const QString served = last ? last->service + u'/' + last->model : QString();
    if (m_task.form == Form::Json) {
        QJsonObject json = callJson(call);
        json.insert(u"event"_s,
            !call.error                                      ? u"success"_s
                : call.error->kind == Error::Kind::Cancelled ? u"cancelled"_s
                                                             : u"failure"_s);
        json.insert(u"requested_model"_s, call.requestedModel);
        json.insert(u"served_by"_s, served);
        json.insert(u"source"_s, call.source);
        json.insert(u"user"_s, call.user);
        json.insert(u"metadata"_s, call.metadata);
        json.insert(u"error"_s, call.error ? QJsonValue(errorJson(*call.error)) : QJsonValue(QJsonValue::Null));
        terminal().json(json);
        return;
    }
    QString cost = u"cost not known: "_s + costReasonName(call.cost.reason());
    if (call.cost.isKnown())
        cost = u'$' + call.cost.amount()->toDecimal();
    terminal().line(u"%1  %2  %3  %4"_s.arg(call.startedAt.toLocalTime().toString(Qt::ISODate),
        Terminal::printable(call.requestedModel), cost, call.error ? errorKindName(call.error->kind) : u"answered"_s));
}

} // namespace lineup::cli
