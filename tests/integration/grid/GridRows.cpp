// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/grid/GridSamples.h"

using namespace Qt::StringLiterals;

namespace lineup::grid {

namespace {

const QByteArray ollamaAnswer = R"({"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant",
    "content":"ok"},"done":true,"done_reason":"stop","prompt_eval_count":1,"eval_count":1})";

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
        .modelMember = nullptr,
        .streamMember = false,
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
        .lackingMembers = {u"truncate"_s, u"messages/*/tool_calls/*/id"_s, u"messages/*/tool_call_id"_s,
            u"messages/*/tool_name"_s, u"messages/*/thinking"_s}};
}

} // namespace

const QList<Row> &rows()
{
    // stream_options: Groq, Together and others take it, and their descriptions lack it.
    // reasoning_content: DeepSeek's own member of its answers, which it wants back beside tool calls; thinking: its own
    // switch. Both from https://api-docs.deepseek.com/guides/thinking_mode.
    static const QList<Row> all = QList<Row> {
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
            {u"usage"_s, // asks for the price; the description names it no more, recorded answers have it
                u"reasoning/max_tokens"_s}), // from its documentation of reasoning tokens
        excused(lacking(described(openAi("together",
                                      {u"Qwen/Qwen2.5-72B-Instruct-Turbo"_s, u"moonshotai/Kimi-K2.5"_s,
                                          u"Qwen/Qwen3-235B-A22B-fp8-tput"_s}),
                            "together/together.json", "POST /chat/completions"),
                    {u"stream_options"_s}),
            {u"tool_choice"_s, u"tool_choice/function"_s}), // described as a call, with arguments
        openAi("xai", {u"grok-2-vision"_s, u"grok-4"_s, u"grok-3-mini"_s}),
        lacking(openAi("deepseek", {u"deepseek-chat"_s, u"deepseek-reasoner"_s}), {u"messages/*/reasoning_content"_s, u"thinking"_s}),
        anthropic(),
        gemini(),
        ollama(),
    } + cloudRows() + hostRows();
    return all;
}

const Row &row(QStringView id)
{
    for (const Row &candidate : rows()) {
        if (id == QLatin1StringView(candidate.id()))
            return candidate;
    }
    qFatal("no such row");
}

namespace {

QHash<QString, QString> placesIn(Form form)
{
    switch (form) {
    case Form::Gemini:
        return {{u"top_p"_s, u"generationConfig.topP"_s}, {u"top_k"_s, u"generationConfig.topK"_s},
            {u"temperature"_s, u"generationConfig.temperature"_s}, {u"seed"_s, u"generationConfig.seed"_s}};
    case Form::Ollama: {
        QHash<QString, QString> out;
        for (const QString &option : {u"temperature"_s, u"top_p"_s, u"top_k"_s, u"seed"_s, u"stop"_s,
                 u"presence_penalty"_s, u"frequency_penalty"_s})
            out.insert(option, u"options."_s + option);
        return out;
    }
    case Form::Converse:
        return {{u"temperature"_s, u"inferenceConfig.temperature"_s},
            {u"thinking"_s, u"additionalModelRequestFields.thinking"_s}};
    case Form::OpenAi:
    case Form::Anthropic:
    case Form::Cohere:
    case Form::Responses:
    case Form::Prompt:
        break;
    }
    return {};
}

} // namespace

QString placeOf(const Row &row, const QString &parameter)
{
    if (row.form == Form::Prompt)
        return QString::fromLatin1(row.promptMember) + u'.' + parameter;
    return placesIn(row.form).value(parameter, parameter);
}

} // namespace lineup::grid
