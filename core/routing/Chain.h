// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/routing/RoutePlan.h"
#include "core/routing/Scenario.h"

#include <QJsonObject>

namespace lineup {

// A person's own model: steps that are tried from the top until one answers. A value.
struct Chain
{
    QString name; // "reliable"; as a model string: "chain/reliable"
    QString description;
    QList<RouteStep> steps;
    std::chrono::milliseconds backoffBase {250};
    std::chrono::milliseconds waitLimit {20'000};
    std::chrono::milliseconds stickFor {0};
    bool retryUncertain = false;
    QList<Scenario> scenarios; // its tests
    QJsonObject more; // members of its file that this version does not know: kept as they are
    bool operator==(const Chain &) const = default;

    [[nodiscard]] QString modelString() const { return u"chain/" + name; }
};

// The prefix of a chain's model string.
inline constexpr QLatin1StringView chainPrefix("chain/");

inline constexpr qsizetype longestChainName = 64;
// Letters, digits, '-', '_' and '.', 1 to 64 of them.
[[nodiscard]] bool isChainName(QStringView name);

// The way of a request along the chain's own steps; PlanOfRequest puts in those of chains that it names. What the
// request says itself goes before: num_retries, and its context window fallbacks and content policy fallbacks stand
// beside the chain's own; its fallbacks come after the chain's last step. Pure.
[[nodiscard]] RoutePlan planOf(const Chain &chain, const ChatRequest &request);

} // namespace lineup
