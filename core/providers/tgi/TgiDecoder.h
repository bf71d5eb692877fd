// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

#include <QJsonObject>

namespace lineup {

// Reads one answer of the native API: one token an event, the last with details; or one object (or a list of one).
// Only a streamed answer tells how long the prompt was: usage of a plain one is not the whole.
class TgiDecoder final : public StreamDecoder
{
public:
    explicit TgiDecoder(Service service) : m_service(std::move(service)) { }

    [[nodiscard]] std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) override;
    [[nodiscard]] bool complete() const override { return m_complete; }
    [[nodiscard]] Result<QList<Delta>> decodeWhole(const QByteArray &body);

private:
    Service m_service;
    bool m_complete = false;
};

} // namespace lineup
