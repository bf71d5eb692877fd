// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QString>

namespace lineup::anthropic {

// Id of the dialect, also the owner of its NativeBlocks. A NativeBlock's value is one content block of the Messages
// API as it came (thinking, redacted_thinking, server tools and their results, compaction, whatever comes next).
inline constexpr QStringView dialectId = u"anthropic";

// The tool that stands in for structured output on models without it: the model is made to call it, and its input is
// shown as the answer's text. The decoder knows the call by this name alone, so no tool of a request may bear it.
inline constexpr QStringView answerTool = u"lineup_structured_answer";

} // namespace lineup::anthropic
