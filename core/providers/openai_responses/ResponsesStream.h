// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/openai_responses/ResponsesAnswer.h"

namespace lineup {

// Reads the events of a streamed response. The last word is response.completed, response.incomplete or
// response.failed; some services send [DONE] after it, most do not.
class ResponsesStream final : public StreamDecoder
{
public:
    explicit ResponsesStream(const Target &target) : m_service(target.service), m_answer(target) { }

    [[nodiscard]] std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) override;
    void finish(QList<Delta> &deltas) override { m_answer.finish(deltas); }
    [[nodiscard]] bool complete() const override { return m_complete; }

private:
    [[nodiscard]] bool readPiece(const QString &type, const QJsonObject &event, Delta &delta);
    [[nodiscard]] std::optional<Error> readResponse(
        const QString &type, const QJsonObject &response, QList<Delta> &deltas);

    Service m_service;
    ResponsesAnswer m_answer;
    bool m_complete = false;
};

} // namespace lineup
