// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiMessages.h"

#include "core/domain/Vocabulary.h"
#include "core/providers/MappingHelpers.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Kind = ContentPart::Kind;

bool allText(const QList<ContentPart> &parts)
{
    return std::all_of(parts.begin(), parts.end(), [](const ContentPart &p) { return p.kind == Kind::Text; });
}

bool anyCacheMark(const QList<ContentPart> &parts)
{
    return std::any_of(parts.begin(), parts.end(), [](const ContentPart &p) { return !p.cacheControl.isEmpty(); });
}

QString audioFormat(const QString &mimeType)
{
    const QString type = mimeType.section(u'/', 1).section(u';', 0, 0).toLower();
    if (type == "mpeg"_L1 || type == "mp3"_L1)
        return u"mp3"_s;
    return type == "x-wav"_L1 || type == "wave"_L1 || type == "vnd.wave"_L1 ? u"wav"_s : type;
}

// An id made of another: as many letters and digits, the same for the same id.
QString shortId(const QString &id, int length)
{
    const QByteArray digest = QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Sha256).toHex();
    return QString::fromLatin1(digest.left(length));
}

bool isShortId(const QString &id, int length)
{
    return id.size() == length && std::all_of(id.begin(), id.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
    });
}

} // namespace

QJsonArray OpenAiMessages::write(const QList<Message> &messages)
{
    m_out = {};
    for (const Message &message : messages) {
        if (message.role != Role::Tool)
            flushToolPictures();
        writeMessage(message);
    }
    flushToolPictures();
    markPrefill(messages);
    return m_out;
}

QString OpenAiMessages::callId(const QString &id)
{
    const int length = m_mapper.target().service.quirks.toolCallIdLength;
    if (length <= 0 || isShortId(id, length))
        return id;
    m_mapper.converted(u"tool_calls.id"_s, {}, u"ids are %1 letters and digits here"_s.arg(length));
    return shortId(id, length);
}

QJsonArray OpenAiMessages::toolCalls(const Message &message, const QJsonObject &extras)
{
    QJsonArray out;
    for (qsizetype i = 0; i < message.toolCalls.size(); ++i) {
        const ToolCall &call = message.toolCalls.at(i);
        QJsonObject entry {
            {u"id"_s, callId(call.id)},
            {u"type"_s, u"function"_s},
            {u"function"_s,
                QJsonObject {
                    {u"name"_s, call.name},
                    {u"arguments"_s, call.arguments.isEmpty() ? u"{}"_s : call.arguments},
                }},
        };
        if (const QJsonValue extra = extras.value(QString::number(i)); extra.isObject())
            entry.insert(u"extra_content"_s, extra);
        out += entry;
    }
    return out;
}

// Without the mark such services take no conversation that the assistant has spoken last in.
void OpenAiMessages::markPrefill(const QList<Message> &messages)
{
    const QString &field = m_mapper.target().service.quirks.prefillField;
    if (field.isEmpty() || messages.isEmpty() || messages.last().role != Role::Assistant)
        return;
    QJsonObject last = m_out.last().toObject();
    last.insert(field, true);
    m_out.replace(m_out.size() - 1, last);
    m_mapper.added(u"messages."_s + field, u"true"_s, u"the answer goes on where the assistant's message ends"_s);
}

QString OpenAiMessages::roleWord(Role role)
{
    const QString word = roleName(role);
    const QString wanted = m_mapper.target().service.quirks.systemRole;
    if ((role != Role::System && role != Role::Developer) || wanted.isEmpty() || wanted == word)
        return word;
    m_mapper.converted(
        u"messages.role"_s, wanted, u"%1 does not know the role %2"_s.arg(m_mapper.target().service.label, word));
    return wanted;
}

void OpenAiMessages::writeMessage(const Message &message)
{
    QJsonObject out {{u"role"_s, roleWord(message.role)}};
    if (message.role == Role::Tool) {
        writeToolResult(message, out);
        return;
    }
    if (!message.name.isEmpty() && !m_mapper.rejects(u"name"_s))
        out.insert(u"name"_s, message.name);
    if (message.role == Role::Assistant) {
        writeAssistant(message, out);
        return;
    }
    out.insert(u"content"_s, contentOf(message));
    m_out += out;
}

void OpenAiMessages::writeAssistant(const Message &message, QJsonObject out)
{
    const QJsonObject own = ownBlock(message);
    QJsonValue content = contentOf(message);
    if (content.toString().isEmpty() && content.isString() && !message.toolCalls.isEmpty())
        content = QJsonValue::Null;
    if (const QJsonValue thinking = own.value("thinking"_L1); thinking.isObject()) {
        QJsonArray parts {thinking};
        if (content.isString() && !content.toString().isEmpty())
            parts += QJsonObject {{u"type"_s, u"text"_s}, {u"text"_s, content}};
        for (const QJsonValue &value : content.toArray())
            parts += value;
        content = parts;
    }
    out.insert(u"content"_s, content);
    if (!message.refusal.isEmpty())
        out.insert(u"refusal"_s, message.refusal);
    if (!message.toolCalls.isEmpty())
        out.insert(u"tool_calls"_s, toolCalls(message, own.value("tool_extras"_L1).toObject()));
    giveBackReasoning(message, own, out);
    m_out += out;
}

QJsonObject OpenAiMessages::ownBlock(const Message &message) const
{
    for (const NativeBlock &block : message.nativeBlocks) {
        if (block.dialect == "openai-chat"_L1 && block.value.value("service"_L1) == m_mapper.target().service.id
            && block.value.value("model"_L1) == m_mapper.target().model)
            return block.value;
    }
    return {};
}

