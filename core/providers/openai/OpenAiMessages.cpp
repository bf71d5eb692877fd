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
    const QString made = shortId(id, length);
    m_mapper.converted(u"tool_call_id"_s, made, u"the service takes ids of %1 letters and digits"_s.arg(length));
    return made;
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
        if (m_mapper.target().service.quirks.toolCallIndex)
            entry.insert(u"index"_s, i);
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
    if (!message.refusal.isEmpty()) {
        if (!takesRefusal())
            content = content.toString().isEmpty() ? QJsonValue(message.refusal) : content;
        else
            out.insert(u"refusal"_s, message.refusal);
    }
    if (!content.isNull() || !m_mapper.target().service.quirks.omitNullContent)
        out.insert(u"content"_s, content);
    if (!message.toolCalls.isEmpty())
        out.insert(u"tool_calls"_s, toolCalls(message, own.value("tool_extras"_L1).toObject()));
    giveBackReasoning(message, own, out);
    m_out += out;
}

bool OpenAiMessages::takesRefusal()
{
    if (!m_mapper.target().service.quirks.unsupported.contains(u"refusal"_s))
        return true;
    m_mapper.converted(u"messages.refusal"_s, u"content"_s, u"the service has no place for a refusal"_s);
    return false;
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
    const Quirks &quirks = m_mapper.target().service.quirks;
    const bool system = message.role == Role::System || message.role == Role::Developer;
    const bool flatten = quirks.flattenContent || (quirks.systemAsText && system);
    if (allText(parts) && (flatten || (parts.size() <= 1 && !anyCacheMark(parts)))) {
        if (parts.size() > 1)
            m_mapper.converted(
                u"messages.content"_s, u"text"_s, u"%1 takes text only"_s.arg(m_mapper.target().service.label));
        for (const ContentPart &piece : parts)
            noteCacheMark(m_mapper, piece);
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
        return withCacheMark(textPart(part), part);
    case Kind::Image:
        return withCacheMark(imagePart(part), part);
    case Kind::Audio:
        return withCacheMark(audioPart(part), part);
    case Kind::File:
        return withCacheMark(filePart(part), part);
    }
    return std::nullopt;
}

// Only texts have a place for the mark.
std::optional<QJsonObject> OpenAiMessages::withCacheMark(std::optional<QJsonObject> out, const ContentPart &part)
{
    if (!out || part.cacheControl.isEmpty() || m_mapper.rejects(u"cache_control"_s))
        return out;
    if (out->value("type"_L1) == "text"_L1)
        out->insert(u"cache_control"_s, part.cacheControl);
    else
        noteCacheMark(m_mapper, part);
    return out;
}

std::optional<QJsonObject> OpenAiMessages::textPart(const ContentPart &part)
{
    return QJsonObject {{u"type"_s, u"text"_s}, {u"text"_s, part.text}};
}

std::optional<QJsonObject> OpenAiMessages::imagePart(const ContentPart &part)
{
    if (lacks(ModelInfo::Capability::Vision, u"content.image"_s, u"pictures"_s) || m_mapper.rejects(u"content.image"_s))
        return std::nullopt;
    QJsonObject image {{u"url"_s, part.data.isEmpty() ? part.url.toString(QUrl::FullyEncoded) : dataUrl(part)}};
    if (!part.detail.isEmpty() && !m_mapper.rejects(u"image_url.detail"_s))
        image.insert(u"detail"_s, part.detail);
    return QJsonObject {{u"type"_s, u"image_url"_s}, {u"image_url"_s, image}};
}

std::optional<QJsonObject> OpenAiMessages::audioPart(const ContentPart &part)
{
    if (lacks(ModelInfo::Capability::AudioIn, u"content.audio"_s, u"sound"_s) || m_mapper.rejects(u"content.audio"_s))
        return std::nullopt;
    if (m_mapper.target().service.quirks.audioAsText)
        return QJsonObject {
            {u"type"_s, u"input_audio"_s}, {u"input_audio"_s, QString::fromLatin1(part.data.toBase64())}};
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
    if (const QString &word = m_mapper.target().service.quirks.fileUrlPart; !word.isEmpty())
        return documentPart(part, word);
    if (!part.fileId.isEmpty()) {
        m_mapper.took(u"content.file_id"_s);
        return QJsonObject {{u"type"_s, u"file"_s}, {u"file"_s, QJsonObject {{u"file_id"_s, part.fileId}}}};
    }
    if (part.data.isEmpty() && m_mapper.rejects(u"content.file_url"_s))
        return std::nullopt;
    const QString address = part.url.toString(QUrl::FullyEncoded);
    QJsonObject file {{u"file_data"_s, part.data.isEmpty() ? address : dataUrl(part)}};
    file.insert(u"filename"_s, part.filename.isEmpty() ? u"file.pdf"_s : part.filename);
    return QJsonObject {{u"type"_s, u"file"_s}, {u"file"_s, file}};
}

// A part of the service's own kind: a document by its address, which may be a data: URL, or by the id it was uploaded
// under.
QJsonObject OpenAiMessages::documentPart(const ContentPart &part, const QString &word)
{
    if (!part.fileId.isEmpty()) {
        m_mapper.took(u"content.file_id"_s);
        return {{u"type"_s, u"file"_s}, {u"file_id"_s, part.fileId}};
    }
    const QString address = part.data.isEmpty() ? part.url.toString(QUrl::FullyEncoded) : dataUrl(part);
    QJsonObject out {{u"type"_s, word}, {word, address}};
    if (!part.filename.isEmpty())
        out.insert(u"document_name"_s, part.filename);
    return out;
}

} // namespace lineup
