// SPDX-License-Identifier: GPL-3.0-or-later
// Every recorded answer to a request for embeddings, against what was read in it by hand.
#include "core/providers/EmbeddingCodec.h"
#include "core/providers/ErrorClassifier.h"
#include "tests/support/TrafficShares.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <array>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace lineup;
using lineup::test::Recording;

namespace {

struct Facts
{
    const char *recording;
    const char *dialect;
    bool int8;
    int vectors; // 0: an error
    int length;
    float first; // of the first vector
    float last; // of the last vector
    double sum; // of everything
    int tokens;
    const char *cost; // USD as decimal text; "" for none reported
    Error::Kind error;
};

constexpr Error::Kind none = Error::Kind::ServerFault;
constexpr std::array recordedFacts {
    Facts {"ollama/010", "ollama", false, 1, 768, 0.015991924F, 0.007620321F, 0.193191, 4, "", none},
    Facts {"perplexity/010", "openai-chat", true, 3, 256, -41.0F, -18.0F, -1276.0, 3, "0.000000012", none},
    Facts {"mistral/020", "openai-chat", false, 1, 1024, -0.04541015625F, 0.0135650634765625F, -1.596422, 5, "", none},
    Facts {"openrouter/018", "openai-chat", false, 1, 768, -0.0606689453125F, -0.0290679931640625F, -1.969326, 7,
        "0.00000014", none},
    Facts {"gemini/004", "gemini", false, 0, 0, 0, 0, 0, 0, "", Error::Kind::NotFound},
    Facts {"openai/021", "openai-chat", false, 0, 0, 0, 0, 0, 0, "", Error::Kind::NotFound},
    Facts {"cohere/018", "cohere", false, 0, 0, 0, 0, 0, 0, "", Error::Kind::NotFound},
    Facts {"azure/015", "openai-chat", false, 0, 0, 0, 0, 0, 0, "", Error::Kind::Auth},
};

Recording recordingOf(const Facts &facts)
{
    const QString provider = QString::fromLatin1(facts.recording).section(u'/', 0, 0);
    for (const Recording &recording : test::recordings(provider, u"embeddings"_s)) {
        if (recording.name == QLatin1StringView(facts.recording))
            return recording;
    }
    return {};
}

Target targetOf(const Facts &facts)
{
    Target out;
    out.service.id = u"s"_s;
    out.service.dialect = QString::fromLatin1(facts.dialect);
    out.service.baseUrl = QUrl(u"https://x.test"_s);
    out.service.embeddingsPath = u"embeddings"_s;
    out.service.quirks.embeddingInt8 = facts.int8;
    out.model = u"m"_s;
    return out;
}

// How many texts the other client sent, whatever the member's name.
qsizetype textsIn(const QJsonObject &body)
{
    for (const QLatin1StringView name : {"input"_L1, "texts"_L1, "requests"_L1}) {
        if (body.contains(name))
            return body.value(name).isArray() ? body.value(name).toArray().size() : 1;
    }
    return 0;
}

} // namespace

class TestTrafficEmbeddings : public QObject
{
    Q_OBJECT

    static void rows(bool errors)
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < recordedFacts.size(); ++i) {
            if ((recordedFacts.at(i).vectors == 0) == errors)
                QTest::newRow(recordedFacts.at(i).recording) << int(i);
        }
    }

