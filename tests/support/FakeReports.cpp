// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeReports.h"

#include "core/base/Async.h"
#include "core/spend/CostCalculator.h"

#include <QMap>
#include <QPromise>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

bool isIn(const QStringList &words, const QString &word)
{
    return words.isEmpty() || words.contains(word);
}

bool fits(const FakeCall &call, const SpendFilter &filter)
{
    const CallLine &line = call.line;
    const QDate day = line.startedAt.date();
    return (!filter.from.isValid() || day >= filter.from) && (!filter.to.isValid() || day <= filter.to)
        && isIn(filter.services, line.service) && isIn(filter.models, line.service + u'/' + line.model)
        && isIn(filter.chains, call.chain) && isIn(filter.users, line.user) && isIn(filter.projects, line.project)
        && isIn(filter.sources, line.source) && (filter.statuses.isEmpty() || filter.statuses.contains(line.status))
        && (filter.tags.isEmpty()
            || std::ranges::any_of(line.tags, [&](const QString &tag) { return filter.tags.contains(tag); }));
}

QStringList keysOf(const FakeCall &call, SpendGroup group)
{
    const CallLine &line = call.line;
    const QDate day = line.startedAt.date();
    switch (group) {
    case SpendGroup::Day:
        return {day.toString(Qt::ISODate)};
    case SpendGroup::Week:
        return {day.addDays(1 - day.dayOfWeek()).toString(Qt::ISODate)};
    case SpendGroup::Month:
        return {QDate(day.year(), day.month(), 1).toString(Qt::ISODate)};
    case SpendGroup::Service:
        return {line.service};
    case SpendGroup::Model:
        return {line.service + u'/' + line.model};
    case SpendGroup::Chain:
        return {call.chain};
    case SpendGroup::User:
        return {line.user};
    case SpendGroup::Project:
        return {line.project};
    case SpendGroup::Tag:
        return line.tags.isEmpty() ? QStringList {QString()} : line.tags;
    case SpendGroup::Source:
        return {line.source};
    case SpendGroup::Status:
        return {callStatusName(line.status)};
    case SpendGroup::None:
        break;
    }
    return {QString()};
}

SpendSums sumsOf(const FakeCall &call)
{
    const CallLine &line = call.line;
    SpendSums sums;
    sums.cost = line.cost;
    sums.estimated = line.estimated ? line.cost : Money();
    sums.cacheSaved = call.cacheSaved;
    sums.calls = 1;
    sums.failed = line.status == CallStatus::Failed || line.status == CallStatus::Interrupted ? 1 : 0;
    sums.cancelled = line.status == CallStatus::Cancelled ? 1 : 0;
    sums.attempts = 1;
    sums.unpriced = line.unpriced;
    sums.inputFresh = call.usage.inputFresh;
    sums.inputCacheRead = call.usage.inputCacheRead;
    sums.inputCacheWrite = call.usage.inputCacheWrite5m;
    sums.outputText = call.usage.outputText;
    sums.outputReasoning = call.usage.outputReasoning;
    sums.firstTokenUs = line.firstToken ? line.firstToken->count() : 0;
    sums.timedCalls = line.firstToken ? 1 : 0;
    sums.totalUs = line.total.count();
    return sums;
}

qint64 valueOf(const CallLine &line, CallOrder order)
{
    switch (order) {
    case CallOrder::Time:
        return line.startedAt.toMSecsSinceEpoch();
    case CallOrder::Cost:
        return line.cost.nano();
    case CallOrder::Input:
        return line.input;
    case CallOrder::Output:
        return line.output;
    case CallOrder::FirstToken:
        return line.firstToken ? line.firstToken->count() : -1;
    case CallOrder::Duration:
        break;
    }
    return line.total.count();
}

} // namespace

template<typename T>
QFuture<Result<T>> FakeReports::later(T value)
{
    ++asked;
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const Result<T> answer = broken ? Result<T>(*broken) : Result<T>(std::move(value));
    QTimer::singleShot(delay, this, [promise, answer] {
        promise->addResult(answer);
        promise->finish();
    });
    return promise->future();
}

void FakeReports::add(FakeCall call)
{
    call.line.seq = ledger.size() + 1;
    ledger += std::move(call);
}

SpendTable FakeReports::tableOf(const SpendQuery &query) const
{
    QMap<QStringList, SpendSums> rows;
    SpendTable table;
    for (const FakeCall &call : ledger) {
        if (!fits(call, query.filter))
            continue;
        const SpendSums sums = sumsOf(call);
        table.total += sums;
        QList<QStringList> keys {{}};
        for (const SpendGroup group : query.groups) {
            QList<QStringList> longer;
            for (const QStringList &begun : keys) {
                for (const QString &key : keysOf(call, group))
                    longer += begun + QStringList {key};
            }
            keys = longer;
        }
        for (const QStringList &key : keys)
            rows[key] += sums;
    }
    for (auto row = rows.cbegin(); row != rows.cend(); ++row)
        table.rows += SpendRow {.keys = row.key(), .sums = row.value()};
    return table;
}

