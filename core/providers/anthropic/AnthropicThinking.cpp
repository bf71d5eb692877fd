// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/anthropic/AnthropicThinking.h"

#include "core/providers/Effort.h"
#include "core/providers/MappingHelpers.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// An adaptive model takes what it needs out of max_tokens; less than this often ends before the answer begins.
constexpr int adaptiveRoom = 8192;

// What every model takes that takes an effort; others are data of the catalogue.
QStringList usualEfforts()
{
    return {u"low"_s, u"medium"_s, u"high"_s};
}

} // namespace

AnthropicThinking::AnthropicThinking(RequestMapper &mapper, Takes takes) : m_mapper(mapper)
{
    const ChatRequest &request = mapper.request();
    const QString effort = request.reasoningEffort;
    if (effort.isEmpty() && !request.thinkingBudget)
        return;
    m_parameter = request.thinkingBudget ? u"thinking"_s : u"reasoning_effort"_s;
    noteDoubleThinking(mapper, u"reasoning_effort"_s, u"thinking"_s);
    if (mapper.rejects(m_parameter))
        return;
    if (!effort.isEmpty() && effort != "none"_L1 && budgetForEffort(effort) == 0) {
        mapper.fail({.kind = Error::Kind::BadRequest,
            .detail = u"reasoning_effort must be none, minimal, low, medium, high, xhigh or max"_s,
            .service = mapper.target().service.id});
        return;
    }
    const bool off = request.thinkingBudget ? *request.thinkingBudget <= 0 : effort == "none"_L1;
    if (surelyLacks(mapper.target(), ModelInfo::Capability::Reasoning)) {
        if (!off)
            mapper.unsupported(m_parameter, u"the model does not think before it answers"_s);
        return;
    }
    if (off)
        m_kind = Kind::Off;
    else if (takes == Takes::Budgets || surelyLacks(mapper.target(), ModelInfo::Capability::AdaptiveThinking))
        readBudget(effort);
    else // newer models know nothing else, so one that the catalogue does not know is taken for one of these
        readAdaptive(effort);
}

void AnthropicThinking::readAdaptive(const QString &effort)
{
    m_kind = Kind::Adaptive;
    const std::optional<int> budget = m_mapper.request().thinkingBudget;
    const QString wanted = budget ? effortForBudget(*budget) : effort;
    const QStringList known = knownEfforts(m_mapper.target());
    m_effort = nearestEffort(wanted, known.isEmpty() ? usualEfforts() : known, true);
    const QString reason = budget ? u"the model takes an effort, not a budget"_s
        : m_effort != wanted      ? u"the nearest that the model takes"_s
                                  : QString();
    m_mapper.converted(m_parameter, u"thinking adaptive, output_config.effort %1"_s.arg(m_effort), reason);
}

void AnthropicThinking::readBudget(const QString &effort)
{
    m_kind = Kind::Budget;
    const std::optional<int> asked = m_mapper.request().thinkingBudget;
    m_budget = budgetWithin(m_mapper.target(), asked ? *asked : budgetForEffort(effort));
    if (!asked) {
        m_mapper.converted(u"reasoning_effort"_s, u"thinking.budget_tokens %1"_s.arg(m_budget),
            u"the model takes a budget, not an effort"_s);
    } else if (m_budget != *asked) {
        m_mapper.clamped(u"thinking"_s, QString::number(m_budget),
            m_budget > *asked ? u"the model's smallest thinking budget"_s : u"the model's largest thinking budget"_s);
    }
}

int AnthropicThinking::room() const
{
    if (m_kind == Kind::Adaptive)
        return adaptiveRoom;
    return m_kind == Kind::Budget ? m_budget : 0;
}

void AnthropicThinking::giveUp(const QString &reason)
{
    if (!isOn())
        return;
    m_kind = Kind::Absent;
    m_mapper.unsupported(m_parameter, reason);
}

void AnthropicThinking::fitInto(int maxTokens)
{
    if (m_kind != Kind::Budget || m_budget < maxTokens)
        return;
    const int least = budgetWithin(m_mapper.target(), 1);
    if (maxTokens <= least) {
        giveUp(u"max_tokens leaves no room for the smallest thinking budget, %1 tokens"_s.arg(least));
        return;
    }
    // max_tokens is a limit that somebody set, so the budget gives way, and leaves half of it to the answer.
    m_budget = budgetWithin(m_mapper.target(), qMax(1, maxTokens / 2));
    m_mapper.clamped(
        m_parameter, u"thinking.budget_tokens %1"_s.arg(m_budget), u"it must be smaller than max_tokens"_s);
}

void AnthropicThinking::write(QJsonObject &outputConfig) const
{
    switch (m_kind) {
    case Kind::Absent:
        return;
    case Kind::Off:
        if (m_parameter == "reasoning_effort"_L1)
            m_mapper.converted(m_parameter, u"thinking disabled"_s);
        m_mapper.body.insert("thinking"_L1, QJsonObject {{u"type"_s, u"disabled"_s}});
        return;
    case Kind::Budget:
        m_mapper.body.insert("thinking"_L1, QJsonObject {{u"type"_s, u"enabled"_s}, {u"budget_tokens"_s, m_budget}});
        return;
    case Kind::Adaptive:
        // Newer models send thinking without its text unless they are asked for a summary.
        m_mapper.body.insert("thinking"_L1, QJsonObject {{u"type"_s, u"adaptive"_s}, {u"display"_s, u"summarized"_s}});
        if (!m_effort.isEmpty())
            outputConfig.insert("effort"_L1, m_effort);
        return;
    }
}

} // namespace lineup
