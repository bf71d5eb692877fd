// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/RequestMapper.h"

#include <QJsonArray>

namespace lineup {

// Writes one generateContent request. Used once.
class GeminiEncoder
{
public:
    GeminiEncoder(const ChatRequest &request, const Target &target) : m_mapper(request, target) { }
    [[nodiscard]] Result<EncodedRequest> encode();

private:
    void encodeSampling();
    void encodeStop();
    void encodeTools();
    [[nodiscard]] QJsonArray declarations();
    void encodeWebSearch();
    void encodeModalities();
    void putModalities(const QJsonArray &words);
    void encodeToolChoice();
    void encodeServiceTier();
    void encodeResponseFormat();
    void encodeThinking();
    void encodeThinkingLevel(const QString &parameter);
    void encodeThinkingBudget(const QString &parameter);
    void put(const QString &parameter, const QString &name, const QJsonValue &value);

    RequestMapper m_mapper;
    QJsonObject m_config; // generationConfig
};

} // namespace lineup
