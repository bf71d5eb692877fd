// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/ConverseMessages.h"

#include "core/providers/Conversation.h"
#include "core/providers/MappingHelpers.h"
#include "core/providers/aws/ConverseWire.h"

#include <QCryptographicHash>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qsizetype longestToolId = 64;
constexpr qsizetype longestName = 200;

QJsonObject cachePoint(const QJsonObject &mark)
{
    QJsonObject point {{u"type"_s, u"default"_s}};
    if (mark.contains("ttl"_L1))
        point.insert("ttl"_L1, mark.value("ttl"_L1));
    return {{u"cachePoint"_s, point}};
}

QString fromTable(const QHash<QString, QString> &table, const QString &mimeType)
{
    return table.value(mimeType.section(u';', 0, 0).trimmed().toLower());
}

QString imageFormat(const QString &mimeType)
{
    static const QHash<QString, QString> formats {{u"image/png"_s, u"png"_s}, {u"image/jpeg"_s, u"jpeg"_s},
        {u"image/jpg"_s, u"jpeg"_s}, {u"image/gif"_s, u"gif"_s}, {u"image/webp"_s, u"webp"_s}};
    return fromTable(formats, mimeType);
}

QString documentFormat(const QString &mimeType, const QString &filename)
{
    static const QHash<QString, QString> formats {{u"application/pdf"_s, u"pdf"_s}, {u"text/csv"_s, u"csv"_s},
        {u"application/msword"_s, u"doc"_s},
        {u"application/vnd.openxmlformats-officedocument.wordprocessingml.document"_s, u"docx"_s},
        {u"application/vnd.ms-excel"_s, u"xls"_s},
        {u"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"_s, u"xlsx"_s},
        {u"text/html"_s, u"html"_s}, {u"text/markdown"_s, u"md"_s}};
    const QString known = fromTable(formats, mimeType);
    if (!known.isEmpty())
        return known;
    const QString suffix = QFileInfo(filename).suffix().toLower();
    if (formats.key(suffix).isEmpty())
        return mimeType.startsWith("text/"_L1) || suffix == "txt"_L1 ? u"txt"_s : QString();
    return suffix;
}

QString audioFormat(const QString &mimeType)
{
    static const QHash<QString, QString> formats {{u"audio/mpeg"_s, u"mp3"_s}, {u"audio/mp3"_s, u"mp3"_s},
        {u"audio/wav"_s, u"wav"_s}, {u"audio/x-wav"_s, u"wav"_s}, {u"audio/wave"_s, u"wav"_s},
        {u"audio/flac"_s, u"flac"_s}, {u"audio/ogg"_s, u"ogg"_s}, {u"audio/opus"_s, u"opus"_s},
        {u"audio/aac"_s, u"aac"_s}, {u"audio/mp4"_s, u"m4a"_s}, {u"audio/webm"_s, u"webm"_s}};
    return fromTable(formats, mimeType);
}

} // namespace

void ConverseMessages::write()
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
    if (converse::makerOf(m_mapper.target().model) == u"anthropic")
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

ConverseMessages::Turn &ConverseMessages::turnFor(const QString &role)
{
    if (m_turns.isEmpty() || m_turns.last().role != role)
        m_turns.append({role, {}, 0});
    return m_turns.last();
}

void ConverseMessages::addSystem(const Message &message)
{
    if (!m_turns.isEmpty()) {
        m_mapper.converted(
            u"messages"_s, u"system"_s, u"the provider keeps all system texts before the first turn, in their order"_s);
    }
    for (const ContentPart &part : message.content) {
        if (part.kind != ContentPart::Kind::Text)
            m_mapper.unsupported(u"messages.system"_s, u"the provider takes only text as system prompt"_s);
        else if (const std::optional<QJsonObject> text = block(part))
            append(m_system, *text, part);
    }
}

void ConverseMessages::addUser(const Message &message)
{
    QJsonArray blocks;
    for (const ContentPart &part : message.content) {
        if (const std::optional<QJsonObject> made = block(part))
            append(blocks, *made, part);
    }
    if (blocks.isEmpty()) {
        m_mapper.fail(u"a message from the user has no content that can be sent"_s);
        return;
    }
    Turn &turn = turnFor(u"user"_s);
    for (const QJsonValue &block : std::as_const(blocks))
        turn.blocks += block;
}

