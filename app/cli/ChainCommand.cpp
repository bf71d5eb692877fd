// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ChainCommand.h"

#include "app/cli/ExitCode.h"
#include "core/base/Error.h"
#include "core/domain/CompletionJson.h"
#include "core/domain/RouteTrace.h"
#include "core/providers/Suggestions.h"
#include "core/routing/ChainSteps.h"
#include "core/routing/PlanOfRequest.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

Error notFound(const QString &what, const QString &name, const QStringList &names)
{
    const QStringList likely = closestNames(name, names);
    const QString hint = likely.isEmpty() ? QString() : u"; did you mean %1?"_s.arg(likely.join(", "_L1));
    return {.kind = Error::Kind::NotFound, .detail = u"there is no %1 named \"%2\""_s.arg(what, name) + hint};
}

QString targetsOf(const RouteStep &step)
{
    QStringList out;
    for (const RouteTarget &target : step.targets)
        out += target.model;
    return out.join(" | "_L1);
}

QString wordsOf(ErrorClasses classes)
{
    QStringList out;
    for (const ErrorClass each : allErrorClasses()) {
        if (classes.testFlag(each))
            out += errorClassName(each);
    }
    return out.join(", "_L1);
}

// For a cell of a table, so that one long chain does not tear it apart; JSON has the whole.
QString shortened(const QString &text)
{
    constexpr qsizetype most = 60;
    return text.size() <= most ? text : QString(text.left(most - 1) + u'…');
}

qint64 milliseconds(std::chrono::microseconds time)
{
    return std::chrono::round<std::chrono::milliseconds>(time).count();
}

} // namespace

Result<ChainCommand::Task> ChainCommand::readTask(
    const QStringList &words, const QString &scenario, const QString &preset, bool json)
{
    const QHash<QString, Task::Action> actions {
        {u"list"_s, Task::Action::List}, {u"show"_s, Task::Action::Show}, {u"test"_s, Task::Action::Test}};
    const auto action = actions.constFind(words.value(0, u"list"_s));
    if (action == actions.constEnd())
        return badRequest(u"chain: list, show NAME, test NAME"_s);
    Task task {.action = *action, .chain = words.value(1), .scenario = scenario, .json = json};
    if (task.chain.startsWith(chainPrefix))
        task.chain.remove(0, chainPrefix.size());
    const bool named = task.action != Task::Action::List;
    if (words.size() > 2 || named == task.chain.isEmpty())
        return badRequest(named ? u"chain: the name of one chain"_s : u"chain list takes nothing more"_s);
    if (task.action != Task::Action::Test && !(scenario.isEmpty() && preset.isEmpty()))
        return badRequest(u"--scenario and --preset belong to chain test"_s);
    if (!scenario.isEmpty() && !preset.isEmpty())
        return badRequest(u"either --scenario or --preset"_s);
    task.preset = presetFromName(preset);
    if (!preset.isEmpty() && !task.preset) {
        QStringList names;
        for (const Preset each : allPresets())
            names += presetName(each);
        return badRequest(u"--preset: one of %1"_s.arg(names.join(", "_L1)));
    }
    return task;
}

void ChainCommand::start()
{
    const ChainBook &book = services().chains();
    if (book.error())
        return fail(*book.error());
    if (m_task.action == Task::Action::List)
        return list();
    const Chain *chain = book.find(m_task.chain);
    if (!chain) {
        QStringList names;
        for (const Chain &each : book.chains())
            names += each.name;
        return fail(notFound(u"chain"_s, m_task.chain, names));
    }
    if (m_task.action == Task::Action::Show)
        show(*chain);
    else if (m_task.preset)
        testPreset(*chain);
    else
        test(*chain);
}

void ChainCommand::list()
{
    QJsonArray json;
    QList<QStringList> rows {{u"model"_s, u"steps"_s, u"scenarios"_s, u"description"_s}};
    for (const Chain &chain : services().chains().chains()) {
        QStringList steps;
        for (const RouteStep &step : chain.steps)
            steps += targetsOf(step);
        rows += {chain.modelString(), shortened(steps.join(u" → "_s)), QString::number(chain.scenarios.size()),
            shortened(chain.description)};
        json += QJsonObject {{u"name"_s, chain.name}, {u"model"_s, chain.modelString()},
            {u"description"_s, chain.description}, {u"steps"_s, QJsonArray::fromStringList(steps)},
            {u"scenarios"_s, qint64(chain.scenarios.size())}};
    }
    if (m_task.json) {
        terminal().prettyJson({{u"chains"_s, json}});
    } else {
        for (const QString &line : Terminal::table(rows, {2}))
            terminal().line(Terminal::printable(line));
    }
    Q_EMIT done(Ok);
}

