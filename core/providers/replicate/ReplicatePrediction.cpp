// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/replicate/ReplicatePrediction.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/ServiceAddress.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

std::optional<Usage> usageFrom(const QJsonObject &metrics)
{
    const QJsonValue in = metrics.value("input_token_count"_L1);
    const QJsonValue out = metrics.value("output_token_count"_L1);
    if (!in.isDouble() || !out.isDouble())
        return std::nullopt;
    Usage usage;
    usage.source = Usage::Source::Reported;
    usage.inputFresh = qMax<qint64>(0, in.toInteger());
    usage.outputText = qMax<qint64>(0, out.toInteger());
    return usage;
}

} // namespace

std::optional<ReplicatePrediction> ReplicatePrediction::read(const QByteArray &body)
{
    const Result<QJsonObject> object = parseJsonObject(body);
    if (!object || !object->value("id"_L1).isString() || !object->value("status"_L1).isString())
        return std::nullopt;
    return ReplicatePrediction(*object);
}

QString ReplicatePrediction::id() const
{
    return m_object.value("id"_L1).toString();
}

bool ReplicatePrediction::isRunning() const
{
    const QString status = m_object.value("status"_L1).toString();
    return status == "starting"_L1 || status == "processing"_L1;
}

QUrl ReplicatePrediction::streamAddress() const
{
    const QUrl url(m_object.value("urls"_L1).toObject().value("stream"_L1).toString(), QUrl::StrictMode);
    return url.isValid() && (url.scheme() == "https"_L1 || isLoopback(url)) ? url : QUrl();
}

std::optional<QString> ReplicatePrediction::outputText() const
{
    const QJsonValue output = m_object.value("output"_L1);
    if (output.isString())
        return output.toString();
    if (output.isNull() || output.isUndefined())
        return QString();
    if (!output.isArray())
        return std::nullopt;
    QString out;
    for (const QJsonValue &piece : output.toArray()) {
        if (!piece.isString())
            return std::nullopt;
        out += piece.toString();
    }
    return out;
}

Result<QList<Delta>> ReplicatePrediction::answer(const Service &service) const
{
    const QString status = m_object.value("status"_L1).toString();
    if (status == "failed"_L1)
        return replicateFailure(m_object.value("error"_L1).toString(), service);
    if (status != "succeeded"_L1)
        return replicateFailure(u"the prediction ended as \"%1\""_s.arg(status), service);
    const std::optional<QString> text = outputText();
    if (!text)
        return Error {
            .kind = Error::Kind::Malformed, .detail = u"the model's output is no text"_s, .service = service.id};
    Delta delta;
    delta.responseId = id();
    delta.responseModel = m_object.value("model"_L1).toString();
    delta.text = *text;
    delta.finishReason = FinishReason::Stop;
    delta.nativeFinishReason = status;
    delta.usage = usageFrom(m_object.value("metrics"_L1).toObject());
    return QList<Delta> {delta};
}

Error replicateFailure(const QString &words, const Service &service)
{
    return classifyError({.message = words}, {}, words.toUtf8(), service);
}

} // namespace lineup
