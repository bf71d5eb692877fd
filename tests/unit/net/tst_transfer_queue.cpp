// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/NetworkHttpClient.h"
#include "core/net/TransferQueue.h"
#include "tests/support/HttpCall.h"
#include "tests/support/LoopbackServer.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using lineup::NetworkHttpClient;
using lineup::Origin;
using lineup::TransferQueue;

namespace {

const Origin first {u"a.example"_s, 443, true};
const Origin second {u"b.example"_s, 443, true};

// Somebody who wants to send, and writes down when it may.
class Sender : public QObject
{
public:
    Sender(TransferQueue &queue, const Origin &origin, const QString &name, QStringList &order)
    {
        wentAtOnce = queue.enter(this, origin, [name, &order] { order += name; });
    }
    bool wentAtOnce = false;
};

// For as long as it lives the process may have no more open files than that.
class FewFiles
{
public:
    explicit FewFiles(rlim_t count)
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit few = m_before;
        few.rlim_cur = std::min(count, m_before.rlim_max);
        ::setrlimit(RLIMIT_NOFILE, &few);
    }
    ~FewFiles() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    FewFiles(const FewFiles &) = delete;
    FewFiles &operator=(const FewFiles &) = delete;

private:
    rlimit m_before {};
};

} // namespace

class TestTransferQueue : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void boundsFollowTheSystem_data();
    void boundsFollowTheSystem();
    void thoseBeyondWaitInOrder();
    void aFullHostHoldsUpNobodyElse();
    void hostsTakeTurns();
    void whoLeavesIsNotCalled();
    void clearedNobodyIsCalled();
    void aThousandCallsAreAnswered();
    void onlyTheTotalLimitRunsInTheQueue();
    void aClientThatGoesEndsThoseThatWait();
};

void TestTransferQueue::boundsFollowTheSystem_data()
{
    QTest::addColumn<quint64>("files");
    QTest::addColumn<int>("total");
    QTest::addColumn<int>("perHost");
    QTest::newRow("Linux") << quint64(1024) << 256 << 192;
    QTest::newRow("macOS") << quint64(256) << 64 << 48;
    QTest::newRow("many") << quint64(1'048'576) << 256 << 192;
    QTest::newRow("hardly any") << quint64(20) << 16 << 12;
    QTest::newRow("500") << quint64(500) << 125 << 93;
}

void TestTransferQueue::boundsFollowTheSystem()
{
    QFETCH(const quint64, files);
    QTEST(TransferQueue::boundsFor(files).total, "total");
    QTEST(TransferQueue::boundsFor(files).perOrigin, "perHost");
}

void TestTransferQueue::thoseBeyondWaitInOrder()
{
    TransferQueue queue({.total = 2, .perOrigin = 2});
    QStringList order;
    Sender a(queue, first, u"a"_s, order);
    Sender b(queue, first, u"b"_s, order);
    Sender c(queue, first, u"c"_s, order);
    Sender d(queue, first, u"d"_s, order);
    QVERIFY(a.wentAtOnce && b.wentAtOnce && !c.wentAtOnce && !d.wentAtOnce);
    QCOMPARE(queue.running(), 2);
    QCOMPARE(queue.waiting(), 2);
    queue.leave(&b);
    QCOMPARE(order, QStringList()); // from the event loop alone
    QCoreApplication::processEvents();
    QCOMPARE(order, QStringList {u"c"_s});
    queue.leave(&b); // not there any more
    QCoreApplication::processEvents();
    QCOMPARE(order, QStringList {u"c"_s});
    queue.leave(&a);
    queue.leave(&c);
    QCoreApplication::processEvents();
    QCOMPARE(order, (QStringList {u"c"_s, u"d"_s}));
    queue.leave(&d);
    QCOMPARE(queue.running(), 0);
    QCOMPARE(queue.waiting(), 0);
}

void TestTransferQueue::aFullHostHoldsUpNobodyElse()
{
    TransferQueue queue({.total = 4, .perOrigin = 2});
    QStringList order;
    Sender a(queue, first, u"a"_s, order);
    Sender b(queue, first, u"b"_s, order);
    Sender c(queue, first, u"c"_s, order);
    Sender other(queue, second, u"other"_s, order);
    QVERIFY(!c.wentAtOnce);
    QVERIFY(other.wentAtOnce);
    queue.leave(&other); // frees nothing at the first host
    QCoreApplication::processEvents();
    QCOMPARE(order, QStringList());
}

void TestTransferQueue::hostsTakeTurns()
{
    TransferQueue queue({.total = 1, .perOrigin = 1});
    QStringList order;
    Sender running(queue, first, u"running"_s, order);
    Sender a1(queue, first, u"a1"_s, order);
    Sender a2(queue, first, u"a2"_s, order);
    Sender b1(queue, second, u"b1"_s, order);
    Sender b2(queue, second, u"b2"_s, order);
    for (Sender *each : {&running, &a1, &b1, &a2}) {
        queue.leave(each);
        QCoreApplication::processEvents();
    }
    QCOMPARE(order, (QStringList {u"a1"_s, u"b1"_s, u"a2"_s, u"b2"_s}));
}

