// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/FinishReason.h"

using namespace Qt::StringLiterals;

namespace lineup {

QString finishReasonName(FinishReason reason)
{
    switch (reason) {
    case FinishReason::Unknown:
        return {};
    case FinishReason::Stop:
        return u"stop"_s;
    case FinishReason::Length:
        return u"length"_s;
    case FinishReason::ToolCalls:
        return u"tool_calls"_s;
    case FinishReason::ContentFilter:
        return u"content_filter"_s;
    case FinishReason::PauseTurn:
        return u"pause_turn"_s;
    }
    return {};
}

} // namespace lineup
