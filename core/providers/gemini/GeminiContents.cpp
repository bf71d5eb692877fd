// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/gemini/GeminiContents.h"

#include "core/base/JsonReader.h"
#include "core/providers/MappingHelpers.h"
#include "core/providers/gemini/GeminiDialect.h"

#include <QMimeDatabase>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

QJsonObject textPart(const QString &text)
{
    return {{u"text"_s, text}};
}

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

QJsonArray signedPartsOf(const Message &message)
{
    QJsonArray out;
    for (const NativeBlock &block : message.nativeBlocks) {
        if (block.dialect == gemini::dialectId)
            out += block.value;
    }
    return out;
}

} // namespace

GeminiContents::GeminiContents(RequestMapper &mapper) : m_mapper(mapper)
{
    for (const Message &message : mapper.request().messages)
        addMessage(message);
    if (m_turns.isEmpty())
        mapper.fail(impossible(u"the request holds no message of a user"_s));
}

Error GeminiContents::impossible(const QString &detail) const
{
    return {.kind = Error::Kind::BadRequest, .detail = detail, .service = m_mapper.target().service.id};
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
    if (const QString text = message.text(); !text.isEmpty())
        m_system += textPart(text);
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

QJsonValue GeminiContents::mediaPart(const ContentPart &part)
{
    using Capability = ModelInfo::Capability;
    const Target &target = m_mapper.target();
    const bool blind = (part.kind == ContentPart::Kind::Image && surelyLacks(target, Capability::Vision))
        || (part.kind == ContentPart::Kind::Audio && surelyLacks(target, Capability::AudioIn));
    if (blind) {
        const bool image = part.kind == ContentPart::Kind::Image;
        m_mapper.unsupported(image ? u"content.image"_s : u"content.audio"_s,
            image ? u"the model sees no images"_s : u"the model hears no audio"_s);
        return QJsonValue::Undefined;
    }
    noteImageDetail(m_mapper, part);
    if (const auto media = inlineMedia(part))
        return blob(media->first, media->second);
    // Nothing is fetched here: the service reads public addresses itself.
    const QString type = part.mimeType.isEmpty()
        ? QMimeDatabase().mimeTypeForFile(part.url.path(), QMimeDatabase::MatchExtension).name()
        : part.mimeType;
    return QJsonObject {
        {u"fileData"_s, QJsonObject {{u"fileUri"_s, part.url.toString(QUrl::FullyEncoded)}, {u"mimeType"_s, type}}}};
}

QJsonArray GeminiContents::userParts(const Message &message)
{
    QJsonArray parts;
    for (const ContentPart &part : message.content) {
        noteCacheMark(m_mapper, part);
        const QJsonValue value = part.kind == ContentPart::Kind::Text ? textPart(part.text) : mediaPart(part);
        if (!value.isUndefined())
            parts += value;
    }
    return parts;
}

QJsonValue GeminiContents::callPart(const ToolCall &call, QJsonArray &signedParts)
{
    const std::optional<QJsonObject> arguments = toolArguments(call);
    if (!arguments) {
        m_mapper.fail(impossible(u"the arguments of the tool call %1 are no JSON object"_s.arg(call.name)));
        return QJsonValue::Undefined;
    }
    m_calls.insert(call.id, call);
    for (qsizetype i = 0; i < signedParts.size(); ++i) {
        const QJsonObject part = signedParts.at(i).toObject();
        const QJsonObject native = part.value("functionCall"_L1).toObject();
        if (native.value("name"_L1).toString() != call.name || native.value("args"_L1).toObject() != *arguments)
            continue;
        if (const QString id = native.value("id"_L1).toString(); !id.isEmpty())
            m_nativeIds.insert(call.id, id);
        signedParts.removeAt(i);
        return part;
    }
    return QJsonObject {{u"functionCall"_s, QJsonObject {{u"name"_s, call.name}, {u"args"_s, *arguments}}}};
}

QJsonArray GeminiContents::modelParts(const Message &message)
{
    QJsonArray signedParts = signedPartsOf(message);
    QString text = message.text();
    QJsonArray parts;
    QJsonArray signedTexts;
    for (qsizetype i = signedParts.size() - 1; i >= 0; --i) {
        const QJsonObject part = signedParts.at(i).toObject();
        if (!part.contains("text"_L1))
            continue;
        // What was signed must come back as the part it was, so it is cut from the end of the joined text.
        const QString own = part.value("text"_L1).toString();
        if (text.endsWith(own))
            text.chop(own.size());
        else
            continue;
        signedTexts.prepend(part);
        signedParts.removeAt(i);
    }
    if (!text.isEmpty())
        parts += textPart(text);
    for (const QJsonValue &part : signedTexts)
        parts += part;
    for (const ToolCall &call : message.toolCalls) {
        const QJsonValue part = callPart(call, signedParts);
        if (!part.isUndefined())
            parts += part;
    }
    return parts;
}

QJsonArray GeminiContents::resultParts(const Message &message)
{
    const QString name = m_calls.value(message.toolCallId).name;
    if (name.isEmpty() && message.name.isEmpty()) {
        m_mapper.fail(impossible(u"a tool's answer names a call that is not in the conversation"_s));
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
