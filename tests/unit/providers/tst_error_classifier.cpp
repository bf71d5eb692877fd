// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/ErrorClassifier.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using Kind = Error::Kind;

namespace {

Error classify(int status, const QByteArray &body, const HttpHeaders &headers = {}, const Service &service = {})
{
    ErrorFacts facts = readErrorBody(body);
    if (status >= 400)
        facts.status = status;
    return classifyError(facts, headers, body, service);
}

void addKindColumns()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Kind>("kind");
}

void row(const char *name, int status, Kind kind, const QByteArray &body)
{
    QTest::newRow(name) << status << body << kind;
}

void compareKind()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(Kind, kind);
    const Error error = classify(status, body);
    QCOMPARE(errorKindName(error.kind), errorKindName(kind));
}

} // namespace

class TestErrorClassifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void readsShapes_data();
    void readsShapes();
    void codesTellTheKind_data();
    void codesTellTheKind() { compareKind(); }
    void wordsTellTheKind_data();
    void wordsTellTheKind() { compareKind(); }
    void statusTellsTheKind_data();
    void statusTellsTheKind() { compareKind(); }
    void servicePatternComesBeforeText();
    void codeComesBeforeServicePattern();
    void takesRequestIdFromHeaders();
    void hidesWhatTheRequestSaid_data();
    void hidesWhatTheRequestSaid();
    void hidesKeys();
    void readsUpstreamErrors();
    void survivesAnyBody();
};

void TestErrorClassifier::readsShapes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("message");

    QTest::newRow("code as text") << QByteArray(R"({"error":{"message":"M","type":"T","param":null,"code":"C"}})") << 0
                                  << u"C"_s << u"T"_s << u"M"_s;
    QTest::newRow("code as a status") << QByteArray(R"({"error":{"message":"M","code":401}})") << 401 << QString()
                                      << QString() << u"M"_s;
    QTest::newRow("status as text") << QByteArray(R"({"error":{"message":"M","code":"401"}})") << 401 << QString()
                                    << QString() << u"M"_s;
    QTest::newRow("envelope") << QByteArray(R"({"type":"error","error":{"type":"overloaded_error","message":"M"}})")
                              << 0 << QString() << u"overloaded_error"_s << u"M"_s;
    QTest::newRow("error is a text") << QByteArray(R"({"error":"M"})") << 0 << QString() << QString() << u"M"_s;
    QTest::newRow("code beside a text") << QByteArray(R"({"code":"invalid-argument","error":"M"})") << 0
                                        << u"invalid-argument"_s << QString() << u"M"_s;
    QTest::newRow("message only") << QByteArray(R"({"message":"M"})") << 0 << QString() << QString() << u"M"_s;
    QTest::newRow("id and error_type") << QByteArray(R"({"error_type":"TOO_MANY_TOKENS","id":"i","message":"M"})") << 0
                                       << QString() << u"TOO_MANY_TOKENS"_s << u"M"_s;
    QTest::newRow("detail") << QByteArray("{\"detail\":\"M\"}\n") << 0 << QString() << QString() << u"M"_s;
    QTest::newRow("own number") << QByteArray(
        R"({"object":"error","message":"M","type":"T","code":"3210","raw_status_code":400})")
                                << 400 << u"3210"_s << u"T"_s << u"M"_s;
    QTest::newRow("message is an object")
        << QByteArray(R"({"object":"error","message":{"detail":[{"type":"t","loc":["body","n"],"msg":"M"}]}})") << 0
        << QString() << u"t"_s << u"body.n: M"_s;
    QTest::newRow("reason among details") << QByteArray(
        R"({"error":{"code":400,"message":"M","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}})")
                                          << 400 << u"INVALID_ARGUMENT"_s << u"API_KEY_INVALID"_s << u"M"_s;
    QTest::newRow("in a list") << QByteArray(R"([{"error":{"code":503,"message":"M","status":"UNAVAILABLE"}}])") << 503
                               << u"UNAVAILABLE"_s << QString() << u"M"_s;
    QTest::newRow("errors") << QByteArray(R"({"success":false,"errors":[{"code":7009,"message":"M"}]})") << 0
                            << u"7009"_s << QString() << u"M"_s;
    QTest::newRow("JSON in the message") << QByteArray(
        R"({"error":{"message":"{\"error\":{\"message\":\"M\",\"code\":\"C\"}}"}})")
                                         << 0 << u"C"_s << QString() << u"M"_s;
    QTest::newRow("state beside the choices")
        << QByteArray(R"({"choices":null,"base_resp":{"status_code":1008,"status_msg":"M"}})") << 0 << u"1008"_s
        << QString() << u"M"_s;
    QTest::newRow("a good state beside an error")
        << QByteArray(R"({"error":{"message":"M"},"base_resp":{"status_code":0,"status_msg":"success"}})") << 0
        << QString() << QString() << u"M"_s;
    QTest::newRow("inner error") << QByteArray(
        R"({"error":{"code":"content_filter","message":"M","innererror":{"code":"ResponsibleAIPolicyViolation"}}})")
                                 << 0 << u"content_filter"_s << u"ResponsibleAIPolicyViolation"_s << u"M"_s;
    QTest::newRow("a stream") << QByteArray(
        "event: error\ndata: {\"error\":{\"message\":\"M\",\"status_code\":400}}\n\n")
                              << 400 << QString() << QString() << u"M"_s;
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF{\"error\":\"M\"}") << 0 << QString() << QString()
                                     << u"M"_s;
    QTest::newRow("plain text") << QByteArray("404 page not found\n") << 0 << QString() << QString()
                                << u"404 page not found"_s;
    QTest::newRow("a page") << QByteArray("<!DOCTYPE html><html><head><title>Not\n here</title></head>") << 0
                            << QString() << u"text/html"_s
                            << u"an HTML page (Not here) instead of JSON: is the address right?"_s;
    QTest::newRow("a page without a title") << QByteArray("<html>") << 0 << QString() << u"text/html"_s
                                            << u"an HTML page instead of JSON: is the address right?"_s;
    QTest::newRow("nothing") << QByteArray() << 0 << QString() << QString() << QString();
    QTest::newRow("no error in it") << QByteArray(R"({"ok":true})") << 0 << QString() << QString() << QString();
}

