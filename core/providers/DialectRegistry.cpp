// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Dialect.h"
#include "core/providers/anthropic/AnthropicDialect.h"
#include "core/providers/gemini/GeminiDialect.h"
#include "core/providers/ollama/OllamaDialect.h"
#include "core/providers/openai/OpenAiChatDialect.h"

namespace lineup {

const Dialect *dialectById(QStringView id)
{
    for (const Dialect *dialect : {openAiChatDialect(), anthropicDialect(), geminiDialect(), ollamaDialect()}) {
        if (dialect->id() == id)
            return dialect;
    }
    return nullptr;
}

} // namespace lineup
