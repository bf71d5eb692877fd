// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/HttpReply.h"
#include "core/providers/demo/DemoScript.h"

#include <QTimer>

namespace lineup {

// Plays one ReplayAnswer. Starts by itself in the event loop.
class ReplayReply final : public HttpReply
{
    Q_OBJECT
public:
    ReplayReply(ReplayAnswer answer, double speed);
    void abort() override;

private:
    void begin();
    void step();
    void wait();
    void end(const std::optional<Error> &error);

    ReplayAnswer m_answer;
    double m_speed;
    qsizetype m_next = 0;
    bool m_done = false;
    QTimer m_timer;
};

} // namespace lineup
