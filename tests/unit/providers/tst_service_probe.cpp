// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/providers/Authorizer.h"
#include "core/providers/LocalServers.h"
#include "core/providers/ServiceProbe.h"
#include "tests/support/FakeHttpClient.h"
#include "tests/support/HeldPort.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using test::FakeAnswer;
using test::FakeHttpClient;
using Step = ProbeStage::Step;
using Outcome = ProbeStage::Outcome;

namespace {

// Models are the lines of the body after "MODELS".
class LineDialect final : public Dialect
{
public:
    [[nodiscard]] QString id() const override { return u"lines"_s; }
    [[nodiscard]] Result<EncodedRequest> encode(const ChatRequest &, const Target &) const override
    {
        return Error {.kind = Error::Kind::Unsupported};
    }
    [[nodiscard]] std::unique_ptr<StreamDecoder> streamDecoder(const Target &) const override { return {}; }
    [[nodiscard]] Result<QList<Delta>> decode(const QByteArray &, const Target &) const override
    {
        return Error {.kind = Error::Kind::Unsupported};
    }
    [[nodiscard]] Error decodeError(const HttpHead &head, const QByteArray &body, const Target &) const override
    {
        return {.kind = head.status == 401 ? Error::Kind::Auth : Error::Kind::ServerFault,
            .detail = QString::fromUtf8(body),
            .httpStatus = head.status};
    }
    [[nodiscard]] std::optional<EncodedRequest> encodeModelList(const Service &service) const override
    {
        if (service.modelsPath.isEmpty())
            return std::nullopt;
        QUrl url = service.baseUrl;
        url.setPath(u'/' + service.modelsPath);
        return EncodedRequest {.method = "GET", .url = url, .headers = {{"x-version", "7"}}};
    }
    [[nodiscard]] std::optional<EncodedRequest> encodeOwnModels(const Service &service) const override
    {
        if (!service.setting(u"own"_s).isEmpty())
            return EncodedRequest {.method = "GET", .url = service.baseUrl.resolved(QUrl(u"/own"_s)), .headers = {}};
        return std::nullopt;
    }
    [[nodiscard]] Result<QList<ModelInfo>> decodeModelList(const QByteArray &body, const Service &) const override
    {
        const QList<QByteArray> lines = body.split('\n');
        if (lines.first() != "MODELS")
            return Error {.kind = Error::Kind::Malformed, .detail = u"no list"_s};
        QList<ModelInfo> models;
        for (const QByteArray &line : lines.sliced(1))
            models += ModelInfo {.id = QString::fromUtf8(line)};
        return models;
    }
};

const Dialect *lookUp(QStringView id)
{
    static const LineDialect dialect;
    return id == u"lines"_s ? &dialect : nullptr;
}

const SecretBytes key("sk-probe-0000-4f2a");
const QByteArray threeModels = "MODELS\na\nb\nc";

FakeAnswer needsKey(const HttpRequest &request)
{
    if (headerValue(request.headers, "authorization") == "Bearer sk-probe-0000-4f2a")
        return {.body = threeModels};
    return {.status = 401, .body = "who are you"};
}

QString stagesOf(const ProbeResult &result)
{
    static const QHash<Step, QString> names {{Step::Name, u"name"_s}, {Step::Connect, u"connect"_s},
        {Step::Tls, u"tls"_s}, {Step::Key, u"key"_s}, {Step::Models, u"models"_s}};
    QStringList out;
    for (const ProbeStage &stage : result.stages) {
        const QString sign = stage.outcome == Outcome::Passed ? u"+"_s
            : stage.outcome == Outcome::Failed                ? u"!"_s
                                                              : u"?"_s;
        out += names.value(stage.step) + sign;
    }
    return out.join(u' ');
}

} // namespace

class TestServiceProbe : public QObject
{
    Q_OBJECT

