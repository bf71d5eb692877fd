// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/EmbeddingJson.h"
#include "core/domain/VectorBytes.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <cmath>
#include <cstdlib>
#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace lineup;

namespace {

QJsonObject json(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

EmbeddingResult twoVectors()
{
    EmbeddingResult out;
    out.vectors = {{1.0F, -2.0F}, {0.1F, 0.0F}};
    out.model = u"m"_s;
    out.usage.source = Usage::Source::Reported;
    out.usage.inputFresh = 7;
    return out;
}

} // namespace

class TestEmbeddingJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wholeRequest()
    {
        const Result<EmbeddingRequest> request = readEmbeddingRequest(json(R"({"model":"m","input":["a","b"],
            "dimensions":256,"encoding_format":"base64","user":"u","task":"search_query","timeout":1.5,
            "drop_params":false,"extra_body":{"x":1},"late_chunking":true})"));
        QVERIFY(request.has_value());
        QCOMPARE(request->model, u"m"_s);
        QCOMPARE(request->input, (QStringList {u"a"_s, u"b"_s}));
        QCOMPARE(request->dimensions.value_or(0), 256);
        QCOMPARE(request->encodingFormat, u"base64"_s);
        QCOMPARE(request->user, u"u"_s);
        QCOMPARE(request->inputType, u"search_query"_s);
        QVERIFY(request->timeout == 1500ms);
        QCOMPARE(request->dropParams, false);
        QCOMPARE(request->extraBody, json(R"({"x":1,"late_chunking":true})"));
    }

    void oneText()
    {
        const Result<EmbeddingRequest> request = readEmbeddingRequest(json(R"({"input":"a","user":null})"));
        QVERIFY(request.has_value());
        QCOMPARE(request->input, QStringList {u"a"_s});
        QVERIFY(!request->dimensions);
        QCOMPARE(request->dropParams, true);
        QVERIFY(request->extraBody.isEmpty());
    }

    void refused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("path");
        QTest::newRow("token numbers") << QByteArray(R"({"input":[1,2]})") << u"input"_s;
        QTest::newRow("a list of lists") << QByteArray(R"({"input":[["a"]]})") << u"input"_s;
        QTest::newRow("no dimensions") << QByteArray(R"({"input":"a","dimensions":0})") << u"dimensions"_s;
        QTest::newRow("a word") << QByteArray(R"({"input":"a","dimensions":"many"})") << u"dimensions"_s;
        QTest::newRow("a format") << QByteArray(R"({"input":"a","encoding_format":"hex"})") << u"encoding_format"_s;
        QTest::newRow("a key") << QByteArray(R"({"input":"a","api_key":"k"})") << u"api_key"_s;
        QTest::newRow("a hidden key") << QByteArray(R"({"extra_body":{"apiKey":"k"}})") << u"extra_body.apiKey"_s;
        QTest::newRow("time") << QByteArray(R"({"input":"a","timeout":0})") << u"timeout"_s;
    }
    void refused()
    {
        QFETCH(const QByteArray, body);
        QFETCH(const QString, path);
        const Result<EmbeddingRequest> request = readEmbeddingRequest(json(body));
        QVERIFY(!request.has_value());
        QCOMPARE(request.error().kind, Error::Kind::BadRequest);
        QVERIFY2(request.error().detail.startsWith(path + u": "_s), qPrintable(request.error().detail));
    }

    void resultAsNumbers()
    {
        QCOMPARE(QJsonDocument(embeddingJson(twoVectors())).toJson(QJsonDocument::Compact),
            QByteArray(R"({"data":[{"embedding":[1,-2],"index":0,"object":"embedding"},)"
                       R"({"embedding":[0.1,0],"index":1,"object":"embedding"}],)"
                       R"("model":"m","object":"list","usage":{"prompt_tokens":7,"total_tokens":7}})"));
    }

    void resultAsBase64()
    {
        const QJsonObject out = embeddingJson(twoVectors(), true);
        // 1.0 is 00 00 80 3f and -2.0 is 00 00 00 c0, lowest byte first
        QCOMPARE(out.value("data"_L1).toArray().first()["embedding"_L1].toString(), u"AACAPwAAAMA="_s);
    }

    void unknownUsageIsLeftOut()
    {
        EmbeddingResult result = twoVectors();
        result.usage = {};
        QVERIFY(!embeddingJson(result).contains("usage"_L1));
    }

    void base64Floats()
    {
        QCOMPARE(vectorFromBase64("AACAPwAAAMA=").value_or(QList<float>()), (QList<float> {1.0F, -2.0F}));
        QVERIFY(!vectorFromBase64("AACAPwA="));
        QVERIFY(!vectorFromBase64(""));
        QVERIFY(!vectorFromBase64("no base64!"));
        QVERIFY(std::isnan(vectorFromBase64("AADAfw==").value_or(QList<float> {0}).first()));
    }

    void base64Bytes()
    {
        // 01 ff 80 7f
        QCOMPARE(vectorFromInt8Base64("Af+Afw==").value_or(QList<float>()), (QList<float> {1, -1, -128, 127}));
        QVERIFY(!vectorFromInt8Base64(""));
    }

    void thereAndBack()
    {
        const QList<float> vector {0.1F, -0.0F, 3.4028235e38F, 1.0e-45F, std::numeric_limits<float>::epsilon()};
        QCOMPARE(vectorFromBase64(vectorToBase64(vector)).value_or(QList<float>()), vector);
        for (const float value : vector)
            QCOMPARE(std::strtof(shortestDecimal(value).constData(), nullptr), value); // Qt reads by way of double
        QCOMPARE(shortestDecimal(0.1F), QByteArray("0.1"));
    }
};

QTEST_APPLESS_MAIN(TestEmbeddingJson)
#include "tst_embedding_json.moc"
