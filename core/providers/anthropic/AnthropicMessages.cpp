// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/anthropic/AnthropicMessages.h"

#include "core/providers/Conversation.h"
#include "core/providers/MappingHelpers.h"
#include "core/providers/anthropic/AnthropicWire.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

QJsonObject withCacheMark(QJsonObject block, const ContentPart &part)
{
    if (!part.cacheControl.isEmpty())
        block.insert("cache_control"_L1, part.cacheControl);
    return block;
}

QJsonObject base64Source(const QString &mimeType, const QByteArray &data)
{
    return {{u"type"_s, u"base64"_s}, {u"media_type"_s, mimeType}, {u"data"_s, QString::fromLatin1(data.toBase64())}};
}

QJsonObject urlSource(const QUrl &url)
{
    return {{u"type"_s, u"url"_s}, {u"url"_s, url.toString(QUrl::FullyEncoded)}};
}

QJsonObject textBlock(const QString &text)
{
    return {{u"type"_s, u"text"_s}, {u"text"_s, text}};
}

} // namespace

void AnthropicMessages::write()
{
    QList<Message> conversation = sendableMessages(m_mapper);
    beginWithUser(conversation, m_mapper);
    for (const Message &message : std::as_const(conversation)) {
        if (!message.name.isEmpty() && message.role != Role::Tool)
            m_mapper.unsupported(u"messages.name"_s, u"the provider has no names of participants"_s);
        switch (message.role) {
        case Role::System:
        case Role::Developer:
            addSystem(message);
            break;
        case Role::User:
            addUser(message);
            break;
        case Role::Assistant:
            addAssistant(message);
            break;
        case Role::Tool:
            addToolResult(message);
            break;
        }
    }
    stripPrefill();
    if (m_turns.isEmpty())
        m_mapper.fail(u"there is no message from the user to answer"_s);
    if (!m_system.isEmpty())
        m_mapper.body.insert("system"_L1, m_system);
    QJsonArray messages;
    for (const Turn &turn : std::as_const(m_turns))
        messages += QJsonObject {{u"role"_s, turn.role}, {u"content"_s, turn.blocks}};
    m_mapper.body.insert("messages"_L1, messages);
}

AnthropicMessages::Turn &AnthropicMessages::turnFor(const QString &role)
{
    if (m_turns.isEmpty() || m_turns.last().role != role)
        m_turns.append({role, {}, 0});
    return m_turns.last();
}

void AnthropicMessages::addSystem(const Message &message)
{
    if (!m_turns.isEmpty()) {
        m_mapper.converted(
            u"messages"_s, u"system"_s, u"the provider keeps all system texts before the first turn, in their order"_s);
    }
    for (const ContentPart &part : message.content) {
        if (part.kind != ContentPart::Kind::Text)
            m_mapper.unsupported(u"messages.system"_s, u"the provider takes only text as system prompt"_s);
        else if (!part.text.trimmed().isEmpty())
            m_system += withCacheMark(textBlock(part.text), part);
    }
}

void AnthropicMessages::addUser(const Message &message)
{
    const QJsonArray blocks = contentBlocks(message);
    if (blocks.isEmpty()) {
        m_mapper.fail(u"a message from the user has no content that can be sent"_s);
        return;
    }
    Turn &turn = turnFor(u"user"_s);
    for (const QJsonValue &block : blocks)
        turn.blocks += block;
}

void AnthropicMessages::addAssistant(const Message &message)
{
    QJsonArray blocks;
    for (const NativeBlock &native : message.nativeBlocks) {
        if (native.dialect == anthropic::dialectId)
            blocks += native.value;
    }
    const QJsonArray content = contentBlocks(message);
    for (const QJsonValue &block : content)
        blocks += block;
    if (content.isEmpty() && !message.refusal.isEmpty())
        blocks += textBlock(message.refusal);
    if (blocks.isEmpty() && message.toolCalls.isEmpty())
        return; // an answer without any word: the API rejects empty turns
    Turn &turn = turnFor(u"assistant"_s);
    for (const QJsonValue &block : std::as_const(blocks))
        turn.blocks += block;
    for (const ToolCall &call : message.toolCalls)
        addToolCall(turn, call);
}

void AnthropicMessages::addToolCall(Turn &turn, const ToolCall &call)
{
    const std::optional<QJsonObject> input = toolArguments(call);
    if (!input) {
        m_mapper.fail(u"the arguments of the tool call \"%1\" are not a JSON object"_s.arg(call.name));
        return;
    }
    turn.blocks += QJsonObject {
        {u"type"_s, u"tool_use"_s}, {u"id"_s, toolId(call.id)}, {u"name"_s, call.name}, {u"input"_s, *input}};
}

