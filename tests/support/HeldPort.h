// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// A port of 127.0.0.1 that stays ours: nobody listens at it unless we do, by that number, and the system gives it to
// nobody else, neither to a server that asks for any port nor to a connection on its way out. A port that was only
// closed is given out again, and then the one who was to be refused is answered by a stranger.
class HeldPort
{
public:
    HeldPort();
    ~HeldPort();
    Q_DISABLE_COPY_MOVE(HeldPort)
    [[nodiscard]] quint16 number() const { return m_number; }

private:
    int m_socket; // bound, and never listening
    quint16 m_number = 0;
};
