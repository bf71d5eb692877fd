// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "LoopbackServer.h"

#include <QTcpSocket>
#include <QTimer>

// One connection of a LoopbackServer: reads requests, plays scripts.
class ServerConnection : public QObject
{
    Q_OBJECT
public:
    ServerConnection(LoopbackServer *server, QTcpSocket *socket, int number);
    void listen(); // begins to read
    void answer(const ServerScript &script);
    void closeIfIdle();
    void goOn(); // where it holds

private:
    void read();
    bool takeRequest(); // false: not whole yet
    void play();
    bool playStep(); // false: not now
    void send(const QByteArray &bytes);
    void reset();
    void gone();

    LoopbackServer *m_server;
    QTcpSocket *m_socket;
    int m_number;
    QByteArray m_input;
    QList<ServerScript::Step> m_steps;
    QTimer m_pause;
    bool m_inWork = false; // a request waits for its answer's end
    bool m_over = false;
};
