// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/ErrorClassifier.h"
#include "core/providers/ServiceTable.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using Kind = Error::Kind;

namespace {

QList<Service> shipped()
{
    QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/resources/catalogue/services.json"));
    return file.open(QFile::ReadOnly) ? readServiceTable(file.readAll()).value_or(QList<Service>()) : QList<Service>();
}

Service serviceOf(const QString &id)
{
    for (const Service &service : shipped()) {
        if (service.id == id)
            return service;
    }
    return {};
}

void columns()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Kind>("kind");
}

QByteArray said(const QByteArray &words)
{
    const QJsonObject error {{u"message"_s, QString::fromUtf8(words)}};
    return QJsonDocument(QJsonObject {{u"error"_s, error}}).toJson(QJsonDocument::Compact);
}

// One wording of one service; an empty service is one that we know nothing of.
void words(const char *service, int status, Kind kind, const char *text)
{
    QTest::addRow("%s: %s", service, text) << QString::fromLatin1(service) << status << said(text) << kind;
}

void body(const char *service, int status, Kind kind, const char *json)
{
    QTest::addRow("%s %s", service, json) << QString::fromLatin1(service) << status << QByteArray(json) << kind;
}

} // namespace

// The words in which services say the same few things, one row a wording. The phrases are what services answer with;
// the numbers and the rest of each sentence are made up.
class TestErrorWordings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void tooLong_data();
    void tooLong() { compare(); }
    void filtered_data();
    void filtered() { compare(); }
    void outOfMoney_data();
    void outOfMoney() { compare(); }
    void tooFast_data();
    void tooFast() { compare(); }
    void refusedPrompts();
    void nothingOfTheKind_data();
    void nothingOfTheKind() { compare(); }

private:
    static void compare();
};

void TestErrorWordings::compare()
{
    QFETCH(const QString, service);
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const Kind, kind);
    const Service row = serviceOf(service);
    QCOMPARE(row.id, service);
    ErrorFacts facts = readErrorBody(body);
    if (status >= 400)
        facts.status = status;
    QCOMPARE(errorKindName(classifyError(facts, {}, body, row).kind), errorKindName(kind));
}

