// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/anthropic/AnthropicDialect.h"
#include "tests/support/GoldenEncode.h"

#include <QTest>

Q_DECLARE_METATYPE(lineup::Target)
Q_DECLARE_METATYPE(lineup::ChatRequest)

// What the tests of the Anthropic encoder share: models of each kind, a short request and its body, and the
// comparison of a row.
namespace lineup::golden {

using namespace Qt::StringLiterals;
using Capability = ModelInfo::Capability;
using Mode = ToolChoice::Mode;

inline Target target(ModelInfo::Capabilities capabilities, qint64 maxOutput)
{
    Target out;
    out.service.id = u"anthropic"_s;
    out.service.label = u"Anthropic"_s;
    out.service.baseUrl = QUrl(u"https://api.anthropic.com"_s);
    out.service.headers = {{"anthropic-version", "2023-06-01"}};
    out.model = u"claude-x"_s;
    out.info = ModelInfo {.id = out.model, .maxOutputTokens = maxOutput, .capabilities = capabilities};
    return out;
}

inline constexpr ModelInfo::Capabilities common = ModelInfo::Capabilities(Capability::Tools) | Capability::Vision;

inline Target budgetModel()
{
    Target out = target(common | Capability::Reasoning | Capability::JsonSchema, 64000);
    out.info->thinking = {.leastBudget = 1024, .mostBudget = 50'000};
    return out;
}
inline Target adaptiveModel()
{
    return target(common | Capability::Reasoning | Capability::JsonSchema | Capability::AdaptiveThinking
            | Capability::NoTemperature,
        128000);
}
inline Target oldModel()
{
    return target(common, 4096);
}
inline Target unknownModel()
{
    Target out = oldModel();
    out.info.reset();
    return out;
}

inline ChatRequest hello()
{
    ChatRequest request;
    request.messages = {say(Role::User, u"Hi"_s)};
    request.maxTokens = 100;
    return request;
}

inline ChatRequest asking(const QList<Message> &messages)
{
    ChatRequest request = hello();
    request.messages = messages;
    return request;
}

// hello()'s own body with these members put over it.
inline QJsonObject helloAnd(const QByteArray &members)
{
    QJsonObject body = json(R"({"model":"claude-x","max_tokens":100,
        "messages":[{"role":"user","content":[{"type":"text","text":"Hi"}]}]})");
    const QJsonObject more = json(members);
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    return body;
}

inline constexpr const char *weatherJson = R"({"name":"weather","description":"Tells the weather","input_schema":
    {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}})";

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

inline void compareRow()
{
    QFETCH(const Target, to);
    QFETCH(const ChatRequest, request);
    QFETCH(const QJsonObject, body);
    QFETCH(const QStringList, notes);
    const Result<EncodedRequest> encoded = anthropicDialect()->encode(request, to);
    QVERIFY2(encoded.has_value(), qPrintable(encoded.has_value() ? QString() : encoded.error().detail));
    QCOMPARE(QJsonDocument(QJsonDocument::fromJson(encoded->body).object()).toJson(), QJsonDocument(body).toJson());
    QCOMPARE(noteLines(encoded->mapping), notes);
}

} // namespace lineup::golden
