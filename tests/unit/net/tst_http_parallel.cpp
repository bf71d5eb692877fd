// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/ManagerPool.h"
#include "core/net/NetworkHttpClient.h"
#include "core/net/SystemProxies.h"
#include "tests/support/HttpCall.h"
#include "tests/support/LoopbackServer.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using lineup::Deadlines;
using lineup::ManagerPool;
using lineup::NetworkHttpClient;
using lineup::Origin;

namespace {

using Calls = std::vector<std::unique_ptr<HttpCall>>;

bool allSucceeded(const Calls &calls)
{
    return std::all_of(calls.begin(), calls.end(), [](const auto &call) { return call->succeeded(); });
}

} // namespace

class TestHttpParallel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void allAreInFlightAtOnce_data();
    void allAreInFlightAtOnce();
    void connectionsAreUsedAgain();
    void abortedCallsFreeTheirPlaces();
    void poolFillsAndEmpties();
    void poolKeepsOriginsApart();
    void poolLetsGoOfIdleManagers();
};

void TestHttpParallel::allAreInFlightAtOnce_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {6, 7, 10, 50, 120})
        QTest::addRow("%d", count) << count;
}

void TestHttpParallel::allAreInFlightAtOnce()
{
    QFETCH(const int, count);
    LoopbackServer server;
    server.holdUntil(count); // would never answer if one call waited for another
    NetworkHttpClient client;
    Calls calls;
    for (int i = 0; i < count; ++i)
        calls.push_back(std::make_unique<HttpCall>(client, keyedPost(server.url(u"/%1"_s.arg(i)))));
    QTRY_VERIFY_WITH_TIMEOUT(allSucceeded(calls), 30'000);
    QCOMPARE(server.mostAtOnce(), count);
    QCOMPARE(server.requests().size(), count);
    QCOMPARE(client.managerCount(), (count + ManagerPool::callsPerOrigin - 1) / ManagerPool::callsPerOrigin);
}

void TestHttpParallel::connectionsAreUsedAgain()
{
    LoopbackServer server;
    NetworkHttpClient client;
    for (int round = 0; round < 3; ++round) {
        server.holdUntil(20);
        Calls calls;
        for (int i = 0; i < 20; ++i)
            calls.push_back(std::make_unique<HttpCall>(client, keyedPost(server.url())));
        QTRY_VERIFY(allSucceeded(calls));
    }
    QCOMPARE(server.connectionCount(), 20);
    QCOMPARE(client.managerCount(), 4);
}

void TestHttpParallel::abortedCallsFreeTheirPlaces()
{
    LoopbackServer server;
    server.setAnswer(ServerScript::raw({}).stall());
    NetworkHttpClient client;
    for (int round = 0; round < 5; ++round) {
        Calls calls;
        for (int i = 0; i < 6; ++i)
            calls.push_back(std::make_unique<HttpCall>(client, keyedPost(server.url())));
        QTRY_COMPARE(server.requests().size(), (round + 1) * 6);
        for (const auto &call : calls)
            call->abort();
    }
    QCOMPARE(client.managerCount(), 1);
    QTRY_COMPARE(server.openConnections(), 0);
}

void TestHttpParallel::poolFillsAndEmpties()
{
    lineup::SystemProxies proxies;
    ManagerPool pool(&proxies);
    const Origin origin {u"a.example"_s, 443, true};
    QList<ManagerPool::Place> places;
    for (int i = 0; i < 13; ++i)
        places.append(pool.take(origin));
    QCOMPARE(pool.size(), 3);
    QCOMPARE(places[0].manager, places[5].manager);
    QVERIFY(places[5].manager != places[6].manager);
    QVERIFY(places[11].manager != places[12].manager);
    // A freed place on the first manager is taken before a place on the last.
    pool.giveBack(places[2], {});
    QCOMPARE(pool.take(origin).manager, places[0].manager);
    QCOMPARE(pool.take(origin).manager, places[12].manager);
    QCOMPARE(pool.size(), 3);
}

void TestHttpParallel::poolKeepsOriginsApart()
{
    lineup::SystemProxies proxies;
    ManagerPool pool(&proxies);
    for (int port = 1; port <= 30; ++port) {
        for (int i = 0; i < ManagerPool::callsPerOrigin; ++i)
            (void)pool.take({u"a.example"_s, port, true});
    }
    QCOMPARE(pool.size(), 1);
    (void)pool.take({u"a.example"_s, 1, false});
    QCOMPARE(pool.size(), 1);
    (void)pool.take({u"a.example"_s, 1, true});
    QCOMPARE(pool.size(), 2);
}

void TestHttpParallel::poolLetsGoOfIdleManagers()
{
    lineup::SystemProxies proxies;
    ManagerPool pool(&proxies);
    const Origin origin {u"a.example"_s, 443, true};
    const Deadlines::TimePoint start {1h};
    QList<ManagerPool::Place> places;
    for (int i = 0; i < 13; ++i)
        places.append(pool.take(origin));
    for (const ManagerPool::Place &place : places.first(12))
        pool.giveBack(place, start);

    QCOMPARE(pool.releaseIdle(start + 1s), start + ManagerPool::keepIdle);
    QCOMPARE(pool.size(), 3);
    (void)pool.releaseIdle(start + ManagerPool::keepIdle);
    QCOMPARE(pool.size(), 2); // the first stays always, the third still works
    pool.giveBack(places[12], start + 60s);
    QCOMPARE(pool.releaseIdle(start + 61s), start + 60s + ManagerPool::keepIdle);
    QCOMPARE(pool.releaseIdle(start + 60s + ManagerPool::keepIdle), Deadlines::never);
    QCOMPARE(pool.size(), 1);
}

QTEST_GUILESS_MAIN(TestHttpParallel)
#include "tst_http_parallel.moc"
