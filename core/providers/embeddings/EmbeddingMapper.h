// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/EmbeddingRequest.h"
#include "core/providers/RequestMapper.h"

namespace lineup {

// A RequestMapper for embeddings. What the service's row adds to every chat body stays out.
class EmbeddingMapper
{
public:
    EmbeddingMapper(const EmbeddingRequest &request, const Target &target);
    Q_DISABLE_COPY_MOVE(EmbeddingMapper)

    [[nodiscard]] const EmbeddingRequest &request() const { return m_request; }
    [[nodiscard]] const Target &target() const { return m_target; }
    [[nodiscard]] RequestMapper *operator->() { return &m_mapper; }
    [[nodiscard]] QJsonObject &body() { return m_mapper.body; }

    // dimensions under that name.
    void putDimensions(const QString &name);
    // What the format has no member for, where it is asked for.
    void refuseUser();
    void refuseInputType();
    // The vectors come as numbers whatever is asked; the answer is shown as asked all the same.
    void noteFloats();
    // input_type, in Cohere's words, which must be there; member is where it goes.
    void putCohereInputType();
    // A text that is too long is refused, not cut without a word, unless extra_body says otherwise.
    void refuseToTruncate(const QJsonValue &value);
    // For a path that the service's address is put before.
    [[nodiscard]] Result<EncodedRequest> finish(const QUrl &url) { return m_mapper.finish(url, Framing::Sse); }

private:
    const EmbeddingRequest &m_request;
    const ChatRequest m_settings; // of which the mapper reads how to treat what is not supported, and extra_body
    const Target m_target;
    RequestMapper m_mapper;
};

// Cohere's word for what a text is for, of that word or Gemini's task type; empty: neither.
[[nodiscard]] QString cohereInputType(const QString &word);
// Gemini's task type, of either; empty: neither.
[[nodiscard]] QString geminiTaskType(const QString &word);

} // namespace lineup
