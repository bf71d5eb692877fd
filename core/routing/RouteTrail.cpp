// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/RouteTrail.h"

namespace lineup {

namespace {

// Why an attempt came to nothing before anything was sent.
SkipReason unsentReason(const std::optional<Error> &error)
{
    if (error && error->kind == Error::Kind::NotFound)
        return SkipReason::Unknown;
    const bool unchecked = error && error->kind == Error::Kind::Storage; // a limit that cannot be checked holds
    return unchecked || (error && error->kind == Error::Kind::BudgetExhausted) ? SkipReason::Budget : SkipReason::NoKey;
}

} // namespace

std::chrono::microseconds RouteTrail::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(m_clock.monotonic() - m_startedAt);
}

void RouteTrail::addSkip(int step, const QString &model, SkipReason reason, std::chrono::milliseconds left)
{
    RouteEvent event {.kind = RouteEvent::Kind::Skip, .step = step, .model = model, .at = elapsed()};
    event.skipped = reason;
    event.left = left;
    m_events += event;
}

void RouteTrail::addWait(int step, const QString &model, std::chrono::microseconds since)
{
    RouteEvent event {.kind = RouteEvent::Kind::Wait, .step = step, .model = model, .at = since};
    event.took = elapsed() - since;
    m_events += event;
}

void RouteTrail::addAttempt(int step, const TargetChoice &choice, const Attempt &attempt,
    std::chrono::microseconds since, const std::optional<Error> &error)
{
    const bool sent = attempt.wasSent();
    RouteEvent event {.kind = sent ? RouteEvent::Kind::Attempt : RouteEvent::Kind::Skip, .step = step};
    event.model = choice.model;
    event.at = since;
    event.took = elapsed() - since;
    event.largerContext = choice.larger;
    if (sent) {
        const AttemptRecord record = attempt.record(error);
        event.attempt = int(m_attempts.size());
        event.httpStatus = record.httpStatus;
        if (error)
            event.error = error->kind;
        m_attempts += record;
        m_details += attempt.details();
    } else {
        event.skipped = unsentReason(error);
    }
    m_events += event;
}

} // namespace lineup
