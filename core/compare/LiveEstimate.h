// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/ChatRequest.h"
#include "core/domain/Delta.h"
#include "core/domain/ModelInfo.h"

namespace lineup {

// About how many tokens a text has that comes in pieces. A value.
class GrowingTokens
{
public:
    void add(QStringView text); // O(length), but for a short tail that is looked at once more
    [[nodiscard]] qint64 count() const; // O(1)

private:
    qint64 m_counted = 0;
    QString m_tail;
};

// What a call has used and cost so far, estimated from the text that went and came, until the provider's own
// count is there. Adding a delta costs time in the delta's length only. A value.
class LiveEstimate
{
public:
    LiveEstimate() = default;
    LiveEstimate(const ChatRequest &request, std::optional<ModelInfo> model);

    // Another model is asked now, the same thing.
    void setModel(std::optional<ModelInfo> model) { m_model = std::move(model); }
    void add(const Delta &delta);
    // Estimated, or what the provider said once it has.
    [[nodiscard]] Usage usage() const;
    // Nothing when the price is not known. Zero for a free model.
    [[nodiscard]] std::optional<Money> cost() const;

private:
    std::optional<ModelInfo> m_model;
    Usage m_reported; // Unknown until the provider has said something
    qint64 m_input = 0;
    GrowingTokens m_text;
    GrowingTokens m_reasoning;
};

} // namespace lineup