void TestErrorClassifier::readsShapes()
{
    QFETCH(QByteArray, body);
    const ErrorFacts facts = readErrorBody(body);
    QTEST(facts.status, "status");
    QTEST(facts.code, "code");
    QTEST(facts.type, "type");
    QTEST(facts.message, "message");
}

void TestErrorClassifier::codesTellTheKind_data()
{
    addKindColumns();
    // Structured words win over everything.
    row("context code", 400, Kind::ContextTooLong, R"({"error":{"message":"x","code":"context_length_exceeded"}})");
    row("llama.cpp", 400, Kind::ContextTooLong,
        R"({"error":{"code":400,"message":"x","type":"exceed_context_size_error","n_prompt_tokens":9,"n_ctx":8}})");
    row("too many tokens", 400, Kind::ContextTooLong, R"({"error_type":"TOO_MANY_TOKENS","message":"x"})");
    row("quota code at 429", 429, Kind::QuotaExhausted,
        R"({"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}})");
    row("rate limit code at 413", 413, Kind::RateLimited,
        R"({"error":{"message":"Request too large, tokens per minute","type":"tokens","code":"rate_limit_exceeded"}})");
    row("camel case", 429, Kind::RateLimited, R"({"error":{"code":"RateLimitReached","message":"x"}})");
    row("an exception's name", 400, Kind::RateLimited, R"({"__type":"com.x#ThrottlingException","message":"x"})");
    row("type tells, code does not", 401, Kind::Auth,
        R"({"error":{"message":"x","type":"authentication_error","code":"invalid_request_error"}})");
    row("deployment", 404, Kind::NotFound, R"({"error":{"code":"DeploymentNotFound","type":"invalid_request_error"}})");
    row("key reason at 400", 400, Kind::Auth,
        R"({"error":{"code":400,"message":"x","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}})");
    row("filtered prompt", 400, Kind::ContentFiltered,
        R"({"error":{"message":"x","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}})");
    row("overloaded at 200", 200, Kind::Overloaded,
        R"({"type":"error","error":{"type":"overloaded_error","message":"O"}})");
    row("argument is no meaning by itself", 400, Kind::ContextTooLong,
        R"({"error":{"code":400,"message":"The input token count (9) exceeds the maximum number of tokens allowed (8).","status":"INVALID_ARGUMENT"}})");
    row("exhausted for now", 429, Kind::RateLimited,
        R"({"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details. Please retry in 48.9s.","status":"RESOURCE_EXHAUSTED"}})");
}

