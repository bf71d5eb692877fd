// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/ChatRequestJson.h"
#include "tests/integration/grid/GridAccount.h"
#include "tests/integration/grid/GridAnswers.h"
#include "tests/integration/grid/GridCheck.h"
#include "tests/integration/grid/GridRequests.h"
#include "tests/support/GoldenEncode.h"
#include "tests/support/LoopbackServer.h"
#include "tests/support/ProviderSchemas.h"
#include "tests/support/RoutingBench.h"
#include "tests/support/Sanitized.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace lineup;
using namespace lineup::grid;

namespace {

constexpr int requestsEach = 320;
constexpr int callsEach = requestsEach / test::thinning; // the whole way, with headers and keys

QJsonObject bodyOf(const EncodedRequest &encoded)
{
    return QJsonDocument::fromJson(encoded.body).object();
}

// Lines that are an error when nothing may be dropped.
bool dropsAParameter(const MappingReport &report)
{
    return std::any_of(report.begin(), report.end(), [](const MappingNote &line) {
        return line.action == MappingNote::Action::Dropped && line.parameter != "messages"_L1;
    });
}

// Conversations that no provider takes as they are.
bool isOdd(const Asked &asked)
{
    static const QStringList odd {u"interrupted call"_s, u"orphan result"_s, u"calls without ids"_s, u"empty answer"_s};
    return odd.contains(asked.name.section(u" | "_s, -1));
}

bool tellsOfMessages(const MappingReport &report)
{
    return std::any_of(
        report.begin(), report.end(), [](const MappingNote &line) { return line.parameter.startsWith("messages"_L1); });
}

QString pathOf(const Row &row, const QString &model, bool stream)
{
    const char *path = stream && row.streamPath ? row.streamPath : row.path;
    return QString::fromLatin1(path).replace(u"%1"_s, model);
}

const QByteArray boughtToken = "token-of-the-grid";

// Answers calls; and sells a token where the service has such a thing.
class GridServer
{
public:
    explicit GridServer(const Row &row)
    {
        if (!row.tokenVariable)
            return;
        qputenv(row.tokenVariable, m_server.url(u"/token"_s).toString().toLatin1());
        m_server.setHandler([this](const ServerRequest &request) {
            return request.path == "/token" ? ServerScript::ok(R"({"access_token":")" + boughtToken + R"("})")
                                            : m_answer;
        });
    }
    void answer(const ServerScript &script)
    {
        m_answer = script;
        m_server.setAnswer(script);
    }
    [[nodiscard]] QUrl url(const QString &path) const { return m_server.url(path); }
    // What it was asked, but for tokens.
    [[nodiscard]] QList<ServerRequest> requests() const
    {
        QList<ServerRequest> out = m_server.requests();
        out.removeIf([](const ServerRequest &request) { return request.path == "/token"; });
        return out;
    }

private:
    LoopbackServer m_server;
    ServerScript m_answer;
};

} // namespace

class TestRequestGrid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }
    void encodes_data() { addRows(); }
    void encodes();
    void calls_data() { addRows(); }
    void calls();
    void secondTurn_data() { addRows(); }
    void secondTurn();
    void accountFindsWhatIsLost();

private:
    void addRows();
    [[nodiscard]] Result<ChatRequest> readRequest(const Row &row, const Asked &asked, qsizetype place) const;
    void check(const Row &row, const Asked &asked, qsizetype place, QStringList &faults) const;
    [[nodiscard]] QString checkSent(const Row &row, const ServerRequest &sent, const ChatRequest &request) const;
    [[nodiscard]] ServerScript scriptFor(const Row &row, bool stream) const;

    Catalogue m_catalogue;
};

void TestRequestGrid::addRows()
{
    QTest::addColumn<QString>("service");
    for (const Row &row : rows())
        QTest::newRow(row.id()) << QString::fromLatin1(row.id());
}

Result<ChatRequest> TestRequestGrid::readRequest(const Row &row, const Asked &asked, qsizetype place) const
{
    Result<ChatRequest> request = readChatRequest(asked.body);
    if (request)
        request->model = QString::fromLatin1(row.service) + u'/' + row.models.at(place % row.models.size());
    return request;
}

