// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/ChainSteps.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qsizetype mostSteps = 200; // chains that name chains twice grow faster than anybody means

const Chain *named(const QString &model, const ChainLookup &find)
{
    return model.startsWith(chainPrefix) ? find(QStringView(model).sliced(chainPrefix.size())) : nullptr;
}

std::optional<Error> circle(const QStringList &way, const QString &next)
{
    if (!way.contains(next))
        return std::nullopt;
    return badRequest(u"chains name each other in a circle: %1"_s.arg((way + QStringList {next}).join(u" → "_s)));
}

void unfoldInto(UnfoldedSteps &out, const Chain &chain, const ChainLookup &find, QStringList &way)
{
    for (const RouteStep &step : chain.steps) {
        const QString model = namedChain(step);
        const Chain *inner = named(model, find);
        if (!inner) {
            out.steps += step;
        } else if (const std::optional<Error> fault = circle(way, model)) {
            out.fault = fault;
        } else {
            way += model;
            unfoldInto(out, *inner, find, way);
            way.removeLast();
        }
        if (!out.fault && out.steps.size() > mostSteps)
            out.fault = badRequest(
                u"%1 has more than %2 steps with those of the chains it names"_s.arg(way.first()).arg(mostSteps));
        if (out.fault)
            return;
    }
}

// Also through what is asked for a prompt that does not fit.
std::optional<Error> circleFrom(const Chain &chain, const ChainLookup &find, QStringList &way, QStringList &sound)
{
    for (const RouteStep &step : chain.steps) {
        for (const QString &model : {namedChain(step), step.largerContext}) {
            const Chain *inner = named(model, find);
            if (!inner || sound.contains(model))
                continue;
            if (std::optional<Error> fault = circle(way, model))
                return fault;
            way += model;
            if (std::optional<Error> fault = circleFrom(*inner, find, way, sound))
                return fault;
            way.removeLast();
        }
    }
    sound += chain.modelString();
    return std::nullopt;
}

} // namespace

QString namedChain(const RouteStep &step)
{
    const bool named = step.targets.size() == 1 && step.targets.first().model.startsWith(chainPrefix);
    return named ? step.targets.first().model : QString();
}

UnfoldedSteps unfold(const Chain &chain, const ChainLookup &find)
{
    UnfoldedSteps out;
    QStringList way {chain.modelString()};
    unfoldInto(out, chain, find, way);
    return out;
}

std::optional<Error> faultAmong(const QList<Chain> &chains)
{
    const ChainLookup find = [&chains](QStringView name) -> const Chain * {
        const auto found
            = std::find_if(chains.begin(), chains.end(), [name](const Chain &each) { return each.name == name; });
        return found == chains.end() ? nullptr : &*found;
    };
    QStringList sound;
    for (const Chain &chain : chains) {
        QStringList way {chain.modelString()};
        if (std::optional<Error> fault = circleFrom(chain, find, way, sound))
            return fault;
    }
    for (const Chain &chain : chains) {
        if (const UnfoldedSteps steps = unfold(chain, find); steps.fault)
            return steps.fault;
    }
    return std::nullopt;
}

} // namespace lineup
