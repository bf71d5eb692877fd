// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/ChatRequestJson.h"
#include "tests/integration/RecordedCalls.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lineup::test {

namespace {

QString compact(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.isArray() ? QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact))
                           : value.toString();
}

ContentPart partOf(ContentPart::Kind kind, const QString &mime, const QString &base64)
{
    ContentPart part;
    part.kind = kind;
    part.mimeType = mime;
    part.data = QByteArray::fromBase64(base64.toLatin1());
    return part;
}

ContentPart::Kind kindOf(const QString &mime)
{
    return mime.startsWith("image/"_L1) ? ContentPart::Kind::Image
        : mime.startsWith("audio/"_L1)  ? ContentPart::Kind::Audio
                                        : ContentPart::Kind::File;
}

void addText(Message &message, const QString &text)
{
    message.content += ContentPart::fromText(text);
}

void addCall(Message &message, const QString &name, const QJsonValue &arguments)
{
    message.toolCalls += {u"id"_s, name, compact(arguments)};
}

Tool toolOf(const QJsonObject &tool, QLatin1StringView schema)
{
    Tool out;
    out.name = tool.value("name"_L1).toString();
    out.description = tool.value("description"_L1).toString();
    out.parameters = tool.value(schema).toObject();
    return out;
}

// Claude's blocks, and those of Converse, which have the kind as their only member.
void addBlock(Message &message, const QJsonObject &block)
{
    const QString type = block.value("type"_L1).toString();
    if (block.contains("text"_L1))
        addText(message, block.value("text"_L1).toString());
    else if (type == "thinking"_L1)
        message.reasoning += block.value("thinking"_L1).toString();
    else if (type == "image"_L1 || block.contains("image"_L1))
        message.content += partOf(ContentPart::Kind::Image, u"image/png"_s, {});
    else if (type == "document"_L1 || block.contains("document"_L1))
        message.content += partOf(ContentPart::Kind::File, u"application/pdf"_s, {});
    else if (type == "tool_use"_L1)
        addCall(message, block.value("name"_L1).toString(), block.value("input"_L1));
    else if (block.contains("toolUse"_L1))
        addCall(message, block["toolUse"_L1]["name"_L1].toString(), block["toolUse"_L1]["input"_L1]);
    else if (!block.isEmpty())
        addText(message, compact(block)); // results and what we have no word for
}

void addContent(Message &message, const QJsonValue &content)
{
    if (content.isString())
        addText(message, content.toString());
    for (const QJsonValue &block : content.toArray())
        addBlock(message, block.toObject());
}

ChatRequest fromBlocks(const QJsonObject &body)
{
    ChatRequest out;
    Message system {.role = Role::System};
    addContent(system, body.value("system"_L1));
    if (!system.content.isEmpty())
        out.messages += system;
    for (const QJsonValue &value : body.value("messages"_L1).toArray()) {
        Message message;
        addContent(message, value["content"_L1]);
        out.messages += message;
    }
    for (const QJsonValue &tool : body.value("tools"_L1).toArray()) {
        if (tool["input_schema"_L1].isObject())
            out.tools += toolOf(tool.toObject(), "input_schema"_L1);
        else
            out.extraBody.insert(u"tools"_s, true); // one of the provider's own
    }
    for (const QJsonValue &tool : body.value("toolConfig"_L1)["tools"_L1].toArray()) {
        Tool own = toolOf(tool["toolSpec"_L1].toObject(), "none"_L1);
        own.parameters = tool["toolSpec"_L1]["inputSchema"_L1]["json"_L1].toObject();
        out.tools += own;
    }
    const QJsonValue form = body.contains("output_format"_L1) ? body.value("output_format"_L1)
                                                              : body.value("output_config"_L1)["format"_L1];
    if (form.isObject()) {
        out.responseFormat = ResponseFormat();
        out.responseFormat->schema = form["schema"_L1].toObject();
    }
    if (body.contains("mcp_servers"_L1))
        out.extraBody.insert(u"mcp_servers"_s, true);
    const QJsonValue most = body.contains("max_tokens"_L1) ? body.value("max_tokens"_L1)
                                                           : body.value("inferenceConfig"_L1)["maxTokens"_L1];
    if (most.isDouble())
        out.maxTokens = most.toInt();
    return out;
}

void addPart(Message &message, const QJsonObject &part)
{
    const QJsonObject data = part.value("inlineData"_L1).toObject();
    if (part.contains("text"_L1))
        addText(message, part.value("text"_L1).toString());
    else if (!data.isEmpty())
        message.content += partOf(kindOf(data.value("mimeType"_L1).toString()), data.value("mimeType"_L1).toString(),
            data.value("data"_L1).toString());
    else if (part.contains("fileData"_L1))
        message.content += partOf(ContentPart::Kind::File, u"application/pdf"_s, {});
    else if (part.contains("functionCall"_L1))
        addCall(message, part["functionCall"_L1]["name"_L1].toString(), part["functionCall"_L1]["args"_L1]);
    else
        addText(message, compact(part));
}

