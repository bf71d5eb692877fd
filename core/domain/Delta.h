// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Money.h"
#include "core/domain/FinishReason.h"
#include "core/domain/Message.h"
#include "core/domain/Usage.h"

#include <QMetaType>

#include <optional>

namespace lineup {

// A piece of a tool call. A fragment with an id or a name that differs from what is open at its index, or with an
// index not seen, opens a call; one without keeps what is there.
struct ToolCallDelta
{
    int index = 0;
    QString id;
    QString name;
    QString arguments; // appended
    bool operator==(const ToolCallDelta &) const = default;
};

struct Citation
{
    QString url;
    QString title;
    QString text; // the cited words, where given
    bool operator==(const Citation &) const = default;
};

// What one piece of the wire added to the answer. Text is appended; usage, providerCost and the names replace.
// Plain (not streamed) answers are decoded into Deltas as well, so that both forms are assembled by one
// CompletionBuilder.
struct Delta
{
    int choice = 0; // index of the choice, for n > 1
    QString text;
    QString reasoning;
    QString refusal;
    QList<ToolCallDelta> toolCalls;
    QList<Citation> citations;
    QList<NativeBlock> nativeBlocks; // appended whole
    FinishReason finishReason = FinishReason::Unknown; // Unknown: no word yet
    QString nativeFinishReason;
    std::optional<Usage> usage; // replaces
    std::optional<Money> providerCost; // the provider's own figure; replaces
    QString responseId; // replaces when not empty
    QString responseModel; // replaces when not empty
    QString systemFingerprint;
    QString serviceTier; // the tier that answered, where said
    QString searchContextSize; // that it was searched with, where said; replaces when not empty

    [[nodiscard]] bool hasContent() const
    {
        return !text.isEmpty() || !reasoning.isEmpty() || !refusal.isEmpty() || !toolCalls.isEmpty();
    }
    bool operator==(const Delta &) const = default;
};

} // namespace lineup

Q_DECLARE_METATYPE(lineup::Delta)
