// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/CallRecord.h"
#include "core/domain/Completion.h"
#include "core/domain/ModelInfo.h"
#include "core/domain/RouteEvent.h"
#include "core/routing/CallDetails.h"
#include "core/routing/RoutePlan.h"

#include <QObject>

namespace lineup {

// One try at one target, as a route sees it: a real call, or one of the simulator's. Signals: sent, dequeued, connected
// at most once, delta any number of times, then exactly one finished, or switched instead of all of them; none from
// inside start(). Destroying it stops it silently.
class Attempt : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start() = 0;
    // False: it failed before anything left this machine, because there is no key, no such model, no address, or a
    // budget forbids it.
    [[nodiscard]] virtual bool wasSent() const = 0;
    [[nodiscard]] virtual Completion partial() const = 0;
    // With its price, as it stands when it ends with that error now; empty: it answered.
    [[nodiscard]] virtual AttemptRecord record(const std::optional<Error> &error) const = 0;
    // This record of it was taken, and another attempt of the same call may follow.
    virtual void ended(const AttemptRecord &record) { Q_UNUSED(record) }
    [[nodiscard]] virtual bool isDemo() const { return false; }
    // The model that it asks, with its price, as far as that is known by now.
    [[nodiscard]] virtual std::optional<ModelInfo> info() const { return {}; }
    // Given up before anything was sent, in a slot of dequeued: wasSent() is false from now on, nothing is emitted any
    // more, and what it claimed of budgets goes back.
    virtual void withdraw() { }
    // It waits for others of our own to end, and no limit but its total one runs.
    [[nodiscard]] virtual bool isQueued() const { return false; }
    // For a person to look into; empty where that was not asked for.
    [[nodiscard]] virtual AttemptDetails details() const { return {}; }

Q_SIGNALS:
    void sent(); // wasSent() is true from now on; not told of one that was so as soon as it was started
    void dequeued(); // it waited, and begins as soon as everybody has heard this
    void connected();
    void delta(const lineup::Delta &delta);
    void finished(const lineup::Result<lineup::Completion> &result);
    void switched(const QString &model); // a budget wants the call to go to that model string; nothing was sent
};

// What is known of a target before it is asked.
struct TargetFacts
{
    QString id; // "service/model": what cooldowns and statistics go by
    SkipReason skip = SkipReason::None; // it cannot answer this request, whatever else holds
    qint64 contextTokens = 0; // 0: not known
    std::optional<Money> worstCost; // of this request; empty: not known, or without a limit
};

// Makes attempts and knows targets. One thread; outlives the attempts.
class AttemptSource
{
public:
    virtual ~AttemptSource() = default;
    // Looks nothing up that takes time: a missing key and an unknown model show only when the attempt is made.
    [[nodiscard]] virtual TargetFacts facts(const ChatRequest &request, const QString &model) const = 0;
    // request.model is the target's model string.
    [[nodiscard]] virtual std::unique_ptr<Attempt> make(const ChatRequest &request, const StepTimeouts &timeouts) = 0;
};

} // namespace lineup