ChatRequest fromContents(const QJsonObject &body)
{
    ChatRequest out;
    const auto add = [&out](const QJsonValue &content) {
        Message message;
        for (const QJsonValue &part : content["parts"_L1].toArray())
            addPart(message, part.toObject());
        if (!message.content.isEmpty() || !message.toolCalls.isEmpty())
            out.messages += message;
    };
    add(body.value("systemInstruction"_L1));
    add(body.value("system_instruction"_L1));
    for (const QJsonValue &content : body.value("contents"_L1).toArray())
        add(content);
    for (const QJsonValue &tool : body.value("tools"_L1).toArray()) {
        const QJsonArray functions = tool["functionDeclarations"_L1].toArray();
        for (const QJsonValue &function : functions) {
            Tool own = toolOf(function.toObject(), "parameters"_L1);
            if (own.parameters.isEmpty())
                own.parameters = function["parametersJsonSchema"_L1].toObject();
            out.tools += own;
        }
        if (functions.isEmpty())
            out.extraBody.insert(u"tools"_s, true);
    }
    if (body.contains("cachedContent"_L1))
        out.extraBody.insert(u"cachedContent"_s, body.value("cachedContent"_L1));
    if (const QJsonValue schema = body["generationConfig"_L1]["responseSchema"_L1]; schema.isObject()) {
        out.responseFormat = ResponseFormat();
        out.responseFormat->schema = schema.toObject();
    }
    return out;
}

void addInput(ChatRequest &out, const QJsonObject &item)
{
    Message message;
    const QJsonValue content = item.value("content"_L1);
    if (content.isString())
        addText(message, content.toString());
    for (const QJsonValue &part : content.toArray()) {
        const QString type = part["type"_L1].toString();
        if (type == "input_image"_L1)
            message.content += partOf(ContentPart::Kind::Image, u"image/png"_s, {});
        else if (type == "input_file"_L1)
            message.content += partOf(ContentPart::Kind::File, u"application/pdf"_s, {});
        else
            addText(message, part["text"_L1].toString());
    }
    if (item.contains("arguments"_L1))
        addCall(message, item.value("name"_L1).toString(), item.value("arguments"_L1));
    if (item.contains("output"_L1))
        addText(message, compact(item.value("output"_L1)));
    // Only the provider can read what a thought is made of; it is not longer than that.
    if (const QString sealed = item.value("encrypted_content"_L1).toString(); !sealed.isEmpty())
        message.nativeBlocks += {u"sealed"_s, {{u"content"_s, sealed}}};
    out.messages += message;
}

ChatRequest fromItems(const QJsonObject &body)
{
    ChatRequest out;
    if (const QString text = body.value("instructions"_L1).toString(); !text.isEmpty())
        out.messages += Message::fromText(Role::System, text);
    if (body.value("input"_L1).isString())
        out.messages += Message::fromText(Role::User, body.value("input"_L1).toString());
    for (const QJsonValue &item : body.value("input"_L1).toArray())
        addInput(out, item.toObject());
    for (const QJsonValue &tool : body.value("tools"_L1).toArray()) {
        if (tool["type"_L1] == "function"_L1)
            out.tools += toolOf(tool.toObject(), "parameters"_L1);
        else
            out.extraBody.insert(u"tools"_s, true);
    }
    if (const QJsonObject schema = body["text"_L1]["format"_L1]["schema"_L1].toObject(); !schema.isEmpty()) {
        out.responseFormat = ResponseFormat();
        out.responseFormat->schema = schema;
    }
    return out;
}

// Ollama's own format: OpenAI's, but for pictures, arguments that are objects, and options.
QJsonObject likeOpenAi(QJsonObject body)
{
    QJsonArray messages;
    for (const QJsonValue &value : body.value("messages"_L1).toArray()) {
        QJsonObject message = value.toObject();
        for (const QLatin1StringView member : {"images"_L1, "thinking"_L1, "tool_name"_L1})
            message.remove(member);
        QJsonArray calls;
        for (const QJsonValue &call : message.value("tool_calls"_L1).toArray()) {
            QJsonObject own = call.toObject();
            QJsonObject function = own.value("function"_L1).toObject();
            function.insert(u"arguments"_s, compact(function.value("arguments"_L1)));
            own.insert(u"function"_s, function);
            own.insert(u"type"_s, u"function"_s);
            own.insert(u"id"_s, own.value("id"_L1).toString(u"call"_s));
            calls += own;
        }
        if (message.contains("tool_calls"_L1))
            message.insert(u"tool_calls"_s, calls);
        messages += message;
    }
    body.insert(u"messages"_s, messages);
    return body;
}

} // namespace

std::optional<ChatRequest> requestInOurTerms(const Recording &recording)
{
    const QJsonObject body = recording.request.toObject();
    if (body.isEmpty() || body.contains("previous_response_id"_L1))
        return std::nullopt;
    if (body.contains("contents"_L1))
        return fromContents(body);
    if (recording.api == "responses"_L1)
        return fromItems(body);
    const bool blocks = recording.api == "messages"_L1 || recording.path.contains("/converse"_L1)
        || body.contains("anthropic_version"_L1);
    if (blocks)
        return fromBlocks(body);
    const Result<ChatRequest> read = readChatRequest(likeOpenAi(body));
    return read ? std::optional(*read) : std::nullopt;
}

} // namespace lineup::test
