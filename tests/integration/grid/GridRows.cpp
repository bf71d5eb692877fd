// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/grid/GridRows.h"

using namespace Qt::StringLiterals;

namespace lineup::grid {

namespace {

const QByteArray openAiAnswer = R"({"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
    "message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}],
    "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})";
const QList<QByteArray> openAiStream {
    "data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
    "\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}\n\n",
    "data: [DONE]\n\n"};
const QByteArray anthropicAnswer = R"({"id":"m1","type":"message","role":"assistant","model":"m","content":[
    {"type":"text","text":"ok"}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}})";
const QList<QByteArray> anthropicStream {
    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m1\",\"type\":\"message\",\"role\":"
    "\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n",
    "event: content_block_start\ndata: "
    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\","
    "\"text\":\"\"}}\n\n",
    "event: content_block_delta\ndata: "
    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
    "\"text\":\"ok\"}}\n\n",
    "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n",
    "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":"
    "{\"output_tokens\":1}}\n\n",
    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"};
const QByteArray geminiAnswer = R"({"candidates":[{"content":{"role":"model","parts":[{"text":"ok"}]},
    "finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1,"totalTokenCount":2}})";
const QByteArray ollamaAnswer = R"({"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant",
    "content":"ok"},"done":true,"done_reason":"stop","prompt_eval_count":1,"eval_count":1})";

Row openAi(const char *service, const QStringList &models)
{
    return {.service = service, .models = models, .answer = openAiAnswer, .stream = openAiStream};
}

Row described(Row row, const char *schema, const char *operation)
{
    row.schema = schema;
    row.operation = operation;
    return row;
}

Row lacking(Row row, const QStringList &members)
{
    row.lackingMembers = members;
    return row;
}

Row excused(Row row, const QStringList &places)
{
    row.excused = places;
    return row;
}

Row anthropic()
{
    return {.service = "anthropic",
        .form = Form::Anthropic,
        .schema = "anthropic/anthropic.json",
        .operation = "POST /v1/messages",
        .models = {u"claude-3-haiku-20240307"_s, u"claude-haiku-4-5"_s, u"claude-opus-4-6"_s, u"claude-opus-4-7"_s,
            u"claude-not-known-here"_s},
        .path = "/v1/messages",
        .authHeader = "x-api-key",
        .authPrefix = "",
        .answer = anthropicAnswer,
        .stream = anthropicStream};
}

Row gemini()
{
    return {.service = "gemini",
        .form = Form::Gemini,
        .schema = "gemini/gemini.json",
        .operation = "POST /models/{modelsId}:generateContent",
        .models = {u"gemini-2.0-flash"_s, u"gemini-2.5-pro"_s, u"gemini-3-flash-preview"_s, u"gemma-3-27b-it"_s,
            u"gemini-not-known-here"_s},
        .path = "/models/%1:generateContent",
        .streamPath = "/models/%1:streamGenerateContent?alt=sse",
        .authHeader = "x-goog-api-key",
        .authPrefix = "",
        .answer = geminiAnswer,
        .stream = {"data: " + QByteArray(geminiAnswer).replace('\n', ' ') + "\r\n\r\n"}};
}

Row ollama()
{
    return {.service = "ollama",
        .form = Form::Ollama,
        .schema = "ollama/ollama.json",
        .operation = "POST /api/chat",
        .models = {u"llama3.2"_s, u"gpt-oss:20b"_s},
        .path = "/api/chat",
        .answer = ollamaAnswer,
        .stream = {QByteArray(ollamaAnswer).replace('\n', ' ') + '\n'},
        .streamType = "application/x-ndjson",
        // The server's own types have these (api/types.go); the description is of an earlier time.
        .lackingMembers = {u"messages/*/tool_calls/*/id"_s, u"messages/*/tool_call_id"_s, u"messages/*/tool_name"_s,
            u"messages/*/thinking"_s}};
}

} // namespace

const QList<Row> &rows()
{
    // stream_options: Groq, Together and others take it, and their descriptions lack it.
    // reasoning_content: DeepSeek's own member of its answers, which it wants back beside tool calls.
    static const QList<Row> all {
        openAi("openai", {u"gpt-4.1"_s, u"gpt-5"_s, u"o3-mini"_s, u"gpt-4"_s, u"gpt-not-known-here"_s}),
        lacking(described(openAi("groq",
                              {u"openai/gpt-oss-120b"_s, u"gemma-7b-it"_s,
                                  u"meta-llama/llama-4-maverick-17b-128e-instruct"_s}),
                    "groq/groq.json", "POST /openai/v1/chat/completions"),
            {u"stream_options"_s}),
        described(
            openAi("mistral",
                {u"codestral-2405"_s, u"magistral-medium-1-2-2509"_s, u"ministral-14b-2512"_s, u"not-known-here"_s}),
            "mistral/mistral.json", "POST /v1/chat/completions"),
        lacking(described(openAi("openrouter",
                              {u"openai/gpt-5"_s, u"anthropic/claude-haiku-4.5"_s, u"google/gemini-3-pro-preview"_s,
                                  u"openrouter/auto"_s}),
                    "openrouter/openrouter.json", "POST /chat/completions"),
            {u"usage"_s}), // asks for the price; the description names it no more, recorded answers have it
        excused(lacking(described(openAi("together",
                                      {u"Qwen/Qwen2.5-72B-Instruct-Turbo"_s, u"moonshotai/Kimi-K2.5"_s,
                                          u"Qwen/Qwen3-235B-A22B-fp8-tput"_s}),
                            "together/together.json", "POST /chat/completions"),
                    {u"stream_options"_s}),
            {u"tool_choice"_s}), // described as a call, with arguments
        openAi("xai", {u"grok-2-vision"_s, u"grok-4"_s, u"grok-3-mini"_s}),
        lacking(openAi("deepseek", {u"deepseek-chat"_s, u"deepseek-reasoner"_s}), {u"messages/*/reasoning_content"_s}),
        anthropic(),
        gemini(),
        ollama(),
    };
    return all;
}

const Row &row(const QString &service)
{
    for (const Row &candidate : rows()) {
        if (service == QLatin1StringView(candidate.service))
            return candidate;
    }
    qFatal("no such row");
}

QString placeOf(const Row &row, const QString &parameter)
{
    static const QHash<QString, QString> gemini {
        {u"top_p"_s, u"topP"_s}, {u"top_k"_s, u"topK"_s}, {u"temperature"_s, u"temperature"_s}, {u"seed"_s, u"seed"_s}};
    static const QStringList options {
        u"temperature"_s, u"top_p"_s, u"top_k"_s, u"seed"_s, u"stop"_s, u"presence_penalty"_s, u"frequency_penalty"_s};
    if (row.form == Form::Gemini && gemini.contains(parameter))
        return u"generationConfig."_s + gemini.value(parameter);
    if (row.form == Form::Ollama && options.contains(parameter))
        return u"options."_s + parameter;
    return parameter;
}

} // namespace lineup::grid
