// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/EmbeddingCodec.h"
#include "core/providers/ServiceTable.h"
#include "core/providers/embeddings/EmbeddingBatches.h"
#include "tests/support/GoldenEncode.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::golden;

namespace {

Target target(const QString &dialect, const QString &model, const QString &address)
{
    Target out;
    out.service.id = u"s"_s;
    out.service.label = u"S"_s;
    out.service.dialect = dialect;
    out.service.baseUrl = QUrl(address);
    out.service.quirks.extraBody = json(R"({"chat_only":true})");
    out.model = model;
    return out;
}

Target openAi()
{
    Target out = target(u"openai-chat"_s, u"m"_s, u"https://x.test/v1"_s);
    out.service.embeddingsPath = u"embeddings"_s;
    return out;
}
Target mistral()
{
    Target out = openAi();
    out.service.quirks.rename.insert(u"dimensions"_s, u"output_dimension"_s);
    out.service.quirks.unsupported = {u"user"_s};
    return out;
}
Target bytes()
{
    Target out = openAi();
    out.service.quirks.embeddingInt8 = true;
    return out;
}
Target gemini()
{
    return target(u"gemini"_s, u"g"_s, u"https://x.test/v1beta"_s);
}
Target ollama()
{
    return target(u"ollama"_s, u"nomic"_s, u"http://127.0.0.1:11434"_s);
}
Target cohere(const QString &path = {})
{
    return target(u"cohere"_s, u"e"_s, u"https://x.test"_s + path);
}
Target bedrock(const QString &model)
{
    return target(u"bedrock"_s, model, u"https://b.test/"_s);
}

EmbeddingRequest everything()
{
    EmbeddingRequest out;
    out.input = {u"a"_s, u"b"_s};
    out.dimensions = 8;
    out.encodingFormat = u"base64"_s;
    out.inputType = u"search_query"_s;
    out.user = u"u"_s;
    out.extraBody = json(R"({"more":1})");
    return out;
}
EmbeddingRequest texts(const QStringList &input)
{
    EmbeddingRequest out;
    out.input = input;
    return out;
}
EmbeddingRequest oneOf(EmbeddingRequest request)
{
    request.input = request.input.mid(0, 1);
    return request;
}
EmbeddingRequest forTask(const QString &word)
{
    EmbeddingRequest out = texts({u"a"_s});
    out.inputType = word;
    return out;
}

} // namespace

Q_DECLARE_METATYPE(lineup::Target)
Q_DECLARE_METATYPE(lineup::EmbeddingRequest)

class TestEmbeddingEncode : public QObject
{
    Q_OBJECT

    static void row(const char *name, const Target &to, const EmbeddingRequest &request, const QString &url,
        const QByteArray &body, const QStringList &notes = {})
    {
        QTest::newRow(name) << to << request << url << json(body) << notes;
    }

