// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/aws/SageMakerDialect.h"
#include "tests/support/DecodeStream.h"
#include "tests/support/EventStreamMessage.h"
#include "tests/support/GoldenEncode.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;
using namespace lineup::test;

// What differs from chat completions, whose own tests cover the bodies: the address and the frames.
class TestSageMaker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void request();
    void streamCutAnywhere();
    void endsWithoutABlankLine();
    void plain();
    void errors();
    void exceptions();
    void listsNothing();
};

namespace {

Target target()
{
    Target out;
    out.service.id = u"sagemaker_chat"_s;
    out.service.baseUrl = QUrl(u"https://runtime.sagemaker.us-east-1.amazonaws.com"_s);
    out.model = u"my-endpoint"_s;
    return out;
}

QByteArray part(const QByteArray &bytes)
{
    return eventStreamMessage(
        {{":event-type", "PayloadPart"}, {":content-type", "application/octet-stream"}, {":message-type", "event"}},
        bytes);
}

const QByteArray events
    = "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Si\"}}]}\n\n"
      "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x’\"}}]}\n\n"
      "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
      "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}\n\ndata: [DONE]\n\n";

Decoded stream(const QList<QByteArray> &pieces)
{
    return decodePieces(*sageMakerDialect(), target(), Framing::AwsEventStream, pieces);
}

} // namespace

void TestSageMaker::request()
{
    ChatRequest request;
    request.messages = {say(Role::User, u"Hi"_s)};
    const auto plain = sageMakerDialect()->encode(request, target());
    QVERIFY(plain.has_value());
    const QString base = u"https://runtime.sagemaker.us-east-1.amazonaws.com/endpoints/my-endpoint/"_s;
    QCOMPARE(plain->url.toString(), QString(base + u"invocations"));
    QCOMPARE(QJsonDocument::fromJson(plain->body).object(),
        json(R"({"model":"my-endpoint","messages":[{"role":"user","content":"Hi"}]})"));
    request.stream = true;
    const auto streamed = sageMakerDialect()->encode(request, target());
    QCOMPARE(streamed->url.toString(), QString(base + u"invocations-response-stream"));
    QCOMPARE(streamed->framing, Framing::AwsEventStream);
    QVERIFY(QJsonDocument::fromJson(streamed->body)["stream"_L1].toBool());
}

void TestSageMaker::streamCutAnywhere()
{
    for (qsizetype i = 0; i <= events.size(); ++i) {
        const Decoded out = stream({part(events.first(i)), part(events.sliced(i))});
        QVERIFY(!out.error);
        QCOMPARE(out.completion.text(), u"Six’"_s);
        QCOMPARE(out.completion.first()->finishReason, FinishReason::Stop);
        QCOMPARE(out.completion.usage.inputFresh, 5);
        QVERIFY(out.completion.complete);
    }
}

void TestSageMaker::endsWithoutABlankLine()
{
    const Decoded out = stream({part("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},"
                                     "\"finish_reason\":\"stop\"}]}")});
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"a"_s);
    QVERIFY(out.completion.complete);
    QVERIFY(!stream({part(events.first(120))}).completion.complete);
}

void TestSageMaker::plain()
{
    const Decoded out = decodePlain(*sageMakerDialect(), target(),
        R"({"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"Yes"},"finish_reason":"length"}]})");
    QVERIFY(!out.error);
    QCOMPARE(out.completion.text(), u"Yes"_s);
    QCOMPARE(out.completion.first()->finishReason, FinishReason::Length);
}

void TestSageMaker::errors()
{
    const HttpHead head {.status = 400, .headers = {{"x-amzn-ErrorType", "ValidationError"}}};
    const Error error = sageMakerDialect()->decodeError(
        head, R"({"Message":"Endpoint my-endpoint of account 1 not found."})", target());
    QVERIFY(error.detail.contains("my-endpoint"_L1));
    QCOMPARE(error.kind, Error::Kind::BadRequest);
    QCOMPARE(error.code, u"ValidationError"_s);
}

void TestSageMaker::exceptions()
{
    const Decoded out = stream({part(events.first(events.indexOf("\n\n") + 2)),
        eventStreamException(
            "ModelStreamError", R"({"Message":"The model failed","ErrorCode":"ModelInvocationTimeExceeded"})")});
    QVERIFY(out.error.has_value());
    QCOMPARE(out.error->detail, u"The model failed"_s);
    QCOMPARE(out.completion.text(), u"Si"_s);
    const Decoded internal = stream({eventStreamException("InternalStreamFailure", "{}")});
    QVERIFY(internal.error.has_value());
    QCOMPARE(internal.error->kind, Error::Kind::ServerFault);
}

void TestSageMaker::listsNothing()
{
    QVERIFY(!sageMakerDialect()->encodeModelList(target().service).has_value());
    QVERIFY(!sageMakerDialect()->decodeModelList("{}", target().service).has_value());
}

QTEST_GUILESS_MAIN(TestSageMaker)
#include "tst_sagemaker.moc"
