// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/MessageJson.h"

#include "core/base/JsonReader.h"
#include "core/domain/ChatRequestJson.h"
#include "core/domain/DataUrl.h"
#include "core/domain/Vocabulary.h"

#include <QJsonDocument>

#include <tuple>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Takes what a data: URL holds; false when it is none.
bool takeDataUrl(const QString &url, ContentPart &part)
{
    const std::optional<std::pair<QString, QByteArray>> read = readDataUrl(url);
    if (!read)
        return false;
    std::tie(part.mimeType, part.data) = *read;
    return true;
}

void readImage(JsonReader &reader, ContentPart &part)
{
    part.kind = ContentPart::Kind::Image;
    QString address = reader.value(u"image_url").toString();
    if (address.isEmpty()) {
        JsonReader image(reader.object(u"image_url"), reader.pathOf(u"image_url"));
        address = image.text(u"url");
        part.detail = image.text(u"detail");
        reader.adopt(image);
    }
    if (!takeDataUrl(address, part))
        part.url = QUrl(address);
    if (part.data.isEmpty() && !part.url.isValid())
        reader.complain(u"image_url", u"needs an address or data"_s);
}

void readFile(JsonReader &reader, ContentPart &part)
{
    part.kind = ContentPart::Kind::File;
    JsonReader file(reader.object(u"file"), reader.pathOf(u"file"));
    part.filename = file.text(u"filename");
    if (!takeDataUrl(file.text(u"file_data"), part) && file.has(u"file_data")) {
        part.mimeType = u"application/pdf"_s;
        part.data = QByteArray::fromBase64(file.text(u"file_data").toLatin1());
    }
    // LiteLLM's way to name a file by its address; else it is the id of one that was uploaded.
    const QUrl address(file.text(u"file_id"));
    if (part.data.isEmpty() && !address.scheme().isEmpty())
        part.url = address;
    else if (part.data.isEmpty())
        part.fileId = file.text(u"file_id");
    if (part.data.isEmpty() && part.url.isEmpty() && part.fileId.isEmpty())
        file.complain(u"file_data", u"or file_id is required"_s);
    reader.adopt(file);
}

void readAudio(JsonReader &reader, ContentPart &part)
{
    part.kind = ContentPart::Kind::Audio;
    JsonReader audio(reader.object(u"input_audio"), reader.pathOf(u"input_audio"));
    part.mimeType = u"audio/"_s + audio.text(u"format", u"wav"_s);
    part.data = QByteArray::fromBase64(audio.text(u"data").toLatin1());
    if (part.data.isEmpty())
        audio.complain(u"data", u"is required"_s);
    reader.adopt(audio);
}

std::optional<ContentPart> readPart(JsonReader &reader)
{
    ContentPart part;
    const QString type = reader.requiredText(u"type");
    if (type == "text"_L1 || type == "input_text"_L1 || type == "output_text"_L1)
        part.text = reader.text(u"text");
    else if (type == "image_url"_L1)
        readImage(reader, part);
    else if (type == "file"_L1)
        readFile(reader, part);
    else if (type == "input_audio"_L1)
        readAudio(reader, part);
    else
        reader.complain(u"type", u"\"%1\" is no kind of content that we know"_s.arg(type));
    part.cacheControl = reader.object(u"cache_control");
    return reader.ok() ? std::optional(part) : std::nullopt;
}

void readContent(JsonReader &reader, Message &message)
{
    const QJsonValue content = reader.value(u"content");
    if (content.isString()) {
        message.content = {ContentPart::fromText(content.toString())};
        message.content.first().cacheControl = reader.object(u"cache_control"); // LiteLLM's place for it
        return;
    }
    const QJsonArray parts = reader.array(u"content");
    for (qsizetype i = 0; i < parts.size(); ++i) {
        JsonReader partReader(parts.at(i).toObject(), u"%1[%2]"_s.arg(reader.pathOf(u"content")).arg(i));
        if (partReader.value(u"type") == "refusal"_L1)
            message.refusal += partReader.text(u"refusal");
        else if (const std::optional<ContentPart> part = readPart(partReader))
            message.content += *part;
        reader.adopt(partReader);
    }
}

// Arguments are text; some clients send the object that the text would hold.
QString readArguments(JsonReader &function)
{
    const QJsonValue arguments = function.value(u"arguments");
    if (arguments.isObject())
        return QString::fromUtf8(QJsonDocument(arguments.toObject()).toJson(QJsonDocument::Compact));
    return function.text(u"arguments", u"{}"_s);
}

void readToolCalls(JsonReader &reader, Message &message)
{
    const QJsonArray calls = reader.array(u"tool_calls");
    for (qsizetype i = 0; i < calls.size(); ++i) {
        JsonReader call(calls.at(i).toObject(), u"%1[%2]"_s.arg(reader.pathOf(u"tool_calls")).arg(i));
        JsonReader function(call.object(u"function"), call.pathOf(u"function"));
        const QString name = function.requiredText(u"name");
        message.toolCalls += {call.text(u"id"), name, readArguments(function)};
        reader.adopt(call);
        reader.adopt(function);
    }
}