QFuture<Result<SpendTable>> FakeReports::query(const SpendQuery &query)
{
    return later(tableOf(query));
}

QFuture<Result<QList<CallLine>>> FakeReports::calls(const CallPageQuery &query)
{
    largestPage = qMax(largestPage, query.count);
    const auto before = [&](const CallLine &one, const CallLine &other) {
        const auto key = [&](const CallLine &line) { return std::pair(valueOf(line, query.order), line.seq); };
        return query.descending ? key(one) > key(other) : key(one) < key(other);
    };
    QList<CallLine> lines;
    for (const FakeCall &call : ledger) {
        if (fits(call, query.filter) && (!query.after || before(*query.after, call.line)))
            lines += call.line;
    }
    std::sort(lines.begin(), lines.end(), before);
    return later(lines.mid(0, query.count));
}

QFuture<Result<qint64>> FakeReports::countCalls(const SpendFilter &filter)
{
    return later(qint64(std::ranges::count_if(ledger, [&](const FakeCall &call) { return fits(call, filter); })));
}

QFuture<Result<CallRecord>> FakeReports::call(qint64 seq)
{
    CallRecord record;
    const CallLine line = ledger.value(seq - 1).line;
    record.id = u"call-%1"_s.arg(seq);
    record.startedAt = line.startedAt;
    record.requestedModel = line.requestedModel;
    record.total = line.total;
    AttemptRecord attempt {.service = line.service, .model = line.model, .startedAt = line.startedAt};
    attempt.usage = ledger.value(seq - 1).usage;
    attempt.cost = Cost::known(line.cost, Cost::Provenance::Computed);
    record.attempts = {attempt};
    record.usage = attempt.usage;
    record.cost = attempt.cost;
    return later(record);
}

QFuture<Result<SpendTable>> FakeReports::values(SpendGroup group, const SpendFilter &span)
{
    SpendTable table = tableOf({.filter = span, .groups = {group}});
    std::ranges::stable_sort(
        table.rows, [](const SpendRow &one, const SpendRow &other) { return one.sums.calls > other.sums.calls; });
    return later(table);
}

WhatIf FakeReports::whatIfOf(const SpendFilter &filter, const ModelInfo &model) const
{
    WhatIf out;
    if (!model.price && !model.free) {
        out.reason = Cost::Reason::NoPrice;
        return out;
    }
    QMap<QString, SpendSums> days;
    QMap<QString, SpendSums> paid;
    for (const FakeCall &call : ledger) {
        if (!fits(call, filter))
            continue;
        const Cost other = costOf(call.usage, model, {});
        if (call.line.unpriced > 0 || !other.isKnown()) {
            ++out.unknown;
        } else if (model.contextTokens > 0 && call.usage.inputTotal() > model.contextTokens) {
            ++out.tooLong;
        } else {
            ++out.compared;
            out.actual += call.line.cost;
            out.alternative += *other.amount();
            const QString key = call.line.startedAt.date().toString(Qt::ISODate);
            SpendSums &day = days[key];
            day.cost += *other.amount();
            ++day.attempts;
            paid[key].cost += call.line.cost;
            ++paid[key].attempts;
        }
    }
    for (auto day = days.cbegin(); day != days.cend(); ++day)
        out.days += SpendRow {.keys = {day.key()}, .sums = day.value()};
    for (auto day = paid.cbegin(); day != paid.cend(); ++day)
        out.paid += SpendRow {.keys = {day.key()}, .sums = day.value()};
    return out;
}

QFuture<Result<WhatIf>> FakeReports::whatIf(const SpendFilter &filter, const ModelInfo &model)
{
    return later(whatIfOf(filter, model));
}

QFuture<Result<QByteArray>> FakeReports::timeZone()
{
    return later(QByteArray("UTC"));
}