void TestTransferQueue::whoLeavesIsNotCalled()
{
    TransferQueue queue({.total = 1, .perOrigin = 1});
    QStringList order;
    Sender a(queue, first, u"a"_s, order);
    Sender b(queue, first, u"b"_s, order);
    auto c = std::make_unique<Sender>(queue, first, u"c"_s, order);
    queue.leave(&b);
    queue.leave(&a); // c may go now, and is gone before it is told
    queue.leave(c.get());
    c.reset();
    QCoreApplication::processEvents();
    QCOMPARE(order, QStringList());
    QCOMPARE(queue.running(), 0);
    QVERIFY(Sender(queue, first, u"d"_s, order).wentAtOnce);
}

void TestTransferQueue::clearedNobodyIsCalled()
{
    TransferQueue queue({.total = 1, .perOrigin = 1});
    QStringList order;
    Sender a(queue, first, u"a"_s, order);
    Sender b(queue, first, u"b"_s, order);
    queue.clear();
    queue.leave(&a);
    QCoreApplication::processEvents();
    QCOMPARE(order, QStringList());
}

// The server's ends of the connections are files of this process as well.
void TestTransferQueue::aThousandCallsAreAnswered()
{
    const FewFiles few(700);
    const TransferQueue::Bounds bounds = TransferQueue::systemBounds();
    QCOMPARE(bounds.total, 175);
    LoopbackServer server;
    server.holdUntil(bounds.perOrigin); // that many do run at once
    NetworkHttpClient client;
    std::vector<std::unique_ptr<HttpCall>> calls;
    for (int i = 0; i < 1'000; ++i)
        calls.push_back(std::make_unique<HttpCall>(client, keyedPost(server.url(u"/%1"_s.arg(i)))));
    QTRY_COMPARE_WITH_TIMEOUT(server.mostAtOnce(), bounds.perOrigin, 30'000);
    server.holdUntil(0);
    QTRY_VERIFY_WITH_TIMEOUT(
        std::all_of(calls.begin(), calls.end(), [](const auto &call) { return call->succeeded(); }), 60'000);
    QCOMPARE(server.requests().size(), 1'000);
    QVERIFY(server.mostAtOnce() <= bounds.perOrigin);
}

void TestTransferQueue::onlyTheTotalLimitRunsInTheQueue()
{
    const FewFiles few(300); // 75 in all, 56 to a host
    LoopbackServer server;
    server.holdUntil(57);
    NetworkHttpClient client;
    std::vector<std::unique_ptr<HttpCall>> calls;
    lineup::HttpRequest request = keyedPost(server.url());
    for (int i = 0; i < 56; ++i)
        calls.push_back(std::make_unique<HttpCall>(client, request));
    request.timeouts.connect = 50ms;
    request.timeouts.firstByte = 20s;
    HttpCall patient(client, request);
    QSignalSpy began(patient.reply(), &lineup::HttpReply::dequeued);
    QVERIFY(patient.reply()->isQueued());
    QVERIFY(!calls.front()->reply()->isQueued());
    request.timeouts.total = 100ms;
    HttpCall hasty(client, request);
    QTRY_VERIFY(hasty.error().has_value());
    QCOMPARE(hasty.error()->kind, lineup::Error::Kind::Timeout);
    QTRY_COMPARE(server.requests().size(), 56);
    QTest::qWait(100); // twice what the patient one had to connect
    QVERIFY(!patient.error() && began.isEmpty());
    server.holdUntil(0);
    calls.front()->abort();
    QTRY_VERIFY(patient.succeeded());
    QCOMPARE(began.count(), 1);
    QCOMPARE(patient.order(), u"chrf"_s);
    QCOMPARE(server.requests().size(), 57);
}

void TestTransferQueue::aClientThatGoesEndsThoseThatWait()
{
    const FewFiles few(300);
    LoopbackServer server;
    server.setAnswer(ServerScript::raw({}).stall());
    std::vector<std::unique_ptr<HttpCall>> calls;
    {
        NetworkHttpClient client;
        for (int i = 0; i < 60; ++i)
            calls.push_back(std::make_unique<HttpCall>(client, keyedPost(server.url())));
        QTRY_COMPARE(server.requests().size(), 56);
    }
    QTRY_VERIFY(std::all_of(calls.begin(), calls.end(), [](const auto &call) { return call->error().has_value(); }));
    for (const auto &call : calls)
        QCOMPARE(call->error()->kind, lineup::Error::Kind::Cancelled);
    QCOMPARE(server.requests().size(), 56);
}

QTEST_GUILESS_MAIN(TestTransferQueue)
#include "tst_transfer_queue.moc"
