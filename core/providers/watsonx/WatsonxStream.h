// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// A streamed watsonx.ai chat: chunks as OpenAI sends them, but errors in a list: {"errors": [{code, message}]}.
class WatsonxStream final : public StreamDecoder
{
public:
    explicit WatsonxStream(const Target &target);
    [[nodiscard]] std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) override;
    void finish(QList<Delta> &deltas) override { m_chunks->finish(deltas); }
    [[nodiscard]] bool complete() const override { return m_chunks->complete(); }

private:
    Service m_service;
    std::unique_ptr<StreamDecoder> m_chunks;
};

} // namespace lineup