void AnthropicMessages::addToolResult(const Message &message)
{
    if (message.toolCallId.isEmpty()) {
        m_mapper.fail(u"a tool message does not say which call it answers"_s);
        return;
    }
    QJsonObject result {{u"type"_s, u"tool_result"_s}, {u"tool_use_id"_s, toolId(message.toolCallId)}};
    const QJsonArray content = contentBlocks(message);
    if (!content.isEmpty())
        result.insert("content"_L1, content);
    Turn &turn = turnFor(u"user"_s);
    if (turn.toolResults < turn.blocks.size()) {
        m_mapper.converted(u"messages"_s, u"tool results first"_s,
            u"the provider wants tool results before other content of a turn"_s);
    }
    turn.blocks.insert(turn.toolResults, result);
    ++turn.toolResults;
}

QJsonArray AnthropicMessages::contentBlocks(const Message &message)
{
    QJsonArray blocks;
    for (const ContentPart &part : message.content) {
        if (const std::optional<QJsonObject> made = block(part))
            blocks += withCacheMark(*made, part);
    }
    return blocks;
}

std::optional<QJsonObject> AnthropicMessages::block(const ContentPart &part)
{
    switch (part.kind) {
    case ContentPart::Kind::Text:
        // The API rejects text blocks without anything but white space.
        return part.text.trimmed().isEmpty() ? std::nullopt : std::optional(textBlock(part.text));
    case ContentPart::Kind::Image:
        return imageBlock(part);
    case ContentPart::Kind::File:
        return fileBlock(part);
    case ContentPart::Kind::Audio:
        break;
    }
    m_mapper.unsupported(u"input_audio"_s, u"the provider takes no audio"_s);
    return std::nullopt;
}

std::optional<QJsonObject> AnthropicMessages::imageBlock(const ContentPart &part)
{
    static const QStringList types {u"image/jpeg"_s, u"image/png"_s, u"image/gif"_s, u"image/webp"_s};
    noteImageDetail(m_mapper, part);
    const auto media = inlineMedia(part);
    if (!media && m_mapper.rejects(u"content.image_url"_s))
        return std::nullopt;
    if (!media)
        return QJsonObject {{u"type"_s, u"image"_s}, {u"source"_s, urlSource(part.url)}};
    const QString type = media->first == "image/jpg"_L1 ? u"image/jpeg"_s : media->first;
    if (!types.contains(type)) {
        m_mapper.unsupported(u"image_url"_s, u"the provider takes JPEG, PNG, GIF and WebP images, not %1"_s.arg(type));
        return std::nullopt;
    }
    return QJsonObject {{u"type"_s, u"image"_s}, {u"source"_s, base64Source(type, media->second)}};
}

std::optional<QJsonObject> AnthropicMessages::fileBlock(const ContentPart &part)
{
    QJsonObject document {{u"type"_s, u"document"_s}};
    if (!part.filename.isEmpty())
        document.insert("title"_L1, part.filename.left(500)); // the API's limit
    const auto media = inlineMedia(part);
    if (!media && part.url.isEmpty()) {
        m_mapper.unsupported(part.fileId.isEmpty() ? u"file"_s : u"content.file_id"_s,
            u"a file must be given by its content or its address"_s);
        return std::nullopt;
    }
    if (!media && m_mapper.rejects(u"content.file_url"_s))
        return std::nullopt;
    if (!media) {
        document.insert("source"_L1, urlSource(part.url));
    } else if (media->first == "application/pdf"_L1) {
        document.insert("source"_L1, base64Source(media->first, media->second));
    } else if (media->first.startsWith("text/"_L1)) {
        document.insert("source"_L1,
            QJsonObject {{u"type"_s, u"text"_s}, {u"media_type"_s, u"text/plain"_s},
                {u"data"_s, QString::fromUtf8(media->second)}});
    } else {
        m_mapper.unsupported(u"file"_s, u"the provider takes PDF and text files, not %1"_s.arg(media->first));
        return std::nullopt;
    }
    return document;
}

void AnthropicMessages::stripPrefill()
{
    if (m_turns.isEmpty() || m_turns.last().role != "assistant"_L1)
        return;
    QJsonArray &blocks = m_turns.last().blocks;
    QJsonObject last = blocks.last().toObject();
    if (last.value("type"_L1) != "text"_L1)
        return;
    QString text = last.value("text"_L1).toString();
    const qsizetype before = text.size();
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    if (text.size() == before)
        return;
    m_mapper.converted(u"messages"_s, u"without trailing white space"_s,
        u"the provider rejects a begun answer that ends in white space"_s);
    blocks.removeLast();
    if (!text.isEmpty()) {
        last.insert("text"_L1, text);
        blocks += last;
    }
    if (blocks.isEmpty())
        m_turns.removeLast();
}

// Ids of other providers may hold characters that this API rejects; a call and its result change alike.
QString AnthropicMessages::toolId(const QString &id)
{
    QString out = id;
    for (QChar &c : out) {
        const bool ok = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'_'
            || c == u'-';
        if (!ok)
            c = u'_';
    }
    if (out != id)
        m_mapper.converted(u"tool_call_id"_s, out, u"the provider takes letters, digits, _ and - in it"_s);
    return out;
}

} // namespace lineup
