// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

#include <QJsonArray>

namespace lineup {

// Turns a conversation into `system` and `messages` of the Converse API: system texts lifted out in order, turns of one
// role merged (they have to alternate), tool results at the head of a user turn, native blocks of earlier answers at
// the head of theirs. Synchronous; one object a request; complaints go to the mapper. Source: the API's description,
// shapes ContentBlock, DocumentBlock, ToolResultBlock.
class ConverseMessages
{
public:
    explicit ConverseMessages(RequestMapper &mapper) : m_mapper(mapper) { }
    void write();

private:
    struct Turn
    {
        QString role;
        QJsonArray blocks;
        qsizetype toolResults = 0; // at the head of blocks
    };
    Turn &turnFor(const QString &role);
    void addSystem(const Message &message);
    void addUser(const Message &message);
    void addAssistant(const Message &message);
    void addToolCall(Turn &turn, const ToolCall &call);
    void addToolResult(const Message &message);
    // With a caching mark as a block of its own behind the block that bears it.
    void append(QJsonArray &blocks, const QJsonObject &block, const ContentPart &part);
    std::optional<QJsonObject> block(const ContentPart &part);
    std::optional<QJsonObject> imageBlock(const ContentPart &part);
    std::optional<QJsonObject> fileBlock(const ContentPart &part);
    std::optional<QJsonObject> audioBlock(const ContentPart &part);
    std::optional<QJsonObject> source(const ContentPart &part, const QString &parameter);
    void stripPrefill();
    QString documentName(const QString &filename);
    QString toolId(const QString &id);

    RequestMapper &m_mapper;
    QJsonArray m_system;
    QList<Turn> m_turns;
    QStringList m_documents; // names; each may be there once
};

} // namespace lineup
