// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/CompletionBuilder.h"
#include "core/routing/Attempt.h"
#include "core/routing/VirtualTime.h"

namespace lineup::test {

// What one attempt does, told in a word: "429", "429@2000" (Retry-After in ms), "ok~1000" (waits that long for others
// before it begins), "ok^1000" (its key takes that long), "net" (no connection), "reset" (gone after it was sent),
// "cut" (gone after some words), "in200" (an error inside a stream), "ok", "slow", …; see the .cpp.
struct ScriptedBehaviour
{
    std::optional<Error> error; // empty: it answers
    bool sent = true;
    bool connects = true;
    bool hangs = false;
    std::chrono::milliseconds queued {0}; // before it begins
    std::chrono::milliseconds prepares {0}; // before it is sent
    std::optional<std::chrono::milliseconds> firstWord; // empty: it says nothing
    std::chrono::milliseconds ends {50};
};
[[nodiscard]] std::optional<ScriptedBehaviour> behaviourOf(const QString &word);

class ScriptedAttempt final : public Attempt
{
    Q_OBJECT
public:
    ScriptedAttempt(VirtualTime &time, const ChatRequest &request, const ScriptedBehaviour &behaviour)
        : m_time(time), m_model(request.model), m_stream(request.stream), m_behaviour(behaviour)
    {
    }
    void start() override;
    [[nodiscard]] bool wasSent() const override { return m_behaviour.sent && m_prepared && !m_withdrawn; }
    void withdraw() override { m_withdrawn = true; }
    [[nodiscard]] bool isQueued() const override { return m_queued; }
    [[nodiscard]] Completion partial() const override;
    [[nodiscard]] AttemptRecord record(const std::optional<Error> &error) const override;

private:
    void wait();
    void begin();
    void say(const QString &text);
    void end();

    VirtualTime &m_time;
    QString m_model;
    bool m_stream;
    ScriptedBehaviour m_behaviour;
    QString m_text;
    bool m_queued = false;
    bool m_prepared = false;
    bool m_withdrawn = false;
    bool m_connected = false;
};

// Attempts that do as they are told, model by model.
class ScriptedAttempts final : public AttemptSource
{
public:
    explicit ScriptedAttempts(VirtualTime &time) : m_time(time) { }
    [[nodiscard]] TargetFacts facts(const ChatRequest &request, const QString &model) const override;
    [[nodiscard]] std::unique_ptr<Attempt> make(const ChatRequest &request, const StepTimeouts &timeouts) override;

    QHash<QString, QStringList> script; // by model: one word an attempt
    QHash<QString, TargetFacts> known; // by model
    QStringList unscripted; // models that were asked more often than the script has words

private:
    VirtualTime &m_time;
};

} // namespace lineup::test
