// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/ledger/SpendFacts.h"

#include "core/domain/CallLabels.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

SpendSums sumsOf(const Usage &usage, const Cost &cost)
{
    SpendSums sums;
    sums.cost = cost.amount().value_or(Money());
    if (cost.isKnown() && cost.provenance() == Cost::Provenance::Estimated)
        sums.estimated = sums.cost;
    sums.unpriced = !cost.isKnown() && cost.reason() != Cost::Reason::NotBilled ? 1 : 0;
    sums.inputFresh = usage.inputFresh;
    sums.inputCacheRead = usage.inputCacheRead;
    sums.inputCacheWrite = usage.inputCacheWrite5m + usage.inputCacheWrite1h;
    sums.inputOther = usage.inputAudio + usage.inputImage;
    sums.outputText = usage.outputText;
    sums.outputReasoning = usage.outputReasoning;
    sums.outputOther = usage.outputAudio + usage.outputImage;
    sums.webSearches = usage.webSearches;
    return sums;
}

void countCall(SpendSums &sums, const CallRecord &call, CallStatus status)
{
    sums.calls = 1;
    sums.failed = status == CallStatus::Failed || status == CallStatus::Interrupted ? 1 : 0;
    sums.cancelled = status == CallStatus::Cancelled ? 1 : 0;
    sums.timedCalls = call.firstToken ? 1 : 0;
    sums.firstTokenUs = call.firstToken ? static_cast<qint64>(call.firstToken->count()) : 0;
    sums.totalUs = static_cast<qint64>(call.total.count());
}

} // namespace

CallStatus callStatus(const std::optional<Error> &error)
{
    if (!error)
        return CallStatus::Answered;
    if (error->code == interruptedCode)
        return CallStatus::Interrupted;
    return error->kind == Error::Kind::Cancelled ? CallStatus::Cancelled : CallStatus::Failed;
}

QString chainOf(QStringView requestedModel)
{
    constexpr QLatin1StringView prefix("chain/");
    return requestedModel.startsWith(prefix) ? requestedModel.mid(prefix.size()).toString() : QString();
}

QList<SpendFact> spendFacts(const CallRecord &call)
{
    const CallLabels labels = callLabels(call.metadata);
    const SpendScope scope {.chain = chainOf(call.requestedModel),
        .user = call.user,
        .project = labels.project,
        .tags = labels.tags,
        .source = call.source,
        .status = callStatus(call.error)};
    QList<SpendFact> facts;
    for (const AttemptRecord &attempt : call.attempts) {
        SpendFact fact {scope, sumsOf(attempt.usage, attempt.cost)};
        fact.scope.service = attempt.service;
        fact.scope.model = attempt.model;
        fact.sums.cacheSaved = attempt.cacheSaved.value_or(Money());
        fact.sums.attempts = 1;
        facts += fact;
    }
    if (facts.isEmpty())
        facts += {scope, sumsOf(call.usage, call.cost)};
    countCall(facts.last().sums, call, scope.status);
    return facts;
}

QString tagsText(const QStringList &tags)
{
    if (tags.isEmpty())
        return u"[]"_s;
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(tags)).toJson(QJsonDocument::Compact));
}

QStringList tagsFromText(const QString &json)
{
    QStringList tags;
    for (const QJsonValue &tag : QJsonDocument::fromJson(json.toUtf8()).array())
        tags += tag.toString();
    return tags;
}

} // namespace lineup
