// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/watsonx/WatsonxStream.h"

#include "core/base/JsonReader.h"
#include "core/providers/ErrorClassifier.h"
#include "core/providers/openai/OpenAiChatDialect.h"

using namespace Qt::StringLiterals;

namespace lineup {

WatsonxStream::WatsonxStream(const Target &target)
    : m_service(target.service), m_chunks(openAiChatDialect()->streamDecoder(target))
{
}

std::optional<Error> WatsonxStream::decode(const StreamEvent &event, QList<Delta> &deltas)
{
    // Answers may hold the word as well; only then is it worth a second parse.
    if (event.data.contains("\"errors\"")) {
        const Result<QJsonObject> object = parseJsonObject(event.data);
        if (object && !object->value("errors"_L1).toArray().isEmpty())
            return classifyError(readErrorBody(event.data), {}, event.data, m_service);
    }
    return m_chunks->decode(event, deltas);
}

} // namespace lineup
