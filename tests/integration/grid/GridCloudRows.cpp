// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/grid/GridSamples.h"
#include "tests/support/EventStreamMessage.h"

using namespace Qt::StringLiterals;

namespace lineup::grid {

namespace {

constexpr auto eventStream = "application/vnd.amazon.eventstream";
const QByteArray converseAnswer = R"({"output":{"message":{"role":"assistant","content":[{"text":"ok"}]}},
    "stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2},"metrics":{"latencyMs":1}})";
const QByteArray bedrockKey = "ABSKkey-of-the-grid-0123456789";
const QStringList claudes {u"claude-haiku-4-5"_s, u"claude-opus-4-6"_s, u"claude-not-known-here"_s};

QList<QByteArray> converseStream()
{
    return {test::eventStreamEvent("messageStart", R"({"role":"assistant"})"),
        test::eventStreamEvent("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"ok"}})"),
        test::eventStreamEvent("contentBlockStop", R"({"contentBlockIndex":0})"),
        test::eventStreamEvent("messageStop", R"({"stopReason":"end_turn"})"),
        test::eventStreamEvent("metadata", R"({"usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}})")};
}

// Each event's data, once more wrapped.
QList<QByteArray> invokeStream()
{
    QList<QByteArray> out;
    for (const QByteArray &event : anthropicStream) {
        const QByteArray data = event.mid(event.indexOf("data: ") + 6).trimmed();
        out += test::eventStreamEvent("chunk", R"({"bytes":")" + data.toBase64() + R"("})");
    }
    return out;
}

QList<QByteArray> sageMakerStream()
{
    QList<QByteArray> out;
    for (const QByteArray &event : openAiStream) {
        out += test::eventStreamMessage(
            {{":event-type", "PayloadPart"}, {":content-type", "application/octet-stream"}, {":message-type", "event"}},
            event);
    }
    return out;
}

Row bedrock()
{
    return {.service = "bedrock",
        .form = Form::Converse,
        .schema = "bedrock/bedrock-runtime.json",
        .operation = "Converse",
        .inner = {"additionalModelRequestFields", "tests/data/schemas/converse-fields.json",
            {{u"anthropic"_s, u"anthropic"_s}, {u"amazon"_s, u"amazon"_s}, {u"openai"_s, u"openai"_s},
                {u"mistral"_s, u"mistral"_s}, {u"cohere"_s, u"cohere"_s}}},
        .models = {u"anthropic.claude-haiku-4-5-20251001-v1:0"_s, u"us.anthropic.claude-opus-4-6-v1"_s,
            u"amazon.nova-2-lite-v1:0"_s, u"openai.gpt-oss-120b-1:0"_s, u"mistral.mistral-large-2407-v1:0"_s,
            u"cohere.command-r-plus-v1:0"_s, u"amazon.titan-text-lite-v1"_s, u"anthropic.claude-not-known-here"_s},
        .path = "/model/%1/converse",
        .streamPath = "/model/%1/converse-stream",
        .key = bedrockKey,
        .modelMember = nullptr,
        .streamMember = false,
        .answer = converseAnswer,
        .stream = converseStream(),
        .streamType = eventStream};
}

// The Messages API, carried by somebody else: which model it is for, the address says.
Row carriedClaude(const char *service, const char *name, const QByteArray &version)
{
    Row out {.service = service,
        .name = name,
        .form = Form::Anthropic,
        .schema = "anthropic/anthropic.json",
        .operation = "POST /v1/messages",
        .modelMember = nullptr,
        .answer = anthropicAnswer,
        .stream = anthropicStream};
    out.own = {{u"anthropic_version"_s, QString::fromLatin1(version)}};
    out.implied = {{u"model"_s, u"claude"_s}};
    return out;
}

Row bedrockInvoke()
{
    Row out = carriedClaude("bedrock_invoke", nullptr, "bedrock-2023-05-31");
    out.models = {u"anthropic.claude-haiku-4-5-20251001-v1:0"_s, u"anthropic.claude-3-haiku-20240307-v1:0"_s,
        u"anthropic.claude-not-known-here"_s};
    out.path = "/model/%1/invoke";
    out.streamPath = "/model/%1/invoke-with-response-stream";
    out.key = bedrockKey;
    out.implied.insert(u"stream"_s, false);
    out.streamMember = false;
    out.stream = invokeStream();
    out.streamType = eventStream;
    return out;
}

Row sageMaker()
{
    // What is behind an endpoint is the person's own server; the usual ones take top_k, and any number of stops.
    Row out = excused(lacking(openAi("sagemaker_chat", {u"my-endpoint"_s}), {u"top_k"_s}), {u"stop"_s});
    out.path = "/endpoints/%1/invocations";
    out.streamPath = "/endpoints/%1/invocations-response-stream";
    out.authPrefix = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/";
    out.isSigned = true;
    out.settings = {{"AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"}, {"AWS_REGION", "us-east-1"}};
    out.stream = sageMakerStream();
    out.streamType = eventStream;
    return out;
}

Row azure(Row row, const char *path)
{
    row.path = path;
    row.authHeader = "api-key";
    row.authPrefix = "";
    return row;
}

// The descriptions are older than the models: efforts beside low, medium and high, and verbosity, came with gpt-5. The
// newer one has a list of words for modalities, and says that it is an object.
Row newerThanDescribed(const Row &row)
{
    return excused(lacking(row, {u"verbosity"_s}), {u"reasoning_effort"_s, u"modalities"_s});
}

QList<Row> azureRows()
{
    const QStringList gpts {u"gpt-4.1"_s, u"gpt-5"_s, u"gpt-4o-2024-05-13"_s, u"my-deployment"_s};
    Row undated = azure(openAi("azure", gpts), "/openai/v1/chat/completions");
    Row dated = azure(openAi("azure", gpts), "/openai/deployments/%1/chat/completions?api-version=2025-03-01-preview");
    dated.name = "azure-dated";
    dated.settings = {{"AZURE_API_VERSION", "2025-03-01-preview"}};
    Row foundry = azure(openAi("azure_ai", {u"Phi-4"_s, u"deepseek-r1"_s, u"grok-3"_s, u"not-known-here"_s}),
        "/models/chat/completions?api-version=2024-05-01-preview");
    Row claude = carriedClaude("azure_ai", "azure_ai-claude", {});
    claude.models = claudes;
    claude.path = "/anthropic/v1/messages";
    claude.authHeader = "x-api-key";
    claude.authPrefix = "";
    claude.own = {};
    claude.implied = {};
    claude.modelMember = "model";
    Row claudeAlone = claude;
    claudeAlone.service = "azure_anthropic";
    claudeAlone.name = nullptr;
    claudeAlone.path = "/v1/messages";
    // The description of spoken input names the format and forgets the sound.
    foundry = excused(lacking(foundry, {u"messages/*/content/*/input_audio"_s}), {u"messages/*/content/*"_s});
    return {newerThanDescribed(described(undated, "azure/azure-openai-v1.json", "POST /chat/completions")),
        newerThanDescribed(described(
            dated, "azure/azure-openai-2025-03-01-preview.json", "POST /deployments/{deployment-id}/chat/completions")),
        described(foundry, "azure/azure-ai-inference-2025-05-15-preview.json", "POST /chat/completions"), claude,
        claudeAlone};
}

Row vertex(Row row, const char *name)
{
    row.service = "vertex_ai";
    row.name = name;
    row.settings = {{"VERTEXAI_PROJECT", "p-1"}};
    return row;
}

QList<Row> vertexRows()
{
    Row gemini {.service = "vertex_ai",
        .form = Form::Gemini,
        .schema = "vertex/aiplatform.v1.json",
        .operation = "projects.locations.publishers.models.generateContent",
        .models = {u"gemini-2.0-flash"_s, u"gemini-2.5-pro"_s, u"gemini-3-flash-preview"_s, u"gemini-not-known-here"_s},
        .path = "/publishers/google/models/%1:generateContent",
        .streamPath = "/publishers/google/models/%1:streamGenerateContent?alt=sse",
        .modelMember = nullptr,
        .streamMember = false,
        .answer = geminiAnswer,
        .stream = {"data: " + QByteArray(geminiAnswer).replace('\n', ' ') + "\r\n\r\n"}};
    Row claude = carriedClaude("vertex_ai", nullptr, "vertex-2023-10-16");
    claude.models = claudes;
    claude.path = "/publishers/anthropic/models/%1:rawPredict";
    claude.streamPath = "/publishers/anthropic/models/%1:streamRawPredict";
    Row mistral = described(
        openAi("", {u"mistral-small-2503"_s, u"codestral-2"_s}), "mistral/mistral.json", "POST /v1/chat/completions");
    mistral.path = "/publishers/mistralai/models/%1:rawPredict";
    mistral.streamPath = "/publishers/mistralai/models/%1:streamRawPredict";
    // Nobody describes them; they are open models on the usual servers, which take top_k, and any number of stops.
    Row open = excused(
        lacking(openAi("", {u"deepseek-ai/deepseek-v3.2-maas"_s, u"meta/llama-3.1-70b-instruct-maas"_s}), {u"top_k"_s}),
        {u"stop"_s});
    open.path = "/endpoints/openapi/chat/completions";
    return {vertex(gemini, "vertex-gemini"), vertex(claude, "vertex-claude"), vertex(mistral, "vertex-mistral"),
        vertex(open, "vertex-open")};
}

} // namespace

QList<Row> cloudRows()
{
    return QList<Row> {bedrock(), bedrockInvoke(), sageMaker()} + azureRows() + vertexRows();
}

} // namespace lineup::grid
