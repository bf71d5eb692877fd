// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/CompletionJson.h"

#include "core/domain/MessageJson.h"
#include "core/domain/RouteTrace.h"
#include "core/domain/Vocabulary.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

QJsonObject openAiUsage(const Usage &usage)
{
    return {{u"prompt_tokens"_s, usage.inputTotal()}, {u"completion_tokens"_s, usage.outputTotal()},
        {u"total_tokens"_s, usage.inputTotal() + usage.outputTotal()},
        {u"prompt_tokens_details"_s,
            QJsonObject {{u"cached_tokens"_s, usage.inputCacheRead}, {u"audio_tokens"_s, usage.inputAudio}}},
        {u"completion_tokens_details"_s,
            QJsonObject {{u"reasoning_tokens"_s, usage.outputReasoning}, {u"audio_tokens"_s, usage.outputAudio}}}};
}

QJsonValue finishJson(FinishReason reason)
{
    const QString name = finishReasonName(reason);
    return name.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(name);
}

QJsonArray annotationsJson(const QList<Citation> &citations)
{
    QJsonArray out;
    for (const Citation &citation : citations) {
        out += QJsonObject {{u"type"_s, u"url_citation"_s},
            {u"url_citation"_s, QJsonObject {{u"url"_s, citation.url}, {u"title"_s, citation.title}}}};
    }
    return out;
}

QJsonObject choiceJson(const Choice &choice)
{
    QJsonObject message = messageJson(choice.message);
    if (!choice.citations.isEmpty())
        message.insert(u"annotations"_s, annotationsJson(choice.citations));
    return {{u"index"_s, choice.index}, {u"message"_s, message}, {u"finish_reason"_s, finishJson(choice.finishReason)}};
}

QJsonArray toolCallDeltas(const QList<ToolCallDelta> &calls)
{
    QJsonArray out;
    for (const ToolCallDelta &call : calls) {
        QJsonObject function {{u"arguments"_s, call.arguments}};
        if (!call.name.isEmpty())
            function.insert(u"name"_s, call.name);
        QJsonObject entry {{u"index"_s, call.index}, {u"function"_s, function}};
        if (!call.id.isEmpty()) {
            entry.insert(u"id"_s, call.id);
            entry.insert(u"type"_s, u"function"_s);
        }
        out += entry;
    }
    return out;
}

QJsonObject head(const QString &object, const QString &id, const QString &model, qint64 created)
{
    return {{u"id"_s, id}, {u"object"_s, object}, {u"created"_s, created}, {u"model"_s, model}};
}

QJsonValue milliseconds(const std::optional<std::chrono::microseconds> &time)
{
    return time ? QJsonValue(static_cast<double>(time->count()) / 1000.0) : QJsonValue(QJsonValue::Null);
}

QJsonArray mappingJson(const MappingReport &report)
{
    QJsonArray out;
    for (const MappingNote &note : report) {
        QJsonObject line {{u"action"_s, mappingActionName(note.action)}, {u"parameter"_s, note.parameter}};
        if (!note.to.isEmpty())
            line.insert(u"to"_s, note.to);
        if (!note.reason.isEmpty())
            line.insert(u"reason"_s, note.reason);
        out += line;
    }
    return out;
}

QJsonObject attemptJson(const AttemptRecord &attempt)
{
    QJsonObject out {{u"service"_s, attempt.service}, {u"model"_s, attempt.model},
        {u"started_at"_s, attempt.startedAt.toUTC().toString(Qt::ISODateWithMs)},
        {u"connected_ms"_s, milliseconds(attempt.connected)}, {u"first_token_ms"_s, milliseconds(attempt.firstToken)},
        {u"total_ms"_s, milliseconds(attempt.total)}, {u"cost"_s, costJson(attempt)}, {u"partial"_s, attempt.partial}};
    if (attempt.httpStatus > 0)
        out.insert(u"status"_s, attempt.httpStatus);
    if (!attempt.requestId.isEmpty())
        out.insert(u"request_id"_s, attempt.requestId);
    if (!attempt.nativeFinishReason.isEmpty())
        out.insert(u"native_finish_reason"_s, attempt.nativeFinishReason);
    if (attempt.error)
        out.insert(u"error"_s, errorJson(*attempt.error));
    return out;
}

} // namespace

QJsonObject completionJson(const Completion &completion, qint64 created)
{
    QJsonObject out = head(u"chat.completion"_s, completion.id, completion.model, created);
    QJsonArray choices;
    for (const Choice &choice : completion.choices)
        choices += choiceJson(choice);
    out.insert(u"choices"_s, choices);
    if (completion.usage.isKnown())
        out.insert(u"usage"_s, openAiUsage(completion.usage));
    if (!completion.systemFingerprint.isEmpty())
        out.insert(u"system_fingerprint"_s, completion.systemFingerprint);
    if (!completion.serviceTier.isEmpty())
        out.insert(u"service_tier"_s, completion.serviceTier);
    return out;
}

