// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

#include <QJsonArray>

namespace lineup {

// Writes a request's messages in the chat completions form, and tells the mapper what it had to change. One writer a
// request.
//
// A service's own blocks (NativeBlock of this dialect) are given back only to the service and model that made them.
// Pictures in a tool's result, for which the form has no place, follow the run of results as a message of the user.
class OpenAiMessages
{
public:
    explicit OpenAiMessages(RequestMapper &mapper) : m_mapper(mapper) { }
    [[nodiscard]] QJsonArray write(const QList<Message> &messages);
    // One part of a message; nothing, with a line, when it cannot be sent.
    [[nodiscard]] std::optional<QJsonObject> part(const ContentPart &part);
    // The word for the role, which the service's row may change.
    [[nodiscard]] QString roleWord(Role role);

private:
    void writeMessage(const Message &message);
    void writeAssistant(const Message &message, QJsonObject out);
    void writeToolResult(const Message &message, QJsonObject out);
    void flushToolPictures();
    void markPrefill(const QList<Message> &messages);
    // The id of a call as the service takes it: the same for the call and its result.
    [[nodiscard]] QString callId(const QString &id);
    [[nodiscard]] QJsonArray toolCalls(const Message &message, const QJsonObject &extras);

    [[nodiscard]] bool takesRefusal();
    [[nodiscard]] QJsonValue contentOf(const Message &message);
    [[nodiscard]] std::optional<QJsonObject> withCacheMark(std::optional<QJsonObject> out, const ContentPart &part);
    [[nodiscard]] std::optional<QJsonObject> textPart(const ContentPart &part);
    [[nodiscard]] std::optional<QJsonObject> imagePart(const ContentPart &part);
    [[nodiscard]] std::optional<QJsonObject> audioPart(const ContentPart &part);
    [[nodiscard]] std::optional<QJsonObject> filePart(const ContentPart &part);
    [[nodiscard]] QJsonObject documentPart(const ContentPart &part, const QString &word);
    [[nodiscard]] bool lacks(ModelInfo::Capability capability, const QString &parameter, const QString &what);
    // The members that the target gave with this message; empty when another made it.
    [[nodiscard]] QJsonObject ownBlock(const Message &message) const;
    void giveBackReasoning(const Message &message, const QJsonObject &own, QJsonObject &out) const;

    RequestMapper &m_mapper;
    QJsonArray m_out;
    QJsonArray m_toolPictures;
};

} // namespace lineup
