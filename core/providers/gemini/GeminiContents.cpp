// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/gemini/GeminiContents.h"

#include "core/base/JsonReader.h"
#include "core/providers/Conversation.h"
#include "core/providers/MappingHelpers.h"
#include "core/providers/gemini/GeminiReplay.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

QJsonObject blob(const QString &mimeType, const QByteArray &data)
{
    return {
        {u"inlineData"_s, QJsonObject {{u"mimeType"_s, mimeType}, {u"data"_s, QString::fromLatin1(data.toBase64())}}}};
}

// A function response must be an object; text that is none is wrapped.
QJsonObject responseObject(const QString &text)
{
    const Result<QJsonObject> object = parseJsonObject(text.toUtf8());
    return object ? *object : QJsonObject {{u"result"_s, text}};
}

// The media type of an address, by its ending; empty when it tells nothing. Asking the system's tables would give
// another answer on another machine. Types: ai.google.dev/gemini-api/docs, image, document and audio understanding.
QString typeByEnding(const QUrl &url)
{
    static const QHash<QString, QString> types {{u"png"_s, u"image/png"_s}, {u"jpg"_s, u"image/jpeg"_s},
        {u"jpeg"_s, u"image/jpeg"_s}, {u"webp"_s, u"image/webp"_s}, {u"gif"_s, u"image/gif"_s},
        {u"heic"_s, u"image/heic"_s}, {u"heif"_s, u"image/heif"_s}, {u"avif"_s, u"image/avif"_s},
        {u"pdf"_s, u"application/pdf"_s}, {u"txt"_s, u"text/plain"_s}, {u"md"_s, u"text/markdown"_s},
        {u"html"_s, u"text/html"_s}, {u"csv"_s, u"text/csv"_s}, {u"mp3"_s, u"audio/mp3"_s}, {u"wav"_s, u"audio/wav"_s},
        {u"ogg"_s, u"audio/ogg"_s}, {u"flac"_s, u"audio/flac"_s}, {u"mp4"_s, u"video/mp4"_s},
        {u"webm"_s, u"video/webm"_s}};
    const QString name = url.fileName();
    return types.value(name.sliced(name.lastIndexOf(u'.') + 1).toLower());
}

// What Google takes in place of a signature for a call that another model made, or an older one. Models that take
// a thinking level refuse calls without any. Source: ai.google.dev/gemini-api/docs/thought-signatures.
constexpr QStringView noSignature = u"skip_thought_signature_validator";

} // namespace

GeminiContents::GeminiContents(RequestMapper &mapper) : m_mapper(mapper)
{
    QList<Message> conversation = sendableMessages(mapper);
    beginWithUser(conversation, mapper);
    for (const Message &message : std::as_const(conversation))
        addMessage(message);
    if (!m_system.isEmpty() && surelyLacks(mapper.target(), ModelInfo::Capability::SystemPrompt))
        moveSystemIntoFirstTurn();
    if (m_turns.isEmpty())
        mapper.fail(u"the request holds no message of a user"_s);
}

QJsonObject GeminiContents::systemInstruction() const
{
    return m_system.isEmpty() ? QJsonObject() : QJsonObject {{u"parts"_s, m_system}};
}

void GeminiContents::addMessage(const Message &message)
{
    switch (message.role) {
    case Role::System:
    case Role::Developer:
        addSystem(message);
        break;
    case Role::User:
        addTurn(u"user"_s, userParts(message));
        break;
    case Role::Assistant:
        addTurn(u"model"_s, modelParts(message));
        break;
    case Role::Tool:
        addTurn(u"user"_s, resultParts(message));
        break;
    }
    if (!message.name.isEmpty() && message.role != Role::Tool)
        m_mapper.unsupported(u"messages.name"_s, u"the Gemini API has no names of participants"_s);
}

void GeminiContents::addSystem(const Message &message)
{
    if (!m_turns.isEmpty())
        m_mapper.converted(
            u"messages.system"_s, u"systemInstruction"_s, u"a system text between turns is moved to the front"_s);
    for (const ContentPart &part : message.content)
        noteCacheMark(m_mapper, part);
    if (const QString text = message.text(); !text.isEmpty())
        m_system += geminiTextPart(text);
}

void GeminiContents::moveSystemIntoFirstTurn()
{
    const bool userFirst = !m_turns.isEmpty() && m_turns.first().toObject().value("role"_L1) == "user"_L1;
    QJsonArray parts = std::exchange(m_system, {});
    if (userFirst) {
        for (const QJsonValue &part : m_turns.first().toObject().value("parts"_L1).toArray())
            parts += part;
        m_turns.removeFirst();
    }
    m_turns.prepend(QJsonObject {{u"role"_s, u"user"_s}, {u"parts"_s, parts}});
    m_mapper.converted(u"messages.system"_s, u"the first user turn"_s, u"the model takes no system instruction"_s);
}

