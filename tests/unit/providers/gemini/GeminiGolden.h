// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/gemini/GeminiDialect.h"
#include "tests/support/GoldenEncode.h"

#include <QDir>
#include <QFile>
#include <QTest>

Q_DECLARE_METATYPE(lineup::Target)
Q_DECLARE_METATYPE(lineup::ChatRequest)

// What the tests of the Gemini encoder share: models of each kind, a short request and its body, and the comparison
// of a row.
namespace lineup::golden {

using namespace Qt::StringLiterals;
using Capability = ModelInfo::Capability;
using Mode = ToolChoice::Mode;

inline Target target(ModelInfo::Capabilities capabilities)
{
    Target out;
    out.service.id = u"gemini"_s;
    out.service.label = u"Google Gemini"_s;
    out.service.baseUrl = QUrl(u"https://example.test/v1beta"_s);
    out.model = u"gemini-x"_s;
    out.info = ModelInfo {.id = out.model, .capabilities = capabilities};
    return out;
}

inline constexpr ModelInfo::Capabilities common = ModelInfo::Capabilities(Capability::Tools) | Capability::Vision
    | Capability::AudioIn | Capability::Pdf | Capability::JsonMode | Capability::JsonSchema | Capability::SystemPrompt;

inline Target budgetModel()
{
    return target(common | Capability::Reasoning);
}
inline Target levelModel()
{
    return target(common | Capability::Reasoning | Capability::AdaptiveThinking);
}
inline Target plainModel()
{
    return target(common);
}
inline Target poorModel() // takes text and nothing else
{
    return target({});
}
inline Target unknownModel()
{
    Target out = plainModel();
    out.info.reset();
    return out;
}

inline ChatRequest asking(const QList<Message> &messages)
{
    ChatRequest request;
    request.messages = messages;
    return request;
}

inline ChatRequest hello()
{
    return asking({say(Role::User, u"Hi"_s)});
}

// hello()'s own body with these members put over it.
inline QJsonObject helloAnd(const QByteArray &members)
{
    QJsonObject body = json(R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}]})");
    const QJsonObject more = json(members);
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    return body;
}

inline constexpr const char *weatherJson = R"({"functionDeclarations":[{"name":"weather",
    "description":"Tells the weather","parametersJsonSchema":
    {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}]})";

// An answer that said and called this, with these parts kept by the decoder.
inline Message answered(const QString &text, const QList<ToolCall> &calls, const QList<QJsonObject> &kept)
{
    Message message = toolCalls(calls, text);
    for (const QJsonObject &value : kept)
        message.nativeBlocks += NativeBlock {u"gemini"_s, value};
    return message;
}

inline void addRow(const char *name, const Target &to, const ChatRequest &request, const QJsonObject &body,
    const QStringList &notes = {})
{
    QTest::newRow(name) << to << request << body << notes;
}

inline void columns()
{
    QTest::addColumn<Target>("to");
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QStringList>("notes");
}

// LINEUP_KEEP_BODIES=dir keeps each body, for a look at them with other tools.
inline void keepBody(const QByteArray &body)
{
    const QString folder = qEnvironmentVariable("LINEUP_KEEP_BODIES");
    if (folder.isEmpty())
        return;
    const QString name = QString::fromLatin1(QByteArray(QTest::currentDataTag())).replace(u'/', u'_');
    QFile file(QDir(folder).filePath(name + u".json"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(body);
}

inline void compareRow()
{
    QFETCH(const Target, to);
    QFETCH(const ChatRequest, request);
    QFETCH(const QJsonObject, body);
    QFETCH(const QStringList, notes);
    const Result<EncodedRequest> encoded = geminiDialect()->encode(request, to);
    QVERIFY2(encoded.has_value(), qPrintable(encoded.has_value() ? QString() : encoded.error().detail));
    keepBody(encoded->body);
    QCOMPARE(QJsonDocument(QJsonDocument::fromJson(encoded->body).object()).toJson(), QJsonDocument(body).toJson());
    QCOMPARE(noteLines(encoded->mapping), notes);
}

} // namespace lineup::golden
