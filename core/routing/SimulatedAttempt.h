// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CompletionBuilder.h"
#include "core/providers/Catalogue.h"
#include "core/routing/Attempt.h"
#include "core/routing/Scenario.h"
#include "core/routing/VirtualTime.h"

namespace lineup {

// An attempt that does what a scenario says, in virtual time.
class SimulatedAttempt final : public Attempt
{
    Q_OBJECT
public:
    SimulatedAttempt(VirtualTime &time, const Target &target, const ChatRequest &request, SimulatedAnswer answer,
        const StepTimeouts &timeouts);

    void start() override;
    [[nodiscard]] bool wasSent() const override { return m_sent; }
    [[nodiscard]] Completion partial() const override;
    [[nodiscard]] AttemptRecord record(const std::optional<Error> &error) const override;

private:
    void fail(const Error &error);
    void failAfter(std::chrono::milliseconds delay, const Error &error);
    void refuse();
    void speak();
    void sayPiece(int piece);
    [[nodiscard]] Error lost(const QString &detail) const;

    VirtualTime &m_time;
    Target m_target;
    ChatRequest m_request;
    SimulatedAnswer m_answer;
    StepTimeouts m_timeouts;
    CompletionBuilder m_builder;
    AttemptRecord m_record;
    std::chrono::nanoseconds m_startedAt {0};
    bool m_sent = false;
    bool m_over = false;
};

// Makes them as a scenario tells; knows targets by the catalogue, like the real one.
class SimulatedAttempts final : public AttemptSource
{
public:
    // plan: tells which step a model belongs to. Everything outlives it.
    SimulatedAttempts(VirtualTime &time, const Catalogue &catalogue, const RoutePlan &plan, const Scenario &scenario);

    [[nodiscard]] TargetFacts facts(const ChatRequest &request, const QString &model) const override;
    [[nodiscard]] std::unique_ptr<Attempt> make(const ChatRequest &request, const StepTimeouts &timeouts) override;

private:
    [[nodiscard]] SimulatedAnswer next(const QString &model);
    [[nodiscard]] int stepOf(const QString &model) const;
    [[nodiscard]] Target targetOf(const QString &model) const;

    VirtualTime &m_time;
    const Catalogue &m_catalogue;
    const RoutePlan &m_plan;
    Scenario m_scenario;
};

} // namespace lineup