void TestErrorClassifier::wordsTellTheKind_data()
{
    addKindColumns();
    const auto text = [](int status, Kind kind, const char *words) {
        row(words, status, kind, R"({"error":{"message":")" + QByteArray(words) + R"("}})");
    };
    text(400, Kind::ContextTooLong, "prompt is too long: 3333404 tokens > 200000 maximum");
    text(400, Kind::ContextTooLong, "Your input exceeds the context window of this model.");
    text(400, Kind::ContextTooLong,
        "This model's maximum context length is 1048565 tokens. However, you requested more.");
    text(400, Kind::ContextTooLong, "prompt too long; exceeded max context length by 1119046 tokens");
    text(400, Kind::ContextTooLong, "The total length of all messages is too long.");
    text(400, Kind::ContextTooLong,
        "This model's maximum prompt length is 131072 but the request contains 200000 tokens.");
    text(413, Kind::ContextTooLong, "Please reduce the length of the messages or completion.");
    text(400, Kind::ContextTooLong,
        "Prompt contains 40000 tokens, too large for model with 32768 maximum context length");
    text(400, Kind::ContextTooLong, "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000");
    text(400, Kind::ContextTooLong, "`inputs` tokens + `max_new_tokens` must be <= 4097");
    text(500, Kind::ContextTooLong, "the request exceeds the available context size");
    text(400, Kind::ContextTooLong, "Input tokens exceed the configured limit of 272000 tokens.");
    text(400, Kind::ContextTooLong, "Please reduce the length. Current length is 9000 while limit is 8192");
    text(400, Kind::ContextTooLong, "too many tokens: size limit exceeded by 25836 tokens");
    text(400, Kind::Auth, "Incorrect API key provided. You can obtain an API key from the console.");
    text(400, Kind::Auth, "API key not valid. Please pass a valid API key.");
    text(400, Kind::Auth, "API key expired. Please renew the API key.");
    text(403, Kind::Auth, "Method doesn't allow unregistered callers (callers without established identity).");
    text(403, Kind::Auth, "The security token included in the request is invalid.");
    text(400, Kind::QuotaExhausted, "Your credit balance is too low to access the API.");
    text(429, Kind::QuotaExhausted, "You exceeded your current quota, please check your plan and billing details.");
    text(403, Kind::QuotaExhausted, "Your newly created team doesn't have any credits yet.");
    text(402, Kind::QuotaExhausted, "This request requires more credits, or fewer max_tokens.");
    text(402, Kind::QuotaExhausted, "Insufficient Balance");
    text(400, Kind::RateLimited, "Rate limit reached for requests");
    text(503, Kind::RateLimited, "Too many requests, please slow down");
    text(429, Kind::RateLimited, "Service tier capacity exceeded for this model.");
    text(400, Kind::ContentFiltered, "Your request was rejected as a result of our safety system.");
    text(400, Kind::ContentFiltered,
        "Invalid prompt: your prompt was flagged as potentially violating our usage policy.");
    text(400, Kind::ContentFiltered,
        "The response was filtered due to the prompt triggering content management policy.");
    text(400, Kind::NotFound, "Model Not Exist");
    text(400, Kind::NotFound, "foo/bar is not a valid model ID");
    text(400, Kind::NotFound, "The model `x` has been decommissioned and is no longer supported.");
    text(500, Kind::Overloaded, "The engine is currently overloaded, please try again later");
    text(400, Kind::BadRequest, "Invalid value for 'content': expected a string");
    text(400, Kind::BadRequest, "string too long. Expected a string with maximum length 64");
    text(403, Kind::PermissionDenied, "You don't have access to the model with the specified model ID.");
}

