// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/Usage.h"

#include <QJsonObject>

namespace lineup {

// The `usage` of one answer, which a stream tells in pieces: message_start has the input counts and a meaningless
// output count, message_delta repeats some of them with their final values. Later values replace earlier ones.
class AnthropicUsage
{
public:
    void merge(const QJsonObject &usage);
    [[nodiscard]] bool isEmpty() const { return m_usage.isEmpty(); }
    // Disjoint buckets. input_tokens exclude what was read from or written to a cache; thinking is inside
    // output_tokens and goes into outputReasoning where output_tokens_details tells it. Of cache writes the total
    // counts; its split by lifetime is used as far as it fits. Compaction runs, which the API leaves out of its
    // totals, are added. Work of another model (an advisor) cannot be priced as this one's: it is left out and the
    // whole then marked as estimated.
    [[nodiscard]] Usage read() const;
    // The input alone, as an estimate, for a stream of which the end may never come.
    [[nodiscard]] Usage readInput() const;
    // The tier that decides the price: service_tier, but "fast" where the answer was made in the fast mode and "us"
    // where it had to be made in the United States: both have prices of their own, and so both together have none that
    // is known. Source: platform.claude.com/docs/en/about-claude/pricing.
    [[nodiscard]] static QString tierOf(const QJsonObject &usage);

private:
    QJsonObject m_usage;
};

} // namespace lineup
