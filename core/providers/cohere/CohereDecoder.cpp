// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/cohere/CohereDecoder.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

qint64 count(const QJsonObject &object, QLatin1StringView name)
{
    return qMax<qint64>(0, object.value(name).toInteger());
}

// Pictures lie outside of tokens.input_tokens; in billed_units they are in it.
std::optional<Usage> usageFrom(const QJsonObject &usage)
{
    const QJsonObject tokens = usage.value("tokens"_L1).toObject();
    const QJsonObject billed = usage.value("billed_units"_L1).toObject();
    if (tokens.isEmpty() && billed.isEmpty())
        return std::nullopt;
    Usage out;
    out.source = Usage::Source::Reported;
    qint64 output = 0;
    if (billed.isEmpty()) {
        out.inputFresh = count(tokens, "input_tokens"_L1) + count(tokens, "image_tokens"_L1);
        output = count(tokens, "output_tokens"_L1);
    } else {
        out.inputFresh = count(billed, "input_tokens"_L1);
        output = count(billed, "output_tokens"_L1);
        out.webSearches = count(billed, "search_units"_L1);
    }
    out.outputReasoning = qMin(count(tokens, "reasoning_tokens"_L1), output);
    out.outputText = output - out.outputReasoning;
    return out;
}

FinishReason finishFrom(QStringView word)
{
    if (word == "COMPLETE"_L1 || word == "STOP_SEQUENCE"_L1)
        return FinishReason::Stop;
    if (word == "MAX_TOKENS"_L1)
        return FinishReason::Length;
    if (word == "TOOL_CALL"_L1)
        return FinishReason::ToolCalls;
    return word == "ERROR_TOXIC"_L1 ? FinishReason::ContentFilter : FinishReason::Unknown;
}

// A source is one of the documents of the request or a tool's result, with members that their author chose.
Citation citationFrom(const QString &cited, const QJsonObject &source)
{
    const QJsonValue document = source.value("document"_L1);
    const QJsonObject data = document.isObject() ? document.toObject() : source.value("tool_output"_L1).toObject();
    const QString id = source.value("id"_L1).toString();
    Citation out;
    out.text = cited;
    out.url = data.value("url"_L1).toString();
    if (out.url.isEmpty() && (id.startsWith("https://"_L1) || id.startsWith("http://"_L1)))
        out.url = id;
    out.title = data.value("title"_L1).toString(id);
    return out;
}

void readCitation(const QJsonObject &citation, Delta &delta)
{
    for (const QJsonValue &source : citation.value("sources"_L1).toArray())
        delta.citations += citationFrom(citation.value("text"_L1).toString(), source.toObject());
}

} // namespace

void CohereDecoder::readContent(const QJsonObject &part, Delta &delta)
{
    const QString thinking = part.value("thinking"_L1).toString();
    m_thinking += thinking;
    delta.reasoning += thinking;
    delta.text += part.value("text"_L1).toString();
}

void CohereDecoder::readPlan(const QString &plan, Delta &delta)
{
    m_plan += plan;
    delta.reasoning += plan;
}

void CohereDecoder::readCall(const QJsonObject &call, int index, Delta &delta)
{
    const QJsonObject function = call.value("function"_L1).toObject();
    delta.toolCalls += {.index = index,
        .id = call.value("id"_L1).toString(),
        .name = function.value("name"_L1).toString(),
        .arguments = function.value("arguments"_L1).toString()};
}

std::optional<Error> CohereDecoder::readEnd(const QJsonObject &end, Delta &delta)
{
    delta.nativeFinishReason = end.value("finish_reason"_L1).toString();
    delta.finishReason = finishFrom(delta.nativeFinishReason);
    delta.usage = usageFrom(end.value("usage"_L1).toObject());
    const QString words = end.value("error"_L1).toString();
    const bool timedOut = delta.nativeFinishReason == "TIMEOUT"_L1;
    const bool failed = delta.nativeFinishReason == "ERROR"_L1;
    if (!timedOut && !failed && words.isEmpty()) {
        m_complete = true;
        return std::nullopt;
    }
    if (timedOut)
        return Error {.kind = Error::Kind::Timeout,
            .detail = u"the service stopped: its time for one answer was over"_s,
            .service = m_service.id};
    return classifyError({.code = delta.nativeFinishReason, .message = words}, {}, {}, m_service);
}

