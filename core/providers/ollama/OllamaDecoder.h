// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

#include <QJsonObject>

namespace lineup {

// Reads one answer of Ollama's /api/chat: NDJSON, one object a line, the last with done and the counts. A plain
// answer is one such object. Tool calls come whole, with their arguments as an object, and done_reason is "stop"
// all the same.
class OllamaDecoder : public StreamDecoder
{
public:
    explicit OllamaDecoder(Service service) : m_service(std::move(service)) { }

    [[nodiscard]] std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) override;
    [[nodiscard]] bool complete() const override { return m_complete; }
    [[nodiscard]] Result<QList<Delta>> decodeWhole(const QByteArray &body);

private:
    [[nodiscard]] std::optional<Error> read(const QByteArray &line, QList<Delta> &deltas, bool &sawMessage);
    void readMessage(const QJsonObject &message, Delta &delta);
    void readEnd(const QJsonObject &line, Delta &delta);

    Service m_service;
    int m_calls = 0;
    bool m_named = false; // the model's name was passed on
    bool m_complete = false;
};

} // namespace lineup