// What stands in the place of a step: itself, or the steps of the chain that it names.
QStringList ChainCommand::stepsInside(const RouteStep &step) const
{
    QStringList out;
    const RoutePlan plan = planOf(Chain {.name = u"-"_s, .steps = {step}}, {}, &services().chains());
    for (const RouteStep &each : plan.steps)
        out += targetsOf(each);
    return out;
}

void ChainCommand::showRules(const RouteStep &step) const
{
    terminal().line(u"   retries %1 on %2"_s.arg(step.retries).arg(wordsOf(step.retryOn)));
    terminal().line(u"   next step on %1"_s.arg(wordsOf(step.fallOn)));
    if (!step.largerContext.isEmpty())
        terminal().line(Terminal::printable(u"   larger context: %1"_s.arg(step.largerContext)));
    if (step.maxCost)
        terminal().line(u"   at most $%1 a call"_s.arg(step.maxCost->toDecimal()));
}

void ChainCommand::show(const Chain &chain)
{
    if (m_task.json) {
        terminal().prettyJson(chainJson(chain));
        Q_EMIT done(Ok);
        return;
    }
    terminal().line(chain.modelString());
    if (!chain.description.isEmpty())
        terminal().line(Terminal::printable(chain.description));
    qsizetype number = 1; // as a trace counts them
    for (const RouteStep &step : chain.steps) {
        const QStringList inside = stepsInside(step);
        const qsizetype last = number + qMax<qsizetype>(1, inside.size()) - 1;
        const QString place = last > number ? u"%1-%2"_s.arg(number).arg(last) : QString::number(number);
        terminal().line(Terminal::printable(u"%1  %2"_s.arg(place, targetsOf(step))));
        if (namedChain(step).isEmpty())
            showRules(step);
        else
            terminal().line(Terminal::printable(u"   its steps: "_s + inside.join(u" → "_s)));
        number = last + 1;
    }
    for (const Scenario &scenario : chain.scenarios)
        terminal().line(Terminal::printable(u"scenario: "_s + scenario.name));
    Q_EMIT done(Ok);
}

void ChainCommand::testPreset(const Chain &chain)
{
    const RoutePlan plan = planOf(chain, {}, &services().chains());
    const Scenario scenario = presetScenario(*m_task.preset, int(plan.steps.size()));
    const Simulation result = simulate(chain, scenario, services().catalogue(), &services().chains());
    if (m_task.json) {
        QJsonObject out {{u"chain"_s, chain.name}, {u"preset"_s, presetName(*m_task.preset)},
            {u"trace"_s, QJsonArray::fromStringList(result.trace())}, {u"route"_s, routeJson(result.events)},
            {u"total_ms"_s, milliseconds(result.total)}, {u"lost_ms"_s, milliseconds(result.lost)}};
        out.insert(u"answered_by"_s, result.error ? QJsonValue() : QJsonValue(result.answeredBy));
        out.insert(u"error"_s, result.error ? QJsonValue(errorJson(*result.error)) : QJsonValue());
        terminal().prettyJson(out);
    } else {
        for (const QString &line : result.trace())
            terminal().line(Terminal::printable(line));
    }
    Q_EMIT done(Ok);
}

void ChainCommand::print(const ScenarioChange &change) const
{
    terminal().line(Terminal::printable(u"changed: "_s + change.scenario));
    for (const QString &line : change.before)
        terminal().line(Terminal::printable(u"  before  "_s + line));
    for (const QString &line : change.now)
        terminal().line(Terminal::printable(u"  now     "_s + line));
}

void ChainCommand::test(const Chain &chain)
{
    Chain chosen = chain;
    if (!m_task.scenario.isEmpty()) {
        chosen.scenarios.removeIf([this](const Scenario &scenario) { return scenario.name != m_task.scenario; });
        QStringList names;
        for (const Scenario &scenario : chain.scenarios)
            names += scenario.name;
        if (chosen.scenarios.isEmpty())
            return fail(notFound(u"scenario"_s, m_task.scenario, names));
    }
    const QList<ScenarioChange> changes = checkScenarios(chosen, services().catalogue(), &services().chains());
    QJsonArray json;
    for (const ScenarioChange &change : changes) {
        json += QJsonObject {{u"scenario"_s, change.scenario}, {u"before"_s, QJsonArray::fromStringList(change.before)},
            {u"now"_s, QJsonArray::fromStringList(change.now)}};
        if (!m_task.json)
            print(change);
    }
    if (m_task.json)
        terminal().prettyJson(
            {{u"chain"_s, chain.name}, {u"scenarios"_s, qint64(chosen.scenarios.size())}, {u"changed"_s, json}});
    else
        terminal().line(u"%1 of %2 scenarios as saved"_s.arg(chosen.scenarios.size() - changes.size())
                            .arg(chosen.scenarios.size()));
    Q_EMIT done(changes.isEmpty() ? Ok : ScenarioChanged);
}

} // namespace lineup::cli
