// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/grid/GridSamples.h"

using namespace Qt::StringLiterals;

namespace lineup::grid {

namespace {

const QByteArray responsesItem = R"({"type":"message","id":"msg_1","status":"completed","role":"assistant",
    "content":[{"type":"output_text","text":"ok","annotations":[]}]})";

QByteArray response()
{
    return R"({"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","output":[)"
        + responsesItem + R"(],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}})";
}

QByteArray event(const QByteArray &type, const QByteArray &members)
{
    QByteArray data = R"({"type":")" + type + R"(",)" + members + '}';
    return "event: " + type + "\ndata: " + data.replace('\n', ' ') + "\n\n";
}

Row responses(const char *service, const char *name, const QStringList &models, const char *path)
{
    return {.service = service,
        .name = name,
        .form = Form::Responses,
        .operation = "POST /responses",
        .models = models,
        .path = path,
        .answer = response(),
        .stream = {event("response.output_item.added",
                       R"("output_index":0,"item":{"type":"message","id":"msg_1","role":"assistant","content":[]})"),
            event("response.output_text.delta", R"("item_id":"msg_1","output_index":0,"content_index":0,"delta":"ok")"),
            event("response.output_item.done", R"("output_index":0,"item":)" + responsesItem),
            event("response.completed", R"("response":)" + response())}};
}

QList<Row> responsesRows()
{
    Row azure
        = described(responses("azure", "azure-responses", {u"gpt-5-codex"_s, u"gpt-5.2-pro"_s}, "/openai/v1/responses"),
            "azure/azure-openai-v1.json", "POST /responses");
    azure.authHeader = "api-key";
    azure.authPrefix = "";
    // Older than the models, and than files by address and pictures as the result of a tool; it describes messages with
    // lists of parts alone, and items without the ids and states that they come with and that recorded requests have.
    azure = excused(lacking(azure,
                        {u"text/verbosity"_s, u"input/*/content/*/file_url"_s, u"input/*/role"_s, u"input/*/id"_s,
                            u"input/*/status"_s}),
        {u"reasoning/effort"_s, u"input/*/output"_s});
    return {
        responses("openai", "openai-responses", {u"gpt-5-pro"_s, u"gpt-5-codex"_s, u"gpt-5.1-codex"_s}, "/responses"),
        azure};
}

Row cohere()
{
    return {.service = "cohere",
        .form = Form::Cohere,
        .schema = "cohere/cohere-v2.json",
        .operation = "POST /v2/chat",
        .models = {u"command-a-03-2025"_s, u"command-a-reasoning-08-2025"_s, u"command-light"_s},
        .path = "/v2/chat",
        .answer = R"({"id":"c1","finish_reason":"COMPLETE","message":{"role":"assistant","content":[{"type":"text",
            "text":"ok"}]},"usage":{"billed_units":{"input_tokens":1,"output_tokens":1}}})",
        .stream = {event("message-start", R"("id":"c1","delta":{"message":{"role":"assistant","content":[]}})"),
            event("content-start", R"("index":0,"delta":{"message":{"content":{"type":"text","text":""}}})"),
            event("content-delta", R"("index":0,"delta":{"message":{"content":{"text":"ok"}}})"),
            event("content-end", R"("index":0)"),
            event("message-end", R"("delta":{"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":1,
                "output_tokens":1}}})")}};
}

Row watsonx()
{
    Row out = described(openAi("watsonx",
                            {u"ibm/granite-4-h-small"_s, u"mistralai/mistral-large"_s,
                                u"meta-llama/llama-3-2-11b-vision-instruct"_s, u"not/known-here"_s}),
        "tests/data/schemas/watsonx.json", "POST /ml/v1/text/chat");
    out.path = "/ml/v1/text/chat?version=2024-10-08";
    out.streamPath = "/ml/v1/text/chat_stream?version=2024-10-08";
    out.settings = {{"WATSONX_PROJECT_ID", "p-1"}};
    out.tokenVariable = "WATSONX_IAM_URL";
    out.own = {{u"project_id"_s, u"p-1"_s}};
    out.choiceMember = "tool_choice_option";
    out.modelMember = "model_id";
    out.streamMember = false;
    return out;
}

