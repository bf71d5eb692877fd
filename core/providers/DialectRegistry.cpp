// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/Dialect.h"
#include "core/providers/anthropic/AnthropicDialect.h"
#include "core/providers/aws/BedrockInvokeDialect.h"
#include "core/providers/aws/ConverseDialect.h"
#include "core/providers/aws/SageMakerDialect.h"
#include "core/providers/azure/AzureDialect.h"
#include "core/providers/cohere/CohereDialect.h"
#include "core/providers/gemini/GeminiDialect.h"
#include "core/providers/google/VertexDialect.h"
#include "core/providers/ollama/OllamaDialect.h"
#include "core/providers/openai/OpenAiChatDialect.h"
#include "core/providers/openai_responses/ResponsesDialect.h"
#include "core/providers/replicate/ReplicateDialect.h"
#include "core/providers/tgi/TgiDialect.h"
#include "core/providers/watsonx/WatsonxDialect.h"

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
             vertexGeminiDialect(),
             vertexAnthropicDialect(),
             vertexMistralDialect(),
             azureOpenAiDialect(),
             azureInferenceDialect(),
             converseDialect(),
             bedrockInvokeDialect(),
             sageMakerDialect(),
             cohereDialect(),
             watsonxDialect(),
             replicateDialect(),
             tgiDialect(),
         }) {
        // clang-format on
        if (dialect->id() == id)
            return dialect;
    }
    return nullptr;
}

} // namespace lineup