void TestRequestGrid::check(const Row &row, const Asked &asked, qsizetype place, QStringList &faults) const
{
    Result<ChatRequest> request = readRequest(row, asked, place);
    if (!request) {
        faults += u"not read: "_s + request.error().detail;
        return;
    }
    const Result<Target> target = m_catalogue.resolve(request->model, anyAddress());
    const Dialect *dialect = target ? dialectById(target->service.dialect) : nullptr;
    if (!dialect) {
        faults += u"no such target: "_s + request->model;
        return;
    }
    const Result<EncodedRequest> encoded = dialect->encode(*request, *target);
    if (!encoded) {
        faults += u"refused: "_s + encoded.error().detail;
        return;
    }
    const QString asksAt
        = QUrl::fromPercentEncoding(encoded->url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority));
    if (asksAt != u"/base"_s + pathOf(row, target->model, request->stream))
        faults += u"asks at "_s + asksAt;
    if (encoded->method != "POST" || headerValue(encoded->headers, "content-type") != "application/json")
        faults += u"no POST of JSON"_s;
    faults += faultsOf(row, target->model, bodyOf(*encoded));
    faults += turnFaults(row, bodyOf(*encoded));
    if (isOdd(asked) && !tellsOfMessages(encoded->mapping))
        faults += u"the conversation was changed, and no line tells of it"_s;
    faults += unaccounted(row, asked.body, bodyOf(*encoded), encoded->mapping);
    request->dropParams = false;
    const Result<EncodedRequest> strict = dialect->encode(*request, *target);
    if (dropsAParameter(encoded->mapping)) {
        if (strict || strict.error().kind != Error::Kind::Unsupported)
            faults += u"something is dropped that may not be"_s;
    } else if (!strict || strict->body != encoded->body) {
        faults += u"nothing is dropped, and drop_params changes the request"_s;
    }
}

void TestRequestGrid::encodes()
{
    LINEUP_NEEDS_SCHEMAS();
    QFETCH(QString, service);
    const Row &row = grid::row(service);
    const RowEnvironment environment(row);
    const QList<Asked> all = askedRequests(requestsEach);
    QVERIFY(all.size() >= 300);
    QStringList report;
    for (qsizetype i = 0; i < all.size(); ++i) {
        QStringList faults;
        check(row, all.at(i), i, faults);
        if (!faults.isEmpty())
            report += u"%1 (%2): %3"_s.arg(all.at(i).name, row.models.at(i % row.models.size()), faults.join(u"; "_s));
    }
    QVERIFY2(report.isEmpty(),
        qUtf8Printable(u"%1 of %2:\n%3"_s.arg(report.size()).arg(all.size()).arg(report.mid(0, 25).join(u'\n'))));
}

ServerScript TestRequestGrid::scriptFor(const Row &row, bool stream) const
{
    return stream ? ServerScript::stream(row.stream, row.streamType) : ServerScript::ok(row.answer);
}

QString TestRequestGrid::checkSent(const Row &row, const ServerRequest &sent, const ChatRequest &request) const
{
    const QString model = request.model.mid(QByteArrayView(row.service).size() + 1);
    const QString path = u"/base"_s + pathOf(row, model, request.stream);
    if (QUrl::fromPercentEncoding(sent.path) != path)
        return u"asked at %1, not %2"_s.arg(QString::fromUtf8(sent.path), path);
    if (sent.method != "POST" || sent.header("content-type") != "application/json")
        return u"no POST of JSON"_s;
    const QByteArray credential = sent.header(row.authHeader);
    const QByteArray expected = row.authPrefix + (row.tokenVariable ? boughtToken : row.key);
    if (row.isSigned ? !credential.startsWith(row.authPrefix) || credential.contains(row.key) : credential != expected)
        return u"the key is not where it belongs"_s;
    if (sent.path.contains(row.key) || sent.body.contains(row.key)
        || (row.tokenVariable && credential.contains(row.key)))
        return u"the key is where it does not belong"_s;
    const QJsonObject body = QJsonDocument::fromJson(sent.body).object();
    if (row.modelMember && body.value(QLatin1StringView(row.modelMember)).toString() != model)
        return u"another model is asked"_s;
    return faultsOf(row, model, body).join(u"; "_s);
}

