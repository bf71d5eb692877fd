// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/tgi/TgiDecoder.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

std::optional<Usage> usageFrom(const QJsonObject &details)
{
    const QJsonValue written = details.value("generated_tokens"_L1);
    if (!written.isDouble())
        return std::nullopt;
    const QJsonValue prompt = details.value("input_length"_L1);
    const qsizetype prefill = details.value("prefill"_L1).toArray().size();
    Usage out;
    out.source = prompt.isDouble() || prefill > 0 ? Usage::Source::Reported : Usage::Source::Estimated;
    out.inputFresh = prompt.isDouble() ? qMax<qint64>(0, prompt.toInteger()) : prefill;
    out.outputText = qMax<qint64>(0, written.toInteger());
    return out;
}

void readDetails(const QJsonObject &details, Delta &delta)
{
    delta.nativeFinishReason = details.value("finish_reason"_L1).toString();
    if (delta.nativeFinishReason == "length"_L1)
        delta.finishReason = FinishReason::Length;
    else if (delta.nativeFinishReason == "eos_token"_L1 || delta.nativeFinishReason == "stop_sequence"_L1)
        delta.finishReason = FinishReason::Stop;
    delta.usage = usageFrom(details);
}

} // namespace

std::optional<Error> TgiDecoder::decode(const StreamEvent &event, QList<Delta> &deltas)
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
    if (object->contains("error"_L1))
        return classifyError(readErrorBody(data), {}, data, m_service);
    Delta delta;
    const QJsonObject token = object->value("token"_L1).toObject();
    if (!token.value("special"_L1).toBool()) // an end mark is no text
        delta.text = token.value("text"_L1).toString();
    readDetails(object->value("details"_L1).toObject(), delta);
    m_complete = m_complete || object->value("generated_text"_L1).isString();
    if (delta != Delta())
        deltas += delta;
    return std::nullopt;
}

Result<QList<Delta>> TgiDecoder::decodeWhole(const QByteArray &body)
{
    const Result<QJsonValue> value = parseJson(body);
    QJsonObject object;
    if (value)
        object = value->isArray() ? value->toArray().first().toObject() : value->toObject();
    if (!object.value("generated_text"_L1).isString()) {
        const ErrorFacts facts = readErrorBody(body);
        if (object.contains("error"_L1))
            return classifyError(facts, {}, body, m_service);
        return Error {.kind = Error::Kind::Malformed, .detail = u"the answer holds no text"_s, .service = m_service.id};
    }
    Delta delta;
    delta.text = object.value("generated_text"_L1).toString();
    readDetails(object.value("details"_L1).toObject(), delta);
    return QList<Delta> {delta};
}

} // namespace lineup