Row replicate()
{
    // A model that does not stream answers all at once. Polling and streams have tests of their own.
    const QByteArray answer = R"({"id":"p1","status":"succeeded","output":["o","k"],"metrics":{}})";
    return {.service = "replicate",
        .form = Form::Prompt,
        .schema = "replicate/replicate.json",
        .operation = "POST /predictions",
        .inner = {"input", "tests/data/schemas/replicate-llama.json", {{QString(), u"input"_s}}},
        .models = {u"meta/meta-llama-3-70b-instruct"_s, u"openai/gpt-5"_s, u"anthropic/claude-4.5-sonnet"_s},
        .path = "/predictions",
        .modelMember = "version",
        .promptMember = "input",
        .streamMember = false,
        .answer = answer,
        .stream = {answer},
        .streamType = "application/json"};
}

Row tgi(const char *service, const char *path, const char *streamPath)
{
    return {.service = service,
        .form = Form::Prompt,
        .schema = "huggingface/tgi.json",
        .operation = "POST /generate",
        .models = {u"my-model"_s},
        .path = path,
        .streamPath = streamPath,
        .modelMember = nullptr,
        .promptMember = "parameters",
        .streamMember = false,
        .answer
        = R"({"generated_text":"ok","details":{"finish_reason":"eos_token","generated_tokens":1,"prefill":[]}})",
        .stream
        = {"data: {\"index\":1,\"token\":{\"id\":1,\"text\":\"ok\",\"special\":false},\"generated_text\":\"ok\","
           "\"details\":{\"finish_reason\":\"eos_token\",\"generated_tokens\":1}}\n\n"}};
}

// The description is made of one server's code and has arguments of calls, answers to them and a choice of tool in
// forms of its own; recorded requests, and the providers behind the router, have OpenAI's.
Row huggingFace()
{
    const Row row
        = described(openAi("huggingface", {u"meta-llama/Llama-3.3-70B-Instruct"_s, u"Qwen/Qwen3-32B:cerebras"_s}),
            "huggingface/chat-completion-input.json", "chat-completion-input");
    return lacking(row,
        {u"messages/*/tool_calls/*/function/arguments"_s, u"messages/*/tool_call_id"_s, u"messages/*/content"_s,
            u"tool_choice/type"_s});
}

} // namespace

QList<Row> hostRows()
{
    QList<Row> out = responsesRows();
    out += {cohere(), watsonx(), replicate(), tgi("tgi", "/generate", "/generate_stream"),
        tgi("predibase", "/%1/generate", "/%1/generate_stream"), huggingFace(),
        described(openAi("databricks",
                      {u"databricks-claude-sonnet-4-5"_s, u"databricks-gpt-oss-120b"_s,
                          u"databricks-llama-4-maverick"_s, u"my-endpoint"_s}),
            "tests/data/schemas/databricks.json", "POST /chat/completions"),
        described(openAi("snowflake", {u"claude-3-5-sonnet"_s, u"openai-gpt-5"_s, u"llama3.1-70b"_s}),
            "tests/data/schemas/snowflake.json", "POST /chat/completions"),
        described(openAi("cloudflare", {u"@cf/meta/llama-3.3-70b-instruct-fp8-fast"_s, u"@cf/openai/gpt-oss-120b"_s}),
            "tests/data/schemas/cloudflare.json", "POST /chat/completions"),
        described(openAi("perplexity", {u"sonar-pro"_s, u"sonar-reasoning-pro"_s}), "perplexity/perplexity.json",
            "POST /chat/completions")};
    return out;
}

} // namespace lineup::grid
