// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/ParamText.h"

#include "ui/widgets/Format.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

QString ParamText::name(PaneParam param)
{
    switch (param) {
    case PaneParam::Temperature:
        return tr("Temperature");
    case PaneParam::MaxTokens:
        return tr("Max tokens");
    case PaneParam::Effort:
        return tr("Reasoning effort");
    case PaneParam::SystemPrompt:
        break;
    }
    return tr("System prompt of this pane");
}

QString ParamText::effort(const QString &name)
{
    if (name == "none"_L1)
        return tr("none", "reasoning effort");
    if (name == "minimal"_L1)
        return tr("minimal", "reasoning effort");
    if (name == "low"_L1)
        return tr("low", "reasoning effort");
    if (name == "medium"_L1)
        return tr("medium", "reasoning effort");
    if (name == "high"_L1)
        return tr("high", "reasoning effort");
    if (name == "xhigh"_L1)
        return tr("extra high", "reasoning effort");
    if (name == "max"_L1)
        return tr("highest", "reasoning effort");
    return tr("default");
}

QString ParamText::chip(PaneParam param, const PaneParams &params)
{
    switch (param) {
    case PaneParam::Temperature:
        return params.temperature ? tr("T %1", "temperature").arg(QLocale().toString(*params.temperature))
                                  : tr("T auto", "temperature");
    case PaneParam::MaxTokens:
        return params.maxTokens ? tr("max %1").arg(Format::tokens(*params.maxTokens)) : tr("max auto");
    case PaneParam::Effort:
        return params.effort.isEmpty() ? tr("effort") : tr("effort %1").arg(effort(params.effort));
    case PaneParam::SystemPrompt:
        break;
    }
    return params.systemPrompt.isEmpty() ? tr("system") : tr("own system");
}

QString ParamText::value(PaneParam param, const PaneParams &params)
{
    if (params.isDefault(param))
        return param == PaneParam::SystemPrompt ? tr("the one for all panes") : tr("the provider's default");
    switch (param) {
    case PaneParam::Temperature:
        return QLocale().toString(*params.temperature);
    case PaneParam::MaxTokens:
        return Format::count(*params.maxTokens);
    case PaneParam::Effort:
        return effort(params.effort);
    case PaneParam::SystemPrompt:
        break;
    }
    return params.systemPrompt.simplified().left(200);
}

QString ParamText::hint(PaneParam param, const PaneParams &params, const PaneModel &model)
{
    const QString known = tr("%1: %2", "parameter: value").arg(name(param), value(param, params));
    return takesParam(model, param) ? known : tr("%1\n%2 does not take this; it is not sent.").arg(known, model.label);
}

} // namespace lineup::ui
