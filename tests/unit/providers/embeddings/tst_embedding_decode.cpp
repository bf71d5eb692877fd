// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/EmbeddingCodec.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;

namespace {

const QString titan = u"amazon.titan-embed-text-v2:0"_s;
const QString cohereThere = u"cohere.embed-english-v3"_s;

Result<EmbeddingResult> decode(const QString &dialect, const QByteArray &body, qsizetype texts,
    const QString &model = u"m"_s, bool int8 = false, const HttpHeaders &headers = {})
{
    Target target;
    target.service.id = u"s"_s;
    target.service.dialect = dialect;
    target.service.quirks.embeddingInt8 = int8;
    target.model = model;
    return embeddingCodecById(dialect)->decode({.status = 200, .headers = headers}, body, texts, target);
}

} // namespace

class TestEmbeddingDecode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("tokens"); // -1: not reported
        const auto row
            = [](const char *name, const QString &dialect, const QByteArray &body, int tokens,
                  const QString &model = u"m"_s) { QTest::newRow(name) << dialect << model << body << tokens; };
        row("openai", u"openai-chat"_s,
            R"({"object":"list","data":[{"index":0,"embedding":[1,-2]},{"index":1,"embedding":[0.5,0]}],
                "usage":{"prompt_tokens":7,"total_tokens":7}})",
            7);
        row("openai, in another order", u"openai-chat"_s,
            R"({"data":[{"index":1,"embedding":[0.5,0]},{"index":0,"embedding":[1,-2]}]})", -1);
        row("openai, without places", u"openai-chat"_s,
            R"({"data":[{"embedding":[1,-2]},{"embedding":[0.5,0]}],"usage":{"total_tokens":3}})", 3);
        row("openai, base64", u"openai-chat"_s,
            R"({"data":[{"index":0,"embedding":"AACAPwAAAMA="},{"index":1,"embedding":"AAAAPwAAAAA="}]})", -1);
        row("gemini", u"gemini"_s,
            R"({"embeddings":[{"values":[1,-2]},{"values":[0.5,0]}],"usageMetadata":{"promptTokenCount":9}})", 9);
        row("ollama", u"ollama"_s,
            R"({"model":"nomic","embeddings":[[1,-2],[0.5,0]],"prompt_eval_count":4,"later":{}})", 4);
        row("cohere", u"cohere"_s,
            R"({"id":"x","embeddings":{"float":[[1,-2],[0.5,0]]},"meta":{"billed_units":{"input_tokens":5}}})", 5);
        row("cohere on bedrock", u"bedrock"_s, R"({"embeddings":{"float":[[1,-2],[0.5,0]]}})", -1, cohereThere);
        row("cohere on bedrock, older", u"bedrock"_s, R"({"embeddings":[[1,-2],[0.5,0]]})", -1, cohereThere);
    }
    void answers()
    {
        QFETCH(const QString, dialect);
        QFETCH(const QString, model);
        QFETCH(const QByteArray, body);
        QFETCH(const int, tokens);
        const Result<EmbeddingResult> result = decode(dialect, body, 2, model);
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().detail));
        QCOMPARE(result->vectors, (QList<QList<float>> {{1.0F, -2.0F}, {0.5F, 0.0F}}));
        QCOMPARE(result->usage.isKnown(), tokens >= 0);
        QCOMPARE(result->usage.inputTotal(), tokens >= 0 ? tokens : 0);
        QCOMPARE(result->usage.outputTotal(), 0);
    }

    void titanAnswer()
    {
        const Result<EmbeddingResult> result
            = decode(u"bedrock"_s, R"({"embedding":[1,-2],"inputTextTokenCount":6})", 1, titan);
        QVERIFY(result.has_value());
        QCOMPARE(result->vectors, (QList<QList<float>> {{1.0F, -2.0F}}));
        QCOMPARE(result->usage.inputFresh, 6);
    }

    void tokensInAHeader()
    {
        const Result<EmbeddingResult> result = decode(u"bedrock"_s, R"({"embeddings":[[1]]})", 1, cohereThere, false,
            {{"X-Amzn-Bedrock-Input-Token-Count", "11"}});
        QVERIFY(result.has_value());
        QVERIFY(result->usage.isKnown());
        QCOMPARE(result->usage.inputFresh, 11);
    }

    void singleBytes()
    {
        const Result<EmbeddingResult> result
            = decode(u"openai-chat"_s, R"({"data":[{"index":0,"embedding":"Af+Afw=="}]})", 1, u"m"_s, true);
        QVERIFY(result.has_value());
        QCOMPARE(result->vectors.first(), (QList<float> {1, -1, -128, 127}));
    }

    void ownFigure()
    {
        const Result<EmbeddingResult> result = decode(u"openai-chat"_s,
            R"({"data":[{"embedding":[1]}],"model":"named","usage":{"prompt_tokens":7,"cost":0.0000004}})", 1);
        QVERIFY(result.has_value());
        QCOMPARE(result->model, u"named"_s);
        QVERIFY(result->providerCost == Money::fromNano(400));
    }

    void bad_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QByteArray>("body");
        const auto openAi = [](const char *name, const QByteArray &data) {
            QTest::newRow(name) << u"openai-chat"_s << u"m"_s << QByteArray(R"({"data":)" + data + '}');
        };
        openAi("no data", "null");
        openAi("one too few", R"([{"index":0,"embedding":[1]}])");
        openAi(
            "one too many", R"([{"index":0,"embedding":[1]},{"index":1,"embedding":[1]},{"index":2,"embedding":[1]}])");
        openAi("twice the same", R"([{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}])");
        openAi("a place beyond", R"([{"index":0,"embedding":[1]},{"index":7,"embedding":[1]}])");
        openAi("a place before", R"([{"index":0,"embedding":[1]},{"index":-1,"embedding":[1]}])");
        openAi("a word", R"([{"index":0,"embedding":[1]},{"index":1,"embedding":["NaN"]}])");
        openAi("null", R"([{"index":0,"embedding":[1]},{"index":1,"embedding":[null]}])");
        openAi("too large for a float", R"([{"index":0,"embedding":[1]},{"index":1,"embedding":[1e39]}])");
        openAi("empty", R"([{"index":0,"embedding":[1]},{"index":1,"embedding":[]}])");
        openAi("lengths", R"([{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}])");
        openAi("NaN in base64", R"([{"index":0,"embedding":[1]},{"index":1,"embedding":"AADAfw=="}])");
        openAi("half a float", R"([{"index":0,"embedding":[1]},{"index":1,"embedding":"AAA="}])");
        QTest::newRow("no json") << u"openai-chat"_s << u"m"_s << QByteArray("no");
        QTest::newRow("gemini") << u"gemini"_s << u"m"_s << QByteArray(R"({"embeddings":[{"values":[1]}]})");
        QTest::newRow("gemini, a form") << u"gemini"_s << u"m"_s << QByteArray(R"({"embeddings":[{},{}]})");
        QTest::newRow("ollama") << u"ollama"_s << u"m"_s << QByteArray(R"({"embeddings":[[1]]})");
        QTest::newRow("cohere") << u"cohere"_s << u"m"_s << QByteArray(R"({"embeddings":{"int8":[[1],[1]]}})");
        QTest::newRow("titan") << u"bedrock"_s << titan << QByteArray(R"({"embedding":[1]})");
    }
    void bad()
    {
        QFETCH(const QString, dialect);
        QFETCH(const QString, model);
        QFETCH(const QByteArray, body);
        const Result<EmbeddingResult> result = decode(dialect, body, 2, model);
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, Error::Kind::Malformed);
        QVERIFY(!result.error().detail.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestEmbeddingDecode)
#include "tst_embedding_decode.moc"
