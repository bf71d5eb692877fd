// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/Completion.h"

namespace lineup {

// Puts Deltas together into a Completion; the one place where an answer is assembled, streamed or plain.
// Not thread-safe; one builder an answer.
class CompletionBuilder
{
public:
    void apply(const Delta &delta);
    // The answer so far. Empty tool arguments become "{}"; calls without an id get one ("call_<choice>_<n>").
    [[nodiscard]] Completion build(bool complete) const;
    [[nodiscard]] bool hasContent() const { return m_hasContent; }

private:
    struct OpenCall
    {
        int index = 0;
        ToolCall call;
    };
    struct State
    {
        Choice choice;
        QString text;
        QList<OpenCall> calls;
    };
    State &stateFor(int index);
    static void applyToolCall(QList<OpenCall> &calls, const ToolCallDelta &delta);

    QList<State> m_states; // few; linear search
    Completion m_head; // ids, usage, cost
    bool m_hasContent = false;
};

} // namespace lineup
