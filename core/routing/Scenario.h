// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>

namespace lineup {

// How a target behaves in the simulator at one attempt. A value.
struct SimulatedAnswer
{
    enum class Kind {
        Answer,
        Refuse, // with error, before any word
        CutMidStream, // some words, then the connection is gone
        NeverStarts, // accepts, and says nothing
        NoKey, // cannot be asked
    };
    Kind kind = Kind::Answer;
    Error::Kind error = Error::Kind::RateLimited; // Refuse
    int httpStatus = 0; // Refuse; 0: no answer at all came
    std::optional<std::chrono::milliseconds> retryAfter; // Refuse
    std::chrono::milliseconds firstToken {400}; // from the start of the attempt; of a refusal: when it comes
    std::chrono::milliseconds stream {1'200}; // from the first to the last word
    int outputTokens = 200;
    QJsonObject more = {}; // members of its file that this version does not know
    bool operator==(const SimulatedAnswer &) const = default;
};

// Something that can happen to a chain, and what came of it when it was saved. A value.
struct Scenario
{
    QString name;
    // By step, from 0: what its attempts meet, one after the other; the last one goes on. A step without any answers.
    QList<QList<SimulatedAnswer>> steps;
    qint64 promptTokens = 500;
    bool streamed = true;
    bool budgetSpent = false;
    // The trace as it was when the scenario was saved: "1 acme/large: rate_limited", "wait", …; empty: not saved yet.
    QStringList expected;
    QJsonObject more = {}; // members of its file that this version does not know
    bool operator==(const Scenario &) const = default;
};

} // namespace lineup
