// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

namespace lineup {

// How a request's reasoning effort or budget is put to this model. Models of the adaptive kind take an effort and
// reject a budget, older ones the other way round; capabilities decide, never names.
// Source: Anthropic's documentation of thinking and the Messages API's description of 2026-08-18.
class AnthropicThinking
{
public:
    enum class Takes { WhatTheModelDoes, Budgets };
    // Reads the request; complaints and conversions go to the mapper. Budgets: whoever carries the model has no words.
    explicit AnthropicThinking(RequestMapper &mapper, Takes takes = Takes::WhatTheModelDoes);

    [[nodiscard]] bool isOn() const { return m_kind == Kind::Adaptive || m_kind == Kind::Budget; }
    // Tokens that a default max_tokens must leave for it.
    [[nodiscard]] int room() const;
    // Leaves thinking out, with a note, because something else of the request excludes it.
    void giveUp(const QString &reason);
    // Makes the budget smaller than max_tokens, as the API demands.
    void fitInto(int maxTokens);
    // Sets `thinking`; the effort goes into outputConfig.
    void write(QJsonObject &outputConfig) const;

private:
    enum class Kind { Absent, Off, Adaptive, Budget };
    void readAdaptive(const QString &effort);
    void readBudget(const QString &effort);

    RequestMapper &m_mapper;
    Kind m_kind = Kind::Absent;
    QString m_parameter; // what the person set, for the notes
    QString m_effort;
    int m_budget = 0;
};

} // namespace lineup