void TestErrorClassifier::statusTellsTheKind_data()
{
    addKindColumns();
    const QByteArray none = R"({"error":{"message":"no reason given"}})";
    const std::pair<int, Kind> statuses[] {{400, Kind::BadRequest}, {401, Kind::Auth}, {402, Kind::QuotaExhausted},
        {403, Kind::PermissionDenied}, {404, Kind::NotFound}, {408, Kind::Timeout}, {413, Kind::BadRequest},
        {422, Kind::BadRequest}, {429, Kind::RateLimited}, {500, Kind::ServerFault}, {502, Kind::ServerFault},
        {503, Kind::Overloaded}, {504, Kind::ServerFault}, {529, Kind::Overloaded}, {0, Kind::ServerFault}};
    for (const auto &[status, kind] : statuses)
        QTest::addRow("status %d", status) << status << none << kind;
    row("API error at 401", 401, Kind::Auth, R"({"error":{"message":"Unauthorized","type":"api_error"}})");
    row("page at 404", 404, Kind::NotFound, "<html><title>Invalid API key</title>");
    row("bad request in a stream", 200, Kind::BadRequest,
        R"({"error":{"message":"x","type":"invalid_request_error"}})");
}

void TestErrorClassifier::servicePatternComesBeforeText()
{
    Service service;
    service.id = u"acme"_s;
    service.errorPatterns = {{QRegularExpression(u"E1301|too long for us"_s), Kind::ContentFiltered}};
    const QByteArray body = R"({"error":{"code":"E1301","message":"prompt is too long"}})";
    const Error error = classify(400, body, {}, service);
    QCOMPARE(error.kind, Kind::ContentFiltered);
    QCOMPARE(error.service, u"acme"_s);
    QCOMPARE(error.code, u"E1301"_s);
    QCOMPARE(error.httpStatus, 400);
    QCOMPARE(error.detail, u"prompt is too long"_s);
}

void TestErrorClassifier::codeComesBeforeServicePattern()
{
    Service service;
    service.errorPatterns = {{QRegularExpression(u"."_s), Kind::ServerFault}};
    QCOMPARE(classify(400, R"({"error":{"code":"model_not_found","message":"x"}})", {}, service).kind, Kind::NotFound);
}

void TestErrorClassifier::takesRequestIdFromHeaders()
{
    const HttpHeaders headers {{"Content-Type", "application/json"}, {"X-Request-Id", "req_1"}};
    QCOMPARE(classify(500, "{}", headers).requestId, u"req_1"_s);
    QCOMPARE(classify(500, R"({"error":{"message":"m"},"request_id":"req_2"})", headers).requestId, u"req_2"_s);
    QCOMPARE(classify(502, "{}").detail, u"HTTP 502"_s);
}

