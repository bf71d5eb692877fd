// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

#include <QJsonArray>

namespace lineup {

// Builds `toolConfig` of a Converse request, also for structured output where the model has none: it is made to call
// one synthetic tool (anthropic::answerTool), whose input the decoder shows as the answer's text. Synchronous; one
// object a request; complaints go to the mapper.
class ConverseTools
{
public:
    explicit ConverseTools(RequestMapper &mapper) : m_mapper(mapper) { }

    // thinks: a forced call excludes the thinking of some models.
    void write(bool thinks);
    // The schema goes to a tool, not to outputConfig.
    [[nodiscard]] bool needsAnswerTool() const;

private:
    void writeTools();
    void writeChoice(bool thinks);
    void writeAnswerTool();
    void writeEarlierTools();
    [[nodiscard]] QStringList earlierNames() const;

    RequestMapper &m_mapper;
    QJsonArray m_tools;
    QJsonObject m_choice;
};

} // namespace lineup