namespace {

struct Habit
{
    const char *service;
    const char *model;
    const char *project;
    double input; // USD for a million tokens
    double output;
    int share; // of 100 calls
};

constexpr Habit habits[] {
    {"anthropic", "claude-sonnet-4-6", "website", 3, 15, 24},
    {"openai", "gpt-4o-mini", "support-bot", 0.15, 0.6, 30},
    {"openai", "gpt-4o", "website", 2.5, 10, 10},
    {"gemini", "gemini-2.0-flash", "support-bot", 0.1, 0.4, 12},
    {"mistral", "mistral-large-latest", "translations", 2, 6, 6},
    {"deepseek", "deepseek-chat", "experiments", 0.28, 0.42, 5},
    {"groq", "llama-3.3-70b-versatile", "experiments", 0.59, 0.79, 5},
    {"openrouter", "qwen/qwen3-235b-a22b", "experiments", 0.2, 0.6, 3},
    {"anthropic", "claude-opus-4-5", "", 5, 25, 3},
    {"ollama", "llama3.2", "", 0, 0, 2},
};

// Repeatable, so that what a test sees is the same on each machine.
class Dice
{
public:
    [[nodiscard]] int below(int limit)
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return int((m_state >> 33) % quint64(limit));
    }

private:
    quint64 m_state = 20'260'314;
};

const Habit &chosen(int roll)
{
    for (const Habit &habit : habits) {
        if (roll < habit.share)
            return habit;
        roll -= habit.share;
    }
    return habits[0];
}

void payFor(FakeCall &call, const Habit &habit, Dice &dice)
{
    Usage &usage = call.usage;
    usage.source = Usage::Source::Reported;
    usage.inputFresh = 800 + dice.below(9000);
    usage.inputCacheRead = dice.below(3) == 0 ? 2000 + dice.below(20'000) : 0;
    usage.outputText = 150 + dice.below(1800);
    const auto nano = [](double tokens, double perMillion) { return qRound64(tokens * perMillion * 1000); };
    call.line.cost = Money::fromNano(nano(double(usage.inputFresh), habit.input)
        + nano(double(usage.inputCacheRead), habit.input / 10) + nano(double(usage.outputText), habit.output));
    call.cacheSaved = Money::fromNano(nano(double(usage.inputCacheRead), habit.input * 0.9));
    call.line.free = habit.input == 0;
    call.line.provider = QByteArrayView(habit.service) == "openrouter";
    call.line.input = usage.inputTotal();
    call.line.cached = usage.inputCacheRead;
    call.line.output = usage.outputText;
}

FakeCall invented(const QDateTime &at, Dice &dice)
{
    const Habit &habit = chosen(dice.below(100));
    FakeCall call;
    call.line.startedAt = at;
    call.line.service = QString::fromLatin1(habit.service);
    call.line.model = QString::fromLatin1(habit.model);
    call.chain = dice.below(6) == 0 ? u"reliable"_s : QString();
    call.line.requestedModel = call.chain.isEmpty() ? QString(call.line.service + u'/' + call.line.model)
                                                    : QString(u"chain/"_s + call.chain);
    call.line.project = QString::fromLatin1(habit.project);
    call.line.user = dice.below(3) == 0 ? u"mara"_s : u"jonas"_s;
    call.line.source = dice.below(4) == 0 ? u"cli"_s : u"app"_s;
    if (dice.below(5) == 0)
        call.line.tags = {u"nightly"_s};
    call.line.attempts = call.chain.isEmpty() ? 1 : 1 + dice.below(2);
    payFor(call, habit, dice);
    call.line.firstToken = std::chrono::milliseconds(250 + dice.below(1600));
    call.line.total = *call.line.firstToken + std::chrono::milliseconds(call.line.output * 9);
    const int fate = dice.below(100);
    if (fate < 3) {
        call.line.status = CallStatus::Failed;
        call.line.firstToken.reset();
        call.line.cost = {};
        call.cacheSaved = {};
        call.line.output = call.usage.outputText = 0;
        call.line.unpriced = fate == 0 ? 1 : 0;
    } else if (fate < 5) {
        call.line.status = CallStatus::Cancelled;
        call.line.estimated = true;
    }
    return call;
}

} // namespace

void FakeReports::inventYear(QDate today, int callsOnBusyDay)
{
    Dice dice;
    for (int age = 364; age >= 0; --age) {
        const QDate day = today.addDays(-age);
        const bool weekend = day.dayOfWeek() > 5;
        const bool holiday = day.month() == 8 && day.day() > 10 && day.day() < 24;
        const int most = holiday ? 0 : weekend ? callsOnBusyDay / 8 : callsOnBusyDay * (730 - age) / 730;
        int count = most == 0 ? 0 : most / 2 + dice.below(most / 2 + 1);
        if (age == 11)
            count = callsOnBusyDay * 5; // a loop that nobody stopped
        for (int i = 0; i < count; ++i) {
            const int minute = (age == 0 ? 6 * 60 : 9 * 60) + i * (age == 0 ? 400 : 560) / count;
            add(invented(QDateTime(day, QTime(minute / 60, minute % 60, dice.below(60)), Qt::UTC), dice));
        }
    }
}

} // namespace lineup::test
