// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/routing/Router.h"

namespace lineup {

// Keeps the record of one call from its start to its end, and hands it to the sink exactly once. One thread.
class CallBook
{
public:
    CallBook(const Router::Dependencies &dependencies, const CallOptions &options);

    void start();
    // The last attempt decides usage and cost; without one nothing was sent. The record is whole after this.
    void close(const std::optional<Error> &error);
    [[nodiscard]] bool isClosed() const { return m_closed; }
    [[nodiscard]] std::chrono::microseconds elapsed() const; // since start()

    CallRecord record;

private:
    const Clock &m_clock;
    CallSink *m_sink;
    std::chrono::nanoseconds m_startedAt {0};
    bool m_closed = false;
};

} // namespace lineup
