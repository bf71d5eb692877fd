// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/EmbeddingCodec.h"

namespace lineup {

// The codecs there are; each in a file of its own. The objects live for ever.
[[nodiscard]] const EmbeddingCodec *azureEmbeddings();
[[nodiscard]] const EmbeddingCodec *openAiEmbeddings(); // "embeddings" of OpenAI and those that follow it
[[nodiscard]] const EmbeddingCodec *geminiEmbeddings(); // batchEmbedContents
[[nodiscard]] const EmbeddingCodec *ollamaEmbeddings(); // /api/embed
[[nodiscard]] const EmbeddingCodec *cohereEmbeddings(); // v2/embed
[[nodiscard]] const EmbeddingCodec *bedrockEmbeddings(); // InvokeModel with Titan's and Cohere's bodies

} // namespace lineup
