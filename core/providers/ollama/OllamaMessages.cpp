// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ollama/OllamaMessages.h"

#include "core/domain/Vocabulary.h"
#include "core/providers/Conversation.h"
#include "core/providers/MappingHelpers.h"

using namespace Qt::StringLiterals;

namespace lineup {

void OllamaMessages::write()
{
    QJsonArray messages;
    for (const Message &message : sendableMessages(m_mapper))
        messages += messageFrom(message);
    if (messages.isEmpty())
        m_mapper.fail(u"there is no message to answer"_s);
    m_mapper.body.insert("messages"_L1, messages);
}

QJsonObject OllamaMessages::messageFrom(const Message &message)
{
    QString role = roleName(message.role);
    if (message.role == Role::Developer) {
        role = roleName(Role::System);
        m_mapper.converted(u"messages.role"_s, role, u"the provider has no developer role"_s);
    }
    if (!message.name.isEmpty() && message.role != Role::Tool)
        m_mapper.unsupported(u"messages.name"_s, u"the provider has no names of participants"_s);
    QString text;
    QJsonArray images;
    for (const ContentPart &part : message.content)
        addPart(part, text, images);
    if (text.isEmpty() && message.role == Role::Assistant)
        text = message.refusal;
    if (text.isEmpty() && images.isEmpty() && message.role == Role::User)
        m_mapper.fail(u"a message from the user has no content that can be sent"_s);
    QJsonObject out {{u"role"_s, role}, {u"content"_s, text}};
    if (!images.isEmpty())
        out.insert("images"_L1, images);
    if (message.role == Role::Assistant)
        addToolCalls(message, out);
    else if (message.role == Role::Tool)
        nameTool(message, out);
    return out;
}

void OllamaMessages::addPart(const ContentPart &part, QString &text, QJsonArray &images)
{
    noteCacheMark(m_mapper, part);
    switch (part.kind) {
    case ContentPart::Kind::Text:
        text += part.text;
        return;
    case ContentPart::Kind::Image:
        addImage(part, images);
        return;
    case ContentPart::Kind::Audio:
        m_mapper.unsupported(u"input_audio"_s, u"the provider takes no audio"_s);
        return;
    case ContentPart::Kind::File:
        m_mapper.unsupported(u"file"_s, u"the provider takes no files"_s);
        return;
    }
}

void OllamaMessages::addImage(const ContentPart &part, QJsonArray &images)
{
    noteImageDetail(m_mapper, part);
    const auto media = inlineMedia(part);
    if (!media) {
        m_mapper.unsupported(
            u"image_url"_s, u"the provider takes images by content only, and nothing is fetched for it"_s);
        return;
    }
    images += QString::fromLatin1(media->second.toBase64());
}

void OllamaMessages::addToolCalls(const Message &message, QJsonObject &out)
{
    QJsonArray calls;
    for (const ToolCall &call : message.toolCalls) {
        const std::optional<QJsonObject> arguments = toolArguments(call);
        if (!arguments) {
            m_mapper.fail(u"the arguments of the tool call \"%1\" are not a JSON object"_s.arg(call.name));
            return;
        }
        m_toolNames.insert(call.id, call.name);
        calls += QJsonObject {
            {u"id"_s, call.id}, {u"function"_s, QJsonObject {{u"name"_s, call.name}, {u"arguments"_s, *arguments}}}};
    }
    if (calls.isEmpty())
        return;
    out.insert("tool_calls"_L1, calls);
    // Models go on from their own thoughts while tools are at work; templates forget those of finished turns.
    if (!message.reasoning.isEmpty())
        out.insert("thinking"_L1, message.reasoning);
}

void OllamaMessages::nameTool(const Message &message, QJsonObject &out)
{
    const QString name = message.name.isEmpty() ? m_toolNames.value(message.toolCallId) : message.name;
    if (!name.isEmpty())
        out.insert("tool_name"_L1, name);
    if (!message.toolCallId.isEmpty())
        out.insert("tool_call_id"_L1, message.toolCallId);
}

} // namespace lineup
