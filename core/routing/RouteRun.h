// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/routing/Attempt.h"
#include "core/routing/RouteMemory.h"
#include "core/routing/Timers.h"

#include <QSet>

namespace lineup {

// Takes one request along its plan until somebody answers or nobody is left: the one place where a call is retried or
// handed on, for streamed and plain calls, for the network and the simulator. One thread. Signals: waiting, asking,
// connected, delta any number of times, then exactly one finished; none from inside start() or abort(). Deltas are held
// back until the first content of an answer; after that it is committed: a failure ends the call, and what came is
// kept.
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
    };

    RouteRun(const Means &means, RoutePlan plan, const ChatRequest &request, QObject *parent = nullptr);
    ~RouteRun() override;

    void start();
    // Stops everything; finished(Cancelled) follows.
    void abort();

    [[nodiscard]] Completion partial() const; // of the attempt under way, or of the last one
    [[nodiscard]] const QList<AttemptRecord> &attempts() const { return m_attempts; } // those that are over
    [[nodiscard]] QList<AttemptRecord> attemptsNow() const; // with the one under way, for a call that is dropped
    [[nodiscard]] const QList<RouteEvent> &events() const { return m_events; }
    // As many as attempts(); empty ones where details were not asked for.
    [[nodiscard]] const QList<AttemptDetails> &details() const { return m_details; }
    [[nodiscard]] bool demo() const { return m_demo; }

Q_SIGNALS:
    void asking(const QString &model); // an attempt begins
    void waiting(std::chrono::milliseconds time); // before it is asked again
    void connected();
    void delta(const lineup::Delta &delta);
    void finished(const lineup::Result<lineup::Completion> &result);

private:
    struct Choice // whom to ask next
    {
        QString model;
        TargetFacts facts;
        bool larger = false;
    };

    void enterStep(int step);
    [[nodiscard]] QList<Choice> viable(const RouteStep &step);
    [[nodiscard]] bool hasAlternative() const;
    [[nodiscard]] SkipReason skipOf(const RouteStep &step, const TargetFacts &facts) const;
    [[nodiscard]] std::optional<Choice> largerThan(const RouteStep &step, const QString &model);
    [[nodiscard]] Choice pick(const RouteStep &step, const QList<Choice> &choices) const;
    void noteSkip(const QString &model, SkipReason reason, const TargetFacts &facts);
    void ask(const Choice &choice);
    void watchFirstToken(const RouteStep &step);
    void onDelta(const Delta &piece);
    void onFinished(const Result<Completion> &result);
    void closeAttempt(const std::optional<Error> &error);
    void answered(const Result<Completion> &result);
    void handleFailure(const Error &error, bool sent);
    [[nodiscard]] bool retry(const RouteStep &step, ErrorClass value, const Error &error);
    [[nodiscard]] bool tryContext(const RouteStep &step);
    [[nodiscard]] bool tryContentFallback();
    void nextStep();
    void fromTheTop();
    void giveUp();
    void conclude(const Result<Completion> &result);
    [[nodiscard]] std::chrono::microseconds elapsed() const;
    [[nodiscard]] const RouteStep &step() const { return m_plan.steps.at(m_step); }

    Means m_means;
    RoutePlan m_plan;
    ChatRequest m_request;
    std::unique_ptr<Attempt> m_attempt;
    Choice m_choice;
    int m_step = 0;
    int m_retries = 0; // made at this step
    int m_generation = 0; // of attempts and waits, so that what is late is known for it
    bool m_committed = false;
    bool m_lastResort = false; // everybody was cooling: one is asked all the same, once
    bool m_done = false;
    bool m_demo = false;
    QList<Delta> m_held;
    bool m_wrapped = false; // it began further down, and is at those above now
    QSet<QString> m_noted; // left out at this step, and said so
    QSet<QString> m_tried; // model strings at this step
    QSet<QString> m_largerTried; // so that a circle of fallbacks ends
    qint64 m_tooSmall = 0; // context of the largest model that said that the prompt does not fit
    std::optional<Choice> m_cooling; // the first that was left out only for that
    int m_coolingStep = 0;
    std::optional<Error> m_error; // of the last attempt
    std::optional<Error> m_skipError; // of the first target that was left out
    Completion m_partial;
    QList<AttemptRecord> m_attempts;
    QList<AttemptDetails> m_details;
    QList<RouteEvent> m_events;
    std::chrono::nanoseconds m_startedAt {0};
    std::chrono::nanoseconds m_attemptAt {0};
};

} // namespace lineup
