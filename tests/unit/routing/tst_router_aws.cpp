// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/EventStreamMessage.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/RoutingBench.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

// Whole calls to services whose requests are signed: from a model string and what the vault and the environment hold to
// an answer.
class TestRouterAws : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void signsWithTheKeysOfTheVault();
    void sendsABearerKey();
    void usesAProfile();
    void saysThatNothingIsThere();
    void speaksInvoke();
    void speaksSageMaker();

private:
    QTemporaryDir m_folder;
};

namespace {

constexpr const char *streamType = "application/vnd.amazon.eventstream";
constexpr const char *model = "bedrock/amazon.nova-lite-v1:0";

QList<QByteArray> converseAnswer()
{
    return {eventStreamEvent("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":"Hi, wörld"}})"),
        eventStreamEvent("messageStop", R"({"stopReason":"end_turn"})"),
        eventStreamEvent("metadata", R"({"usage":{"inputTokens":9,"outputTokens":4,"totalTokens":13}})")};
}

QByteArray chunk(const QByteArray &inner)
{
    return eventStreamEvent("chunk", R"({"bytes":")" + inner.toBase64() + R"("})");
}

void pointTo(const LoopbackServer &server)
{
    qputenv("AWS_BEDROCK_RUNTIME_ENDPOINT", server.url().toEncoded());
}

} // namespace

void TestRouterAws::initTestCase()
{
    for (const char *name :
        {"AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION", "AWS_SECRET_ACCESS_KEY", "AWS_BEARER_TOKEN_BEDROCK"})
        qunsetenv(name);
    qputenv("AWS_CONFIG_FILE", m_folder.filePath(u"config"_s).toUtf8());
    qputenv("AWS_SHARED_CREDENTIALS_FILE", m_folder.filePath(u"credentials"_s).toUtf8());
    qputenv("AWS_REGION", "eu-west-3");
}

void TestRouterAws::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void TestRouterAws::cleanup()
{
    for (const char *name :
        {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_BEDROCK_RUNTIME_ENDPOINT"})
        qunsetenv(name);
    QFile::remove(m_folder.filePath(u"credentials"_s));
}

void TestRouterAws::signsWithTheKeysOfTheVault()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::stream(converseAnswer(), streamType));
    pointTo(server);
    qputenv("AWS_ACCESS_KEY_ID", "ASIAEXAMPLE");
    RoutingBench bench;
    bench.vault.stored.insert(u"bedrock"_s, SecretBytes("a-secret-0123456789"));
    bench.vault.environment.values.insert(u"AWS_SESSION_TOKEN"_s, "a-token-0123456789");
    const CallOutcome out = bench.call(question(QString::fromLatin1(model), true));
    QVERIFY2(out.answered(), qPrintable(out.complaint()));
    QCOMPARE((*out.result)->text(), u"Hi, wörld"_s);
    QCOMPARE((*out.result)->usage.inputFresh, 9);
    const ServerRequest request = server.requests().first();
    QVERIFY(request.header("authorization").startsWith("AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/"));
    QVERIFY(request.header("authorization").contains("/eu-west-3/bedrock/aws4_request"));
    QCOMPARE(request.header("x-amz-security-token"), QByteArray("a-token-0123456789"));
    QCOMPARE(request.path, QByteArray("/model/amazon.nova-lite-v1%3A0/converse-stream"));
}

void TestRouterAws::sendsABearerKey()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::stream(converseAnswer(), streamType));
    pointTo(server);
    RoutingBench bench;
    bench.vault.environment.values.insert(u"AWS_BEARER_TOKEN_BEDROCK"_s, "ABSKexample0123456789");
    const CallOutcome out = bench.call(question(u"bedrock_converse/amazon.nova-lite-v1:0"_s, true));
    QVERIFY2(out.answered(), qPrintable(out.complaint()));
    QCOMPARE(server.requests().first().header("authorization"), QByteArray("Bearer ABSKexample0123456789"));
    QVERIFY(server.requests().first().header("x-amz-date").isNull());
}

void TestRouterAws::usesAProfile()
{
    QFile file(m_folder.filePath(u"credentials"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("[work]\naws_access_key_id = AKIAWORK\naws_secret_access_key = s\n");
    file.close();
    qputenv("AWS_PROFILE", "work");
    LoopbackServer server;
    server.setAnswer(ServerScript::stream(converseAnswer(), streamType));
    pointTo(server);
    RoutingBench bench;
    const CallOutcome out = bench.call(question(QString::fromLatin1(model), true));
    QVERIFY2(out.answered(), qPrintable(out.complaint()));
    QVERIFY(server.requests().first().header("authorization").contains("Credential=AKIAWORK/"));
}

void TestRouterAws::saysThatNothingIsThere()
{
    LoopbackServer server;
    pointTo(server);
    RoutingBench bench;
    const CallOutcome out = bench.call(question(QString::fromLatin1(model), true));
    QCOMPARE(out.errorKind(), std::optional(Error::Kind::Auth));
    QVERIFY(out.complaint().contains("no AWS credentials"_L1));
    QVERIFY(server.requests().isEmpty());
}

void TestRouterAws::speaksInvoke()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::stream(
        {chunk(R"({"type":"message_start","message":{"id":"m1","usage":{"input_tokens":9,"output_tokens":1}}})"),
            chunk(R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi, wörld"}})"),
            chunk(R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":4}})"),
            chunk(R"({"type":"message_stop"})")},
        streamType));
    pointTo(server);
    RoutingBench bench;
    bench.vault.stored.insert(u"bedrock_invoke"_s, SecretBytes("ABSKexample0123456789"));
    const CallOutcome out = bench.call(question(u"bedrock_invoke/us.anthropic.claude-x"_s, true));
    QVERIFY2(out.answered(), qPrintable(out.complaint()));
    QCOMPARE((*out.result)->text(), u"Hi, wörld"_s);
    QCOMPARE((*out.result)->usage.outputText, 4);
    QCOMPARE(server.requests().first().path, QByteArray("/model/us.anthropic.claude-x/invoke-with-response-stream"));
}

void TestRouterAws::speaksSageMaker()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::stream(
        {eventStreamEvent("PayloadPart", "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi"),
            eventStreamEvent("PayloadPart", ", wörld\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")},
        streamType));
    // To an address that was only named for this call the keychain stays shut.
    qputenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    qputenv("AWS_SECRET_ACCESS_KEY", "a-secret-0123456789");
    RoutingBench bench;
    const CallOutcome out = bench.call(question(u"sagemaker_chat/my-endpoint"_s, true), {.apiBase = server.url()});
    QVERIFY2(out.answered(), qPrintable(out.complaint()));
    QCOMPARE((*out.result)->text(), u"Hi, wörld"_s);
    QCOMPARE(server.requests().first().path, QByteArray("/endpoints/my-endpoint/invocations-response-stream"));
    QVERIFY(server.requests().first().header("authorization").contains("/eu-west-3/sagemaker/aws4_request"));
}

QTEST_GUILESS_MAIN(TestRouterAws)
#include "tst_router_aws.moc"
