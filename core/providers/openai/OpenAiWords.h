// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/FinishReason.h"

#include <QStringView>

namespace lineup {

// The finish reasons of OpenAI and of the services that speak its dialect in words of their own ("eos",
// "end_turn", "function_call"). Unknown for the empty text and for words that say that something failed.
[[nodiscard]] FinishReason openAiFinishReason(QStringView word);

} // namespace lineup