    QTcpServer m_server; // takes connections, says nothing
    [[nodiscard]] Service service(const QString &scheme = u"http"_s) const
    {
        Service row {.id = u"acme"_s, .label = u"Acme"_s, .dialect = u"lines"_s};
        row.baseUrl = QUrl(u"%1://127.0.0.1:%2"_s.arg(scheme).arg(m_server.serverPort()));
        row.modelsPath = u"models"_s;
        return row;
    }
    static ProbeResult run(ServiceProbe &probe)
    {
        QSignalSpy finished(&probe, &ServiceProbe::finished);
        QSignalSpy stages(&probe, &ServiceProbe::stageFinished);
        probe.start();
        if (!finished.wait(10'000))
            return {};
        const auto result = finished.first().first().value<ProbeResult>();
        return stages.size() == result.stages.size() ? result : ProbeResult();
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void initTestCase()
    {
        QVERIFY(m_server.listen(QHostAddress::LocalHost));
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            // What a plain server says to a TLS greeting.
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->readAll();
                socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
    }

    // A list of the owner's own models goes first; where it is not to be had, the other one does.
    void ownModelsGoFirst_data()
    {
        QTest::addColumn<int>("status"); // of the own list
        QTest::addColumn<QString>("stages");
        QTest::addColumn<int>("models");
        QTest::addColumn<int>("requests");
        QTest::newRow("there") << 200 << u"connect+ key+ models+"_s << 1 << 2;
        QTest::newRow("not there") << 404 << u"connect+ key+ models+"_s << 3 << 3;
        QTest::newRow("another version is wanted") << 400 << u"connect+ key+ models+"_s << 3 << 3;
        QTest::newRow("not for this login") << 403 << u"connect+ key+ models+"_s << 3 << 3;
        QTest::newRow("a key of no use") << 401 << u"connect+ key!"_s << 0 << 1;
        QTest::newRow("asked too often") << 429 << u"connect+ key!"_s << 0 << 1;
    }
    void ownModelsGoFirst()
    {
        QFETCH(const int, status);
        FakeHttpClient client([status](const HttpRequest &request) -> FakeAnswer {
            const bool own = request.url.path() == "/own"_L1;
            if (!own || headerValue(request.headers, "authorization").isEmpty())
                return needsKey(request);
            return {.status = status, .body = status == 200 ? QByteArray("MODELS\nmine") : QByteArray("no")};
        });
        Service row = service();
        row.settings.insert(u"own"_s, u"1"_s);
        ServiceProbe probe(row, key, client, lookUp);
        const ProbeResult result = run(probe);
        QTEST(stagesOf(result), "stages");
        QTEST(int(result.models.size()), "models");
        QTEST(int(client.requests.size()), "requests");
    }

    void provesAKeyByItsAbsence()
    {
        FakeHttpClient client(needsKey);
        ServiceProbe probe(service(), key, client, lookUp);
        const ProbeResult result = run(probe);
        QCOMPARE(stagesOf(result), u"connect+ key+ models+"_s);
        QVERIFY(!result.error && result.keyProven());
        QCOMPARE(result.models.size(), 3);
        QCOMPARE(result.stages.last().models, 3);
        QCOMPARE(client.requests.size(), 2);
        for (const HttpRequest &request : std::as_const(client.requests)) {
            QCOMPARE(request.method, QByteArray("GET"));
            QVERIFY(request.body.isEmpty());
            QCOMPARE(headerValue(request.headers, "x-version"), QByteArray("7"));
            QVERIFY(!request.url.toString().contains(u"sk-probe"_s));
        }
        QVERIFY(headerValue(client.requests.last().headers, "authorization").isEmpty());
    }

    void saysNothingOfAKeyThatIsNotAskedFor()
    {
        FakeHttpClient client([](const HttpRequest &) { return FakeAnswer {.body = threeModels}; });
        ServiceProbe probe(service(), key, client, lookUp);
        const ProbeResult result = run(probe);
        QCOMPARE(stagesOf(result), u"connect+ key? models+"_s);
        QVERIFY(!result.error && !result.keyProven());
    }

    void worksWithoutAKey()
    {
        FakeHttpClient client([](const HttpRequest &) { return FakeAnswer {.body = threeModels}; });
        ServiceProbe probe(service(), {}, client, lookUp);
        QCOMPARE(stagesOf(run(probe)), u"connect+ models+"_s);
        QCOMPARE(client.requests.size(), 1);
    }

    void tellsWhatFailed_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("stages");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("rejected") << 401 << QByteArray("no") << u"connect+ key!"_s << Error::Kind::Auth;
        QTest::newRow("broken") << 500 << QByteArray("oh") << u"connect+ key!"_s << Error::Kind::ServerFault;
        QTest::newRow("sent away") << 302 << QByteArray() << u"connect+ key!"_s << Error::Kind::NotFound;
    }
    void tellsWhatFailed()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, body);
        FakeHttpClient client([=](const HttpRequest &) { return FakeAnswer {.status = status, .body = body}; });
        ServiceProbe probe(service(), key, client, lookUp);
        const ProbeResult result = run(probe);
        QTEST(stagesOf(result), "stages");
        QVERIFY(result.error.has_value());
        QTEST(result.error->kind, "kind");
        QCOMPARE(result.error->service, u"acme"_s);
        QCOMPARE(client.requests.size(), 1);
    }

