// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/openai/OpenAiMessages.h"

namespace lineup {

// Writes a request's messages as the list of items that the Responses API takes: messages, function calls and their
// outputs in the order in which they came; earlier answers of the same model as they were (ResponsesReplay). What has
// to be changed is told to the mapper. One writer a request.
class ResponsesInput
{
public:
    explicit ResponsesInput(RequestMapper &mapper);
    [[nodiscard]] QJsonArray write(const QList<Message> &messages);

private:
    void addMessage(const Message &message);
    void addAssistant(const Message &message);
    void addToolResult(const Message &message);
    [[nodiscard]] QJsonValue contentOf(const Message &message);
    [[nodiscard]] std::optional<QJsonObject> part(const ContentPart &part);
    [[nodiscard]] QString callId(const QString &id);

    RequestMapper &m_mapper;
    OpenAiMessages m_parts; // knows what the model reads, and how a part is written for chat completions
    bool m_stored;
    QJsonArray m_out;
};

} // namespace lineup
