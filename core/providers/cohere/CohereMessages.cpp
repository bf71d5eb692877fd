// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/cohere/CohereMessages.h"

#include "core/providers/Conversation.h"
#include "core/providers/MappingHelpers.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Kind = ContentPart::Kind;

QJsonObject textPart(const QString &text)
{
    return {{u"type"_s, u"text"_s}, {u"text"_s, text}};
}

bool isTextFile(const ContentPart &part)
{
    return part.kind == Kind::File && part.mimeType.startsWith("text/"_L1) && !part.data.isEmpty();
}

QJsonArray toolCalls(const QList<ToolCall> &calls)
{
    QJsonArray out;
    for (const ToolCall &call : calls) {
        const QJsonObject function {
            {u"name"_s, call.name},
            {u"arguments"_s, call.arguments.isEmpty() ? u"{}"_s : call.arguments},
        };
        out += QJsonObject {{u"id"_s, call.id}, {u"type"_s, u"function"_s}, {u"function"_s, function}};
    }
    return out;
}

} // namespace

void CohereMessages::write()
{
    if (m_mapper.request().messages.isEmpty())
        m_mapper.fail(u"the request has no messages"_s);
    QJsonArray out;
    for (const Message &message : sendableMessages(m_mapper)) {
        if (!message.name.isEmpty() && message.role != Role::Tool)
            m_mapper.unsupported(u"messages.name"_s, u"messages carry no names here"_s);
        switch (message.role) {
        case Role::Developer:
            m_mapper.converted(u"messages.role"_s, u"system"_s, u"it does not know the role developer"_s);
            [[fallthrough]];
        case Role::System:
            out += QJsonObject {{u"role"_s, u"system"_s}, {u"content"_s, textOnly(message)}};
            break;
        case Role::User:
            out += userMessage(message);
            break;
        case Role::Assistant:
            out += assistantMessage(message);
            break;
        case Role::Tool:
            out += QJsonObject {
                {u"role"_s, u"tool"_s}, {u"tool_call_id"_s, message.toolCallId}, {u"content"_s, textOnly(message)}};
            break;
        }
    }
    m_mapper.body.insert(u"messages"_s, out);
}

QJsonObject CohereMessages::userMessage(const Message &message)
{
    QJsonArray parts;
    for (const ContentPart &piece : message.content) {
        if (const auto written = part(piece))
            parts += *written;
    }
    const bool plain = parts.size() == 1 && parts.first().toObject().contains("text"_L1);
    const QJsonValue content = plain ? parts.first().toObject().value("text"_L1) : QJsonValue(parts);
    return {{u"role"_s, u"user"_s}, {u"content"_s, parts.isEmpty() ? QJsonValue(QString()) : content}};
}

QJsonObject CohereMessages::assistantMessage(const Message &message)
{
    const QJsonObject own = ownBlock(message);
    const QString text = textOnly(message) + message.refusal;
    QJsonObject out {{u"role"_s, u"assistant"_s}};
    if (const QString thinking = own.value("thinking"_L1).toString(); !thinking.isEmpty()) {
        QJsonArray parts {QJsonObject {{u"type"_s, u"thinking"_s}, {u"thinking"_s, thinking}}};
        if (!text.isEmpty())
            parts += textPart(text);
        out.insert(u"content"_s, parts);
    } else if (!text.isEmpty() || message.toolCalls.isEmpty()) {
        out.insert(u"content"_s, text);
    }
    if (!message.toolCalls.isEmpty())
        out.insert(u"tool_calls"_s, toolCalls(message.toolCalls));
    if (const QJsonValue plan = own.value("tool_plan"_L1); plan.isString())
        out.insert(u"tool_plan"_s, plan);
    return out;
}

QJsonObject CohereMessages::ownBlock(const Message &message) const
{
    for (const NativeBlock &block : message.nativeBlocks) {
        if (block.dialect == "cohere"_L1 && block.value.value("model"_L1) == m_mapper.target().model)
            return block.value;
    }
    return {};
}

QString CohereMessages::textOnly(const Message &message)
{
    QString out;
    for (const ContentPart &piece : message.content) {
        if (piece.kind == Kind::Image)
            m_mapper.unsupported(u"image_url"_s, u"only the user's messages can hold pictures"_s);
        else if (const auto written = part(piece))
            out += written->value("text"_L1).toString();
    }
    return out;
}

std::optional<QJsonObject> CohereMessages::part(const ContentPart &part)
{
    noteCacheMark(m_mapper, part);
    if (part.kind == Kind::Text)
        return textPart(part.text);
    if (part.kind == Kind::Image)
        return imagePart(part);
    if (isTextFile(part)) {
        m_mapper.converted(u"file"_s, u"text"_s, u"a text file is sent as text"_s);
        return textPart(QString::fromUtf8(part.data));
    }
    refusePart(part);
    return std::nullopt;
}

std::optional<QJsonObject> CohereMessages::imagePart(const ContentPart &part)
{
    if (surelyLacks(m_mapper.target(), ModelInfo::Capability::Vision)) {
        m_mapper.unsupported(u"image_url"_s, u"the model does not read pictures"_s);
        return std::nullopt;
    }
    QJsonObject image {{u"url"_s, part.data.isEmpty() ? part.url.toString(QUrl::FullyEncoded) : dataUrl(part)}};
    if (!part.detail.isEmpty())
        image.insert(u"detail"_s, part.detail);
    return QJsonObject {{u"type"_s, u"image_url"_s}, {u"image_url"_s, image}};
}

void CohereMessages::refusePart(const ContentPart &part)
{
    if (part.kind == Kind::Audio)
        m_mapper.unsupported(u"input_audio"_s, u"messages hold text and pictures"_s);
    else
        m_mapper.unsupported(part.fileId.isEmpty() ? u"file"_s : u"content.file_id"_s,
            u"messages hold text and pictures; documents go into extra_body"_s);
}

} // namespace lineup
