// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/aws/ConverseDialect.h"
#include "tests/support/GoldenEncode.h"

#include <QTest>

Q_DECLARE_METATYPE(lineup::Target)
Q_DECLARE_METATYPE(lineup::ChatRequest)

// What the tests of the Converse encoder share: models of several makers, a short request and its body, and the
// comparison of a row.
namespace lineup::golden {

using namespace Qt::StringLiterals;
using Capability = ModelInfo::Capability;
using Mode = ToolChoice::Mode;

inline Target bedrock(const QString &model)
{
    Target out;
    out.service.id = u"bedrock"_s;
    out.service.label = u"Amazon Bedrock"_s;
    out.service.baseUrl = QUrl(u"https://bedrock.example.test"_s);
    out.model = model;
    return out;
}

inline Target bedrockKnown(const QString &model, ModelInfo::Capabilities capabilities, qint64 maxOutput = 0)
{
    Target out = bedrock(model);
    out.info = ModelInfo {.id = model, .maxOutputTokens = maxOutput, .capabilities = capabilities};
    return out;
}

inline ModelInfo::Capabilities rich()
{
    return ModelInfo::Capabilities(Capability::Tools) | Capability::Vision | Capability::JsonSchema
        | Capability::SystemPrompt | Capability::Reasoning;
}

inline Target claudeBudget()
{
    return bedrockKnown(u"us.anthropic.claude-b-v1:0"_s, rich(), 64'000);
}
inline Target claudeAdaptive()
{
    return bedrockKnown(u"anthropic.claude-a"_s, rich() | Capability::AdaptiveThinking);
}
inline Target claudeOld() // no structured output, no thinking
{
    return bedrockKnown(u"anthropic.claude-o"_s, ModelInfo::Capabilities(Capability::Tools) | Capability::Vision);
}
inline Target nova()
{
    return bedrock(u"amazon.nova-2"_s);
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
    QJsonObject body = json(R"({"messages":[{"role":"user","content":[{"text":"Hi"}]}]})");
    const QJsonObject more = json(members);
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    return body;
}

inline constexpr const char *weatherJson = R"({"toolSpec":{"name":"weather","description":"Tells the weather",
    "inputSchema":{"json":{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}}}})";

inline void columns()
{
    QTest::addColumn<Target>("to");
    QTest::addColumn<ChatRequest>("request");
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<QStringList>("notes");
}

inline void addRow(const char *name, const Target &to, const ChatRequest &request, const QJsonObject &body,
    const QStringList &notes = {})
{
    QTest::newRow(name) << to << request << body << notes;
}

inline void compareRow()
{
    QFETCH(const Target, to);
    QFETCH(const ChatRequest, request);
    QFETCH(const QJsonObject, body);
    QFETCH(const QStringList, notes);
    const Result<EncodedRequest> encoded = converseDialect()->encode(request, to);
    QVERIFY2(encoded.has_value(), qPrintable(encoded.has_value() ? QString() : encoded.error().detail));
    QCOMPARE(QJsonDocument(QJsonDocument::fromJson(encoded->body).object()).toJson(), QJsonDocument(body).toJson());
    QCOMPARE(noteLines(encoded->mapping), notes);
}

} // namespace lineup::golden
