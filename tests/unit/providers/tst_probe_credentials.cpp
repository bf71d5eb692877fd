// SPDX-License-Identifier: GPL-3.0-or-later
// Testing a service on the Keys page, with each kind of credential that there is: what is sent, what a wrong one gives,
// and that no secret is told.
#include "core/providers/ServiceProbe.h"
#include "tests/support/FakeHttpClient.h"
#include "tests/support/ShippedRow.h"
#include "tests/unit/providers/google/RsaTestKey.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using test::FakeAnswer;
using test::FakeHttpClient;

namespace {

const QByteArray secret = "S3CRET-of-this-test-0123456789";
const QByteArray openAiList = R"({"object":"list","data":[{"id":"m1"},{"id":"m2"}]})";

struct Kind
{
    const char *name;
    const char *service;
    const char *model = "m"; // which decides the format where a service has several
    QHash<QString, QString> settings;
    QHash<QString, QByteArray> secrets; // beside the key
    QByteArray key = secret;
    const char *header = "authorization";
    QByteArray begins; // how the header's value begins
    const char *sellsTokens = nullptr; // host of the token's address
    QByteArray list = openAiList;
};

QByteArray serviceAccount()
{
    static const test::RsaTestKey rsa = test::RsaTestKey::generated();
    return QJsonDocument(
        QJsonObject {{u"type"_s, u"service_account"_s}, {u"project_id"_s, u"acme"_s}, {u"private_key_id"_s, u"id-1"_s},
            {u"private_key"_s, QString::fromLatin1(rsa.pem())}, {u"client_email"_s, u"robot@acme.test"_s},
            {u"token_uri"_s, u"https://tokens.test/sold"_s}})
        .toJson(QJsonDocument::Compact);
}

QList<Kind> kinds()
{
    // The listing of Bedrock itself is at another host than its calls, which is not there on this machine.
    const QByteArray bearer = "Bearer " + secret;
    const QByteArray bought = "Bearer bought";
    const QByteArray vertexList = R"({"publisherModels":[{"name":"publishers/google/models/gemini-2.5-pro"}]})";
    const QHash<QString, QString> project {{u"project"_s, u"acme"_s}};
    const QHash<QString, QString> resource {{u"resource"_s, u"acme"_s}};
    return {
        {.name = "bearer", .service = "openai", .begins = bearer},
        {.name = "x-api-key", .service = "anthropic", .header = "x-api-key", .begins = secret},
        {.name = "x-goog-api-key",
            .service = "gemini",
            .header = "x-goog-api-key",
            .begins = secret,
            .list = R"({"models":[{"name":"models/gemini-x","supportedGenerationMethods":["generateContent"]}]})"},
        {.name = "azure key", .service = "azure", .settings = resource, .header = "api-key", .begins = secret},
        {.name = "entra client secret",
            .service = "azure",
            .settings = {{u"resource"_s, u"acme"_s}, {u"tenant"_s, u"t1"_s}, {u"client_id"_s, u"c1"_s}},
            .secrets = {{u"client_secret"_s, secret}},
            .key = {},
            .begins = bought,
            .sellsTokens = "login.microsoftonline.com"},
        {.name = "entra token",
            .service = "azure",
            .settings = resource,
            .secrets = {{u"ad_token"_s, secret}},
            .key = {},
            .begins = bearer},
        {.name = "aws key pair",
            .service = "bedrock_mantle",
            .settings = {{u"access_key_id"_s, u"AKIDEXAMPLE"_s}, {u"region"_s, u"us-east-1"_s}},
            .begins = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"},
        {.name = "aws session",
            .service = "bedrock_mantle",
            .settings = {{u"access_key_id"_s, u"AKIDEXAMPLE"_s}, {u"region"_s, u"us-east-1"_s}},
            .secrets = {{u"session_token"_s, "session-" + secret}},
            .begins = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"},
        {.name = "bedrock key",
            .service = "bedrock_mantle",
            .settings = {{u"region"_s, u"us-east-1"_s}},
            .key = "ABSK" + secret,
            .begins = "Bearer ABSK" + secret},
        {.name = "google service account",
            .service = "vertex_ai",
            .settings = project,
            .key = serviceAccount(),
            .begins = bought,
            .sellsTokens = "tokens.test",
            .list = vertexList},
        {.name = "ibm key",
            .service = "watsonx",
            .settings = {{u"project_id"_s, u"p"_s}},
            .begins = bought,
            .sellsTokens = "iam.cloud.ibm.com",
            .list = R"({"resources":[{"model_id":"ibm/granite","label":"granite"}]})"},
        {.name = "ibm token",
            .service = "watsonx",
            .settings = {{u"project_id"_s, u"p"_s}},
            .secrets = {{u"token"_s, secret}},
            .key = {},
            .begins = bearer,
            .list = R"({"resources":[{"model_id":"ibm/granite","label":"granite"}]})"},
        {.name = "replicate",
            .service = "replicate",
            .begins = bearer,
            .list = R"({"models":[{"owner":"a","name":"b"}]})"},
        {.name = "databricks",
            .service = "databricks",
            .settings = {{u"host"_s, u"acme.test"_s}},
            .begins = bearer,
            .list = R"({"endpoints":[{"name":"e","task":"llm/v1/chat"}]})"},
    };
}

const Kind &kindOf(const QString &name)
{
    static const QList<Kind> all = kinds();
    return *std::find_if(
        all.begin(), all.end(), [&name](const Kind &kind) { return name == QLatin1StringView(kind.name); });
}

Credentials credentialsOf(const Kind &kind)
{
    Credentials out {SecretBytes(kind.key)};
    for (auto it = kind.secrets.begin(); it != kind.secrets.end(); ++it)
        out.fields.insert(it.key(), SecretBytes(it.value()));
    return out;
}

// Takes the credential where it belongs, or refuses it and echoes all that it was sent.
FakeAnswer serverOf(const Kind &kind, const HttpRequest &request, bool takes)
{
    const QByteArray echo = headerValue(request.headers, kind.header) + ' ' + request.body;
    const QJsonObject error {{u"message"_s, QString(u"bad credential "_s + QString::fromUtf8(echo))}};
    const FakeAnswer refusal {
        .status = 401, .body = QJsonDocument(QJsonObject {{u"error"_s, error}}).toJson(QJsonDocument::Compact)};
    if (kind.sellsTokens && request.url.host() == QLatin1StringView(kind.sellsTokens))
        return takes ? FakeAnswer {.body = R"({"access_token":"bought","expires_in":3600})"} : refusal;
    const bool signedIn = takes && headerValue(request.headers, kind.header).startsWith(kind.begins);
    return signedIn ? FakeAnswer {.body = kind.list} : refusal;
}

} // namespace

class TestProbeCredentials : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.listen(QHostAddress::LocalHost)); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void goodOnes_data() { addRows(); }
    void goodOnes()
    {
        QFETCH(const QString, kind);
        const Kind &row = kindOf(kind);
        FakeHttpClient client([&row](const HttpRequest &request) { return serverOf(row, request, true); });
        const ProbeResult result = probed(row, client);
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->detail) : "");
        QVERIFY(result.keyProven());
        QVERIFY(!result.models.isEmpty());
        bool seen = false;
        for (const HttpRequest &request : client.requests) {
            QVERIFY2(!request.url.toString().contains(QString::fromLatin1(secret)), "a secret in an address");
            seen = seen || headerValue(request.headers, row.header).startsWith(row.begins);
            const bool tokens = row.sellsTokens && request.url.host() == QLatin1StringView(row.sellsTokens);
            QCOMPARE(request.method, tokens ? QByteArray("POST") : QByteArray("GET")); // nothing is spent
            if (row.sellsTokens && !tokens)
                QVERIFY(!headerValue(request.headers, "authorization").contains(secret));
        }
        QVERIFY2(seen, "the credential was not sent in its header");
    }

    // Refused where it goes, be it the service or who sells tokens for it: the stage says so, and no word of it is
    // told, although the server echoes everything.
    void badOnes_data() { addRows(); }
    void badOnes()
    {
        QFETCH(const QString, kind);
        const Kind &row = kindOf(kind);
        FakeHttpClient client([&row](const HttpRequest &request) { return serverOf(row, request, false); });
        const ProbeResult result = probed(row, client);
        QVERIFY(result.error.has_value());
        QCOMPARE(result.stages.last().step, ProbeStage::Step::Key);
        QCOMPARE(result.stages.last().outcome, ProbeStage::Outcome::Failed);
        QVERIFY2(result.error->kind == Error::Kind::Auth || result.error->kind == Error::Kind::PermissionDenied,
            qPrintable(result.error->detail));
        for (const QString &text : {result.error->detail, result.error->code, result.error->requestId})
            QVERIFY2(!text.contains(QString::fromLatin1(secret)), qPrintable(text));
        QVERIFY(!result.keyProven());
    }

    // Whoever has nothing to give is told what is missing, before anything is sent.
    void none_data()
    {
        QTest::addColumn<QString>("service");
        for (const char *id : {"vertex_ai", "watsonx"})
            QTest::newRow(id) << QString::fromLatin1(id);
    }
    void none()
    {
        QFETCH(const QString, service);
        Kind row {.name = "none", .service = service == "watsonx"_L1 ? "watsonx" : "vertex_ai", .key = {}};
        row.settings = {{u"project"_s, u"acme"_s}, {u"credentials_file"_s, u"/nowhere/at/all.json"_s}};
        FakeHttpClient client([&row](const HttpRequest &request) { return serverOf(row, request, true); });
        const ProbeResult result = probed(row, client);
        QVERIFY(result.error.has_value());
        QCOMPARE(result.error->kind, Error::Kind::Auth);
        QVERIFY(!result.error->detail.isEmpty());
        QVERIFY(client.requests.isEmpty());
    }

private:
    void addRows()
    {
        QTest::addColumn<QString>("kind");
        for (const Kind &kind : kinds())
            QTest::newRow(kind.name) << QString::fromLatin1(kind.name);
    }

    [[nodiscard]] ProbeResult probed(const Kind &kind, FakeHttpClient &client) const
    {
        Service row = test::rowFor(
            QLatin1StringView(kind.service).toString(), kind.settings, QLatin1StringView(kind.model).toString());
        row.baseUrl.setScheme(u"http"_s); // the connection is tried for real
        row.baseUrl.setHost(u"127.0.0.1"_s);
        row.baseUrl.setPort(m_server.serverPort());
        ServiceProbe probe(row, credentialsOf(kind), client);
        QSignalSpy finished(&probe, &ServiceProbe::finished);
        probe.start();
        if (!finished.wait(10'000))
            return {.error = Error {.kind = Error::Kind::Timeout}};
        return finished.first().first().value<ProbeResult>();
    }

    QTcpServer m_server; // takes connections, says nothing
};

QTEST_GUILESS_MAIN(TestProbeCredentials)
#include "tst_probe_credentials.moc"
