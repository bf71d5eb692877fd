// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/compare/SendEstimate.h"

#include "core/routing/PartialUsage.h"
#include "core/routing/WorstCost.h"

#include <algorithm>

namespace lineup {
void SendEstimate::add(const ChatRequest &request, const PaneModel &model, std::optional<qint64> expectedOutput)
{
    ++m_calls;
    if (model.demo) {
        ++m_demo;
        return;
    }
    const std::optional<ModelInfo> &info = model.chain ? model.firstAsked : model.info;
    if (model.local || (info && info->free)) {
        ++m_free;
        return;
    }
    const qint64 input = estimatedInputTokens(request);
    std::optional<qint64> longest;
    if (info)
        longest = longestAnswer(request, *info);
    const qint64 expected = expectedOutput.value_or(usualAnswer);
    const qint64 usualOutput = longest ? std::min(expected, *longest) : expected;
    const std::optional<Money> usual = info ? costOfTokens(input, usualOutput, *info) : std::nullopt;
    if (!usual) {
        ++m_unpriced;
        return;
    }
    m_usual.add(*usual);
    const std::optional<Money> worst = model.chain ? std::nullopt : worstCase(request, *info).cost;
    if (worst)
        m_worst.add(*worst);
    else
        ++m_unbounded;
}

std::optional<Money> SendEstimate::worst() const
{
    return m_unbounded > 0 ? std::nullopt : std::optional(m_worst.total());
}

} // namespace lineup
