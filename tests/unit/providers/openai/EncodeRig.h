// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/openai/OpenAiChatDialect.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <functional>

// What the tests of encoding share: a plain request to change, a plain target, and rows of (change, golden JSON,
// notes).
namespace lineup::test {

using namespace Qt::StringLiterals;
using Capability = ModelInfo::Capability;
using Change = std::function<void(ChatRequest &, Target &)>;

inline Target plainTarget()
{
    Target target;
    target.service.id = u"acme"_s;
    target.service.label = u"Acme"_s;
    target.service.baseUrl = QUrl(u"https://api.acme.test/v1/"_s);
    target.model = u"m"_s;
    return target;
}

inline ChatRequest plainRequest()
{
    ChatRequest request;
    request.messages = {Message::fromText(Role::User, u"hi"_s)};
    return request;
}

inline void know(Target &target, ModelInfo::Capabilities capabilities)
{
    ModelInfo info;
    info.capabilities = capabilities;
    target.info = info;
}

inline Tool addTool()
{
    Tool tool;
    tool.name = u"add"_s;
    tool.description = u"Adds"_s;
    tool.parameters
        = QJsonDocument::fromJson(R"({"type":"object","properties":{"strict":{"type":"number","strict":true}}})")
              .object();
    tool.strict = true;
    return tool;
}

inline ContentPart picture()
{
    return {.kind = ContentPart::Kind::Image, .data = "PNG", .mimeType = u"image/png"_s, .detail = u"low"_s};
}

inline QString noteText(const MappingNote &note)
{
    return mappingActionName(note.action) + u' ' + note.parameter
        + (note.to.isEmpty() ? QString() : QString(u"→"_s + note.to));
}

inline void row(const char *name, const Change &change, const QByteArray &members, const QStringList &notes = {})
{
    QTest::newRow(name) << change << members << notes;
}

inline QStringList noteTexts(const MappingReport &report)
{
    QStringList out;
    for (const MappingNote &note : report)
        out += noteText(note);
    return out;
}

inline void addColumns()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<QStringList>("notes");
}

} // namespace lineup::test

Q_DECLARE_METATYPE(lineup::test::Change)