// The whole way: router, key, network, server, answer; and a second turn that gives back what came.
void TestRequestGrid::calls()
{
    LINEUP_NEEDS_SCHEMAS();
    QFETCH(QString, service);
    const Row &row = grid::row(service);
    GridServer server(row);
    test::RoutingBench bench;
    // A stored key would not go to an address that is given with the call.
    const RowEnvironment environment(row);
    const CallOptions options {.apiBase = server.url(u"/base"_s), .keyVariable = u"LINEUP_GRID_KEY"_s};
    const QList<Asked> all = askedRequests(requestsEach);
    for (int i = 0; i < callsEach; ++i) {
        const qsizetype place = all.size() * i / callsEach;
        const Asked &asked = all.at(place);
        Result<ChatRequest> request = readRequest(row, asked, place);
        QVERIFY(request);
        server.answer(scriptFor(row, request->stream));
        const test::CallOutcome outcome = bench.call(*request, options);
        QVERIFY2(outcome.answered(), qUtf8Printable(asked.name + u": " + outcome.complaint()));
        const Choice *choice = (*outcome.result)->first();
        QVERIFY(choice);
        QCOMPARE(choice->message.text(), u"ok"_s);
        const QString fault = checkSent(row, server.requests().last(), *request);
        QVERIFY2(fault.isEmpty(), qUtf8Printable(asked.name + u": " + fault));
        const QJsonObject body = QJsonDocument::fromJson(server.requests().last().body).object();
        const QList<AttemptRecord> attempts = outcome.record.attempts;
        QCOMPARE(attempts.size(), 1);
        const QStringList open = unaccounted(row, asked.body, body, attempts.first().mapping);
        QVERIFY2(open.isEmpty(), qUtf8Printable(asked.name + u": " + open.join(u"; "_s)));
    }
    QCOMPARE(server.requests().size(), callsEach);
}

// What came is sent back with the result of the tool: the thoughts and signatures as they were.
void TestRequestGrid::secondTurn()
{
    LINEUP_NEEDS_SCHEMAS();
    QFETCH(QString, service);
    const Row &row = grid::row(service);
    if (!callsTools(row))
        return; // there is nothing to give back
    const SignedAnswer first = signedAnswer(row);
    GridServer server(row);
    test::RoutingBench bench;
    const RowEnvironment environment(row);
    const CallOptions options {.apiBase = server.url(u"/base"_s), .keyVariable = u"LINEUP_GRID_KEY"_s};
    server.answer(ServerScript::ok(first.body));
    ChatRequest request = test::question(QString::fromLatin1(row.service) + u'/' + first.model, false);
    request.tools = {golden::weatherTool()};
    const test::CallOutcome asked = bench.call(request, options);
    QVERIFY2(asked.answered(), qUtf8Printable(asked.complaint()));
    server.answer(ServerScript::ok(row.answer));
    const Message answer = (*asked.result)->first()->message;
    QCOMPARE(answer.toolCalls.size(), 1);
    request.messages += {answer, golden::toolResult(answer.toolCalls.first().id, u"rain"_s)};
    const test::CallOutcome told = bench.call(request, options);
    QVERIFY2(told.answered(), qUtf8Printable(told.complaint()));
    QCOMPARE(server.requests().size(), 2);
    const QJsonObject body = QJsonDocument::fromJson(server.requests().last().body).object();
    QCOMPARE((faultsOf(row, first.model, body) + turnFaults(row, body)).join(u"; "_s), QString());
    QVERIFY(server.requests().last().body.contains("rain"));
    if (!first.replayed.isUndefined())
        QVERIFY2(holds(body, first.replayed), server.requests().last().body.constData());
}

// The check itself has to see a loss.
void TestRequestGrid::accountFindsWhatIsLost()
{
    const Row &row = grid::row(u"openai");
    const auto json = [](const char *text) { return QJsonDocument::fromJson(text).object(); };
    const QJsonObject asked = json(R"({"seed":7,"stop":"END","messages":[{"role":"user","content":"MARKa"}]})");
    const QJsonObject whole = json(R"({"seed":7,"stop":["END"],"messages":[{"content":"MARKa"}]})");
    QCOMPARE(unaccounted(row, asked, whole, {}), QStringList());
    QCOMPARE(unaccounted(row, asked, json(R"({"seed":8,"stop":["END"],"messages":["MARKa"]})"), {}).size(), 1);
    QCOMPARE(unaccounted(row, asked, json(R"({"seed":7,"stop":["END"],"messages":[]})"), {}).size(), 1);
    const MappingNote renamed {MappingNote::Action::Renamed, u"seed"_s, u"random_seed"_s, {}};
    QCOMPARE(unaccounted(row, asked, whole, {renamed}).size(), 1);
    const MappingNote dropped {MappingNote::Action::Dropped, u"seed"_s, {}, {}};
    QCOMPARE(unaccounted(row, asked, whole, {dropped}).size(), 1);
    QCOMPARE(unaccounted(row, asked, json(R"({"stop":["END"],"messages":["MARKa"]})"), {dropped}), QStringList());
}

QTEST_GUILESS_MAIN(TestRequestGrid)
#include "tst_request_grid.moc"
