// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"
#include "core/providers/Catalogue.h"
#include "core/routing/Chain.h"
#include "core/routing/RouteMemory.h"

namespace lineup {

class ChainBook;

// What came of a scenario. Times are virtual.
struct Simulation
{
    QList<RouteEvent> events;
    QList<AttemptRecord> attempts;
    std::optional<Error> error; // empty: it was answered
    QString answeredBy; // model string; empty: nobody
    bool partial = false; // some words came before it failed
    std::chrono::microseconds total {0};
    std::chrono::microseconds lost {0}; // spent before the attempt that answered began
    Cost cost; // of all attempts

    [[nodiscard]] QStringList trace() const; // its events and its end
};

// Runs the chain through the scenario with the engine that runs real calls; nothing leaves this machine, and no time
// passes. The same chain and scenario give the same result each time. chains: where those that it names are; their
// steps count among the scenario's, in their places.
[[nodiscard]] Simulation simulate(
    const Chain &chain, const Scenario &scenario, const Catalogue &catalogue, const ChainBook *chains = nullptr);
// The same for any plan. request: its model and messages are used as they are.
[[nodiscard]] Simulation simulate(
    const RoutePlan &plan, const ChatRequest &request, const Scenario &scenario, const Catalogue &catalogue);

// The usual things that can happen, for a chain of that many steps.
enum class Preset {
    AllFine,
    PrimaryLimited,
    PrimaryDown,
    SlowFirstToken,
    CutMidStream,
    LongPrompt,
    BudgetSpent,
    Offline
};
// "all-fine", "primary-429", "primary-down", "slow-first-token", "cut-mid-stream", "long-prompt", "budget-spent",
// "offline".
[[nodiscard]] const QList<Preset> &allPresets();
[[nodiscard]] QString presetName(Preset preset);
[[nodiscard]] std::optional<Preset> presetFromName(QStringView name);
[[nodiscard]] Scenario presetScenario(Preset preset, int steps);

// How a saved scenario differs now; empty when nothing has changed.
struct ScenarioChange
{
    QString scenario;
    QStringList before;
    QStringList now;
};
[[nodiscard]] QList<ScenarioChange> checkScenarios(
    const Chain &chain, const Catalogue &catalogue, const ChainBook *chains = nullptr);

} // namespace lineup
