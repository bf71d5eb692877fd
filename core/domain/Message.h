// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrl>

namespace lineup {

enum class Role { System, Developer, User, Assistant, Tool };

// One part of a message's content. Exactly one of text, url, data and fileId is meant, by kind.
struct ContentPart
{
    enum class Kind { Text, Image, Audio, File };
    Kind kind = Kind::Text;
    QString text; // Text
    QUrl url; // Image, File by address
    QByteArray data; // Image, Audio, File by value, decoded
    QString mimeType; // of data, "image/png"
    QString detail; // Image: "low", "high", "auto", empty: not given
    QString filename; // File
    QString fileId; // File: of one that was uploaded to the provider before
    QJsonObject cacheControl; // a caching mark as given, empty: none

    [[nodiscard]] static ContentPart fromText(const QString &text) { return {.kind = Kind::Text, .text = text}; }
    bool operator==(const ContentPart &) const = default;
};

// A function call that a model asks for. arguments is JSON text as the model wrote it, "{}" when it wrote nothing.
struct ToolCall
{
    QString id; // made by us where the provider gives none
    QString name;
    QString arguments;
    bool operator==(const ToolCall &) const = default;
};

// What only its own provider understands (thinking signatures, reasoning_details, thoughtSignature) and must get
// back byte for byte in the next turn. Sent only to the dialect that made it; others skip it.
struct NativeBlock
{
    QString dialect; // id of the dialect: "anthropic", "gemini", …
    QJsonObject value; // shape private to that dialect
    bool operator==(const NativeBlock &) const = default;
};

struct Message
{
    Role role = Role::User;
    QList<ContentPart> content;
    QList<ToolCall> toolCalls; // Assistant
    QString toolCallId; // Tool: the call that this answers
    QString name; // optional participant or tool name
    QString reasoning; // Assistant: thinking as text
    QString refusal; // Assistant: the refusal's words
    QList<NativeBlock> nativeBlocks; // Assistant

    // All text parts, joined.
    [[nodiscard]] QString text() const
    {
        QString out;
        for (const ContentPart &part : content)
            out += part.text;
        return out;
    }
    [[nodiscard]] static Message fromText(Role role, const QString &text)
    {
        Message message;
        message.role = role;
        message.content = {ContentPart::fromText(text)};
        return message;
    }
    bool operator==(const Message &) const = default;
};

} // namespace lineup
