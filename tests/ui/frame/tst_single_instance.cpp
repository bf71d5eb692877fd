// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/SingleInstance.h"
#include "ui/frame/TerminationWatcher.h"

#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace Qt::StringLiterals;
using lineup::ui::SingleInstance;
using lineup::ui::TerminationWatcher;

class TestSingleInstance : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void secondStartReachesTheFirst()
    {
        const QTemporaryDir dir;
        SingleInstance first(dir.path());
        QVERIFY(first.claim());
        QVERIFY(first.claim()); // asking again changes nothing
        QSignalSpy activated(&first, &SingleInstance::activated);
        QVERIFY(handOverFromAnotherThread(dir.path(), {u"--new"_s, u"a b"_s}, "token-7"));
        QTRY_COMPARE(activated.count(), 1);
        QCOMPARE(activated.first().at(0).toStringList(), QStringList({u"--new"_s, u"a b"_s}));
        QCOMPARE(activated.first().at(1).toByteArray(), QByteArray("token-7"));
    }
    void secondDoesNotClaim()
    {
        const QTemporaryDir dir;
        auto first = std::make_unique<SingleInstance>(dir.path());
        QVERIFY(first->claim());
        SingleInstance second(dir.path());
        QVERIFY(!second.claim());
        first.reset();
        QVERIFY(second.claim());
    }
    void otherHomesAreApart()
    {
        const QTemporaryDir one, other;
        SingleInstance first(one.path()), second(other.path());
        QVERIFY(first.claim());
        QVERIFY(second.claim());
    }
    void leftoversOfACrashAreTakenOver()
    {
        const QTemporaryDir dir;
        // A socket file without anyone behind it, and the lock of a process that is gone.
        QFile socket(dir.filePath(u"window.sock"_s));
        QVERIFY(socket.open(QIODevice::WriteOnly));
        socket.close();
        QFile lock(dir.filePath(u"window.lock"_s));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write("4194000\nlineup\n" + QSysInfo::machineHostName().toLocal8Bit() + "\n" + QSysInfo::machineUniqueId()
            + "\n" + QSysInfo::bootUniqueId() + "\n");
        lock.close();
        SingleInstance first(dir.path());
        QVERIFY(first.claim());
        QSignalSpy activated(&first, &SingleInstance::activated);
        QVERIFY(handOverFromAnotherThread(dir.path(), {}, {}));
        QTRY_COMPARE(activated.count(), 1);
    }
    void nobodyAnswers()
    {
        const QTemporaryDir dir;
        SingleInstance lonely(dir.path());
        QVERIFY(!lonely.handOver({}, {}));
    }
    void longPathsWork()
    {
        const QTemporaryDir dir;
        const QString deep = dir.path() + u"/"_s + QString(120, u'd');
        QVERIFY(QDir().mkpath(deep));
        SingleInstance first(deep);
        QVERIFY(first.claim());
        QSignalSpy activated(&first, &SingleInstance::activated);
        QVERIFY(handOverFromAnotherThread(deep, {}, {}));
        QTRY_COMPARE(activated.count(), 1);
    }
    void rubbishIsIgnored_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("no JSON") << QByteArray("hello\n");
        QTest::newRow("endless line") << QByteArray(100'000, 'x');
        QTest::newRow("an array") << QByteArray("[]\n");
    }
    void rubbishIsIgnored()
    {
        QFETCH(const QByteArray, bytes);
        const QTemporaryDir dir;
        SingleInstance first(dir.path());
        QVERIFY(first.claim());
        QSignalSpy activated(&first, &SingleInstance::activated);
        QLocalSocket socket;
        QSignalSpy gone(&socket, &QLocalSocket::disconnected);
        socket.connectToServer(dir.filePath(u"window.sock"_s));
        QVERIFY(socket.waitForConnected());
        socket.write(bytes);
        QTRY_COMPARE(gone.count(), 1);
        QCOMPARE(activated.count(), 0);
    }
    void terminationBecomesASignal_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("TERM") << SIGTERM;
        QTest::newRow("INT") << SIGINT;
        QTest::newRow("HUP") << SIGHUP;
    }
    void terminationBecomesASignal()
    {
        QFETCH(const int, number);
        TerminationWatcher watcher;
        QSignalSpy requested(&watcher, &TerminationWatcher::requested);
        QCOMPARE(std::raise(number), 0);
        QTRY_COMPARE(requested.count(), 1);
    }

private:
    // As from another process: the first one's event loop has to run while the second waits.
    static bool handOverFromAnotherThread(const QString &dir, const QStringList &arguments, const QByteArray &token)
    {
        bool reached = false;
        const std::unique_ptr<QThread> thread(QThread::create([&] {
            SingleInstance second(dir);
            reached = !second.claim() && second.handOver(arguments, token);
        }));
        QSignalSpy finished(thread.get(), &QThread::finished);
        thread->start();
        const bool over = finished.wait(10'000);
        thread->wait();
        return over && reached;
    }
};

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_single_instance.moc"