    void tellsAListingThatMakesNoSense()
    {
        FakeHttpClient client([](const HttpRequest &request) {
            const bool withKey = !headerValue(request.headers, "authorization").isEmpty();
            return withKey ? FakeAnswer {.body = "<html>"} : FakeAnswer {.status = 401};
        });
        ServiceProbe probe(service(), key, client, lookUp);
        const ProbeResult result = run(probe);
        QCOMPARE(stagesOf(result), u"connect+ key+ models!"_s);
        QCOMPARE(result.error->kind, Error::Kind::Malformed);
    }

    void tellsThatNobodyListens()
    {
        const HeldPort nobody;
        Service row = service();
        row.baseUrl.setPort(nobody.number());
        FakeHttpClient client(needsKey);
        ServiceProbe probe(row, key, client, lookUp);
        const ProbeResult result = run(probe);
        QCOMPARE(stagesOf(result), u"connect!"_s);
        QCOMPARE(result.error->code, u"refused"_s);
        QVERIFY(client.requests.isEmpty()); // the key has not left
    }

    void tellsAnUnknownName()
    {
        Service row = service();
        row.baseUrl = QUrl(u"http://no-such-host.invalid"_s);
        FakeHttpClient client(needsKey);
        ServiceProbe probe(row, key, client, lookUp);
        const ProbeResult result = run(probe);
        QCOMPARE(stagesOf(result), u"name!"_s);
        QCOMPARE(result.error->code, u"name"_s);
        QVERIFY(client.requests.isEmpty());
    }

    void tellsAServerWithoutTls()
    {
        FakeHttpClient client(needsKey);
        ServiceProbe probe(service(u"https"_s), key, client, lookUp);
        const ProbeResult result = run(probe);
        QCOMPARE(stagesOf(result), u"connect+ tls!"_s);
        QCOMPARE(result.error->code, u"tls"_s);
        QVERIFY(client.requests.isEmpty());
    }

    void tellsThatThereIsNoAddress()
    {
        Service row = service();
        row.baseUrl.clear();
        FakeHttpClient client(needsKey);
        ServiceProbe probe(row, key, client, lookUp);
        QCOMPARE(run(probe).error->kind, Error::Kind::BadRequest);
    }

    void canBeCancelled()
    {
        FakeHttpClient client; // silent
        ServiceProbe probe(service(), key, client, lookUp);
        QSignalSpy finished(&probe, &ServiceProbe::finished);
        probe.start();
        QTRY_COMPARE(client.requests.size(), 1);
        probe.cancel();
        probe.cancel();
        QVERIFY(finished.wait());
        QCOMPARE(finished.size(), 1);
        QCOMPARE(finished.first().first().value<ProbeResult>().error->kind, Error::Kind::Cancelled);
    }

