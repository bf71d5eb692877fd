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
    const char *row;
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
    {"azure", "gpt-5", R"("content":"Let me see.")", "[]"},
    {"azure-dated", "gpt-5", R"("content":"Let me see.")", "[]"},
    {"azure_ai", "deepseek-r1", R"("content":"Let me see.","reasoning_content":"THOUGHTazure_ai")", "[]"},
    {"sagemaker_chat", "my-endpoint", R"("content":"Let me see.","reasoning_content":"THOUGHTsagemaker")", "[]"},
    {"vertex-mistral", "mistral-small-2503", R"("content":"Let me see.")", "[]"},
    {"vertex-open", "deepseek-ai/deepseek-v3.2-maas", R"("content":"<think>THOUGHTvertex</think>Let me see.")", "[]"},
    {"watsonx", "ibm/granite-4-h-small", R"("content":"Let me see.","reasoning_content":"THOUGHTwatsonx")",
        R"(["THOUGHTwatsonx"])"},
    {"huggingface", "Qwen/Qwen3-32B:cerebras", R"("content":"Let me see.","reasoning":"THOUGHThuggingface")", "[]"},
    {"databricks", "databricks-claude-sonnet-4-5", R"("content":"Let me see.")", "[]"},
    {"snowflake", "claude-3-5-sonnet", R"("content":"Let me see.")", "[]"},
    {"cloudflare", "@cf/openai/gpt-oss-120b", R"("content":"Let me see.","reasoning_content":"THOUGHTcloudflare")",
        "[]"},
};

QJsonValue onlyOf(const char *list)
{
    return QJsonDocument::fromJson(list).array().at(0);
}

SignedAnswer openAiAnswer(const Row &row)
{
    for (const Thoughts &thoughts : openAiThoughts) {
        if (QByteArray(thoughts.row) != row.id())
            continue;
        const QByteArray body = QByteArray(R"({"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[
            {"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",)")
            + thoughts.members + R"(,"tool_calls":[{"id":"call_)" + row.id()
            + R"(.1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}}]}}]})";
        return {QString::fromLatin1(thoughts.model), body, onlyOf(thoughts.replayed)};
    }
    qFatal("no answer for %s", row.id());
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

bool callsTools(const Row &row)
{
    return row.form != Form::Prompt && QByteArray(row.id()) != "perplexity";
}

// Anthropic says so of Claude everywhere; its documentation of extended thinking, "compatible across platforms".
bool shareSignatures(const Row &a, const Row &b)
{
    return a.form == Form::Anthropic && b.form == Form::Anthropic;
}

namespace {

QString thinkingModel(const Row &row)
{
    const auto thinks = [](const QString &model) { return model.contains("haiku-4-5"_L1); };
    return *std::find_if(row.models.begin(), row.models.end(), thinks);
}

SignedAnswer converseAnswer(const Row &row)
{
    return {thinkingModel(row),
        R"({"output":{"message":{"role":"assistant","content":[
            {"reasoningContent":{"reasoningText":{"text":"THOUGHTbedrock","signature":"SIGNEDbedrock+/=="}}},
            {"text":"Let me see."},
            {"toolUse":{"toolUseId":"tooluse_01","name":"weather","input":{"city":"Rome"}}}]}},
            "stopReason":"tool_use","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}})",
        onlyOf(
            R"([{"reasoningContent":{"reasoningText":{"text":"THOUGHTbedrock","signature":"SIGNEDbedrock+/=="}}}])")};
}

SignedAnswer geminiAnswer(const Row &row)
{
    const QByteArray call = R"({"functionCall":{"name":"weather","args":{"city":"Rome"}},"thoughtSignature":"SIGNED)"
        + QByteArray(row.id()) + R"(+/=="})";
    return {u"gemini-3-flash-preview"_s,
        R"({"candidates":[{"finishReason":"STOP","content":{"role":"model","parts":[
            {"text":"THOUGHTgemini","thought":true},{"text":"Let me see."},)"
            + call + "]}}]}",
        onlyOf(QByteArray('[' + call + ']').constData())};
}

SignedAnswer responsesAnswer(const Row &row)
{
    const QByteArray thought = R"({"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text",
        "text":"THOUGHTresponses"}],"encrypted_content":"SIGNED)"
        + QByteArray(row.id()) + R"(+/=="})";
    return {row.models.first(),
        R"({"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","output":[)" + thought
            + R"(,{"type":"message","id":"msg_1","status":"completed","role":"assistant",
             "content":[{"type":"output_text","text":"Let me see.","annotations":[]}]},
            {"type":"function_call","id":"fc_1","status":"completed","call_id":"call_1","name":"weather",
             "arguments":"{\"city\":\"Rome\"}"}]})",
        onlyOf(QByteArray('[' + thought + ']').constData())};
}

SignedAnswer cohereAnswer()
{
    return {u"command-a-reasoning-08-2025"_s,
        R"({"id":"c1","finish_reason":"TOOL_CALL","message":{"role":"assistant","tool_plan":"PLANcohere",
            "content":[{"type":"thinking","thinking":"THOUGHTcohere"},{"type":"text","text":"Let me see."}],
            "tool_calls":[{"id":"weather_1","type":"function","function":{"name":"weather",
            "arguments":"{\"city\":\"Rome\"}"}}]}})",
        onlyOf(R"([{"type":"thinking","thinking":"THOUGHTcohere"}])")};
}

} // namespace

SignedAnswer signedAnswer(const Row &row)
{
    switch (row.form) {
    case Form::OpenAi:
    case Form::Prompt:
        break;
    case Form::Converse:
        return converseAnswer(row);
    case Form::Responses:
        return responsesAnswer(row);
    case Form::Cohere:
        return cohereAnswer();
    case Form::Anthropic:
        return {thinkingModel(row),
            R"({"id":"m1","type":"message","role":"assistant","model":"m","stop_reason":"tool_use","content":[
                {"type":"thinking","thinking":"THOUGHTanthropic","signature":"SIGNEDanthropic+/=="},
                {"type":"text","text":"Let me see."},
                {"type":"tool_use","id":"toolu_01","name":"weather","input":{"city":"Rome"}}],
                "usage":{"input_tokens":1,"output_tokens":1}})",
            onlyOf(R"([{"type":"thinking","thinking":"THOUGHTanthropic","signature":"SIGNEDanthropic+/=="}])")};
    case Form::Gemini:
        return geminiAnswer(row);
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
