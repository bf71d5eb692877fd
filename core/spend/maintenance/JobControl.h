// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <atomic>
#include <functional>
#include <optional>

namespace lineup {

// Between a long job in the database's thread and whoever waits for it. Thread-safe.
class JobControl
{
public:
    using Report = std::function<void(qint64 done, qint64 total)>;
    static constexpr int rowsAtOnce = 500; // what a job does between two steps
    // report: called in the job's thread.
    explicit JobControl(Report report = {}) : m_report(std::move(report)) { }

    void cancel() { m_cancelled = true; }
    // Says how far it is; an error when it is to end: what was done so far stays done.
    [[nodiscard]] std::optional<Error> step(qint64 done, qint64 total)
    {
        if (m_report)
            m_report(done, total);
        if (!m_cancelled)
            return std::nullopt;
        return Error {.kind = Error::Kind::Cancelled, .detail = QStringLiteral("Stopped before it was done.")};
    }

private:
    Report m_report;
    std::atomic<bool> m_cancelled = false;
};

} // namespace lineup
