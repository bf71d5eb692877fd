// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/ChainBook.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::chrono::seconds patience {20}; // for a first word, where somebody else could be asked
constexpr std::chrono::seconds localConnect {2};
constexpr std::chrono::minutes stickiness {5};

// One step a model; everybody but the last has to begin in time.
QList<RouteStep> oneByOne(const QStringList &models)
{
    QList<RouteStep> out;
    for (const QString &model : models) {
        RouteStep step {.targets = {{.model = model}}};
        if (&model != &models.last())
            step.timeouts.firstToken = patience;
        out += step;
    }
    return out;
}

Chain cheapFirst(const QStringList &models)
{
    RouteStep step {.balance = Balance::Cheapest, .retries = int(models.size()) - 1};
    for (const QString &model : models)
        step.targets += RouteTarget {.model = model};
    step.retryOn = usualFallClasses();
    return {
        .name = u"cheap-first"_s, .description = u"The cheapest for each request, then the others"_s, .steps = {step}};
}

} // namespace

Chain chainFromTemplate(ChainTemplate kind, const QStringList &models)
{
    Chain out {.steps = oneByOne(models)};
    switch (kind) {
    case ChainTemplate::Reliable:
        out.name = u"reliable"_s;
        out.description = u"One after the other until one answers"_s;
        out.stickFor = stickiness;
        break;
    case ChainTemplate::CheapFirst:
        return models.isEmpty() ? Chain {.name = u"cheap-first"_s} : cheapFirst(models);
    case ChainTemplate::LocalFirst:
        out.name = u"local-first"_s;
        out.description = u"This machine, and somebody else when it does not answer"_s;
        if (!out.steps.isEmpty()) {
            out.steps.first().retries = 0;
            out.steps.first().timeouts.connect = localConnect;
        }
        break;
    case ChainTemplate::LongContext:
        out.name = u"long-context"_s;
        out.description = u"What does not fit the first goes to the second at once"_s;
        if (models.size() > 1)
            out.steps.first().largerContext = models.at(1);
        break;
    }
    return out;
}

} // namespace lineup
