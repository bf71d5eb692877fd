// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiStream.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"

using namespace Qt::StringLiterals;

namespace lineup {

std::optional<Error> OpenAiStream::decode(const StreamEvent &event, QList<Delta> &deltas)
{
    const bool named = event.name == "error";
    if (const std::optional<QString> text = named ? std::nullopt : m_repeated.text(event.data)) {
        m_answer.readText(*text, deltas);
        return std::nullopt;
    }
    m_repeated.forget();
    const QByteArray data = event.data.trimmed();
    if (data == "[DONE]") {
        m_done = true;
        return std::nullopt;
    }
    if (named)
        return classifyError(readErrorBody(data), {}, data, m_service);
    if (data.isEmpty())
        return std::nullopt;
    if (const std::optional<OpenAiFastEvent> usual = readOpenAiFastEvent(data)) {
        m_answer.readFast(*usual, deltas);
        m_repeated.remember(data, *usual);
        return std::nullopt;
    }
    const Result<QJsonObject> object = parseJsonObject(data);
    if (!object) {
        Error error = object.error();
        error.service = m_service.id;
        return error;
    }
    return m_answer.read(*object, deltas);
}

} // namespace lineup
