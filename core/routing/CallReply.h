// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/routing/CallBook.h"
#include "core/routing/FireDrill.h"
#include "core/routing/ProviderAttempt.h"
#include "core/routing/Reply.h"
#include "core/routing/RouteRun.h"

namespace lineup {

// The Router's Reply: a route that is run over real attempts, and the record of it, which the sink gets exactly once,
// also when the reply is dropped.
class CallReply final : public Reply
{
    Q_OBJECT
public:
    struct Means // beside what the Router was given
    {
        Authorizer &authorizer;
        RouteMemory &memory;
        Timers &timers;
        RandomSource &random;
        std::function<RoutePlan(const QString &model)> planFor; // of another model, where a budget sends the call
    };
    CallReply(const Router::Dependencies &dependencies, const Means &means, const RoutePlan &plan,
        const ChatRequest &request, const CallOptions &options);
    ~CallReply() override;

    void start(); // emits nothing before the event loop runs
    void abort() override;
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] Completion partial() const override { return m_run.partial(); }
    [[nodiscard]] const CallRecord &record() const override { return m_book.record; }
    [[nodiscard]] Asked asked() const override { return {.info = m_run.asked(), .demo = m_run.demo()}; }
    [[nodiscard]] QList<AttemptDetails> details() const override { return m_run.details(); }

private:
    void setState(State state);
    void onWaiting(std::chrono::milliseconds time);
    void onDelta(const Delta &delta);
    void onFinished(const Result<Completion> &result);
    void close(const std::optional<Error> &error);

    CallBook m_book;
    ProviderAttempts m_attempts;
    std::optional<FireDrill> m_drill;
    RouteRun m_run;
    State m_state = State::Queued;
    bool m_finishing = false;
};

} // namespace lineup
