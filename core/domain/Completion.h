// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/Delta.h"
#include "core/domain/MappingReport.h"

namespace lineup {

struct Choice
{
    int index = 0;
    Message message;
    FinishReason finishReason = FinishReason::Unknown;
    QString nativeFinishReason; // the provider's word
    QList<Citation> citations;
    bool operator==(const Choice &) const = default;
};

// The whole answer, OpenAI-shaped whichever provider gave it. A value.
struct Completion
{
    QString id;
    QString model; // as the provider names it
    QString service; // id of the service that answered
    QString systemFingerprint;
    QString serviceTier;
    QString searchContextSize; // "low", "medium", "high", where the service says how much it searched with
    QString requestId; // from a header, for the provider's support
    QList<Choice> choices;
    Usage usage;
    std::optional<Money> providerCost;
    bool complete = false; // false: the stream ended before the provider's last word

    [[nodiscard]] const Choice *first() const { return choices.isEmpty() ? nullptr : &choices.first(); }
    [[nodiscard]] QString text() const { return choices.isEmpty() ? QString() : choices.first().message.text(); }
    bool operator==(const Completion &) const = default;
};

} // namespace lineup

Q_DECLARE_METATYPE(lineup::Completion)
