// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

#include <QJsonArray>

namespace lineup {

// Turns a conversation into `system` and `messages` of the Messages API: system texts lifted out in order, turns of
// one role merged (the API demands that they alternate), tool results at the head of a user turn, thinking blocks
// of earlier answers at the head of theirs. Synchronous; one object a request; complaints go to the mapper.
// Source: the Messages API's description of 2026-08-18.
class AnthropicMessages
{
public:
    explicit AnthropicMessages(RequestMapper &mapper) : m_mapper(mapper) { }
    void write();

private:
    struct Turn
    {
        QString role;
        QJsonArray blocks;
        int toolResults = 0; // at the head of blocks
    };
    Turn &turnFor(const QString &role);
    void addSystem(const Message &message);
    void addUser(const Message &message);
    void addAssistant(const Message &message);
    void addToolResult(const Message &message);
    void addToolCall(Turn &turn, const ToolCall &call);
    QJsonArray contentBlocks(const Message &message);
    std::optional<QJsonObject> block(const ContentPart &part);
    std::optional<QJsonObject> imageBlock(const ContentPart &part);
    std::optional<QJsonObject> fileBlock(const ContentPart &part);
    void stripPrefill();
    QString toolId(const QString &id);

    RequestMapper &m_mapper;
    QJsonArray m_system;
    QList<Turn> m_turns;
};

} // namespace lineup