    static void geminiRows()
    {
        const QString url = u"https://x.test/v1beta/models/g:batchEmbedContents"_s;
        row("gemini", gemini(), everything(), url,
            R"({"requests":[
                {"model":"models/g","taskType":"RETRIEVAL_QUERY","outputDimensionality":8,
                 "content":{"parts":[{"text":"a"}]}},
                {"model":"models/g","taskType":"RETRIEVAL_QUERY","outputDimensionality":8,
                 "content":{"parts":[{"text":"b"}]}}],"more":1})",
            {u"converted input_type: taskType = RETRIEVAL_QUERY"_s, u"renamed dimensions: outputDimensionality"_s,
                u"converted encoding_format"_s, u"dropped user"_s});
        row("gemini, its own word", gemini(), forTask(u"FACT_VERIFICATION"_s), url,
            R"({"requests":[{"model":"models/g","taskType":"FACT_VERIFICATION",
                "content":{"parts":[{"text":"a"}]}}]})",
            {u"converted input_type: taskType = FACT_VERIFICATION"_s});
        row("gemini, another word", gemini(), forTask(u"image"_s), url,
            R"({"requests":[{"model":"models/g","content":{"parts":[{"text":"a"}]}}]})", {u"dropped input_type"_s});
    }
    static void otherRows()
    {
        row("ollama", ollama(), everything(), u"http://127.0.0.1:11434/api/embed"_s,
            R"({"model":"nomic","input":["a","b"],"dimensions":8,"truncate":false,"more":1})",
            {u"added truncate: false"_s, u"converted encoding_format"_s, u"dropped input_type"_s, u"dropped user"_s});
        row("cohere", cohere(), everything(), u"https://x.test/v2/embed"_s,
            R"({"model":"e","texts":["a","b"],"input_type":"search_query","embedding_types":["float"],
                "output_dimension":8,"truncate":"NONE","more":1})",
            {u"renamed dimensions: output_dimension"_s, u"added truncate: NONE"_s, u"converted encoding_format"_s,
                u"dropped user"_s});
        EmbeddingRequest cut = texts({u"a"_s});
        cut.extraBody = json(R"({"truncate":"END"})");
        row("cohere, as little as possible", cohere(u"/v2"_s), cut, u"https://x.test/v2/embed"_s,
            R"({"model":"e","texts":["a"],"input_type":"search_document","embedding_types":["float"],
                "truncate":"END"})",
            {u"added input_type: search_document"_s});
        row("cohere, gemini's word", cohere(), forTask(u"CLUSTERING"_s), u"https://x.test/v2/embed"_s,
            R"({"model":"e","texts":["a"],"input_type":"clustering","embedding_types":["float"],"truncate":"NONE"})",
            {u"converted input_type: clustering"_s, u"added truncate: NONE"_s});
    }
    static void bedrockRows()
    {
        const QStringList titanNotes {u"dropped input_type"_s, u"converted encoding_format"_s, u"dropped user"_s};
        row("titan", bedrock(u"amazon.titan-embed-text-v2:0"_s), oneOf(everything()),
            u"https://b.test/model/amazon.titan-embed-text-v2%3A0/invoke"_s,
            R"({"inputText":"a","dimensions":8,"more":1})", titanNotes);
        row("titan, the first", bedrock(u"amazon.titan-embed-text-v1"_s), oneOf(everything()),
            u"https://b.test/model/amazon.titan-embed-text-v1/invoke"_s, R"({"inputText":"a","more":1})",
            {u"dropped input_type"_s, u"dropped dimensions"_s, u"converted encoding_format"_s, u"dropped user"_s});
        row("cohere on bedrock", bedrock(u"eu.cohere.embed-v4:0"_s), texts({u"a"_s, u"b"_s}),
            u"https://b.test/model/eu.cohere.embed-v4%3A0/invoke"_s,
            R"({"texts":["a","b"],"input_type":"search_document","embedding_types":["float"]})",
            {u"added input_type: search_document"_s});
        row("an arn", bedrock(u"arn:aws:bedrock:eu-west-1::foundation-model/cohere.embed-english-v3"_s),
            texts({u"a"_s}),
            u"https://b.test/model/arn%3Aaws%3Abedrock%3Aeu-west-1%3A%3Afoundation-model%2Fcohere.embed-english-v3/invoke"_s,
            R"({"texts":["a"],"input_type":"search_document","embedding_types":["float"]})",
            {u"added input_type: search_document"_s});
    }

