// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QString>

namespace lineup {

// Parts the thinking that open models write into their text, as <think>…</think> at its very start, from the answer.
// Takes the text in any pieces. A tag anywhere else is text. One splitter a choice; not thread-safe.
class ThinkSplitter
{
public:
    struct Split
    {
        QString reasoning;
        QString text;
    };
    [[nodiscard]] Split feed(const QString &piece);
    // What was held back because a tag may have begun there.
    [[nodiscard]] Split finish();
    // From now on everything is text (the service sends thinking in a field of its own).
    void disable();

private:
    enum class State { Start, Thinking, AfterThinking, Text };
    void advance(Split &out);
    bool advanceStart(Split &out);
    bool advanceThinking(Split &out);

    State m_state = State::Start;
    QString m_held;
};

} // namespace lineup
