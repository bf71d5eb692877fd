// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RandomLedger.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

using Pair = std::pair<QString, QString>;

const QList<Pair> &targets()
{
    static const QList<Pair> list {{u"openai"_s, u"gpt"_s}, {u"openai"_s, u"mini"_s}, {u"router"_s, u"openai/gpt"_s},
        {u"local"_s, u"llama"_s}, {u"gemini"_s, u"flash"_s}};
    return list;
}

QStringList services()
{
    return {u"openai"_s, u"router"_s, u"local"_s, u"gemini"_s, u"nobody"_s};
}

QStringList models()
{
    QStringList names {u"openai/none"_s};
    for (const auto &[service, model] : targets())
        names += service + u'/' + model;
    return names;
}

const QStringList chains {QString(), QString(), u"reliable"_s, u"cheap"_s};
const QStringList users {QString(), u"ada"_s, u"bob, the \"second\""_s};
const QStringList projects {QString(), u"shop"_s, u"ünïcode"_s};
const QStringList tags {u"ci"_s, u"night"_s, u"a'b"_s};
const QStringList sources {u"app"_s, u"cli"_s};

QStringList tagsOf(const CallRecord &call)
{
    QStringList list;
    for (const QJsonValue &tag : call.metadata.value(u"tags"_s).toArray())
        list += tag.toString();
    return list;
}

QString chainOfCall(const CallRecord &call)
{
    return call.requestedModel.startsWith(u"chain/"_s) ? call.requestedModel.mid(6) : QString();
}

QDate dateOf(const CallRecord &call, const QTimeZone &zone)
{
    return call.startedAt.toTimeZone(zone).date();
}

bool isIn(const QString &word, const QStringList &words)
{
    return words.isEmpty() || words.contains(word);
}

QString modelKey(const AttemptRecord *attempt)
{
    return attempt ? attempt->service + u'/' + attempt->model : QString();
}

QStringList keysFor(SpendGroup group, const CallRecord &call, const AttemptRecord *attempt, const QTimeZone &zone)
{
    const QDate date = dateOf(call, zone);
    const QStringList own = tagsOf(call);
    switch (group) {
    case SpendGroup::None:
        return {QString()};
    case SpendGroup::Day:
        return {date.toString(Qt::ISODate)};
    case SpendGroup::Week:
        return {date.addDays(1 - date.dayOfWeek()).toString(Qt::ISODate)};
    case SpendGroup::Month:
        return {QDate(date.year(), date.month(), 1).toString(Qt::ISODate)};
    case SpendGroup::Service:
        return {attempt ? attempt->service : QString()};
    case SpendGroup::Model:
        return {modelKey(attempt)};
    case SpendGroup::Chain:
        return {chainOfCall(call)};
    case SpendGroup::User:
        return {call.user};
    case SpendGroup::Project:
        return {call.metadata.value(u"project"_s).toString()};
    case SpendGroup::Tag:
        return own.isEmpty() ? QStringList {QString()} : own;
    case SpendGroup::Source:
        return {call.source};
    case SpendGroup::Status:
        return {callStatusName(statusOf(call))};
    }
    return {};
}

SpendSums sumsOf(const CallRecord &call, const AttemptRecord *attempt)
{
    const Usage &usage = attempt ? attempt->usage : call.usage;
    const Cost &cost = attempt ? attempt->cost : call.cost;
    SpendSums sums {.cost = cost.amount().value_or(Money()), .attempts = attempt ? 1 : 0};
    if (cost.isKnown() && cost.provenance() == Cost::Provenance::Estimated)
        sums.estimated = *cost.amount();
    if (attempt && attempt->cacheSaved)
        sums.cacheSaved = *attempt->cacheSaved;
    if (!cost.isKnown() && cost.reason() != Cost::Reason::NotBilled)
        sums.unpriced = 1;
    sums.inputFresh = usage.inputFresh;
    sums.inputCacheRead = usage.inputCacheRead;
    sums.inputCacheWrite = usage.inputCacheWrite5m + usage.inputCacheWrite1h;
    sums.inputOther = usage.inputTotal() - usage.inputFresh - usage.inputCacheRead - sums.inputCacheWrite;
    sums.outputText = usage.outputText;
    sums.outputReasoning = usage.outputReasoning;
    sums.outputOther = usage.outputTotal() - usage.outputText - usage.outputReasoning;
    sums.webSearches = usage.webSearches;
    if (attempt && attempt != &call.attempts.last())
        return sums;
    const CallStatus status = statusOf(call);
    sums.calls = 1;
    sums.failed = status == CallStatus::Failed || status == CallStatus::Interrupted ? 1 : 0;
    sums.cancelled = status == CallStatus::Cancelled ? 1 : 0;
    sums.firstTokenUs = call.firstToken ? call.firstToken->count() : 0;
    sums.timedCalls = call.firstToken ? 1 : 0;
    sums.totalUs = call.total.count();
    return sums;
}