    void canBeDroppedAtAnyTime()
    {
        FakeHttpClient client(needsKey);
        auto probe = std::make_unique<ServiceProbe>(service(), key, client, lookUp);
        probe->start();
        probe.reset();
        auto second = std::make_unique<ServiceProbe>(service(), key, client, lookUp);
        second->start();
        QTRY_VERIFY(!client.requests.isEmpty());
        second.reset();
        QCoreApplication::processEvents();
    }

    void putsTheKeyInOneHeader_data()
    {
        QTest::addColumn<AuthScheme>("scheme");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("bearer") << AuthScheme::Bearer << QByteArray("Authorization")
                                << QByteArray("Bearer sk-probe-0000-4f2a");
        QTest::newRow("x-api-key") << AuthScheme::XApiKey << QByteArray("x-api-key")
                                   << QByteArray("sk-probe-0000-4f2a");
        QTest::newRow("google") << AuthScheme::XGoogApiKey << QByteArray("x-goog-api-key")
                                << QByteArray("sk-probe-0000-4f2a");
    }
    void putsTheKeyInOneHeader()
    {
        QFETCH(const AuthScheme, scheme);
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, value);
        HttpHeaders headers {{"accept", "*/*"}, {name.toUpper(), "old"}};
        authorize(headers, scheme, key);
        QCOMPARE(headers, (HttpHeaders {{"accept", "*/*"}, {name, value}}));
        authorize(headers, scheme, {});
        QCOMPARE(headers.size(), 2);
        HttpHeaders untouched {{"accept", "*/*"}};
        authorize(untouched, AuthScheme::None, key);
        QCOMPARE(untouched.size(), 1);
    }

    void findsLocalServersByWhatTheySay()
    {
        const auto local = [](const QString &id, const QString &address, bool isLocal = true) {
            Service row {.id = id, .dialect = u"lines"_s, .local = isLocal};
            row.baseUrl = QUrl(address);
            row.modelsPath = u"models"_s;
            return row;
        };
        const QList<Service> services {local(u"good"_s, u"http://localhost:1"_s),
            local(u"web"_s, u"http://localhost:2"_s), local(u"none"_s, u"http://localhost:3"_s),
            local(u"stuck"_s, u"http://localhost:4"_s), local(u"away"_s, u"http://192.0.2.1:5"_s),
            local(u"cloud"_s, u"http://localhost:6"_s, false), local(u"empty"_s, u"http://127.0.0.1:7"_s)};
        FakeHttpClient client([](const HttpRequest &request) {
            switch (request.url.port()) {
            case 1:
                return FakeAnswer {.body = threeModels};
            case 2:
                return FakeAnswer {.body = "<html>It works</html>"};
            case 3:
                return FakeAnswer {.error = Error {.kind = Error::Kind::Network}};
            case 4:
                return FakeAnswer {.silent = true};
            default:
                return FakeAnswer {.body = "MODELS"};
            }
        });
        LocalServers servers(client, lookUp, std::chrono::milliseconds(300));
        QSignalSpy finished(&servers, &LocalServers::finished);
        servers.search(services);
        QVERIFY(finished.isEmpty());
        QVERIFY(finished.wait(3000));
        const auto found = finished.first().first().value<QList<LocalServer>>();
        QCOMPARE(found.size(), 2);
        QCOMPARE(found.at(0).service, u"good"_s);
        QCOMPARE(found.at(0).models.size(), 3);
        QCOMPARE(found.at(1).service, u"empty"_s);
        QCOMPARE(client.requests.size(), 5); // neither the one elsewhere nor the one that is not local
        for (const HttpRequest &request : std::as_const(client.requests))
            QVERIFY(headerValue(request.headers, "authorization").isEmpty());
        servers.search({});
        QVERIFY(finished.wait(3000));
        QVERIFY(servers.servers().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestServiceProbe)
#include "tst_service_probe.moc"
