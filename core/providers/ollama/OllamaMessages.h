// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

#include <QHash>
#include <QJsonArray>

namespace lineup {

// Turns a conversation into `messages` of Ollama's /api/chat: content is one text, images are a list of base64
// beside it, arguments of tool calls are objects, tool results name their tool. Synchronous; one object a request;
// complaints go to the mapper. Source: Ollama's API description of 2026-08-21.
class OllamaMessages
{
public:
    explicit OllamaMessages(RequestMapper &mapper) : m_mapper(mapper) { }
    void write();

private:
    QJsonObject messageFrom(const Message &message);
    void addPart(const ContentPart &part, QString &text, QJsonArray &images);
    void addImage(const ContentPart &part, QJsonArray &images);
    void addToolCalls(const Message &message, QJsonObject &out);
    void nameTool(const Message &message, QJsonObject &out);

    RequestMapper &m_mapper;
    QHash<QString, QString> m_toolNames; // of earlier calls, by id
};

} // namespace lineup