void addTo(Recount &out, const QList<QStringList> &keys, const SpendSums &sums)
{
    out.total += sums;
    if (keys.isEmpty()) {
        out.rows[{}] += sums;
        return;
    }
    for (const QString &first : keys.first()) {
        if (keys.size() == 1) {
            out.rows[{first}] += sums;
            continue;
        }
        for (const QString &second : keys.last())
            out.rows[{first, second}] += sums;
    }
}

} // namespace

RandomLedger::RandomLedger(quint32 seed, const QByteArray &zone) : m_random(seed), m_zone(zone), m_seed(seed) { }

QStringList RandomLedger::someOf(const QStringList &words)
{
    QStringList out;
    for (const QString &word : words) {
        if (!word.isEmpty() && oneIn(2))
            out += word;
    }
    return out;
}

Usage RandomLedger::usage()
{
    if (oneIn(8))
        return {};
    Usage usage {.source = oneIn(5) ? Usage::Source::Estimated : Usage::Source::Reported};
    for (const auto bucket : {&Usage::inputFresh, &Usage::inputCacheRead, &Usage::inputCacheWrite5m,
             &Usage::inputCacheWrite1h, &Usage::inputAudio, &Usage::inputImage, &Usage::outputText,
             &Usage::outputReasoning, &Usage::outputAudio, &Usage::outputImage, &Usage::webSearches})
        usage.*bucket = oneIn(2) ? below(50'000) : 0;
    return usage;
}

Cost RandomLedger::cost()
{
    using Provenance = Cost::Provenance;
    using Reason = Cost::Reason;
    const Reason reasons[] {Reason::NoPrice, Reason::NoUsage, Reason::NotBilled, Reason::MaybeBilled};
    if (oneIn(4))
        return Cost::unknown(reasons[below(4)]);
    if (oneIn(5))
        return Cost::known(Money(), Provenance::Free);
    const Provenance provenances[] {Provenance::Computed, Provenance::Provider, Provenance::Estimated};
    // Few amounts, so that calls share a place in the order of costs.
    return Cost::known(Money::fromNano(oneIn(3) ? 1000 : below(1'000'000'000)), provenances[below(3)]);
}

AttemptRecord RandomLedger::attempt(const QDateTime &at)
{
    const auto &[service, model] = targets().at(below(static_cast<int>(targets().size())));
    AttemptRecord attempt {.service = service, .model = model, .startedAt = at, .usage = usage(), .cost = cost()};
    if (oneIn(3))
        attempt.cacheSaved = Money::fromNano(below(2000) - 1000);
    return attempt;
}

std::optional<Error> RandomLedger::end()
{
    if (!oneIn(4))
        return std::nullopt;
    const Error ends[] {{.kind = Error::Kind::RateLimited}, {.kind = Error::Kind::Cancelled},
        {.kind = Error::Kind::Cancelled, .code = u"interrupted"_s}};
    return ends[below(3)];
}

CallRecord RandomLedger::call(const QDateTime &at)
{
    CallRecord call;
    call.id = u"call-%1-%2"_s.arg(m_seed).arg(++m_made);
    call.startedAt = at;
    const QString chain = oneOf(chains);
    call.requestedModel = chain.isEmpty() ? u"gpt"_s : u"chain/"_s + chain;
    call.source = oneOf(sources);
    call.user = oneOf(users);
    if (const QString project = oneOf(projects); !project.isEmpty())
        call.metadata.insert(u"project"_s, project);
    if (QStringList own = someOf(tags); !own.isEmpty() && oneIn(2)) {
        own.sort();
        call.metadata.insert(u"tags"_s, QJsonArray::fromStringList(own));
    }
    call.demo = oneIn(10);
    for (int count = oneIn(3) ? below(4) : 1; count > 0; --count)
        call.attempts += attempt(at);
    call.error = end();
    if (!oneIn(4))
        call.firstToken = std::chrono::microseconds(below(5'000'000));
    call.total = std::chrono::microseconds(below(60'000'000));
    call.usage = totalUsage(call.attempts);
    call.cost = totalCost(call.attempts);
    if (call.attempts.isEmpty() && oneIn(3)) { // an import may know no more than this
        call.usage = usage();
        call.cost = cost();
    }
    return call;
}

QList<CallRecord> RandomLedger::calls(int count, const QDate &from, int days)
{
    const qint64 start = from.startOfDay(m_zone).toMSecsSinceEpoch();
    const qint64 end = from.addDays(days).startOfDay(m_zone).toMSecsSinceEpoch();
    QList<CallRecord> out;
    for (int i = 0; i < count; ++i) {
        qint64 at = start + static_cast<qint64>(m_random.generateDouble() * static_cast<double>(end - start));
        if (oneIn(5)) // where it matters: around midnight
            at = from.addDays(below(days)).startOfDay(m_zone).toMSecsSinceEpoch() - below(2);
        out += call(QDateTime::fromMSecsSinceEpoch(qBound(start, at, end - 1), QTimeZone::utc()));
    }
    return out;
}

SpendFilter RandomLedger::filter(const QDate &from, int days)
{
    SpendFilter filter;
    if (oneIn(2))
        filter.from = from.addDays(below(days));
    if (oneIn(2))
        filter.to = from.addDays(below(days + 10));
    const auto sometimes = [&](QStringList &member, const QStringList &words) {
        if (oneIn(5))
            member = someOf(words);
        if (oneIn(12)) // those that have none
            member += QString();
    };
    sometimes(filter.services, services());
    sometimes(filter.models, models());
    sometimes(filter.chains, chains);
    sometimes(filter.users, users);
    sometimes(filter.projects, projects);
    sometimes(filter.tags, tags);
    sometimes(filter.sources, sources);
    if (oneIn(5))
        filter.statuses = {static_cast<CallStatus>(below(4)), static_cast<CallStatus>(below(4))};
    return filter;
}

CallStatus statusOf(const CallRecord &call)
{
    if (!call.error)
        return CallStatus::Answered;
    if (call.error->code == "interrupted"_L1)
        return CallStatus::Interrupted;
    return call.error->kind == Error::Kind::Cancelled ? CallStatus::Cancelled : CallStatus::Failed;
}

bool fits(const CallRecord &call, const AttemptRecord *attempt, const SpendFilter &filter, const QTimeZone &zone)
{
    const QDate date = dateOf(call, zone);
    if (call.demo || (filter.from.isValid() && date < filter.from) || (filter.to.isValid() && date > filter.to))
        return false;
    const QStringList own = tagsOf(call);
    const bool tagged = filter.tags.isEmpty() || (own.isEmpty() && filter.tags.contains(QString()))
        || std::any_of(own.begin(), own.end(), [&](const QString &tag) { return filter.tags.contains(tag); });
    return tagged && isIn(attempt ? attempt->service : QString(), filter.services)
        && isIn(modelKey(attempt), filter.models) && isIn(chainOfCall(call), filter.chains)
        && isIn(call.user, filter.users) && isIn(call.metadata.value(u"project"_s).toString(), filter.projects)
        && isIn(call.source, filter.sources) && (filter.statuses.isEmpty() || filter.statuses.contains(statusOf(call)));
}

Recount recount(const QList<CallRecord> &calls, const SpendQuery &query, const QTimeZone &zone)
{
    Recount out;
    const auto add = [&](const CallRecord &call, const AttemptRecord *attempt) {
        if (!fits(call, attempt, query.filter, zone))
            return;
        QList<QStringList> keys;
        for (const SpendGroup group : query.groups)
            keys += keysFor(group, call, attempt, zone);
        addTo(out, keys, sumsOf(call, attempt));
    };
    for (const CallRecord &call : calls) {
        for (const AttemptRecord &attempt : call.attempts)
            add(call, &attempt);
        if (call.attempts.isEmpty())
            add(call, nullptr);
    }
    out.rows.removeIf([](const auto &row) { return row.value() == SpendSums(); });
    return out;
}

} // namespace lineup::test
