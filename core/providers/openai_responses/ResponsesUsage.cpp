// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai_responses/ResponsesUsage.h"

#include "core/providers/openai/OpenAiUsage.h"

#include <QJsonValue>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// The same counts under the names of chat completions.
QJsonObject inChatTerms(QJsonObject usage)
{
    constexpr std::pair<QLatin1StringView, QLatin1StringView> names[] = {
        {"input_tokens"_L1, "prompt_tokens"_L1},
        {"input_tokens_details"_L1, "prompt_tokens_details"_L1},
        {"output_tokens"_L1, "completion_tokens"_L1},
        {"output_tokens_details"_L1, "completion_tokens_details"_L1},
    };
    for (const auto &[name, chatName] : names) {
        if (usage.contains(name))
            usage.insert(chatName, usage.value(name));
    }
    return usage;
}

qint64 reportedSearches(const QJsonObject &response)
{
    const QJsonValue own = response.value("tool_usage"_L1)["web_search"_L1]["num_requests"_L1];
    const QJsonValue details = response.value("usage"_L1)["server_side_tool_usage_details"_L1]["web_search_calls"_L1];
    return qMax(own.toInteger(), details.toInteger());
}

} // namespace

std::optional<Usage> readResponsesUsage(const QJsonObject &response, qint64 searches)
{
    std::optional<Usage> out = readOpenAiUsage(inChatTerms(response.value("usage"_L1).toObject()), false);
    if (!out)
        return out;
    const qint64 reported = reportedSearches(response);
    out->webSearches = reported > 0 ? reported : searches;
    return out;
}

} // namespace lineup