void TestErrorWordings::tooLong_data()
{
    columns();
    const auto text = [](const char *service, const char *phrase, int status = 400) {
        words(service, status, Kind::ContextTooLong, phrase);
    };
    text("anthropic", "prompt is too long: 210000 tokens > 200000 maximum");
    text("anthropic", "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000");
    text("openai", "Your input exceeds the context window of this model.");
    text("openai", "This model's maximum context length is 128000 tokens.");
    text("openai", "Input tokens exceed the configured limit of 272000 tokens.");
    text("openai", "Invalid 'messages[0].content': string too long. Expected a string with maximum length 1048576.");
    text("deepseek", "This model's maximum context length is 131072 tokens. You requested 140000.");
    text("mistral", "Prompt contains 40000 tokens, too large for model with 32768 maximum context length");
    text("gemini", "The input token count (1100000) exceeds the maximum number of tokens allowed (1048576).");
    text("gemini", "Request payload size exceeds the limit: 20971520 bytes.");
    text("groq", "Please reduce the length of the messages or completion.", 413);
    text("xai", "This model's maximum prompt length is 131072 but the request contains 200000 tokens.");
    text("perplexity", "The total length of all messages is too long.");
    text("cerebras", "Please reduce the length of the input. Current length is 9000 while limit is 8192", 400);
    text("together", "`inputs` tokens + `max_new_tokens` must be <= 4097");
    text("ollama", "prompt too long; exceeded max context length by 1200 tokens");
    text("llamacpp", "the request exceeds the available context size, try increasing it", 500);
    text("lm_studio", "Trying to keep the first 5000 tokens when context the overflows.");
    text("lm_studio", "The number of tokens to keep from the initial prompt is greater than the context length.");
    text("hosted_vllm", "The decoder prompt (length 5000) is longer than the maximum model length of 4096.");
    text("sglang", "The input (9000 tokens) is longer than the model's context length (8192 tokens).");
    text("sglang", "Requested token count exceeds the model's maximum context length of 8192 tokens.");
    text("ai21", "Prompt has too many tokens for this model.", 422);
    text("moonshot", "Invalid request: Your request exceeded model token limit: 8192");
    text("zai", "Prompt exceeds max length");
    text("dashscope", "Range of input length should be [1, 30720]");
    text("minimax", "invalid params, context window exceeds limit");
    text("fireworks_ai", "The prompt is too long: 9000, model maximum context length: 8191");
    text("github", "Request body too large for this model. Max size: 8000 tokens.", 413);
    text("volcengine", "Total tokens of image and text exceed max message tokens.");
    text("openrouter", "This endpoint's maximum context length is 262144 tokens. However, you requested about 300000.");
    text("vertex_ai", "The input token count (1100000) exceeds the maximum number of tokens allowed (1048576).");
    text("azure", "This model's maximum context length is 128000 tokens. However, your messages resulted in 130000.");
    text("azure", "Input tokens exceed the configured limit of 272000 tokens.");
    text("bedrock", "The model returned the following errors: prompt is too long: 210000 tokens > 200000 maximum");
    text("bedrock",
        "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000, decrease input length");
    text("bedrock_invoke", "Input is too long for requested model.");
    text("replicate", "E1002 PromptTooLong: Input is too long", 422);
    text("huggingface", "length limit exceeded: 9000 tokens", 413);
    text("tgi", "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000", 422);
    text("sagemaker_chat", "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000",
        424);
    text("cohere", "too many tokens: size limit exceeded by 25836 tokens. Try using shorter or fewer inputs.");
    text("hosted_vllm", "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.");
    // Services that have no row of that wording, or none at all.
    text("", "The request would exceed context limit by 12 tokens");
    text("", "Over the model's maximum context limit of 8192 tokens");
    text("", "The prompt is longer than the model's context length");
    text("", "Input Tokens Exceeded: number of input tokens exceeds maximum length");
    text("", "Input is too long for requested model.");
    text("", "Too many input tokens. Max input tokens: 8192, request input token count: 9000");
    text("", "Malformed input request: expected maxLength: 42000, actual: 50000");
    text("", "prompt: length: 1..200000");
    text("", "too many tokens: size limit exceeded by 25836 tokens");
    text("", "length limit exceeded: 9000 tokens");
    text("", "Input text length should not exceed 4096 tokens", 400);
    body("", 400, Kind::ContextTooLong, R"({"error":{"message":"x","code":"context_length_exceeded"}})");
    body("", 400, Kind::ContextTooLong, R"({"error":{"message":"x","type":"exceed_context_size_error"}})");
    body("", 400, Kind::ContextTooLong, R"({"error":{"message":"x","type":"too_many_prompt_tokens"}})");
    body("", 400, Kind::ContextTooLong, R"({"error_type":"TOO_MANY_TOKENS","message":"x"})");
    body("github", 413, Kind::ContextTooLong, R"({"error":{"message":"x","code":"tokens_limit_reached"}})");
    body("zai", 400, Kind::ContextTooLong, R"({"error":{"code":"1261","message":"x"}})");
    body("minimax", 200, Kind::ContextTooLong, R"({"choices":null,"base_resp":{"status_code":1039,"status_msg":"x"}})");
}

void TestErrorWordings::filtered_data()
{
    columns();
    const auto text = [](const char *service, const char *phrase, int status = 400) {
        words(service, status, Kind::ContentFiltered, phrase);
    };
    text("openai", "Your request was rejected as a result of our safety system.");
    text("openai", "Invalid prompt: it was flagged as potentially violating our usage policy.");
    text("anthropic", "Output blocked by content filtering policy");
    text("xai", "Content violates usage guidelines.", 403);
    text("dashscope", "Output data may contain inappropriate content.");
    text("moonshot", "The request was rejected because it was considered high risk");
    text("zai", "The input may contain unsafe or sensitive content");
    text("deepseek", "Content Exists Risk");
    text("", "The prompt was blocked by the safety filters");
    text("", "The response was filtered due to the prompt triggering content management policy.");
    body("", 400, Kind::ContentFiltered, R"({"error":{"message":"x","code":"content_policy_violation"}})");
    body("", 400, Kind::ContentFiltered, R"({"error":{"message":"x","code":"content_filter"}})");
    body("dashscope", 400, Kind::ContentFiltered, R"({"error":{"message":"x","code":"data_inspection_failed"}})");
    body("volcengine", 400, Kind::ContentFiltered,
        R"({"error":{"message":"x","code":"InputTextSensitiveContentDetected"}})");
    body("zai", 400, Kind::ContentFiltered, R"({"error":{"code":"1301","message":"x"}})");
    body("minimax", 200, Kind::ContentFiltered, R"({"base_resp":{"status_code":1027,"status_msg":"x"}})");
}