std::optional<QJsonObject> chunkJson(const Delta &delta, const QString &id, const QString &model, qint64 created)
{
    const bool ends = delta.finishReason != FinishReason::Unknown;
    if (!delta.hasContent() && !ends)
        return std::nullopt;
    QJsonObject piece;
    const auto put = [&piece](const QString &key, const QString &text) {
        if (!text.isEmpty())
            piece.insert(key, text);
    };
    put(u"content"_s, delta.text);
    put(u"reasoning_content"_s, delta.reasoning);
    put(u"refusal"_s, delta.refusal);
    if (!delta.toolCalls.isEmpty())
        piece.insert(u"tool_calls"_s, toolCallDeltas(delta.toolCalls));
    QJsonObject out = head(u"chat.completion.chunk"_s, id, model, created);
    out.insert(u"choices"_s,
        QJsonArray {QJsonObject {
            {u"index"_s, delta.choice}, {u"delta"_s, piece}, {u"finish_reason"_s, finishJson(delta.finishReason)}}});
    return out;
}

QJsonObject usageChunkJson(const Completion &completion, qint64 created)
{
    QJsonObject out = head(u"chat.completion.chunk"_s, completion.id, completion.model, created);
    out.insert(u"choices"_s, QJsonArray());
    if (completion.usage.isKnown())
        out.insert(u"usage"_s, openAiUsage(completion.usage));
    return out;
}

QJsonObject costJson(const Cost &cost)
{
    QJsonObject out {
        {u"usd"_s, QJsonValue::Null}, {u"provenance"_s, QJsonValue::Null}, {u"reason"_s, QJsonValue::Null}};
    if (const std::optional<Money> amount = cost.amount()) {
        out.insert(u"usd"_s, amount->toDecimal());
        out.insert(u"provenance"_s, costProvenanceName(cost.provenance()));
    } else {
        out.insert(u"reason"_s, costReasonName(cost.reason()));
    }
    return out;
}

QJsonObject costJson(const AttemptRecord &attempt)
{
    QJsonObject out = costJson(attempt.cost);
    const std::optional<Money> &ours = attempt.computedCost;
    const std::optional<Money> &theirs = attempt.providerCost;
    if (ours && theirs && differNotably(*ours, *theirs)) {
        out.insert(u"provider_usd"_s, theirs->toDecimal());
        out.insert(u"computed_usd"_s, ours->toDecimal());
    }
    return out;
}

QJsonObject usageBucketsJson(const Usage &usage)
{
    static constexpr const char *sources[] {"unknown", "reported", "estimated"};
    return {{u"source"_s, QString::fromLatin1(sources[static_cast<int>(usage.source)])},
        {u"input_fresh"_s, usage.inputFresh}, {u"input_cache_read"_s, usage.inputCacheRead},
        {u"input_cache_write_5m"_s, usage.inputCacheWrite5m}, {u"input_cache_write_1h"_s, usage.inputCacheWrite1h},
        {u"input_audio"_s, usage.inputAudio}, {u"input_image"_s, usage.inputImage},
        {u"output_text"_s, usage.outputText}, {u"output_reasoning"_s, usage.outputReasoning},
        {u"output_audio"_s, usage.outputAudio}, {u"output_image"_s, usage.outputImage},
        {u"web_searches"_s, usage.webSearches}};
}

QJsonObject errorJson(const Error &error)
{
    QJsonObject out {{u"kind"_s, errorKindName(error.kind)}, {u"message"_s, error.detail}};
    if (error.httpStatus > 0)
        out.insert(u"status"_s, error.httpStatus);
    if (error.retryAfter)
        out.insert(u"retry_after_ms"_s, static_cast<qint64>(error.retryAfter->count()));
    if (!error.service.isEmpty())
        out.insert(u"service"_s, error.service);
    if (!error.requestId.isEmpty())
        out.insert(u"request_id"_s, error.requestId);
    if (!error.code.isEmpty())
        out.insert(u"code"_s, error.code);
    return out;
}

// Every attempt with its record; waits and targets that were left out stand between them.
static QJsonArray routeOf(const CallRecord &record)
{
    QJsonArray out;
    QList<bool> told(record.attempts.size(), false);
    for (qsizetype i = 0; i < record.route.size(); ++i) {
        QJsonObject step = routeJson(record.route.mid(i, 1)).first().toObject();
        const int attempt = record.route.at(i).attempt;
        if (attempt >= 0 && attempt < record.attempts.size()) {
            told[attempt] = true;
            const QJsonObject whole = attemptJson(record.attempts.at(attempt));
            for (auto member = whole.begin(); member != whole.end(); ++member)
                step.insert(member.key(), member.value());
        }
        out += step;
    }
    for (qsizetype i = 0; i < record.attempts.size(); ++i) { // one that was dropped has no event
        if (!told.at(i))
            out += attemptJson(record.attempts.at(i));
    }
    return out;
}

QJsonObject callJson(const CallRecord &record)
{
    const QJsonArray route = routeOf(record);
    const AttemptRecord *last = record.deciding();
    // With several attempts the two figures stand at each of them.
    const QJsonObject cost = record.attempts.size() == 1 ? costJson(*last) : costJson(record.cost);
    return {{u"call_id"_s, record.id}, {u"cost"_s, cost}, {u"usage"_s, usageBucketsJson(record.usage)},
        {u"route"_s, route}, {u"mapping"_s, mappingJson(last ? last->mapping : MappingReport())},
        {u"timing"_s,
            QJsonObject {{u"started_at"_s, record.startedAt.toUTC().toString(Qt::ISODateWithMs)},
                {u"first_token_ms"_s, milliseconds(record.firstToken)}, {u"total_ms"_s, milliseconds(record.total)}}},
        {u"demo"_s, record.demo}};
}

} // namespace lineup
