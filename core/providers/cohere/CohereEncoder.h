// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

namespace lineup {

// The address that the service's paths stand under. COHERE_API_BASE often holds the whole address of the chat.
[[nodiscard]] QUrl cohereRoot(const QUrl &address);

// Builds one request to POST {base}/v2/chat. Synchronous; one object a request.
// The service can be told to call some tool but not which: a named tool_choice leaves the named tool alone in the list.
// strict_tools is one switch for all tools. documents, citation_options and safety_mode are given in extra_body.
class CohereEncoder
{
public:
    CohereEncoder(const ChatRequest &request, const Target &target) : m_mapper(request, target) { }
    [[nodiscard]] Result<EncodedRequest> encode();

private:
    template<typename T>
    void pass(const QString &parameter, const QString &name, const std::optional<T> &value);
    void writeParameters();
    void writeTools();
    void writeToolChoice();
    void writeStrictness(const QList<Tool> &tools);
    void writeResponseFormat();
    void writeThinking();

    RequestMapper m_mapper;
};

} // namespace lineup
