// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/anthropic/AnthropicThinking.h"

#include "core/providers/MappingHelpers.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr int minimumBudget = 1024; // the API's own floor
// An adaptive model takes what it needs out of max_tokens; less than this often ends before the answer begins.
constexpr int adaptiveRoom = 8192;

// Thinking tokens for models that take no effort; doubling steps from the floor up.
int budgetFor(const QString &effort)
{
    static const QHash<QString, int> budgets {{u"minimal"_s, minimumBudget}, {u"low"_s, 1024}, {u"medium"_s, 2048},
        {u"high"_s, 4096}, {u"xhigh"_s, 8192}, {u"max"_s, 16384}};
    return budgets.value(effort, 0);
}

} // namespace

AnthropicThinking::AnthropicThinking(RequestMapper &mapper) : m_mapper(mapper)
{
    const ChatRequest &request = mapper.request();
    const QString effort = request.reasoningEffort;
    if (effort.isEmpty() && !request.thinkingBudget)
        return;
    m_parameter = request.thinkingBudget ? u"thinking"_s : u"reasoning_effort"_s;
    noteDoubleThinking(mapper, u"reasoning_effort"_s, u"thinking"_s);
    if (mapper.rejects(m_parameter))
        return;
    if (!effort.isEmpty() && effort != "none"_L1 && budgetFor(effort) == 0) {
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
    else if (surelyLacks(mapper.target(), ModelInfo::Capability::AdaptiveThinking))
        readBudget(effort);
    else // newer models know nothing else, so one that the catalogue does not know is taken for one of these
        readAdaptive(effort);
}

void AnthropicThinking::readAdaptive(const QString &effort)
{
    m_kind = Kind::Adaptive;
    m_effort = effort == "none"_L1 ? QString() : effort;
    if (m_effort == "minimal"_L1) {
        m_effort = u"low"_s;
        m_mapper.converted(u"reasoning_effort"_s, u"low"_s, u"the least effort that the provider knows"_s);
    }
    if (m_mapper.request().thinkingBudget)
        m_mapper.converted(u"thinking"_s, u"adaptive"_s, u"the model chooses its thinking budget itself"_s);
    else
        m_mapper.converted(u"reasoning_effort"_s, u"thinking adaptive, output_config.effort %1"_s.arg(m_effort));
}

void AnthropicThinking::readBudget(const QString &effort)
{
    m_kind = Kind::Budget;
    if (!m_mapper.request().thinkingBudget) {
        m_budget = budgetFor(effort);
        m_mapper.converted(u"reasoning_effort"_s, u"thinking.budget_tokens %1"_s.arg(m_budget),
            u"the model takes a budget, not an effort"_s);
        return;
    }
    m_budget = *m_mapper.request().thinkingBudget;
    if (m_budget < minimumBudget) {
        m_budget = minimumBudget;
        m_mapper.clamped(u"thinking"_s, QString::number(m_budget), u"the provider's smallest thinking budget"_s);
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
    if (maxTokens <= minimumBudget) {
        giveUp(u"max_tokens leaves no room for the smallest thinking budget, %1 tokens"_s.arg(minimumBudget));
        return;
    }
    // max_tokens is a limit that somebody set, so the budget gives way, and leaves half of it to the answer.
    m_budget = qMax(minimumBudget, maxTokens / 2);
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
