// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/domain/Cost.h"
#include "core/domain/FinishReason.h"
#include "core/domain/MappingReport.h"
#include "core/domain/ModelInfo.h"
#include "core/domain/RouteEvent.h"
#include "core/domain/Usage.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QMetaType>

#include <chrono>
#include <optional>

namespace lineup {

// One try at one target. Times are from the start of this attempt.
struct AttemptRecord
{
    QString service;
    QString model; // as sent to the service
    QDateTime startedAt; // UTC
    std::optional<std::chrono::microseconds> connected; // request written
    std::optional<std::chrono::microseconds> firstToken;
    std::chrono::microseconds total {0};
    int httpStatus = 0;
    Usage usage;
    Cost cost;
    std::optional<Error> error; // empty: it answered
    FinishReason finishReason = FinishReason::Unknown;
    QString nativeFinishReason;
    QString requestId;
    MappingReport mapping;
    bool partial = false; // text was delivered before it failed or was stopped
    // What the cost was made of, so that it can be looked into, compared and corrected later.
    std::optional<Price> price; // the catalogue's, as it was then; empty: it had none, or the model is free
    QString serviceTier; // that it was billed at; empty: the standard one, or the service did not say
    QString searchContextSize; // "low", "medium", "high"; empty: no search was asked for
    std::optional<Money> computedCost; // ours, from usage and price; empty: it cannot be computed
    std::optional<Money> providerCost; // the provider's own figure, where it sends one
    // What cached input would have cost more without a cache; below zero where writing cost more than reading saved.
    std::optional<Money> cacheSaved;
    QString claim; // SpendClaim::id, where budgets were asked; empty: they were not
};

// One call as the person made it, with everything that it went through. What the ledger keeps; no prompt text.
struct CallRecord
{
    enum class Kind { Chat, Embedding };

    QString id; // UUID, ours
    Kind kind = Kind::Chat;
    QDateTime startedAt; // UTC
    QString requestedModel; // the model string asked for
    QString source; // "app", "cli", later "gateway"
    QString user;
    QJsonObject metadata; // as given in the request
    bool streamed = false;
    bool demo = false; // never counted in totals
    QList<AttemptRecord> attempts; // in order; the last one decided
    QList<RouteEvent> route; // attempts, waits and targets that were left out, in order
    std::optional<Error> error; // of the call
    std::optional<std::chrono::microseconds> firstToken; // from the call's start
    std::chrono::microseconds total {0};
    Usage usage; // sum over attempts
    Cost cost; // sum over attempts; unknown when any part is

    [[nodiscard]] const AttemptRecord *deciding() const { return attempts.isEmpty() ? nullptr : &attempts.last(); }
};

// What a call used and cost over all of its attempts. The cost is unknown when any part of it is; an attempt that was
// not billed adds nothing. Without attempts nothing was sent.
[[nodiscard]] Usage totalUsage(const QList<AttemptRecord> &attempts);
[[nodiscard]] Cost totalCost(const QList<AttemptRecord> &attempts);

} // namespace lineup

Q_DECLARE_METATYPE(lineup::CallRecord)