private Q_SLOTS:
    void golden_data()
    {
        QTest::addColumn<Target>("to");
        QTest::addColumn<EmbeddingRequest>("request");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QJsonObject>("body");
        QTest::addColumn<QStringList>("notes");
        row("openai, plain", openAi(), texts({u"a"_s}), u"https://x.test/v1/embeddings"_s,
            R"({"model":"m","input":["a"]})");
        row("openai, everything", openAi(), everything(), u"https://x.test/v1/embeddings"_s,
            R"({"model":"m","input":["a","b"],"dimensions":8,"encoding_format":"base64","user":"u","more":1})",
            {u"dropped input_type"_s});
        row("a row's names", mistral(), everything(), u"https://x.test/v1/embeddings"_s,
            R"({"model":"m","input":["a","b"],"output_dimension":8,"encoding_format":"base64","more":1})",
            {u"renamed dimensions: output_dimension"_s, u"dropped user"_s, u"dropped input_type"_s});
        row("single bytes", bytes(), everything(), u"https://x.test/v1/embeddings"_s,
            R"({"model":"m","input":["a","b"],"dimensions":8,"user":"u","more":1})",
            {u"converted encoding_format: base64 of single bytes"_s, u"dropped input_type"_s});
        geminiRows();
        otherRows();
        bedrockRows();
    }
    void golden()
    {
        QFETCH(const Target, to);
        QFETCH(const EmbeddingRequest, request);
        QFETCH(const QString, url);
        QFETCH(const QJsonObject, body);
        QFETCH(const QStringList, notes);
        const EmbeddingCodec *codec = embeddingCodecById(to.service.dialect);
        QVERIFY(codec);
        const Result<EncodedRequest> encoded = codec->encode(request, to);
        QVERIFY2(encoded.has_value(), encoded ? "" : qPrintable(encoded.error().detail));
        QCOMPARE(encoded->method, QByteArray("POST"));
        QCOMPARE(encoded->url.toString(QUrl::FullyEncoded), url);
        QCOMPARE(headerValue(encoded->headers, "content-type"), QByteArray("application/json"));
        QCOMPARE(json(encoded->body), body);
        QCOMPARE(noteLines(encoded->mapping), notes);
    }

    void notDroppedWhenAsked_data()
    {
        QTest::addColumn<Target>("to");
        QTest::newRow("openai") << openAi();
        QTest::newRow("gemini") << gemini();
        QTest::newRow("ollama") << ollama();
        QTest::newRow("cohere") << cohere();
        QTest::newRow("titan") << bedrock(u"amazon.titan-embed-text-v1"_s);
    }
    void notDroppedWhenAsked()
    {
        QFETCH(const Target, to);
        EmbeddingRequest request = oneOf(everything());
        request.dropParams = false;
        const Result<EncodedRequest> encoded = embeddingCodecById(to.service.dialect)->encode(request, to);
        QVERIFY(!encoded.has_value());
        QCOMPARE(encoded.error().kind, Error::Kind::Unsupported);
    }

    void noEmbeddingsHere()
    {
        QVERIFY(!embeddingCodecById(u"anthropic"));
        Target none = openAi();
        none.service.embeddingsPath.clear();
        const Result<EncodedRequest> refused = embeddingCodecById(u"openai-chat")->encode(texts({u"a"_s}), none);
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().kind, Error::Kind::Unsupported);
        none.service.custom = true; // nobody knows: it is asked
        QVERIFY(embeddingCodecById(u"openai-chat")->encode(texts({u"a"_s}), none).has_value());
        const Result<EncodedRequest> other
            = embeddingCodecById(u"bedrock")->encode(texts({u"a"_s}), bedrock(u"meta.llama3"_s));
        QVERIFY(!other.has_value());
        QCOMPARE(other.error().kind, Error::Kind::Unsupported);
    }

    void limitsOfAFormat()
    {
        QCOMPARE(embeddingCodecById(u"openai-chat")->limits(openAi()).texts, 2048);
        QCOMPARE(embeddingCodecById(u"openai-chat")->limits(openAi()).tokens, 300'000);
        QCOMPARE(embeddingCodecById(u"gemini")->limits(gemini()).texts, 100);
        QCOMPARE(embeddingCodecById(u"cohere")->limits(cohere()).texts, 96);
        const EmbeddingCodec *aws = embeddingCodecById(u"bedrock");
        QCOMPARE(aws->limits(bedrock(u"amazon.titan-embed-text-v2:0"_s)).texts, 1);
        QCOMPARE(aws->limits(bedrock(u"cohere.embed-english-v3"_s)).texts, 96);
    }

    void rowsSayWhatTheyHave()
    {
        const Result<QList<Service>> rows = readServiceTable(R"({"services":[
            {"id":"a","label":"A","dialect":"openai-chat"},
            {"id":"b","label":"B","dialect":"openai-chat","embeddings":true},
            {"id":"c","label":"C","dialect":"openai-chat","embeddings":"v1/vectors",
             "embedding_limits":{"texts":5,"tokens":600},"quirks":{"embedding_int8":true}}]})");
        QVERIFY2(rows.has_value(), rows ? "" : qPrintable(rows.error().detail));
        QCOMPARE(rows->at(0).embeddingsPath, QString());
        QCOMPARE(rows->at(0).embeddingLimits.texts, 0);
        QCOMPARE(rows->at(1).embeddingsPath, u"embeddings"_s);
        QCOMPARE(rows->at(2).embeddingsPath, u"v1/vectors"_s);
        QCOMPARE(rows->at(2).embeddingLimits.texts, 5);
        QCOMPARE(rows->at(2).embeddingLimits.tokens, 600);
        QVERIFY(rows->at(2).quirks.embeddingInt8 && !rows->at(1).quirks.embeddingInt8);
        QVERIFY(!readServiceTable(
            R"({"services":[{"id":"a","label":"A","dialect":"x","embedding_limits":{"texts":-1}}]})"));
    }

    void rowBeforeFormat()
    {
        Service row;
        row.embeddingLimits.texts = 5;
        const EmbeddingLimits limits = effectiveLimits(row, {2048, 300});
        QCOMPARE(limits.texts, 5);
        QCOMPARE(limits.tokens, 300);
    }

    void splitByCount()
    {
        const QList<EmbeddingRequest> parts = embeddingBatches(texts({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s}), {2, 0});
        QCOMPARE(parts.size(), 3);
        QCOMPARE(parts.at(0).input, (QStringList {u"a"_s, u"b"_s}));
        QCOMPARE(parts.at(1).input, (QStringList {u"c"_s, u"d"_s}));
        QCOMPARE(parts.at(2).input, QStringList {u"e"_s});
    }

    void splitByTokens()
    {
        // 40 words are about 40 tokens; 100 of them may be filled to 75, so that two texts never share a request.
        const QString forty = u"word "_s.repeated(40).trimmed();
        QCOMPARE(embeddingBatches(texts({forty, forty}), {0, 100}).size(), 2);
        QCOMPARE(embeddingBatches(texts({forty, forty}), {0, 1000}).size(), 1);
        const QString huge = u"word "_s.repeated(400);
        const QList<EmbeddingRequest> parts = embeddingBatches(texts({u"a"_s, huge, u"b"_s}), {0, 100});
        QCOMPARE(parts.size(), 3); // what is too long goes alone
        QCOMPARE(parts.at(1).input, QStringList {huge});
    }

    void splitKeepsTheRest()
    {
        EmbeddingRequest request = everything();
        for (const EmbeddingRequest &part : embeddingBatches(request, {1, 0})) {
            EmbeddingRequest same = part;
            same.input = request.input;
            QVERIFY(same == request);
        }
        QVERIFY(embeddingBatches(texts({}), {1, 0}).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestEmbeddingEncode)
#include "tst_embedding_encode.moc"
