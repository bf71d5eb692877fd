// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/grid/GridAnswers.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::grid {

namespace {

// What differs between services that speak one form: members of the message beside its content, and what of it has to
// come back.
struct Thoughts
{
    const char *service;
    const char *model;
    const char *members;
    const char *replayed; // JSON, wrapped in a list
};

// Members as in the recordings of each service.
constexpr Thoughts openAiThoughts[] {
    {"openai", "gpt-5", R"("content":"Let me see.")", "[]"},
    {"groq", "openai/gpt-oss-120b", R"("content":"Let me see.","reasoning":"THOUGHTgroq")", R"(["THOUGHTgroq"])"},
    {"mistral", "magistral-medium-1-2-2509",
        R"("content":[{"type":"thinking","thinking":[{"type":"text","text":"THOUGHTmistral"}]},
           {"type":"text","text":"Let me see."}])",
        R"([{"type":"thinking","thinking":[{"type":"text","text":"THOUGHTmistral"}]}])"},
    {"openrouter", "anthropic/claude-haiku-4.5",
        R"("content":"Let me see.","reasoning":"THOUGHTopenrouter","reasoning_details":[{"type":"reasoning.text",
           "text":"THOUGHTopenrouter","signature":"SIGNEDopenrouter","format":"anthropic-claude-v1","index":0}])",
        R"([[{"type":"reasoning.text","text":"THOUGHTopenrouter","signature":"SIGNEDopenrouter",
           "format":"anthropic-claude-v1","index":0}]])"},
    {"together", "moonshotai/Kimi-K2.5", R"("content":"Let me see.","reasoning":"THOUGHTtogether")", "[]"},
    {"xai", "grok-4", R"("content":"Let me see.","reasoning_content":"THOUGHTxai")", "[]"},
    {"deepseek", "deepseek-chat", R"("content":"Let me see.","reasoning_content":"THOUGHTdeepseek")",
        R"(["THOUGHTdeepseek"])"},
};

QJsonValue onlyOf(const char *list)
{
    return QJsonDocument::fromJson(list).array().at(0);
}

SignedAnswer openAiAnswer(const Row &row)
{
    for (const Thoughts &thoughts : openAiThoughts) {
        if (QByteArray(thoughts.service) != row.service)
            continue;
        const QByteArray body = QByteArray(R"({"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[
            {"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",)")
            + thoughts.members + R"(,"tool_calls":[{"id":"call_)" + row.service
            + R"(.1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}}]}}]})";
        return {QString::fromLatin1(thoughts.model), body, onlyOf(thoughts.replayed)};
    }
    qFatal("no answer for %s", row.service);
}

} // namespace

bool holds(const QJsonValue &where, const QJsonValue &what)
{
    if (where == what)
        return true;
    const auto inside = [&what](const QJsonValue &item) { return holds(item, what); };
    const QJsonArray list = where.toArray();
    const QJsonObject object = where.toObject();
    return std::any_of(list.begin(), list.end(), inside) || std::any_of(object.begin(), object.end(), inside);
}

SignedAnswer signedAnswer(const Row &row)
{
    switch (row.form) {
    case Form::OpenAi:
        break;
    case Form::Anthropic:
        return {u"claude-haiku-4-5"_s,
            R"({"id":"m1","type":"message","role":"assistant","model":"m","stop_reason":"tool_use","content":[
                {"type":"thinking","thinking":"THOUGHTanthropic","signature":"SIGNEDanthropic+/=="},
                {"type":"text","text":"Let me see."},
                {"type":"tool_use","id":"toolu_01","name":"weather","input":{"city":"Rome"}}],
                "usage":{"input_tokens":1,"output_tokens":1}})",
            onlyOf(R"([{"type":"thinking","thinking":"THOUGHTanthropic","signature":"SIGNEDanthropic+/=="}])")};
    case Form::Gemini:
        return {u"gemini-3-flash-preview"_s,
            R"({"candidates":[{"finishReason":"STOP","content":{"role":"model","parts":[
                {"text":"THOUGHTgemini","thought":true},{"text":"Let me see."},
                {"functionCall":{"name":"weather","args":{"city":"Rome"}},"thoughtSignature":"SIGNEDgemini+/=="}]}}]})",
            onlyOf(R"([{"functionCall":{"name":"weather","args":{"city":"Rome"}},
                "thoughtSignature":"SIGNEDgemini+/=="}])")};
    case Form::Ollama:
        return {u"gpt-oss:20b"_s,
            R"({"model":"m","created_at":"2026-01-01T00:00:00Z","done":true,"done_reason":"stop","message":{
                "role":"assistant","thinking":"THOUGHTollama","content":"Let me see.","tool_calls":[
                {"function":{"name":"weather","arguments":{"city":"Rome"}}}]}})",
            QJsonValue(u"THOUGHTollama"_s)};
    }
    return openAiAnswer(row);
}

} // namespace lineup::grid
