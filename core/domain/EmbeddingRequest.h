// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

#include <chrono>
#include <optional>

namespace lineup {

// One call for embeddings in OpenAI's terms. An empty optional or text means: not asked. A value.
struct EmbeddingRequest
{
    QString model; // a model string: "text-embedding-3-small", "gemini/gemini-embedding-001"
    QStringList input;
    std::optional<int> dimensions;
    QString encodingFormat; // "float" or "base64"; also how the answer is shown
    QString inputType; // what the texts are for, in Cohere's words: "search_document", "search_query", …
    QString user;
    QJsonObject extraBody; // extra_body: put into the provider's body as it is

    // LiteLLM's own members.
    std::optional<std::chrono::milliseconds> timeout; // over all requests that it takes
    bool dropParams = true;

    bool operator==(const EmbeddingRequest &) const = default;
};

} // namespace lineup
