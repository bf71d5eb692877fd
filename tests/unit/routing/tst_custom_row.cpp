// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/LoopbackServer.h"
#include "tests/support/RoutingBench.h"
#include "tests/unit/providers/RowSchema.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::test;

namespace {

QByteArray contents(const QString &name)
{
    QFile file(QStringLiteral(LINEUP_SOURCE_DIR "/") + name);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

// The row that CONTRIBUTING.md shows, as a table of its own.
QJsonObject shownTable()
{
    const QByteArray text = contents(u"CONTRIBUTING.md"_s);
    const qsizetype from = text.indexOf("```json\n", text.indexOf("Adding an OpenAI-compatible service"));
    const qsizetype to = text.indexOf("```\n", from + 8);
    const QJsonObject row = QJsonDocument::fromJson(text.mid(from + 8, to - from - 8)).object();
    return {{u"schema"_s, 1}, {u"services"_s, QJsonArray {row}}};
}

// A router whose catalogue has a person's own file.
class OwnServices
{
public:
    explicit OwnServices(const QString &file)
        : catalogue(file),
          router({.catalogue = catalogue, .vault = vault, .network = network, .replay = network, .clock = clock})
    {
    }
    Result<Completion> call(const ChatRequest &request)
    {
        const ReplyPtr reply = router.send(request);
        std::optional<Result<Completion>> result;
        QObject::connect(reply.get(), &Reply::finished, reply.get(),
            [&result](const Result<Completion> &answer) { result = answer; });
        if (!QTest::qWaitFor([&result] { return result.has_value(); }, 20'000))
            return Error {.kind = Error::Kind::Timeout, .detail = u"the call did not end"_s};
        mapping = reply->record().attempts.isEmpty() ? MappingReport() : reply->record().attempts.last().mapping;
        return *result;
    }

    SystemClock clock;
    Catalogue catalogue;
    MemoryVault vault;
    NetworkHttpClient network;
    Router router;
    MappingReport mapping;
};

} // namespace

// A service that no code knows is reached by one row of data, in the person's own file.
class TestCustomRow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theShownRowKeepsTheRules();
    void noCodeKnowsIt();
    void answersInOnePiece();
    void answersInPieces();
    void tellsErrorsByItsPatterns();
    void recognisesItsModelsPath();

private:
    [[nodiscard]] ChatRequest question(bool stream) const;
    LoopbackServer *m_server = nullptr;
    std::unique_ptr<LoopbackServer> m_ownedServer;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<OwnServices> m_own;
};

void TestCustomRow::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    m_own.reset();
    m_ownedServer = std::make_unique<LoopbackServer>();
    m_server = m_ownedServer.get();
    m_dir = std::make_unique<QTemporaryDir>();
    QFile file(m_dir->filePath(u"services.json"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    QByteArray table = QJsonDocument(shownTable()).toJson();
    QVERIFY(table.contains("https://api.example.com/v1"));
    table.replace("https://api.example.com/v1", m_server->url(u"/v1"_s).toString().toUtf8());
    file.write(table);
    file.close();
    m_own = std::make_unique<OwnServices>(file.fileName());
    m_own->vault.environment.values.insert(u"EXAMPLE_API_KEY"_s, "exa-0123456789abcdef");
}

ChatRequest TestCustomRow::question(bool stream) const
{
    ChatRequest request = lineup::test::question(u"example/some-model"_s, stream);
    request.maxTokens = 50;
    request.seed = 7;
    return request;
}

void TestCustomRow::theShownRowKeepsTheRules()
{
    const QJsonObject schema
        = QJsonDocument::fromJson(contents(u"resources/catalogue/services.schema.json"_s)).object();
    QVERIFY(!schema.isEmpty());
    QCOMPARE(schemaFaults(shownTable(), schema), QStringList());
}

void TestCustomRow::noCodeKnowsIt()
{
    QVERIFY(!Catalogue().service(u"example"));
    const Service *service = m_own->catalogue.service(u"example");
    QVERIFY(service);
    QVERIFY(service->custom);
    QCOMPARE(service->label, u"Example AI"_s);
}

void TestCustomRow::answersInOnePiece()
{
    m_server->setAnswer(ServerScript::ok(R"({"id":"r","choices":[{"index":0,"finish_reason":"stop",)"
                                         R"("message":{"role":"assistant","content":"Good day."}}],)"
                                         R"("usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8}})"));
    const Result<Completion> answer = m_own->call(question(false));
    QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().detail));
    QCOMPARE(answer->text(), u"Good day."_s);
    QCOMPARE(answer->usage.inputTotal(), 5);
    const ServerRequest &sent = m_server->requests().first();
    QCOMPARE(sent.path, "/v1/chat/completions");
    QCOMPARE(sent.header("authorization"), "Bearer exa-0123456789abcdef");
    const QJsonObject body = QJsonDocument::fromJson(sent.body).object();
    QCOMPARE(body["model"_L1].toString(), u"some-model"_s);
    QCOMPARE(body["max_completion_tokens"_L1].toInt(), 50);
    QVERIFY(!body.contains("seed"_L1) && !body.contains("max_tokens"_L1));
    QCOMPARE(m_own->mapping.size(), 2);
}

void TestCustomRow::answersInPieces()
{
    m_server->setAnswer(
        ServerScript::stream({"data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Good \"}}]}\n\n",
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"day.\"},\"finish_reason\":\"stop\"}]}\n\n",
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":3,\"total_tokens\":8}}\n\n",
            "data: [DONE]\n\n"}));
    const Result<Completion> answer = m_own->call(question(true));
    QVERIFY2(answer.has_value(), answer ? "" : qPrintable(answer.error().detail));
    QCOMPARE(answer->text(), u"Good day."_s);
    QCOMPARE(answer->usage.outputTotal(), 3);
    QVERIFY(answer->complete);
}

void TestCustomRow::tellsErrorsByItsPatterns()
{
    ServerScript refusal(400);
    refusal.header("Content-Type", "application/json");
    refusal.piece(R"({"error":{"message":"That is too many words for me"}})");
    m_server->setAnswer(refusal);
    const Result<Completion> answer = m_own->call(question(true));
    QVERIFY(!answer.has_value());
    QCOMPARE(answer.error().kind, Error::Kind::ContextTooLong);
    QCOMPARE(answer.error().service, u"example"_s);
}

void TestCustomRow::recognisesItsModelsPath()
{
    const Service *service = m_own->catalogue.service(u"example");
    const std::optional<EncodedRequest> list = dialectById(service->dialect)->encodeModelList(*service);
    QVERIFY(list.has_value());
    QCOMPARE(list->url, m_server->url(u"/v1/models"_s));
}

QTEST_GUILESS_MAIN(TestCustomRow)
#include "tst_custom_row.moc"
