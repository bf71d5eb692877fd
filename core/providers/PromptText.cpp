// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/PromptText.h"

#include "core/providers/Conversation.h"
#include "core/providers/MappingHelpers.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

QString textOf(RequestMapper &mapper, const Message &message)
{
    QString out;
    for (const ContentPart &part : message.content) {
        noteCacheMark(mapper, part);
        if (part.kind == ContentPart::Kind::Text) {
            out += part.text;
        } else if (part.kind == ContentPart::Kind::File && part.mimeType.startsWith("text/"_L1)) {
            mapper.converted(u"file"_s, u"text"_s, u"a text file is sent as text"_s);
            out += QString::fromUtf8(part.data);
        } else {
            const QString name = part.kind == ContentPart::Kind::Image ? u"image_url"_s
                : part.kind == ContentPart::Kind::Audio                ? u"input_audio"_s
                : part.fileId.isEmpty()                                ? u"file"_s
                                                                       : u"content.file_id"_s;
            mapper.unsupported(name, u"it takes one text"_s);
        }
    }
    for (const ToolCall &call : message.toolCalls)
        out += (out.isEmpty() ? u""_s : u"\n"_s) + call.name + u'(' + call.arguments + u')';
    return out + message.refusal;
}

QString speaker(Role role)
{
    switch (role) {
    case Role::System:
    case Role::Developer:
        return u"System"_s;
    case Role::User:
        return u"User"_s;
    case Role::Assistant:
        return u"Assistant"_s;
    case Role::Tool:
        return u"Tool"_s;
    }
    return {};
}

bool isSystem(const Message &message)
{
    return message.role == Role::System || message.role == Role::Developer;
}

} // namespace

PromptText writePrompt(RequestMapper &mapper, SystemPlace place)
{
    refuseTools(mapper, u"it takes one text and calls no tools"_s);
    PromptText out;
    QList<std::pair<Role, QString>> turns;
    for (const Message &message : sendableMessages(mapper)) {
        if (!message.name.isEmpty() && message.role != Role::Tool)
            mapper.unsupported(u"messages.name"_s, u"it takes one text, without names of participants"_s);
        const QString text = textOf(mapper, message);
        if (isSystem(message) && place == SystemPlace::Apart)
            out.system += (out.system.isEmpty() ? u""_s : u"\n\n"_s) + text;
        else
            turns += std::pair(message.role, text);
    }
    if (turns.isEmpty()) {
        mapper.fail({.kind = Error::Kind::BadRequest,
            .detail = u"the request has no messages"_s,
            .service = mapper.target().service.id});
        return out;
    }
    if (turns.size() == 1 && turns.first().first == Role::User) {
        out.prompt = turns.first().second;
        return out;
    }
    mapper.converted(u"messages"_s, u"a transcript"_s, u"it takes one text"_s);
    for (const auto &[role, text] : turns)
        out.prompt += speaker(role) + u": "_s + text + u"\n\n"_s;
    // A last message of the assistant is one to go on with.
    if (turns.last().first == Role::Assistant)
        out.prompt.chop(2);
    else
        out.prompt += u"Assistant:"_s;
    return out;
}

} // namespace lineup
