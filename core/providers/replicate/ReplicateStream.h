// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

namespace lineup {

// The event stream of one prediction: "output" with plain text, "error" and "done" with JSON. It tells no counts.
class ReplicateStream final : public StreamDecoder
{
public:
    explicit ReplicateStream(Service service) : m_service(std::move(service)) { }
    [[nodiscard]] std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) override;
    [[nodiscard]] bool complete() const override { return m_complete; }

private:
    Service m_service;
    bool m_complete = false;
};

} // namespace lineup
