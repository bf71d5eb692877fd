// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/MappingHelpers.h"

#include "core/base/JsonReader.h"

using namespace Qt::StringLiterals;

namespace lineup {

bool surelyHas(const Target &target, ModelInfo::Capability capability)
{
    return target.info && target.info->capabilitiesKnown && target.info->can(capability);
}

bool surelyLacks(const Target &target, ModelInfo::Capability capability)
{
    return target.info && target.info->capabilitiesKnown && !target.info->can(capability);
}

std::optional<QJsonObject> toolArguments(const ToolCall &call)
{
    const QString text = call.arguments.trimmed();
    if (text.isEmpty() || text == "null"_L1)
        return QJsonObject();
    const Result<QJsonObject> object = parseJsonObject(text.toUtf8());
    if (!object)
        return std::nullopt;
    return *object;
}

std::optional<std::pair<QString, QByteArray>> inlineMedia(const ContentPart &part)
{
    if (!part.data.isEmpty())
        return std::pair {part.mimeType, part.data};
    return readDataUrl(part.url.toString(QUrl::FullyEncoded));
}

bool isAskedFor(const ChatRequest &request, QStringView parameter)
{
    if (parameter == "n"_L1)
        return request.n.value_or(1) > 1;
    if (parameter == "seed"_L1)
        return request.seed.has_value();
    if (parameter == "presence_penalty"_L1)
        return request.presencePenalty.value_or(0) != 0;
    if (parameter == "frequency_penalty"_L1)
        return request.frequencyPenalty.value_or(0) != 0;
    if (parameter == "logit_bias"_L1)
        return !request.logitBias.isEmpty();
    if (parameter == "logprobs"_L1)
        return request.logprobs.value_or(false);
    if (parameter == "top_logprobs"_L1)
        return request.topLogprobs.has_value();
    if (parameter == "user"_L1)
        return !request.user.isEmpty();
    if (parameter == "service_tier"_L1)
        return !request.serviceTier.isEmpty();
    return false;
}

void refuse(RequestMapper &mapper, const QStringList &parameters, const QString &reason)
{
    for (const QString &parameter : parameters) {
        if (isAskedFor(mapper.request(), parameter))
            mapper.unsupported(parameter, reason);
    }
}

void refuseTools(RequestMapper &mapper, const QString &reason)
{
    const ChatRequest &request = mapper.request();
    const ToolChoice::Mode mode = request.toolChoice.mode;
    if (!request.tools.isEmpty())
        mapper.unsupported(u"tools"_s, reason);
    if (mode != ToolChoice::Mode::Unset && mode != ToolChoice::Mode::None)
        mapper.unsupported(u"tool_choice"_s, reason);
    if (request.parallelToolCalls)
        mapper.unsupported(u"parallel_tool_calls"_s, reason);
}

// Source: https://platform.claude.com/docs/en/about-claude/models/migrating-to-claude-4; both have the default 1.
QString excludedSampler(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    const QString temperature = u"temperature"_s;
    const QString topP = u"top_p"_s;
    const QStringList &refused = mapper.target().service.quirks.unsupported;
    if (!request.temperature || !request.topP || !surelyHas(mapper.target(), ModelInfo::Capability::OneSampler)
        || refused.contains(temperature) || refused.contains(topP))
        return {};
    const QString reason = u"the model takes temperature or top_p, not both"_s;
    for (const auto &[name, value] : {std::pair(temperature, *request.temperature), std::pair(topP, *request.topP)}) {
        if (qFuzzyCompare(value, 1)) {
            mapper.converted(name, u"unsaid"_s, reason + u", and 1 is its default");
            return name;
        }
    }
    mapper.unsupported(topP, reason);
    return topP;
}

void noteDoubleThinking(RequestMapper &mapper, const QString &unused, const QString &used)
{
    if (mapper.request().thinkingBudget && !mapper.request().reasoningEffort.isEmpty())
        mapper.converted(unused, used, u"both were given"_s);
}

void noteImageDetail(RequestMapper &mapper, const ContentPart &part)
{
    if (!part.detail.isEmpty() && part.detail != "auto"_L1)
        mapper.unsupported(u"image_url.detail"_s, u"the provider chooses an image's resolution itself"_s);
}

void noteCacheMark(RequestMapper &mapper, const ContentPart &part)
{
    if (!part.cacheControl.isEmpty())
        mapper.unsupported(u"cache_control"_s, u"the provider takes no caching marks"_s);
}

} // namespace lineup