void TestErrorClassifier::hidesWhatTheRequestSaid_data()
{
    QTest::addColumn<QByteArray>("body");
    const QByteArray secret
        = "my dog is called Rex and this is a private sentence that is nobody's business at all, is it";
    QTest::newRow("failed generation") << QByteArray(
        R"({"error":{"message":"Tool call failed","failed_generation":")" + secret + R"("}})");
    QTest::newRow("validator's input") << QByteArray(
        R"({"detail":[{"loc":["body"],"msg":"Tool call failed","input":")" + secret + R"("}]})");
    QTest::newRow("input in the words") << QByteArray(
        R"({"detail":"Tool call failed [type=x, input_value=')" + secret + R"(', input_type=str]"})");
    QTest::newRow("quoted") << QByteArray(
        R"({"message":"Tool call failed: could not read \")" + secret + R"(\" as JSON"})");
    QTest::newRow("quoted and cut") << QByteArray(
        R"({"message":"Tool call failed: could not read `)" + secret + R"("})");
    QTest::newRow("upstream's words") << QByteArray(
        R"({"error":{"message":"Provider returned error","metadata":{"raw":"Tool call failed: input_value=')" + secret
        + R"('"}}})");
    QTest::newRow("a list of complaints") << QByteArray(
        R"([{"type":"x","loc":["body"],"msg":"Tool call failed","input":{"content":")" + secret + R"("}}])");
    QTest::newRow("cut JSON") << QByteArray(R"({"messages":[{"content":")" + secret);
}

void TestErrorClassifier::hidesWhatTheRequestSaid()
{
    QFETCH(QByteArray, body);
    const Error error = classify(400, body);
    QVERIFY2(!error.detail.contains(u"Rex"_s), qPrintable(error.detail));
    QVERIFY(error.detail.contains(u"Tool call failed"_s) || error.detail == u"HTTP 400"_s);
}

void TestErrorClassifier::hidesKeys()
{
    const Error error = classify(401, R"({"error":{"message":"Incorrect API key provided: sk-abcdef123456."}})");
    QVERIFY(!error.detail.contains(u"abcdef"_s));
    QVERIFY(error.detail.contains(u"[hidden]"_s));
    for (const char *prefix : {"sk-proj-", "gsk_", "AIza", "csk-", "nvapi-", "pplx-", "vck_", "cpk_", "flp_", "psk-",
             "syn_", "gpustack_", "ragflow-", "github_pat_", "ghp_", "io-v2-", "bce-v3/", "fw_"}) {
        const QByteArray key = QByteArray(prefix) + "aB3dE5fG7hJ9kL1mN3pQ";
        const QString detail = classify(401, R"({"error":{"message":"the key )" + key + R"( is wrong"}})").detail;
        QVERIFY2(detail == "the key [hidden] is wrong"_L1, qPrintable(detail));
    }
    const QString plain = classify(400, R"({"error":{"message":"flip the psk setting of io-v2"}})").detail;
    QCOMPARE(plain, u"flip the psk setting of io-v2"_s);
}

void TestErrorClassifier::readsUpstreamErrors()
{
    const QByteArray body
        = R"({"error":{"message":"Provider returned error","code":429,"metadata":{"raw":)"
          R"("{\"error\":{\"message\":\"prompt is too long: 9 tokens\",\"type\":\"invalid_request_error\"}}",)"
          R"("provider_name":"Acme"}}})";
    const Error error = classify(400, body);
    QCOMPARE(error.kind, Kind::ContextTooLong);
    QCOMPARE(error.detail, u"Acme: prompt is too long: 9 tokens"_s);
    QCOMPARE(readErrorBody(body).status, 429);

    const QByteArray plain
        = R"({"error":{"message":"Provider returned error","code":502,"metadata":{"raw":"upstream gone"}}})";
    QCOMPARE(classify(502, plain).detail, u"upstream gone"_s);
}

void TestErrorClassifier::survivesAnyBody()
{
    QByteArray nested = R"({"error":"end"})";
    for (int i = 0; i < 60; ++i)
        nested = R"({"error":)" + nested + "}";
    const QList<QByteArray> bodies {nested, "null", "[]", "[[[]]]", "\"text\"", "{\"error\":null}", "{\"error\":7}",
        QByteArray(100'000, '['), QByteArray("\xff\xfe\x00garbage", 10), "data:", "event: error",
        "{\"error\":{\"message\":{\"message\":[1,2]}}}"};
    for (const QByteArray &body : bodies) {
        const Error error = classify(500, body);
        QCOMPARE(error.kind, Kind::ServerFault);
        QVERIFY(!error.detail.isEmpty());
        QVERIFY(error.detail.size() < 700);
    }
}

QTEST_APPLESS_MAIN(TestErrorClassifier)
#include "tst_error_classifier.moc"
