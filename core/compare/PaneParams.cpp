// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/compare/PaneParams.h"

#include "core/domain/Vocabulary.h"

using namespace Qt::StringLiterals;

namespace lineup {

bool PaneParams::isDefault(PaneParam param) const
{
    switch (param) {
    case PaneParam::Temperature:
        return !temperature;
    case PaneParam::MaxTokens:
        return !maxTokens;
    case PaneParam::Effort:
        return effort.isEmpty();
    case PaneParam::SystemPrompt:
        return systemPrompt.isEmpty();
    }
    return true;
}

void PaneParams::copy(PaneParam param, const PaneParams &from)
{
    switch (param) {
    case PaneParam::Temperature:
        temperature = from.temperature;
        break;
    case PaneParam::MaxTokens:
        maxTokens = from.maxTokens;
        break;
    case PaneParam::Effort:
        effort = from.effort;
        break;
    case PaneParam::SystemPrompt:
        systemPrompt = from.systemPrompt;
        break;
    }
}

void PaneParams::reset(PaneParam param)
{
    copy(param, {});
}

void PaneParams::applyTo(ChatRequest &request, const PaneModel &model) const
{
    if (takesParam(model, PaneParam::Temperature))
        request.temperature = temperature;
    if (takesParam(model, PaneParam::Effort))
        request.reasoningEffort = effort;
    request.maxTokens = maxTokens;
}

QJsonObject PaneParams::toJson() const
{
    QJsonObject json;
    if (temperature)
        json[u"temperature"_s] = *temperature;
    if (maxTokens)
        json[u"max_tokens"_s] = *maxTokens;
    if (!effort.isEmpty())
        json[u"effort"_s] = effort;
    if (!systemPrompt.isEmpty())
        json[u"system"_s] = systemPrompt;
    return json;
}

PaneParams PaneParams::fromJson(const QJsonObject &json)
{
    PaneParams params;
    if (const QJsonValue value = json[u"temperature"_s]; value.isDouble())
        params.temperature = qBound(0.0, value.toDouble(), 2.0);
    if (const int tokens = json[u"max_tokens"_s].toInt(); tokens > 0)
        params.maxTokens = tokens;
    if (const QString effort = json[u"effort"_s].toString(); effortNames().contains(effort))
        params.effort = effort;
    params.systemPrompt = json[u"system"_s].toString();
    return params;
}

bool takesParam(const PaneModel &model, PaneParam param)
{
    using Capability = ModelInfo::Capability;
    switch (param) {
    case PaneParam::Temperature:
        return model.lacks(Capability::NoTemperature) || !model.info || !model.info->capabilitiesKnown;
    case PaneParam::Effort:
        return !model.lacks(Capability::Reasoning);
    case PaneParam::SystemPrompt: // a dialect carries it some other way where there is no system role
    case PaneParam::MaxTokens:
        return true;
    }
    return true;
}

} // namespace lineup