std::optional<Error> CohereDecoder::decode(const StreamEvent &event, QList<Delta> &deltas)
{
    const QByteArray data = event.data.trimmed();
    if (data.isEmpty() || data == "[DONE]")
        return std::nullopt;
    const Result<QJsonObject> object = parseJsonObject(data);
    if (!object) {
        Error error = object.error();
        error.service = m_service.id;
        return error;
    }
    const QString type = object->value("type"_L1).toString(QString::fromUtf8(event.name));
    if ((type.isEmpty() || type == "error"_L1) && object->contains("message"_L1))
        return classifyError(readErrorBody(data), {}, data, m_service);
    const QJsonObject content = object->value("delta"_L1).toObject();
    const QJsonObject message = content.value("message"_L1).toObject();
    Delta delta;
    std::optional<Error> error;
    if (type == "message-start"_L1)
        delta.responseId = object->value("id"_L1).toString();
    else if (type == "content-start"_L1 || type == "content-delta"_L1)
        readContent(message.value("content"_L1).toObject(), delta);
    else if (type == "tool-plan-delta"_L1)
        readPlan(message.value("tool_plan"_L1).toString(), delta);
    else if (type == "tool-call-start"_L1 || type == "tool-call-delta"_L1)
        readCall(message.value("tool_calls"_L1).toObject(), object->value("index"_L1).toInt(), delta);
    else if (type == "citation-start"_L1)
        readCitation(message.value("citations"_L1).toObject(), delta);
    else if (type == "message-end"_L1)
        error = readEnd(content, delta);
    if (delta != Delta())
        deltas += delta;
    return error;
}

void CohereDecoder::finish(QList<Delta> &deltas)
{
    if (m_thinking.isEmpty() && m_plan.isEmpty())
        return;
    QJsonObject kept {{u"model"_s, m_model}};
    if (!m_thinking.isEmpty())
        kept.insert(u"thinking"_s, m_thinking);
    if (!m_plan.isEmpty())
        kept.insert(u"tool_plan"_s, m_plan);
    Delta delta;
    delta.nativeBlocks += NativeBlock {u"cohere"_s, kept};
    deltas += delta;
}

Result<QList<Delta>> CohereDecoder::decodeWhole(const QByteArray &body)
{
    const Result<QJsonObject> object = parseJsonObject(body);
    if (!object || !object->value("message"_L1).isObject()) {
        const ErrorFacts facts = readErrorBody(body);
        if (object && !facts.message.isEmpty())
            return classifyError(facts, {}, body, m_service);
        return Error {
            .kind = Error::Kind::Malformed, .detail = u"the answer holds no message"_s, .service = m_service.id};
    }
    const QJsonObject message = object->value("message"_L1).toObject();
    Delta delta;
    delta.responseId = object->value("id"_L1).toString();
    readPlan(message.value("tool_plan"_L1).toString(), delta);
    for (const QJsonValue &part : message.value("content"_L1).toArray())
        readContent(part.toObject(), delta);
    int index = 0;
    for (const QJsonValue &call : message.value("tool_calls"_L1).toArray())
        readCall(call.toObject(), index++, delta);
    for (const QJsonValue &citation : message.value("citations"_L1).toArray())
        readCitation(citation.toObject(), delta);
    if (const std::optional<Error> error = readEnd(*object, delta))
        return *error;
    QList<Delta> deltas {delta};
    finish(deltas);
    return deltas;
}

} // namespace lineup
