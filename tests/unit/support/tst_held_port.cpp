// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/HeldPort.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <vector>

class TestHeldPort : public QObject
{
    Q_OBJECT

    static QAbstractSocket::SocketError errorAt(quint16 port)
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        return socket.waitForConnected(5000) ? QAbstractSocket::UnknownSocketError : socket.error();
    }

private Q_SLOTS:
    void refusesUntilSomebodyListensByNumber()
    {
        const HeldPort port;
        QVERIFY(port.number() > 0);
        QCOMPARE(errorAt(port.number()), QAbstractSocket::ConnectionRefusedError);
        {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress::LocalHost, port.number()));
            QCOMPARE(errorAt(port.number()), QAbstractSocket::UnknownSocketError);
        }
        QCOMPARE(errorAt(port.number()), QAbstractSocket::ConnectionRefusedError);
    }

    // One that was only closed is among as many in some runs of a hundred.
    void isGivenToNobodyElse()
    {
        const HeldPort port;
        {
            QTcpServer server;
            QVERIFY(server.listen(QHostAddress::LocalHost, port.number()));
        }
        for (int round = 0; round < 20; ++round) {
            std::vector<std::unique_ptr<QTcpServer>> servers;
            for (int i = 0; i < 300; ++i) {
                servers.push_back(std::make_unique<QTcpServer>());
                QVERIFY(servers.back()->listen(QHostAddress::LocalHost));
                QVERIFY(servers.back()->serverPort() != port.number());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestHeldPort)
#include "tst_held_port.moc"
