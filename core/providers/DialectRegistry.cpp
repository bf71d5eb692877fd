// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Dialect.h"
#include "core/providers/anthropic/AnthropicDialect.h"
#include "core/providers/gemini/GeminiDialect.h"
#include "core/providers/ollama/OllamaDialect.h"
#include "core/providers/openai/OpenAiChatDialect.h"
#include "core/providers/openai_responses/ResponsesDialect.h"

namespace lineup {

const Dialect *dialectById(QStringView id)
{
    // One a line; clang-format would join them.
    // clang-format off
    for (const Dialect *dialect : {
             openAiChatDialect(),
             responsesDialect(),
             anthropicDialect(),
             geminiDialect(),
             ollamaDialect(),
         }) {
        // clang-format on
        if (dialect->id() == id)
            return dialect;
    }
    return nullptr;
}

} // namespace lineup
