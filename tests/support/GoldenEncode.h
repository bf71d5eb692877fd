// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

#include <QJsonArray>
#include <QJsonDocument>

// What tests of encoders share: requests in few words, JSON from literals, and a mapping report as lines.
namespace lineup::golden {

inline QJsonObject json(const QByteArray &text)
{
    QJsonParseError fault;
    const QJsonObject object = QJsonDocument::fromJson(text, &fault).object();
    if (fault.error != QJsonParseError::NoError)
        qFatal("the expectation is not JSON at byte %d", fault.offset);
    return object;
}

// One line a note: "clamped max_tokens: 64000", "dropped seed".
inline QStringList noteLines(const MappingReport &report)
{
    QStringList lines;
    for (const MappingNote &note : report) {
        QString line = mappingActionName(note.action) + u' ' + note.parameter;
        if (!note.to.isEmpty())
            line += u": " + note.to;
        lines += line;
    }
    return lines;
}

inline Message say(Role role, const QString &text)
{
    return Message::fromText(role, text);
}

inline Message withParts(Role role, const QList<ContentPart> &parts)
{
    Message message;
    message.role = role;
    message.content = parts;
    return message;
}

inline Message toolResult(const QString &callId, const QString &text)
{
    Message message = Message::fromText(Role::Tool, text);
    message.toolCallId = callId;
    return message;
}

inline Message toolCalls(const QList<ToolCall> &calls, const QString &text = {})
{
    Message message;
    message.role = Role::Assistant;
    if (!text.isEmpty())
        message.content = {ContentPart::fromText(text)};
    message.toolCalls = calls;
    return message;
}

inline ContentPart image(const QByteArray &data, const QString &mimeType)
{
    return {.kind = ContentPart::Kind::Image, .data = data, .mimeType = mimeType};
}

inline Tool weatherTool()
{
    return {.name = QStringLiteral("weather"),
        .description = QStringLiteral("Tells the weather"),
        .parameters = json(R"({"type":"object","properties":{"city":{"type":"string"}},"required":["city"]})")};
}

inline ResponseFormat citySchema()
{
    return {.kind = ResponseFormat::Kind::JsonSchema,
        .name = QStringLiteral("city"),
        .schema = json(R"({"type":"object","properties":{"city":{"type":"string"}},
                               "required":["city"],"additionalProperties":false})")};
}

} // namespace lineup::golden
