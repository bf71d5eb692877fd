// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/routing/RouteTrail.h"
#include "core/routing/TargetChooser.h"

#include <functional>

namespace lineup {

// Takes one request along its plan until somebody answers or nobody is left: the one place where a call is retried or
// handed on, for streamed and plain calls, for the network and the simulator. Whom to ask is TargetChooser's to say,
// and RouteTrail writes down what happened. One thread. Signals: waiting, asking, connected, delta any number of times,
// then exactly one finished; none from inside start() or abort(). Deltas are held back until the first content of an
// answer; after that it is committed: a failure ends the call, and what came is kept.
class RouteRun : public QObject
{
    Q_OBJECT
public:
    // What it works with; all of it outlives the run.
    struct Means
    {
        AttemptSource &attempts;
        Timers &timers;
        const Clock &clock;
        RandomSource &random;
        RouteMemory &memory;
        // The plan of another model string, where a budget sends the call; empty: the call goes on along its own.
        std::function<RoutePlan(const QString &model)> planFor = {};
    };

    RouteRun(const Means &means, RoutePlan plan, const ChatRequest &request, QObject *parent = nullptr);
    ~RouteRun() override;

    void start();
    // Stops everything; finished(Cancelled) follows.
    void abort();

    [[nodiscard]] Completion partial() const; // of the attempt under way, or of the last one
    [[nodiscard]] const QList<AttemptRecord> &attempts() const { return m_trail.attempts(); } // those that are over
    [[nodiscard]] QList<AttemptRecord> attemptsNow() const; // with the one under way, for a call that is dropped
    [[nodiscard]] const QList<RouteEvent> &events() const { return m_trail.events(); }
    // As many as attempts(); empty ones where details were not asked for.
    [[nodiscard]] const QList<AttemptDetails> &details() const { return m_trail.details(); }
    [[nodiscard]] bool demo() const { return m_attempt ? m_attempt->isDemo() : m_demo; }
    // The model that is being asked just now, as far as it is known; empty between attempts.
    [[nodiscard]] std::optional<ModelInfo> asked() const { return m_attempt ? m_attempt->info() : std::nullopt; }

Q_SIGNALS:
    void asking(const QString &model); // an attempt begins
    void waiting(std::chrono::milliseconds time); // before it is asked again
    void connected();
    void delta(const lineup::Delta &delta);
    void finished(const lineup::Result<lineup::Completion> &result);

private:
    void enterStep(int step);
    void askWhoIsLeft(); // at this step, or the next one
    void nextStep() { enterStep(m_step + 1); }
    void fromTheTop();
    void giveUp();
    void ask(const TargetChoice &choice); // the one place where an attempt begins
    void onDequeued();
    void onConnected();
    void watchFirstToken();
    void onDelta(const Delta &piece);
    void passOnHeld();
    void onFinished(const Result<Completion> &result);
    void onSwitched(const QString &model);
    void dropAttempt();
    void closeAttempt(const std::optional<Error> &error);
    void tellMemory(const std::optional<Error> &error, bool sent);
    void answered(const Result<Completion> &result);
    void handleFailure(const Error &error, bool sent);
    [[nodiscard]] bool tryContext();
    [[nodiscard]] bool tryLargerChain();
    [[nodiscard]] bool tryContentFallback();
    void detour(const QList<RouteStep> &steps);
    [[nodiscard]] bool retry(ErrorClass value, const Error &error);
    [[nodiscard]] QList<TargetChoice> retryChoices(const Error &error);
    void askAfter(std::chrono::milliseconds wait, const TargetChoice &choice);
    void conclude(const Result<Completion> &result);
    [[nodiscard]] const RouteStep &step() const { return m_plan.steps.at(m_step); }

    Means m_means;
    RoutePlan m_plan;
    ChatRequest m_request;
    TargetChooser m_chooser;
    RouteTrail m_trail;

    int m_step = 0;
    int m_retries = 0; // made at this step
    bool m_detoured = false; // steps were put in, so that the plan's places are not those of the chain any more
    bool m_wrapped = false; // it began further down, and is at those above now
    bool m_lastResort = false; // everybody was cooling: one is asked all the same, once

    std::unique_ptr<Attempt> m_attempt; // under way
    TargetChoice m_choice; // whom it asks
    std::chrono::microseconds m_attemptAt {0}; // from the run's start
    int m_generation = 0; // of attempts and waits, so that what is late is known for it
    int m_watch = 0; // of the first token's limit, which begins anew when an attempt has waited for its turn
    QList<Delta> m_held;
    bool m_probes = false; // whether a target that was left alone is well again
    bool m_connected = false;
    bool m_committed = false;

    Completion m_partial; // of the last attempt that is over
    bool m_demo = false;
    std::optional<Error> m_error; // of the last attempt
    bool m_done = false;
};

} // namespace lineup