void ConverseMessages::addAssistant(const Message &message)
{
    QJsonArray blocks;
    for (const NativeBlock &native : message.nativeBlocks) {
        if (native.dialect == converse::dialectId)
            blocks += native.value;
    }
    bool said = false;
    for (const ContentPart &part : message.content) {
        if (const std::optional<QJsonObject> made = block(part)) {
            append(blocks, *made, part);
            said = true;
        }
    }
    if (!said && !message.refusal.isEmpty())
        blocks += QJsonObject {{u"text"_s, message.refusal}};
    if (blocks.isEmpty() && message.toolCalls.isEmpty())
        return; // an answer without any word: the API rejects empty turns
    Turn &turn = turnFor(u"assistant"_s);
    for (const QJsonValue &block : std::as_const(blocks))
        turn.blocks += block;
    for (const ToolCall &call : message.toolCalls)
        addToolCall(turn, call);
}

void ConverseMessages::addToolCall(Turn &turn, const ToolCall &call)
{
    const std::optional<QJsonObject> input = toolArguments(call);
    if (!input) {
        m_mapper.fail(u"the arguments of the tool call \"%1\" are not a JSON object"_s.arg(call.name));
        return;
    }
    turn.blocks += QJsonObject {
        {u"toolUse"_s, QJsonObject {{u"toolUseId"_s, toolId(call.id)}, {u"name"_s, call.name}, {u"input"_s, *input}}}};
}

void ConverseMessages::addToolResult(const Message &message)
{
    if (message.toolCallId.isEmpty()) {
        m_mapper.fail(u"a tool message does not say which call it answers"_s);
        return;
    }
    QJsonArray content;
    QJsonArray marks;
    for (const ContentPart &part : message.content) {
        if (part.kind == ContentPart::Kind::Audio) {
            m_mapper.unsupported(u"input_audio"_s, u"the provider takes no audio as a tool's result"_s);
            continue;
        }
        if (const std::optional<QJsonObject> made = block(part))
            content += *made;
        if (!part.cacheControl.isEmpty())
            marks = {cachePoint(part.cacheControl)}; // behind the result: there is no place for one in it
    }
    const QJsonObject result {
        {u"toolResult"_s, QJsonObject {{u"toolUseId"_s, toolId(message.toolCallId)}, {u"content"_s, content}}}};
    Turn &turn = turnFor(u"user"_s);
    if (turn.toolResults < turn.blocks.size()) {
        m_mapper.converted(u"messages"_s, u"tool results first"_s,
            u"the provider wants tool results before other content of a turn"_s);
    }
    turn.blocks.insert(turn.toolResults++, result);
    if (!marks.isEmpty()) {
        turn.blocks.insert(turn.toolResults++, marks.first());
        m_mapper.converted(u"cache_control"_s, u"cachePoint"_s);
    }
}

void ConverseMessages::append(QJsonArray &blocks, const QJsonObject &block, const ContentPart &part)
{
    blocks += block;
    if (part.cacheControl.isEmpty())
        return;
    blocks += cachePoint(part.cacheControl);
    m_mapper.converted(u"cache_control"_s, u"cachePoint"_s);
}

std::optional<QJsonObject> ConverseMessages::block(const ContentPart &part)
{
    switch (part.kind) {
    case ContentPart::Kind::Text:
        // The API rejects text blocks without anything but white space.
        return part.text.trimmed().isEmpty() ? std::nullopt : std::optional(QJsonObject {{u"text"_s, part.text}});
    case ContentPart::Kind::Image:
        return imageBlock(part);
    case ContentPart::Kind::File:
        return fileBlock(part);
    case ContentPart::Kind::Audio:
        return audioBlock(part);
    }
    return std::nullopt;
}

// The content itself, or its place in the one store that the API reads from.
std::optional<QJsonObject> ConverseMessages::source(const ContentPart &part, const QString &parameter)
{
    if (const auto media = inlineMedia(part))
        return QJsonObject {{u"bytes"_s, QString::fromLatin1(media->second.toBase64())}};
    if (part.url.scheme() == "s3"_L1)
        return QJsonObject {{u"s3Location"_s, QJsonObject {{u"uri"_s, part.url.toString(QUrl::FullyEncoded)}}}};
    m_mapper.unsupported(part.fileId.isEmpty() ? parameter : u"content.file_id"_s,
        u"the provider takes content itself or an s3:// address, no other address"_s);
    return std::nullopt;
}

