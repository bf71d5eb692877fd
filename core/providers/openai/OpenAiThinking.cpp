// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/openai/OpenAiThinking.h"

#include "core/providers/Effort.h"
#include "core/providers/MappingHelpers.h"
#include "core/providers/anthropic/AnthropicThinking.h"
#include "core/providers/openai/OpenAiParameters.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Sets a member, or with a dot in the name the member of a member.
void insertAt(QJsonObject &body, const QString &field, const QJsonValue &value)
{
    const qsizetype dot = field.indexOf(u'.');
    if (dot < 0) {
        body.insert(field, value);
        return;
    }
    QJsonObject inner = body.value(field.left(dot)).toObject();
    inner.insert(field.mid(dot + 1), value);
    body.insert(field.left(dot), inner);
}

void writeEffort(RequestMapper &mapper)
{
    const QString &row = mapper.target().service.quirks.effortField;
    const QString field = row.isEmpty() ? u"reasoning_effort"_s : row;
    if (const std::optional<QString> effort = openAiEffort(mapper, field))
        insertAt(mapper.body, field, *effort);
}

bool isOff(const ChatRequest &request)
{
    return request.thinkingBudget ? *request.thinkingBudget <= 0 : request.reasoningEffort == "none"_L1;
}

// What was asked for, when it is to be written; what is not to be is noted.
std::optional<QString> askedFor(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    const QString parameter = request.thinkingBudget ? u"thinking"_s : u"reasoning_effort"_s;
    noteDoubleThinking(mapper, u"reasoning_effort"_s, u"thinking"_s);
    if (surelyLacks(mapper.target(), ModelInfo::Capability::Reasoning)) {
        if (!isOff(request))
            mapper.unsupported(parameter, u"the model does not think before it answers"_s);
        return std::nullopt;
    }
    return mapper.rejects(parameter) ? std::nullopt : std::optional(parameter);
}

// Claude, carried by a service of this format.
void writeBudget(RequestMapper &mapper)
{
    AnthropicThinking thinking(mapper, AnthropicThinking::Takes::Budgets);
    if (const QJsonValue limit = mapper.body.value("max_tokens"_L1); limit.isDouble())
        thinking.fitInto(limit.toInt());
    QJsonObject noOtherConfig;
    thinking.write(noOtherConfig);
    for (const QString &parameter : {u"temperature"_s, u"top_p"_s, u"top_k"_s}) {
        if (!thinking.isOn() || !mapper.body.contains(parameter))
            continue;
        if (mapper.body.take(parameter) != QJsonValue(1))
            mapper.unsupported(parameter, u"thinking runs at its own"_s);
    }
}

void writeSwitch(RequestMapper &mapper)
{
    const std::optional<QString> parameter = askedFor(mapper);
    if (!parameter)
        return;
    const QString type = isOff(mapper.request()) ? u"disabled"_s : u"enabled"_s;
    mapper.converted(*parameter, u"thinking "_s + type, u"it is switched, not graded"_s);
    mapper.body.insert(u"thinking"_s, QJsonObject {{u"type"_s, type}});
}

void writeEnable(RequestMapper &mapper)
{
    const std::optional<QString> parameter = askedFor(mapper);
    if (!parameter)
        return;
    const bool on = !isOff(mapper.request());
    mapper.body.insert(u"enable_thinking"_s, on);
    const std::optional<int> budget = mapper.request().thinkingBudget;
    if (!on || !budget) {
        mapper.converted(
            *parameter, on ? u"enable_thinking"_s : u"enable_thinking false"_s, u"it is switched, or given a budget"_s);
        return;
    }
    mapper.renamed(*parameter, u"thinking_budget"_s);
    mapper.body.insert(u"thinking_budget"_s, budgetWithin(mapper.target(), *budget));
}

// A budget has a place of its own beside the effort.
void writeReasoningTokens(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    if (!request.reasoningEffort.isEmpty() || isOff(request)) {
        writeEffort(mapper);
    } else if (const std::optional<QString> parameter = askedFor(mapper)) {
        mapper.renamed(*parameter, u"reasoning.max_tokens"_s);
        insertAt(mapper.body, u"reasoning.max_tokens"_s, budgetWithin(mapper.target(), *request.thinkingBudget));
    }
}

} // namespace

void writeOpenAiThinking(RequestMapper &mapper)
{
    const ChatRequest &request = mapper.request();
    if (request.reasoningEffort.isEmpty() && !request.thinkingBudget)
        return;
    switch (mapper.target().service.quirks.thinkingForm) {
    case ThinkingForm::Effort:
        return writeEffort(mapper);
    case ThinkingForm::Budget:
        return writeBudget(mapper);
    case ThinkingForm::Switch:
        return writeSwitch(mapper);
    case ThinkingForm::Enable:
        return writeEnable(mapper);
    case ThinkingForm::MaxTokens:
        return writeReasoningTokens(mapper);
    }
}

} // namespace lineup
