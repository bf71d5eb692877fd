// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/compare/PaneModel.h"
#include "core/domain/ChatRequest.h"
#include "core/providers/Service.h"

namespace lineup {

// What sending to some panes will cost, before it is sent. A value.
class SendEstimate
{
public:
    // What an answer is taken to be long when nobody has said: tokens.
    static constexpr int usualAnswer = 500;

    // A chain is counted with the model that it begins with; how dear another step may be is not bounded.
    // request: as it would be sent. expectedOutput: tokens, how long its answers were so far; empty: usualAnswer.
    // quirks: of the model's service, for what it bills otherwise than others.
    void add(const ChatRequest &request, const PaneModel &model, std::optional<qint64> expectedOutput = {},
        const Quirks &quirks = {});

    [[nodiscard]] int calls() const { return m_calls; }
    [[nodiscard]] int unpriced() const { return m_unpriced; } // no price known: not in the sums
    [[nodiscard]] int free() const { return m_free; } // local and without a price tag
    [[nodiscard]] int demo() const { return m_demo; }
    [[nodiscard]] int unbounded() const { return m_unbounded; } // priced, but nothing limits the answer's length
    [[nodiscard]] Money usual() const { return m_usual.total(); }
    // If every answer were as long as it may be; nothing when one has no limit.
    [[nodiscard]] std::optional<Money> worst() const;

private:
    int m_calls = 0;
    int m_unpriced = 0;
    int m_free = 0;
    int m_demo = 0;
    int m_unbounded = 0;
    MoneySum m_usual;
    MoneySum m_worst;
};

} // namespace lineup
