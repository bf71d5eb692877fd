// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

namespace lineup {

// Builds one request to POST {base}/api/chat. Synchronous; one object a request.
// Samplers and limits are `options`; options in extra_body are merged into them and win. num_ctx and keep_alive are
// never set by us: they decide how much memory a local model takes.
// `think` is true or false for most models and a level for those that know levels (Capability::AdaptiveThinking);
// older servers reject a level for the others. frequency_penalty and presence_penalty are options of their own and
// have nothing to do with repeat_penalty, whose neutral value is 1.
class OllamaEncoder
{
public:
    OllamaEncoder(const ChatRequest &request, const Target &target);
    [[nodiscard]] Result<EncodedRequest> encode();

private:
    void writeOptions();
    template<typename T>
    void option(const QString &parameter, const QString &name, const std::optional<T> &value);
    void writeTools();
    [[nodiscard]] bool leavesToolsOut();
    void writeResponseFormat();
    void writeThinking();
    void writeEffort(const QString &effort);
    void writeRest();
    void refuseTruncation();

    ChatRequest m_request; // without the options of its extra_body
    Target m_target; // likewise
    QJsonObject m_extraOptions;
    RequestMapper m_mapper;
    QJsonObject m_options;
};

} // namespace lineup
