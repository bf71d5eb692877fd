// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ChatRequest.h"
#include "core/domain/Delta.h"
#include "core/domain/ModelInfo.h"

namespace lineup {

// What a call has used and cost so far, estimated from the text that went and came, until the provider's own
// count is there. Adding a delta costs time in the delta's length only. A value.
class LiveEstimate
{
public:
    LiveEstimate() = default;
    LiveEstimate(const ChatRequest &request, std::optional<ModelInfo> model);

    void add(const Delta &delta);
    // Estimated, or what the provider said once it has.
    [[nodiscard]] Usage usage() const;
    // Nothing when the price is not known. Zero for a free model.
    [[nodiscard]] std::optional<Money> cost() const;

private:
    std::optional<ModelInfo> m_model;
    Usage m_reported; // Unknown until the provider has said something
    double m_input = 0;
    double m_text = 0;
    double m_reasoning = 0;
};

// Tokens of everything that a request says; images count as a usual image. An estimate.
[[nodiscard]] double estimatedInputTokens(const ChatRequest &request);

} // namespace lineup