QJsonObject fileJson(const ContentPart &part)
{
    QJsonObject file;
    if (!part.filename.isEmpty())
        file.insert(u"filename"_s, part.filename);
    if (part.data.isEmpty())
        file.insert(u"file_id"_s, part.fileId.isEmpty() ? part.url.toString() : part.fileId);
    else
        file.insert(u"file_data"_s, dataUrl(part));
    return file;
}

QJsonObject partJson(const ContentPart &part)
{
    const QString base64 = QString::fromLatin1(part.data.toBase64());
    QJsonObject out;
    switch (part.kind) {
    case ContentPart::Kind::Text:
        out = {{u"type"_s, u"text"_s}, {u"text"_s, part.text}};
        break;
    case ContentPart::Kind::Image: {
        QJsonObject image {{u"url"_s, part.data.isEmpty() ? part.url.toString() : dataUrl(part)}};
        if (!part.detail.isEmpty())
            image.insert(u"detail"_s, part.detail);
        out = {{u"type"_s, u"image_url"_s}, {u"image_url"_s, image}};
        break;
    }
    case ContentPart::Kind::Audio:
        out = {{u"type"_s, u"input_audio"_s},
            {u"input_audio"_s, QJsonObject {{u"data"_s, base64}, {u"format"_s, part.mimeType.section(u'/', 1)}}}};
        break;
    case ContentPart::Kind::File:
        out = {{u"type"_s, u"file"_s}, {u"file"_s, fileJson(part)}};
        break;
    }
    if (!part.cacheControl.isEmpty())
        out.insert(u"cache_control"_s, part.cacheControl);
    return out;
}

QJsonValue contentJson(const Message &message)
{
    if (message.content.isEmpty())
        return message.role == Role::Assistant ? QJsonValue(QJsonValue::Null) : QJsonValue(QString());
    if (message.content.size() == 1 && message.content.first().kind == ContentPart::Kind::Text
        && message.content.first().cacheControl.isEmpty())
        return message.content.first().text;
    QJsonArray parts;
    for (const ContentPart &part : message.content)
        parts += partJson(part);
    return parts;
}

} // namespace

Result<Message> readMessage(const QJsonObject &object, const QString &path)
{
    JsonReader reader(object, path);
    Message message;
    const std::optional<Role> role = roleFromName(reader.requiredText(u"role"));
    if (!role)
        reader.complain(u"role", u"is system, developer, user, assistant or tool"_s);
    message.role = role.value_or(Role::User);
    readContent(reader, message);
    readToolCalls(reader, message);
    message.toolCallId = reader.text(u"tool_call_id");
    message.name = reader.text(u"name");
    message.reasoning = reader.text(u"reasoning_content");
    message.refusal += reader.text(u"refusal");
    for (const QJsonValue &item : reader.object(u"lineup").value("native"_L1).toArray()) {
        const QJsonObject native = item.toObject();
        message.nativeBlocks += {native.value("dialect"_L1).toString(), native.value("value"_L1).toObject()};
    }
    if (message.role == Role::Tool && message.toolCallId.isEmpty())
        reader.complain(u"tool_call_id", u"is required for a tool's answer"_s);
    if (std::optional<Error> error = reader.error()) {
        error->kind = Error::Kind::BadRequest;
        return *error;
    }
    return message;
}

QJsonObject messageJson(const Message &message)
{
    QJsonObject out {{u"role"_s, roleName(message.role)}, {u"content"_s, contentJson(message)}};
    QJsonArray calls;
    for (const ToolCall &call : message.toolCalls) {
        const QJsonObject function {{u"name"_s, call.name}, {u"arguments"_s, call.arguments}};
        calls += QJsonObject {{u"id"_s, call.id}, {u"type"_s, u"function"_s}, {u"function"_s, function}};
    }
    if (!calls.isEmpty())
        out.insert(u"tool_calls"_s, calls);
    const auto put = [&out](const QString &key, const QString &text) {
        if (!text.isEmpty())
            out.insert(key, text);
    };
    put(u"tool_call_id"_s, message.toolCallId);
    put(u"name"_s, message.name);
    put(u"reasoning_content"_s, message.reasoning);
    put(u"refusal"_s, message.refusal);
    QJsonArray native;
    for (const NativeBlock &block : message.nativeBlocks)
        native += QJsonObject {{u"dialect"_s, block.dialect}, {u"value"_s, block.value}};
    if (!native.isEmpty())
        out.insert(u"lineup"_s, QJsonObject {{u"native"_s, native}});
    return out;
}

} // namespace lineup
