// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/domain/CompletionBuilder.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

CompletionBuilder::State &CompletionBuilder::stateFor(int index)
{
    for (State &state : m_states) {
        if (state.choice.index == index)
            return state;
    }
    State fresh;
    fresh.choice.index = index;
    fresh.choice.message.role = Role::Assistant;
    const auto after
        = std::find_if(m_states.begin(), m_states.end(), [index](const State &s) { return s.choice.index > index; });
    return *m_states.insert(after, fresh);
}

void CompletionBuilder::applyToolCall(QList<OpenCall> &calls, const ToolCallDelta &delta)
{
    // The open call at an index is the last one there: some services send several calls under index 0, each with
    // a new id (OpenRouter with Gemini), so a new id opens a new call.
    auto open = std::find_if(calls.rbegin(), calls.rend(), [&](const OpenCall &c) { return c.index == delta.index; });
    const auto differs = [](const QString &now, const QString &before) {
        return !now.isEmpty() && !before.isEmpty() && now != before;
    };
    const bool isNew = open == calls.rend() || differs(delta.id, open->call.id)
        || (delta.id.isEmpty() && differs(delta.name, open->call.name));
    if (isNew) {
        calls.append({delta.index, {delta.id, delta.name, delta.arguments}});
        return;
    }
    if (!delta.id.isEmpty())
        open->call.id = delta.id;
    if (!delta.name.isEmpty())
        open->call.name = delta.name;
    open->call.arguments += delta.arguments;
}

void CompletionBuilder::apply(const Delta &delta)
{
    if (!delta.responseId.isEmpty())
        m_head.id = delta.responseId;
    if (!delta.responseModel.isEmpty())
        m_head.model = delta.responseModel;
    if (!delta.systemFingerprint.isEmpty())
        m_head.systemFingerprint = delta.systemFingerprint;
    if (!delta.serviceTier.isEmpty())
        m_head.serviceTier = delta.serviceTier;
    if (!delta.searchContextSize.isEmpty())
        m_head.searchContextSize = delta.searchContextSize;
    if (delta.usage)
        m_head.usage = *delta.usage;
    if (delta.providerCost)
        m_head.providerCost = delta.providerCost;
    const bool touchesChoice = delta.hasContent() || delta.finishReason != FinishReason::Unknown
        || !delta.nativeFinishReason.isEmpty() || !delta.citations.isEmpty() || !delta.nativeBlocks.isEmpty();
    if (!touchesChoice)
        return;
    m_hasContent = m_hasContent || delta.hasContent();
    State &state = stateFor(delta.choice);
    state.text += delta.text;
    Message &message = state.choice.message;
    message.reasoning += delta.reasoning;
    message.refusal += delta.refusal;
    message.nativeBlocks += delta.nativeBlocks;
    for (const Citation &citation : delta.citations) {
        if (!state.choice.citations.contains(citation))
            state.choice.citations += citation;
    }
    for (const ToolCallDelta &call : delta.toolCalls)
        applyToolCall(state.calls, call);
    if (delta.finishReason != FinishReason::Unknown)
        state.choice.finishReason = delta.finishReason;
    if (!delta.nativeFinishReason.isEmpty())
        state.choice.nativeFinishReason = delta.nativeFinishReason;
}

Completion CompletionBuilder::build(bool complete) const
{
    Completion out = m_head;
    out.complete = complete;
    for (const State &state : m_states) {
        Choice choice = state.choice;
        if (!state.text.isEmpty())
            choice.message.content = {ContentPart::fromText(state.text)};
        int number = 0;
        for (const OpenCall &open : state.calls) {
            ToolCall call = open.call;
            if (call.id.isEmpty())
                call.id = u"call_%1_%2"_s.arg(choice.index).arg(number);
            if (call.arguments.isEmpty())
                call.arguments = u"{}"_s;
            choice.message.toolCalls += call;
            ++number;
        }
        out.choices += choice;
    }
    return out;
}

} // namespace lineup