std::optional<QJsonObject> ConverseMessages::imageBlock(const ContentPart &part)
{
    noteImageDetail(m_mapper, part);
    const std::optional<QJsonObject> from = source(part, u"image_url"_s);
    if (!from)
        return std::nullopt;
    const auto media = inlineMedia(part);
    const QString suffix = QFileInfo(part.url.path()).suffix().toLower();
    const QString type = media ? media->first : u"image/"_s + suffix;
    const QString format = imageFormat(type);
    if (format.isEmpty()) {
        m_mapper.unsupported(u"image_url"_s, u"the provider takes JPEG, PNG, GIF and WebP images, not %1"_s.arg(type));
        return std::nullopt;
    }
    return QJsonObject {{u"image"_s, QJsonObject {{u"format"_s, format}, {u"source"_s, *from}}}};
}

std::optional<QJsonObject> ConverseMessages::fileBlock(const ContentPart &part)
{
    const std::optional<QJsonObject> from = source(part, u"file"_s);
    if (!from)
        return std::nullopt;
    const auto media = inlineMedia(part);
    const QString filename = part.filename.isEmpty() ? QFileInfo(part.url.path()).fileName() : part.filename;
    const QString format = documentFormat(media ? media->first : part.mimeType, filename);
    if (format.isEmpty()) {
        m_mapper.unsupported(u"file"_s,
            u"the provider takes PDF, Word, Excel, HTML and text files, not %1"_s.arg(media ? media->first : filename));
        return std::nullopt;
    }
    return QJsonObject {{u"document"_s,
        QJsonObject {{u"format"_s, format}, {u"name"_s, documentName(filename)}, {u"source"_s, *from}}}};
}

std::optional<QJsonObject> ConverseMessages::audioBlock(const ContentPart &part)
{
    if (surelyLacks(m_mapper.target(), ModelInfo::Capability::AudioIn)) {
        m_mapper.unsupported(u"input_audio"_s, u"the model takes no audio"_s);
        return std::nullopt;
    }
    const std::optional<QJsonObject> from = source(part, u"input_audio"_s);
    if (!from)
        return std::nullopt;
    const auto media = inlineMedia(part);
    const QString format = audioFormat(media ? media->first : part.mimeType);
    if (format.isEmpty()) {
        m_mapper.unsupported(u"input_audio"_s, u"the provider does not take this kind of audio"_s);
        return std::nullopt;
    }
    return QJsonObject {{u"audio"_s, QJsonObject {{u"format"_s, format}, {u"source"_s, *from}}}};
}

void ConverseMessages::stripPrefill()
{
    if (m_turns.isEmpty() || m_turns.last().role != "assistant"_L1)
        return;
    QJsonArray &blocks = m_turns.last().blocks;
    const QString text = blocks.last()["text"_L1].toString();
    qsizetype end = text.size();
    while (end > 0 && text.at(end - 1).isSpace())
        --end;
    if (end == text.size())
        return;
    blocks.replace(blocks.size() - 1, QJsonObject {{u"text"_s, text.left(end)}});
    m_mapper.converted(u"messages"_s, u"without trailing white space"_s,
        u"the provider rejects a begun answer that ends in white space"_s);
}

// Letters, digits, single spaces, hyphens, brackets of two kinds; a name may be there once.
QString ConverseMessages::documentName(const QString &filename)
{
    QString name = QFileInfo(filename).completeBaseName();
    for (QChar &c : name) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
        if (!plain && !u"-()[] "_s.contains(c))
            c = u' ';
    }
    name = name.simplified().left(longestName - 10);
    if (name.isEmpty())
        name = u"document"_s;
    const QString first = name;
    for (int i = 2; m_documents.contains(name); ++i)
        name = u"%1 (%2)"_s.arg(first).arg(i);
    m_documents += name;
    if (!filename.isEmpty() && name != QFileInfo(filename).completeBaseName())
        m_mapper.converted(u"file.filename"_s, name, u"the provider takes plain names, each once"_s);
    return name;
}

// Ids of other providers may be longer or hold other characters; a call and its result change alike.
QString ConverseMessages::toolId(const QString &id)
{
    QString out = id;
    for (QChar &c : out) {
        const bool plain = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
        if (!plain && !u"_.:-"_s.contains(c))
            c = u'_';
    }
    if (out.size() > longestToolId)
        out = QString::fromLatin1(QCryptographicHash::hash(id.toUtf8(), QCryptographicHash::Sha256).toHex());
    if (out != id) {
        m_mapper.converted(
            u"tool_call_id"_s, out, u"the provider takes 64 letters, digits and _ . : - in it at the most"_s);
    }
    return out;
}

} // namespace lineup
