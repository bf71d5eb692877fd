// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QString>

namespace lineup {

// Why a choice ended, in OpenAI's terms. The provider's own word is kept beside it (Choice::nativeFinishReason).
enum class FinishReason {
    Unknown, // the provider did not say
    Stop,
    Length,
    ToolCalls,
    ContentFilter,
    PauseTurn, // the provider paused a long turn and wants it sent again
};

[[nodiscard]] QString finishReasonName(FinishReason reason); // "stop", …; empty for Unknown

} // namespace lineup