private Q_SLOTS:
    void initTestCase() { LINEUP_NEEDS_TRAFFIC(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyRecordingIsRead()
    {
        QStringList there;
        for (const Recording &recording : test::shareOf("tst_traffic_embeddings"_L1))
            there += recording.name;
        QStringList read;
        for (const Facts &facts : recordedFacts)
            read += QString::fromLatin1(facts.recording);
        there.sort();
        read.sort();
        QCOMPARE(read, there);
    }

    void vectors_data() { rows(false); }
    void vectors()
    {
        QFETCH(const int, index);
        const Facts &facts = recordedFacts.at(size_t(index));
        const Recording recording = recordingOf(facts);
        const Target target = targetOf(facts);
        QCOMPARE(textsIn(recording.request.toObject()), facts.vectors);
        const Result<EmbeddingResult> result
            = embeddingCodecById(target.service.dialect)->decode(recording.head, recording.body, facts.vectors, target);
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().detail));
        QCOMPARE(result->vectors.size(), facts.vectors);
        double sum = 0;
        for (const QList<float> &vector : result->vectors) {
            QCOMPARE(vector.size(), facts.length);
            sum = std::accumulate(vector.begin(), vector.end(), sum);
        }
        QCOMPARE(result->vectors.first().first(), facts.first);
        QCOMPARE(result->vectors.last().last(), facts.last);
        QVERIFY2(qAbs(sum - facts.sum) < 1e-5, qPrintable(QString::number(sum)));
        QCOMPARE(result->usage.source, Usage::Source::Reported);
        QCOMPARE(result->usage.inputTotal(), facts.tokens);
        QCOMPARE(result->providerCost ? result->providerCost->toDecimal() : QString(), QString::fromLatin1(facts.cost));
        QVERIFY(!result->model.isEmpty());
    }

    // A body that was cut says so; it never gives fewer vectors without a word.
    void cutBodies_data() { rows(false); }
    void cutBodies()
    {
        QFETCH(const int, index);
        const Facts &facts = recordedFacts.at(size_t(index));
        const Recording recording = recordingOf(facts);
        const QByteArray whole = recording.body.trimmed();
        const Target target = targetOf(facts);
        for (const qsizetype cut : test::cuts(whole, 2000)) {
            if (cut >= whole.size())
                continue;
            const Result<EmbeddingResult> result = embeddingCodecById(target.service.dialect)
                                                       ->decode(recording.head, whole.left(cut), facts.vectors, target);
            QVERIFY(!result.has_value());
            QCOMPARE(result.error().kind, Error::Kind::Malformed);
        }
    }

    void errors_data() { rows(true); }
    void errors()
    {
        QFETCH(const int, index);
        const Facts &facts = recordedFacts.at(size_t(index));
        const Recording recording = recordingOf(facts);
        QVERIFY(recording.head.status >= 400);
        ErrorFacts read = readErrorBody(recording.body);
        read.status = recording.head.status;
        const Error error = classifyError(read, recording.head.headers, recording.body, targetOf(facts).service);
        QCOMPARE(error.kind, facts.error);
        QVERIFY(error.detail.size() > 20);
    }

    // What the other clients sent is what we send for the same request, but for what is said in the report.
    void sameRequests()
    {
        const auto ours = [](size_t index, const EmbeddingRequest &request, const QString &model) {
            Target target = targetOf(recordedFacts.at(index));
            target.model = model;
            const Result<EncodedRequest> encoded = embeddingCodecById(target.service.dialect)->encode(request, target);
            return encoded ? QJsonDocument::fromJson(encoded->body).object() : QJsonObject();
        };
        const auto theirs = [](size_t index) { return recordingOf(recordedFacts.at(index)).request.toObject(); };
        EmbeddingRequest request;
        request.input = {u"Ruby"_s, u"Python"_s, u"JavaScript"_s};
        request.dimensions = 256;
        QCOMPARE(ours(1, request, u"pplx-embed-v1-0.6b"_s), theirs(1));

        EmbeddingRequest query;
        query.input = {u"Hello, world!"_s};
        query.inputType = u"search_query"_s;
        QCOMPARE(ours(4, query, u"nonexistent-model"_s), theirs(4));
        QJsonObject cohere = theirs(6);
        cohere.remove(u"max_tokens"_s); // null
        cohere.remove(u"output_dimension"_s); // null
        QCOMPARE(ours(6, query, u"nonexistent"_s), cohere);

        EmbeddingRequest coded;
        coded.input = {u"South Atlantic Ocean."_s};
        coded.encodingFormat = u"base64"_s;
        QCOMPARE(ours(5, coded, u"not-found-model"_s), theirs(5));
    }
};

QTEST_APPLESS_MAIN(TestTrafficEmbeddings)
#include "tst_traffic_embeddings.moc"