void OpenAiMessages::giveBackReasoning(const Message &message, const QJsonObject &own, QJsonObject &out) const
{
    if (const QJsonValue extra = own.value("extra_content"_L1); extra.isObject())
        out.insert(u"extra_content"_s, extra);
    if (const QJsonValue details = own.value("reasoning_details"_L1); details.isArray()) {
        out.insert(u"reasoning_details"_s, details);
        return; // they hold the text as well
    }
    const QString field = m_mapper.target().service.quirks.reasoningField;
    if (!field.isEmpty() && !message.reasoning.isEmpty())
        out.insert(field, message.reasoning);
}

void OpenAiMessages::writeToolResult(const Message &message, QJsonObject out)
{
    Message texts = message;
    texts.content.clear();
    for (const ContentPart &piece : message.content) {
        if (piece.kind == Kind::Text) {
            texts.content += piece;
        } else if (const auto written = part(piece)) {
            m_toolPictures += *written;
            m_mapper.converted(u"messages.content"_s, u"user"_s, u"a tool's result can only hold text"_s);
        }
    }
    out.insert(u"tool_call_id"_s, callId(message.toolCallId));
    out.insert(u"content"_s, contentOf(texts));
    m_out += out;
}

void OpenAiMessages::flushToolPictures()
{
    if (m_toolPictures.isEmpty())
        return;
    m_out += QJsonObject {{u"role"_s, u"user"_s}, {u"content"_s, m_toolPictures}};
    m_toolPictures = {};
}

QJsonValue OpenAiMessages::contentOf(const Message &message)
{
    const QList<ContentPart> &parts = message.content;
    const bool flatten = m_mapper.target().service.quirks.flattenContent;
    if (allText(parts) && (flatten || (parts.size() <= 1 && !anyCacheMark(parts)))) {
        if (parts.size() > 1 || anyCacheMark(parts))
            m_mapper.converted(
                u"messages.content"_s, u"text"_s, u"%1 takes text only"_s.arg(m_mapper.target().service.label));
        return message.text();
    }
    QJsonArray out;
    for (const ContentPart &piece : parts) {
        if (const auto written = part(piece))
            out += *written;
    }
    return out.isEmpty() ? QJsonValue(QString()) : QJsonValue(out);
}

bool OpenAiMessages::lacks(ModelInfo::Capability capability, const QString &parameter, const QString &what)
{
    if (!surelyLacks(m_mapper.target(), capability))
        return false;
    m_mapper.unsupported(parameter, u"the model does not read %1"_s.arg(what));
    return true;
}

std::optional<QJsonObject> OpenAiMessages::part(const ContentPart &part)
{
    switch (part.kind) {
    case Kind::Text:
        return textPart(part);
    case Kind::Image:
        return imagePart(part);
    case Kind::Audio:
        return audioPart(part);
    case Kind::File:
        return filePart(part);
    }
    return std::nullopt;
}

std::optional<QJsonObject> OpenAiMessages::textPart(const ContentPart &part)
{
    QJsonObject out {{u"type"_s, u"text"_s}, {u"text"_s, part.text}};
    if (!part.cacheControl.isEmpty() && !m_mapper.rejects(u"cache_control"_s))
        out.insert(u"cache_control"_s, part.cacheControl);
    return out;
}

std::optional<QJsonObject> OpenAiMessages::imagePart(const ContentPart &part)
{
    if (lacks(ModelInfo::Capability::Vision, u"content.image"_s, u"pictures"_s) || m_mapper.rejects(u"content.image"_s))
        return std::nullopt;
    QJsonObject image {{u"url"_s, part.data.isEmpty() ? part.url.toString(QUrl::FullyEncoded) : dataUrl(part)}};
    if (!part.detail.isEmpty())
        image.insert(u"detail"_s, part.detail);
    return QJsonObject {{u"type"_s, u"image_url"_s}, {u"image_url"_s, image}};
}

std::optional<QJsonObject> OpenAiMessages::audioPart(const ContentPart &part)
{
    if (lacks(ModelInfo::Capability::AudioIn, u"content.audio"_s, u"sound"_s) || m_mapper.rejects(u"content.audio"_s))
        return std::nullopt;
    const QJsonObject audio {
        {u"data"_s, QString::fromLatin1(part.data.toBase64())},
        {u"format"_s, audioFormat(part.mimeType)},
    };
    return QJsonObject {{u"type"_s, u"input_audio"_s}, {u"input_audio"_s, audio}};
}

std::optional<QJsonObject> OpenAiMessages::filePart(const ContentPart &part)
{
    if (part.mimeType.startsWith("text/"_L1) && !part.data.isEmpty()) {
        m_mapper.converted(u"content.file"_s, u"text"_s, u"a text file is sent as text"_s);
        return QJsonObject {{u"type"_s, u"text"_s}, {u"text"_s, QString::fromUtf8(part.data)}};
    }
    if (lacks(ModelInfo::Capability::Pdf, u"content.file"_s, u"files"_s) || m_mapper.rejects(u"content.file"_s))
        return std::nullopt;
    const QString address = part.data.isEmpty() ? part.url.toString(QUrl::FullyEncoded) : dataUrl(part);
    if (const QString &word = m_mapper.target().service.quirks.fileUrlPart; !word.isEmpty())
        return QJsonObject {{u"type"_s, word}, {word, address}};
    QJsonObject file {{u"file_data"_s, address}};
    file.insert(u"filename"_s, part.filename.isEmpty() ? u"file.pdf"_s : part.filename);
    return QJsonObject {{u"type"_s, u"file"_s}, {u"file"_s, file}};
}

} // namespace lineup