// Turns of one role in a row become one: the API wants them to alternate.
void GeminiContents::addTurn(const QString &role, const QJsonArray &parts)
{
    if (parts.isEmpty())
        return;
    if (!m_turns.isEmpty() && m_turns.last().toObject().value("role"_L1).toString() == role) {
        QJsonObject turn = m_turns.last().toObject();
        QJsonArray all = turn.value("parts"_L1).toArray();
        for (const QJsonValue &part : parts)
            all += part;
        turn.insert(u"parts"_s, all);
        m_turns.replace(m_turns.size() - 1, turn);
        return;
    }
    m_turns += QJsonObject {{u"role"_s, role}, {u"parts"_s, parts}};
}

bool GeminiContents::takesMedia(const ContentPart &part)
{
    using Capability = ModelInfo::Capability;
    const Target &target = m_mapper.target();
    if (part.kind == ContentPart::Kind::Image && surelyLacks(target, Capability::Vision)) {
        m_mapper.unsupported(u"content.image"_s, u"the model sees no images"_s);
        return false;
    }
    if (part.kind == ContentPart::Kind::Audio && surelyLacks(target, Capability::AudioIn)) {
        m_mapper.unsupported(u"content.audio"_s, u"the model hears no audio"_s);
        return false;
    }
    if (part.mimeType == "application/pdf"_L1 && surelyLacks(target, Capability::Pdf)) {
        m_mapper.unsupported(u"content.file"_s, u"the model reads no PDFs"_s);
        return false;
    }
    return true;
}

QJsonValue GeminiContents::mediaPart(const ContentPart &part)
{
    if (!takesMedia(part))
        return QJsonValue::Undefined;
    noteImageDetail(m_mapper, part);
    if (!part.fileId.isEmpty()) {
        m_mapper.unsupported(u"content.file_id"_s, u"a file must be given by its content or its address"_s);
        return QJsonValue::Undefined;
    }
    if (const auto media = inlineMedia(part))
        return blob(media->first, media->second);
    // Nothing is fetched here: the service reads public addresses itself.
    QJsonObject file {{u"fileUri"_s, part.url.toString(QUrl::FullyEncoded)}};
    if (const QString type = part.mimeType.isEmpty() ? typeByEnding(part.url) : part.mimeType; !type.isEmpty())
        file.insert(u"mimeType"_s, type);
    return QJsonObject {{u"fileData"_s, file}};
}

QJsonArray GeminiContents::userParts(const Message &message)
{
    QJsonArray parts;
    for (const ContentPart &part : message.content) {
        noteCacheMark(m_mapper, part);
        if (part.kind == ContentPart::Kind::Text) {
            if (!part.text.isEmpty()) // an empty part is refused
                parts += geminiTextPart(part.text);
        } else if (const QJsonValue value = mediaPart(part); !value.isUndefined()) {
            parts += value;
        }
    }
    return parts;
}

QJsonArray GeminiContents::modelParts(const Message &message)
{
    QList<GeminiReplay::Call> calls;
    for (const ToolCall &call : message.toolCalls) {
        const std::optional<QJsonObject> arguments = toolArguments(call);
        if (!arguments)
            m_mapper.fail(u"the arguments of the tool call %1 are no JSON object"_s.arg(call.name));
        calls += {call.id, call.name, arguments.value_or(QJsonObject())};
        m_callNames.insert(call.id, call.name);
        m_nativeIds.remove(call.id);
    }
    GeminiReplay replay(message.content.isEmpty() ? message.refusal : message.text(), calls);
    QJsonArray parts = replay.parts(GeminiKeptPart::of(message, m_mapper.target().service.id));
    m_nativeIds.insert(replay.nativeIds());
    if (surelyHas(m_mapper.target(), ModelInfo::Capability::AdaptiveThinking))
        vouchForCalls(parts);
    return parts;
}

// Of several calls in one answer only the first is signed.
void GeminiContents::vouchForCalls(QJsonArray &parts)
{
    for (qsizetype i = 0; i < parts.size(); ++i) {
        QJsonObject part = parts.at(i).toObject();
        if (!part.contains("functionCall"_L1))
            continue;
        if (!part.contains("thoughtSignature"_L1)) {
            part.insert(u"thoughtSignature"_s, noSignature.toString());
            parts.replace(i, part);
            m_mapper.added(u"messages.tool_calls"_s, u"thoughtSignature"_s,
                u"the call was made by another model, and this one asks for a signature"_s);
        }
        return;
    }
}

QJsonArray GeminiContents::resultParts(const Message &message)
{
    const QString name = m_callNames.value(message.toolCallId);
    if (name.isEmpty() && message.name.isEmpty()) {
        m_mapper.fail(u"a tool's answer names a call that is not in the conversation"_s);
        return {};
    }
    QJsonObject response {
        {u"name"_s, name.isEmpty() ? message.name : name}, {u"response"_s, responseObject(message.text())}};
    if (const QString id = m_nativeIds.value(message.toolCallId); !id.isEmpty())
        response.insert(u"id"_s, id);
    QJsonArray parts {QJsonObject {{u"functionResponse"_s, response}}};
    for (const ContentPart &part : message.content) {
        if (part.kind == ContentPart::Kind::Text)
            continue;
        const QJsonValue value = mediaPart(part);
        if (!value.isUndefined())
            parts += value;
    }
    return parts;
}

} // namespace lineup
