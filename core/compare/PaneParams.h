// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/compare/PaneModel.h"
#include "core/domain/ChatRequest.h"

#include <QJsonObject>

namespace lineup {

enum class PaneParam { Temperature, MaxTokens, Effort, SystemPrompt };

inline constexpr PaneParam allPaneParams[] {
    PaneParam::Temperature, PaneParam::MaxTokens, PaneParam::Effort, PaneParam::SystemPrompt};

// What one pane asks with beside the model. Nothing set: the provider's defaults hold. A value.
struct PaneParams
{
    std::optional<double> temperature; // 0 to 2
    std::optional<int> maxTokens; // of the answer
    QString effort; // "low", "medium", "high", …; empty: not asked
    QString systemPrompt; // this pane's own; empty: the one for all panes

    [[nodiscard]] bool isDefault(PaneParam param) const;
    void reset(PaneParam param);
    void copy(PaneParam param, const PaneParams &from);
    // Puts what is set, and what the model takes, into the request. The system prompt is a message and not put here.
    void applyTo(ChatRequest &request, const PaneModel &model) const;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static PaneParams fromJson(const QJsonObject &json);
    bool operator==(const PaneParams &) const = default;
};

// False when it is known that the model does not take it.
[[nodiscard]] bool takesParam(const PaneModel &model, PaneParam param);

} // namespace lineup
