// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/PlanOfRequest.h"

#include "core/providers/Suggestions.h"
#include "core/routing/ChainBook.h"
#include "core/routing/ChainSteps.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

Error noSuchChain(QStringView model, const ChainBook *book)
{
    QStringList names;
    for (const Chain &chain : book ? book->chains() : QList<Chain>())
        names += chain.modelString();
    QString detail = u"there is no chain named \"%1\""_s.arg(model.sliced(chainPrefix.size()));
    const QStringList likely = closestNames(model.toString(), names);
    if (!likely.isEmpty())
        detail += u"; did you mean %1?"_s.arg(likely.join(", "_L1));
    if (book && book->error())
        detail += u" ("_s + book->error()->detail + u')';
    return {.kind = Error::Kind::NotFound, .detail = detail};
}

// "a → b → a", when following the map from there comes back to where it was.
std::optional<Error> circleFrom(const QHash<QString, QString> &map, const QString &start)
{
    QStringList way {start};
    for (QString next = map.value(start); !next.isEmpty(); next = map.value(next)) {
        const bool again = way.contains(next);
        way += next;
        if (again)
            return badRequest(u"context_window_fallbacks go in a circle: %1"_s.arg(way.join(u" → "_s)));
    }
    return std::nullopt;
}

// Puts a request's plan together; stops at the first fault.
class Planner
{
public:
    Planner(const ChatRequest &request, const ChainBook *chains) : m_request(request), m_chains(chains) { }
    // own: of the chain that is asked, where it is another than the book's of its name.
    [[nodiscard]] RoutePlan plan(const Chain *own = nullptr);

private:
    [[nodiscard]] const Chain *find(const QString &model);
    [[nodiscard]] Chain whole(const Chain &chain);
    void putInFallbacks();
    void putInContextMap();
    void noteChain(const QString &model);
    void noteLarger(const QList<RouteStep> &steps);
    void noteSteps(const QString &model, const Chain &chain);
    [[nodiscard]] bool onTheWay(const QString &model);

    const ChatRequest &m_request;
    const ChainBook *m_chains;
    RoutePlan m_plan;
    QStringList m_way; // chains whose steps are in the plan
};

const Chain *Planner::find(const QString &model)
{
    const Chain *chain = m_chains ? m_chains->find(QStringView(model).sliced(chainPrefix.size())) : nullptr;
    if (!chain && !m_plan.fault)
        m_plan.fault = noSuchChain(model, m_chains);
    return chain;
}

// With the steps of the chains that it names in their places.
Chain Planner::whole(const Chain &chain)
{
    const UnfoldedSteps unfolded
        = unfold(chain, [this](QStringView name) { return m_chains ? m_chains->find(name) : nullptr; });
    Chain out = chain;
    out.steps = unfolded.steps;
    if (m_plan.fault)
        return out;
    m_plan.fault = unfolded.fault;
    const bool gone = std::all_of(out.steps.begin(), out.steps.end(),
        [](const RouteStep &step) { return !namedChain(step).isEmpty(); }); // what is left of a name is not there
    if (gone && !out.steps.isEmpty() && !m_plan.fault)
        m_plan.fault = noSuchChain(namedChain(out.steps.first()), m_chains);
    return out;
}

RoutePlan Planner::plan(const Chain *own)
{
    if (!own && !m_request.model.startsWith(chainPrefix)) {
        m_plan = planOf(m_request);
    } else if (const Chain *chain = own ? own : find(m_request.model)) {
        const Chain unfolded = whole(*chain);
        const std::optional<Error> fault = m_plan.fault;
        m_plan = planOf(unfolded, m_request);
        m_plan.fault = fault;
        m_way += m_request.model;
    }
    if (!m_plan.fault)
        putInFallbacks();
    if (!m_plan.fault)
        putInContextMap();
    for (const QString &model : std::as_const(m_plan.contentFallbacks))
        noteChain(model);
    noteLarger(m_plan.steps);
    return m_plan;
}

bool Planner::onTheWay(const QString &model)
{
    if (!m_way.contains(model)) {
        m_way += model;
        return false;
    }
    m_plan.fault = badRequest(u"fallbacks: %1 stands on this way already; name each chain once"_s.arg(model));
    return true;
}

// Their steps come after those of the model itself, one for each.
void Planner::putInFallbacks()
{
    QList<RouteStep> steps;
    for (qsizetype i = 0; i < m_plan.steps.size(); ++i) {
        const RouteStep &step = m_plan.steps.at(i);
        const QString model = step.targets.value(0).model;
        if (i < m_plan.ownSteps || !model.startsWith(chainPrefix)) {
            steps += step;
            continue;
        }
        const Chain *chain = onTheWay(model) ? nullptr : find(model);
        if (!chain)
            return;
        ChatRequest rules; // of the request, what holds for every step
        rules.numRetries = m_request.numRetries;
        steps += planOf(whole(*chain), rules).steps;
    }
    m_plan.steps = steps;
}

void Planner::putInContextMap()
{
    const QHash<QString, QString> map = m_plan.contextFallbacks;
    QStringList keys = map.keys();
    keys.sort(); // the same plan each time
    for (const QString &from : keys) {
        if (const std::optional<Error> circle = circleFrom(map, from)) {
            m_plan.fault = circle;
            return;
        }
        const QString to = map.value(from);
        noteChain(to);
        const Chain *chain = from.startsWith(chainPrefix) ? find(from) : nullptr;
        const QList<RouteStep> steps = chain ? whole(*chain).steps : QList<RouteStep>();
        for (const RouteStep &step : steps) {
            for (const RouteTarget &target : step.targets) {
                if (!m_plan.contextFallbacks.contains(target.model) && target.model != to)
                    m_plan.contextFallbacks.insert(target.model, to);
            }
        }
    }
}

void Planner::noteChain(const QString &model)
{
    if (!model.startsWith(chainPrefix) || m_plan.chains.contains(model))
        return;
    if (const Chain *chain = find(model))
        noteSteps(model, *chain);
}

// A chain in a step of a chain, for what does not fit there. One that is gone is left out, as a model would be.
void Planner::noteLarger(const QList<RouteStep> &steps)
{
    for (const RouteStep &step : steps) {
        const QString &model = step.largerContext;
        if (!m_chains || !model.startsWith(chainPrefix) || m_plan.chains.contains(model))
            continue;
        if (const Chain *chain = m_chains->find(QStringView(model).sliced(chainPrefix.size())))
            noteSteps(model, *chain);
    }
}

void Planner::noteSteps(const QString &model, const Chain &chain)
{
    ChatRequest rules;
    rules.numRetries = m_request.numRetries;
    const QList<RouteStep> steps = planOf(whole(chain), rules).steps;
    m_plan.chains.insert(model, steps);
    noteLarger(steps);
}

} // namespace

RoutePlan planOf(const ChatRequest &request, const ChainBook *chains)
{
    return Planner(request, chains).plan();
}

RoutePlan planOf(const Chain &chain, const ChatRequest &request, const ChainBook *chains)
{
    return Planner(request, chains).plan(&chain);
}

} // namespace lineup