void TestErrorWordings::outOfMoney_data()
{
    columns();
    const auto text = [](const char *service, const char *phrase, int status = 400) {
        words(service, status, Kind::QuotaExhausted, phrase);
    };
    text("anthropic", "Your credit balance is too low to access the API.");
    text("openai", "You exceeded your current quota, please check your plan and billing details.", 429);
    text("deepseek", "Insufficient Balance", 402);
    text("openrouter", "This request requires more credits, or fewer max_tokens.", 402);
    text("xai", "Your newly created team doesn't have any credits yet.", 403);
    text("moonshot", "Your account is suspended, please check your balance", 429);
    text("dashscope", "The free tier of the model has been exhausted.", 403);
    text("perplexity", "You have insufficient credits", 401);
    body("zai", 429, Kind::QuotaExhausted, R"({"error":{"code":"1113","message":"x"}})");
    body("moonshot", 429, Kind::QuotaExhausted, R"({"error":{"type":"exceeded_current_quota_error","message":"x"}})");
    body("dashscope", 400, Kind::QuotaExhausted, R"({"error":{"code":"Arrearage","message":"x"}})");
    body("volcengine", 403, Kind::QuotaExhausted, R"({"error":{"code":"AccountOverdueError","message":"x"}})");
    body("minimax", 200, Kind::QuotaExhausted,
        R"({"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}})");
}

void TestErrorWordings::tooFast_data()
{
    columns();
    const auto text = [](const char *service, const char *phrase, int status = 400) {
        words(service, status, Kind::RateLimited, phrase);
    };
    text("openai", "Rate limit reached for requests");
    text("groq", "Rate limit reached for model on tokens per minute (TPM). Please try again in 1.5s.", 413);
    text("mistral", "Service tier capacity exceeded for this model.", 429);
    text("moonshot", "Your account reached max request limit, please try again after 1 seconds", 429);
    text("gemini", "Quota exceeded for metric: generate_content_free_tier_requests. Please retry in 20s.", 429);
    text("", "Too many requests, please slow down", 503);
    text("", "Request was throttled: rate-limited upstream");
    body("", 400, Kind::RateLimited, R"({"__type":"ThrottlingException","message":"x"})");
    body("", 413, Kind::RateLimited, R"({"error":{"code":"rate_limit_exceeded","message":"x"}})");
    body("minimax", 200, Kind::RateLimited, R"({"base_resp":{"status_code":1002,"status_msg":"x"}})");
}

// What two generations of Ollama's server say to a prompt that it is not to cut.
void TestErrorWordings::refusedPrompts()
{
    for (const QByteArray &text : {QByteArray(R"({"error":"the input length exceeds the context length"})"),
             QByteArray(
                 R"({"error":"{\"error\":{\"code\":400,\"message\":\"request (8889 tokens) exceeds the available )"
                 R"(context size (4096 tokens), try increasing it\",\"type\":\"exceed_context_size_error\",)"
                 R"(\"n_prompt_tokens\":8889,\"n_ctx\":4096}}"})")}) {
        ErrorFacts facts = readErrorBody(text);
        facts.status = 400;
        const Error error = classifyError(facts, {}, text, {});
        QCOMPARE(error.kind, Kind::ContextTooLong);
        QVERIFY(!error.detail.contains(u'{'));
    }
}

// Near misses.
void TestErrorWordings::nothingOfTheKind_data()
{
    columns();
    words(
        "openai", 400, Kind::BadRequest, "Invalid 'user': string too long. Expected a string with maximum length 64.");
    words(
        "openai", 400, Kind::BadRequest, "max_tokens is too large: 200000. This model supports at most 16384 tokens.");
    words("minimax", 400, Kind::BadRequest, "the image has 1008 pixels");
    body("openai", 400, Kind::BadRequest,
        R"({"error":{"code":"string_above_max_length","message":"Invalid 'tools[0].function.description': string too long."}})");
    words("", 400, Kind::BadRequest, "messages: at least one is needed");
    words("", 401, Kind::Auth, "no");
    body("minimax", 500, Kind::ServerFault, R"({"base_resp":{"status_code":0,"status_msg":"success"}})");
}

QTEST_APPLESS_MAIN(TestErrorWordings)
#include "tst_error_wordings.moc"
