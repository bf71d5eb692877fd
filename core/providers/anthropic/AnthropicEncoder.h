// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"
#include "core/providers/anthropic/AnthropicThinking.h"

#include <QJsonArray>

namespace lineup {

// Builds one request to POST {base}/v1/messages. Synchronous; one object a request.
// Structured output: models with Capability::JsonSchema get output_config.format. For others the model is made to
// call one synthetic tool whose input is the schema (anthropic::answerTool); the decoder streams that input as the
// answer's text. Together with tools of the request the model may choose between them and the answer, one call at
// a time. A forced call excludes thinking, which then gives way.
class AnthropicEncoder
{
public:
    AnthropicEncoder(const ChatRequest &request, const Target &target);
    [[nodiscard]] Result<EncodedRequest> encode();

private:
    void writeLimits();
    void writeSampling();
    void writeTemperature();
    void writeStop();
    void writeTools();
    void writeToolChoice();
    void writeResponseFormat();
    void writeSchema(const ResponseFormat &format);
    void writeAnswerTool(const ResponseFormat &format);
    void writeWebSearch();
    void writeRest();
    [[nodiscard]] bool needsAnswerTool() const;

    const ChatRequest &m_request;
    const Target &m_target;
    RequestMapper m_mapper;
    AnthropicThinking m_thinking;
    QJsonObject m_outputConfig;
    QJsonObject m_toolChoice;
    QJsonArray m_tools;
};

} // namespace lineup
