// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"
#include "core/providers/openai/OpenAiAnswer.h"

namespace lineup {

// Reads a streamed chat completion. The end is told by a finish reason for every choice that was seen, or by [DONE],
// which not every service sends. Usage may come after the end, so the caller reads on until the bytes are over.
class OpenAiStream final : public StreamDecoder
{
public:
    explicit OpenAiStream(const Target &target)
        : m_service(target.service), m_answer(target, OpenAiAnswer::Form::Stream)
    {
    }

    [[nodiscard]] std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) override;
    void finish(QList<Delta> &deltas) override { m_answer.finish(deltas); }
    [[nodiscard]] bool complete() const override { return m_done || m_answer.allChoicesEnded(); }

private:
    Service m_service;
    OpenAiAnswer m_answer;
    OpenAiRepeatedEvent m_repeated;
    bool m_done = false;
};

} // namespace lineup
