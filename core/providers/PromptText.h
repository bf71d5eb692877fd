// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

namespace lineup {

// A conversation for services that take one text instead of messages.
struct PromptText
{
    QString system; // the system's texts, where they have a place of their own
    QString prompt;
};

enum class SystemPlace { Apart, InPrompt };

// One message of the user is sent as it is. A longer conversation becomes a transcript ("User: …", "Assistant: …") that
// ends with "Assistant:"; the mapper is told, and told of everything that a text cannot hold: pictures, sound, files
// that are not text, tools.
[[nodiscard]] PromptText writePrompt(RequestMapper &mapper, SystemPlace place);

} // namespace lineup
