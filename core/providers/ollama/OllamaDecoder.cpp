// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ollama/OllamaDecoder.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/RequestMapper.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Arguments are an object; a server or proxy that sends them as text already is taken at its word.
QString argumentsText(const QJsonValue &value)
{
    if (value.isString())
        return value.toString();
    return value.isObject() ? QString::fromUtf8(compactJson(value.toObject())) : QString();
}

// The counts come only with the last line. A prompt that the server still had in memory may have none: the whole is
// then not what was reported.
Usage usageFrom(const QJsonObject &line)
{
    Usage usage;
    const QJsonValue prompt = line.value("prompt_eval_count"_L1);
    const QJsonValue answer = line.value("eval_count"_L1);
    if (!prompt.isDouble() && !answer.isDouble())
        return usage;
    usage.source = prompt.isDouble() && answer.isDouble() ? Usage::Source::Reported : Usage::Source::Estimated;
    usage.inputFresh = qMax<qint64>(0, prompt.toInteger());
    usage.outputText = qMax<qint64>(0, answer.toInteger()); // thinking included, the server does not split it
    return usage;
}

} // namespace

std::optional<Error> OllamaDecoder::decode(const StreamEvent &event, QList<Delta> &deltas)
{
    bool sawMessage = false;
    return read(event.data, deltas, sawMessage);
}

Result<QList<Delta>> OllamaDecoder::decodeWhole(const QByteArray &body)
{
    QList<Delta> deltas;
    bool sawMessage = false;
    if (const std::optional<Error> error = read(body, deltas, sawMessage))
        return *error;
    if (!sawMessage)
        return Error {
            .kind = Error::Kind::Malformed, .detail = u"the answer has no message"_s, .service = m_service.id};
    return deltas;
}

std::optional<Error> OllamaDecoder::read(const QByteArray &line, QList<Delta> &deltas, bool &sawMessage)
{
    const Result<QJsonObject> parsed = parseJsonObject(line);
    if (!parsed) {
        Error error = parsed.error();
        error.service = m_service.id;
        return error;
    }
    if (parsed->contains("error"_L1))
        return classifyError(readErrorBody(line), {}, line, m_service);
    Delta delta;
    if (!m_named) {
        delta.responseModel = parsed->value("model"_L1).toString();
        m_named = !delta.responseModel.isEmpty();
    }
    sawMessage = parsed->value("message"_L1).isObject();
    readMessage(parsed->value("message"_L1).toObject(), delta);
    if (parsed->value("done"_L1).toBool())
        readEnd(*parsed, delta);
    if (delta != Delta())
        deltas += delta;
    return std::nullopt;
}

void OllamaDecoder::readMessage(const QJsonObject &message, Delta &delta)
{
    delta.reasoning = message.value("thinking"_L1).toString();
    delta.text = message.value("content"_L1).toString();
    for (const QJsonValue &value : message.value("tool_calls"_L1).toArray()) {
        const QJsonObject function = value.toObject().value("function"_L1).toObject();
        delta.toolCalls += {.index = m_calls++, // function.index counts within one line in some versions
            .id = value.toObject().value("id"_L1).toString(),
            .name = function.value("name"_L1).toString(),
            .arguments = argumentsText(function.value("arguments"_L1))};
    }
}

void OllamaDecoder::readEnd(const QJsonObject &line, Delta &delta)
{
    m_complete = true;
    delta.nativeFinishReason = line.value("done_reason"_L1).toString();
    // Servers before 0.1.39 give no reason, and "load" or "unload" answer a request without messages.
    if (delta.nativeFinishReason == "length"_L1)
        delta.finishReason = FinishReason::Length;
    else
        delta.finishReason = m_calls > 0 ? FinishReason::ToolCalls : FinishReason::Stop;
    const Usage usage = usageFrom(line);
    if (usage.isKnown())
        delta.usage = usage;
}

} // namespace lineup
