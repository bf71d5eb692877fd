// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/embeddings/EmbeddingCodecs.h"

using namespace Qt::StringLiterals;

namespace lineup {

const EmbeddingCodec *embeddingCodecById(QStringView dialect)
{
    if (dialect.startsWith("openai"_L1))
        return openAiEmbeddings();
    if (dialect == "azure-openai"_L1)
        return azureEmbeddings();
    if (dialect == "gemini"_L1)
        return geminiEmbeddings();
    if (dialect == "ollama"_L1)
        return ollamaEmbeddings();
    if (dialect.startsWith("cohere"_L1))
        return cohereEmbeddings();
    return dialect.startsWith("bedrock"_L1) ? bedrockEmbeddings() : nullptr;
}

} // namespace lineup
