// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/compare/SendEstimate.h"

#include "core/routing/PartialUsage.h"
#include "core/routing/WorstCost.h"

#include <algorithm>

namespace lineup {

void SendEstimate::add(
    const ChatRequest &request, const PaneModel &model, std::optional<qint64> expectedOutput, const Quirks &quirks)
{
    ++m_calls;
    if (model.demo) {
        ++m_demo;
        return;
    }
    const std::optional<ModelInfo> &info = model.chain ? model.firstAsked : model.info;
    const bool ownPrice = info && info->ownPrice; // what runs here may cost something after all
    if ((model.local && !ownPrice) || (info && info->free)) {
        ++m_free;
        return;
    }
    const qint64 expected = expectedOutput.value_or(usualAnswer);
    const std::optional<qint64> longest = info ? longestAnswer(request, *info, quirks) : std::nullopt;
    const qint64 output = longest ? std::min(expected, *longest) : expected;
    const std::optional<Money> usual = info ? usualCost(request, output, *info, quirks) : std::nullopt;
    if (!usual) {
        ++m_unpriced;
        return;
    }
    m_usual.add(*usual);
    const std::optional<Money> worst = model.chain ? std::nullopt : worstCase(request, *info, quirks).cost;
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
