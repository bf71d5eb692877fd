// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"
#include "core/providers/anthropic/AnthropicThinking.h"
#include "core/providers/aws/ConverseTools.h"

#include <optional>

namespace lineup {

// Builds one request to POST {base}/model/{id}/converse or converse-stream. Synchronous; one object a request.
// What the API itself has no member for goes into additionalModelRequestFields, in the shape that the model's maker
// gave it: top_k, and thinking.
class ConverseEncoder
{
public:
    ConverseEncoder(const ChatRequest &request, const Target &target);
    [[nodiscard]] Result<EncodedRequest> encode();

private:
    void writeLimits();
    void writeSampling();
    void writeTopK();
    void writeStop();
    void writeEffort();
    void writeResponseFormat();
    void writeRest();
    void putTogether();
    [[nodiscard]] bool thinks() const { return m_thinking && m_thinking->isOn(); }

    const ChatRequest &m_request;
    const Target &m_target;
    QStringView m_maker;
    RequestMapper m_mapper;
    ConverseTools m_tools;
    std::optional<AnthropicThinking> m_thinking; // Claude's rules; other makers have their own fields
    QJsonObject m_inference;
    QJsonObject m_additional;
    QJsonObject m_outputConfig;
};

} // namespace lineup
