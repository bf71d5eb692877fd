// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/Simulator.h"

#include "core/base/WordTable.h"
#include "core/domain/RouteTrace.h"
#include "core/routing/PlanOfRequest.h"
#include "core/routing/RouteRun.h"
#include "core/routing/SimulatedAttempt.h"
#include "core/routing/VirtualTime.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qint64 longPrompt = 120'000; // tokens
constexpr std::chrono::seconds slowStart {90};

constexpr std::array presetWords {
    std::pair {Preset::AllFine, "all-fine"_L1},
    std::pair {Preset::PrimaryLimited, "primary-429"_L1},
    std::pair {Preset::PrimaryDown, "primary-down"_L1},
    std::pair {Preset::SlowFirstToken, "slow-first-token"_L1},
    std::pair {Preset::CutMidStream, "cut-mid-stream"_L1},
    std::pair {Preset::LongPrompt, "long-prompt"_L1},
    std::pair {Preset::BudgetSpent, "budget-spent"_L1},
    std::pair {Preset::Offline, "offline"_L1},
};

// The same numbers each time, well spread.
class FixedRandom final : public RandomSource
{
public:
    double next() override
    {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL; // Knuth's MMIX
        return double(m_state >> 11) / double(1ULL << 53);
    }

private:
    quint64 m_state = 1;
};

ChatRequest requestOf(const Chain &chain, const Scenario &scenario)
{
    ChatRequest request;
    request.model = chain.modelString();
    request.stream = scenario.streamed;
    request.messages = {Message::fromText(Role::User, u"word "_s.repeated(scenario.promptTokens))};
    return request;
}

QList<SimulatedAnswer> refusal(Error::Kind kind, int status, std::chrono::milliseconds after)
{
    return {{.kind = SimulatedAnswer::Kind::Refuse, .error = kind, .httpStatus = status, .firstToken = after}};
}

} // namespace

QStringList Simulation::trace() const
{
    QString end = u"= answered by "_s + answeredBy;
    if (error)
        end = u"= "_s + errorKindName(error->kind) + (partial ? u", partial"_s : QString());
    return traceLines(events) + QStringList {end};
}

Simulation simulate(
    const RoutePlan &plan, const ChatRequest &request, const Scenario &scenario, const Catalogue &catalogue)
{
    VirtualTime time;
    FixedRandom random;
    RouteMemory memory(time);
    SimulatedAttempts attempts(time, catalogue, plan, scenario);
    RouteRun run(
        {.attempts = attempts, .timers = time, .clock = time, .random = random, .memory = memory}, plan, request);
    std::optional<Result<Completion>> result;
    QObject::connect(&run, &RouteRun::finished, &run, [&result](const Result<Completion> &r) { result = r; });
    run.start();
    (void)time.runUntil([&result] { return result.has_value(); });

    Simulation out {.events = run.events(), .attempts = run.attempts()};
    out.total = std::chrono::duration_cast<std::chrono::microseconds>(time.monotonic());
    out.cost = totalCost(out.attempts);
    if (!result || !*result)
        out.error = result ? result->error() : Error {.kind = Error::Kind::Timeout, .detail = u"it never ended"_s};
    for (const RouteEvent &event : std::as_const(out.events)) {
        if (event.kind == RouteEvent::Kind::Attempt && !event.error) {
            out.answeredBy = event.model;
            out.lost = event.at;
        }
    }
    out.partial = out.error && !out.attempts.isEmpty() && out.attempts.constLast().partial;
    return out;
}

Simulation simulate(const Chain &chain, const Scenario &scenario, const Catalogue &catalogue, const ChainBook *chains)
{
    const ChatRequest request = requestOf(chain, scenario);
    return simulate(planOf(chain, request, chains), request, scenario, catalogue);
}

const QList<Preset> &allPresets()
{
    static const QList<Preset> all = [] {
        QList<Preset> out;
        for (const auto &[preset, word] : presetWords)
            out += preset;
        return out;
    }();
    return all;
}

QString presetName(Preset preset)
{
    return wordFor(presetWords, preset);
}

std::optional<Preset> presetFromName(QStringView name)
{
    return valueFor(presetWords, name);
}

Scenario presetScenario(Preset preset, int steps)
{
    Scenario out {.name = presetName(preset)};
    out.steps.resize(std::max(steps, 0));
    const auto primary = [&out](const QList<SimulatedAnswer> &answers) {
        if (!out.steps.isEmpty())
            out.steps[0] = answers;
    };
    switch (preset) {
    case Preset::AllFine:
        break;
    case Preset::PrimaryLimited:
        primary(refusal(Error::Kind::RateLimited, 429, std::chrono::milliseconds(300)));
        break;
    case Preset::PrimaryDown:
        primary(refusal(Error::Kind::Network, 0, std::chrono::milliseconds(80)));
        break;
    case Preset::SlowFirstToken:
        primary({{.kind = SimulatedAnswer::Kind::Answer, .firstToken = slowStart}});
        break;
    case Preset::CutMidStream:
        primary({{.kind = SimulatedAnswer::Kind::CutMidStream}});
        break;
    case Preset::LongPrompt:
        out.promptTokens = longPrompt;
        break;
    case Preset::BudgetSpent:
        out.budgetSpent = true;
        break;
    case Preset::Offline:
        for (QList<SimulatedAnswer> &answers : out.steps)
            answers = refusal(Error::Kind::Network, 0, std::chrono::milliseconds(20));
        break;
    }
    return out;
}

QList<ScenarioChange> checkScenarios(const Chain &chain, const Catalogue &catalogue, const ChainBook *chains)
{
    QList<ScenarioChange> out;
    for (const Scenario &scenario : chain.scenarios) {
        const QStringList now = simulate(chain, scenario, catalogue, chains).trace();
        if (now != scenario.expected)
            out += {scenario.name, scenario.expected, now};
    }
    return out;
}

} // namespace lineup
