// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

#include <QJsonArray>

namespace lineup {

// Writes a conversation as `messages` of Cohere's /v2/chat: images only from the user, a tool's result as text, a
// plan or thinking only back to the model that made it (NativeBlock {"model", "thinking", "tool_plan"}). One object a
// request; complaints go to the mapper.
class CohereMessages
{
public:
    explicit CohereMessages(RequestMapper &mapper) : m_mapper(mapper) { }
    void write();

private:
    [[nodiscard]] QJsonObject userMessage(const Message &message);
    [[nodiscard]] QJsonObject assistantMessage(const Message &message);
    [[nodiscard]] QString textOnly(const Message &message);
    [[nodiscard]] std::optional<QJsonObject> part(const ContentPart &part);
    [[nodiscard]] std::optional<QJsonObject> imagePart(const ContentPart &part);
    [[nodiscard]] QJsonObject ownBlock(const Message &message) const;
    void refusePart(const ContentPart &part);

    RequestMapper &m_mapper;
};

} // namespace lineup
