// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai_responses/ResponsesInput.h"

#include "core/providers/openai_responses/ResponsesReplay.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qsizetype longestCallId = 64; // the API's own limit

QJsonObject imagePart(const QJsonObject &image)
{
    return {{u"type"_s, u"input_image"_s}, {u"image_url"_s, image.value("url"_L1)},
        {u"detail"_s, image.value("detail"_L1).toString(u"auto"_s)}};
}

// By the id of an upload, by value with its name, or by address, where the API takes no name.
QJsonObject filePart(const QJsonObject &file)
{
    if (const QString id = file.value("file_id"_L1).toString(); !id.isEmpty())
        return {{u"type"_s, u"input_file"_s}, {u"file_id"_s, id}};
    const QString data = file.value("file_data"_L1).toString();
    if (!data.startsWith("data:"_L1))
        return {{u"type"_s, u"input_file"_s}, {u"file_url"_s, data}};
    return {{u"type"_s, u"input_file"_s}, {u"file_data"_s, data}, {u"filename"_s, file.value("filename"_L1)}};
}

} // namespace

ResponsesInput::ResponsesInput(RequestMapper &mapper)
    : m_mapper(mapper), m_parts(mapper), m_stored(mapper.request().extraBody.value("store"_L1).toBool())
{
}

QJsonArray ResponsesInput::write(const QList<Message> &messages)
{
    m_out = {};
    for (const Message &message : messages) {
        if (!message.name.isEmpty() && message.role != Role::Tool)
            m_mapper.unsupported(u"messages.name"_s, u"the API has no names of participants"_s);
        if (message.role == Role::Tool)
            addToolResult(message);
        else if (message.role == Role::Assistant)
            addAssistant(message);
        else
            addMessage(message);
    }
    return m_out;
}

void ResponsesInput::addMessage(const Message &message)
{
    m_out += QJsonObject {{u"role"_s, m_parts.roleWord(message.role)}, {u"content"_s, contentOf(message)}};
}

void ResponsesInput::addAssistant(const Message &message)
{
    if (const auto items = replayedItems(message, m_mapper.target(), m_stored)) {
        for (const QJsonValue &item : *items)
            m_out += item;
        return;
    }
    const QString said = message.text() + message.refusal;
    if (!said.isEmpty())
        m_out += QJsonObject {{u"role"_s, u"assistant"_s}, {u"content"_s, said}};
    for (const ToolCall &call : message.toolCalls) {
        m_out += QJsonObject {
            {u"type"_s, u"function_call"_s},
            {u"call_id"_s, callId(call.id)},
            {u"name"_s, call.name},
            {u"arguments"_s, call.arguments.isEmpty() ? u"{}"_s : call.arguments},
        };
    }
}

void ResponsesInput::addToolResult(const Message &message)
{
    m_out += QJsonObject {
        {u"type"_s, u"function_call_output"_s},
        {u"call_id"_s, callId(message.toolCallId)},
        {u"output"_s, contentOf(message)},
    };
}

QJsonValue ResponsesInput::contentOf(const Message &message)
{
    QJsonArray out;
    for (const ContentPart &piece : message.content) {
        if (const auto written = part(piece))
            out += *written;
    }
    const QJsonObject only = out.first().toObject();
    if (out.isEmpty() || (out.size() == 1 && only.value("type"_L1) == "input_text"_L1))
        return only.value("text"_L1).toString();
    return out;
}

// From the form of chat completions, where all that the model may not read has been left out already.
std::optional<QJsonObject> ResponsesInput::part(const ContentPart &part)
{
    const std::optional<QJsonObject> chat = m_parts.part(part);
    if (!chat)
        return std::nullopt;
    if (!part.cacheControl.isEmpty())
        m_mapper.unsupported(u"cache_control"_s, u"the API takes no caching marks of this kind"_s);
    const QString type = chat->value("type"_L1).toString();
    if (type == "image_url"_L1)
        return imagePart(chat->value("image_url"_L1).toObject());
    if (type == "file"_L1)
        return filePart(chat->value("file"_L1).toObject());
    if (type == "text"_L1)
        return QJsonObject {{u"type"_s, u"input_text"_s}, {u"text"_s, chat->value("text"_L1)}};
    return chat; // input_audio is the same in both
}

// A call and its result change alike.
QString ResponsesInput::callId(const QString &id)
{
    if (id.size() <= longestCallId)
        return id;
    const QByteArray digest = QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
    const QString out = id.left(longestCallId - digest.size()) + QString::fromLatin1(digest);
    m_mapper.converted(u"tool_call_id"_s, out, u"the API takes at most 64 characters"_s);
    return out;
}

} // namespace lineup
