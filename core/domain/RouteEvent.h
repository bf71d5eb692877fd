// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QList>

#include <chrono>
#include <optional>

namespace lineup {

// Why a target was not asked at all.
enum class SkipReason {
    None,
    NoKey,
    Unknown, // no service has this model
    ContextTooSmall,
    NoImages,
    NoTools,
    NoAudio,
    NoFiles,
    Cooling, // it failed too often of late
    TooDear, // above the step's limit for one call
    Budget, // a budget of the person's forbids it
};

// One thing that happened on a call's way through its route. A value.
struct RouteEvent
{
    enum class Kind {
        Attempt, // a target was asked; attempt is its place among the record's attempts
        Wait, // before a retry
        Skip, // a target was left out
    };
    Kind kind = Kind::Attempt;
    int step = 0; // of the plan, from 0
    QString model; // model string
    std::chrono::microseconds at {0}; // from the call's start
    std::chrono::microseconds took {0};
    int attempt = -1; // Attempt
    std::optional<Error::Kind> error; // Attempt: how it failed; empty: it answered
    int httpStatus = 0; // Attempt
    SkipReason skipped = SkipReason::None; // Skip
    std::chrono::milliseconds left {0}; // Skip for Cooling: how long yet
    bool largerContext = false; // Attempt: asked because the prompt did not fit the step's own model
    bool operator==(const RouteEvent &) const = default;
};

// "no_key", "context_too_small", …; stable, for JSON and the ledger.
[[nodiscard]] QString skipReasonName(SkipReason reason);
[[nodiscard]] std::optional<SkipReason> skipReasonFromName(QStringView name);

} // namespace lineup
