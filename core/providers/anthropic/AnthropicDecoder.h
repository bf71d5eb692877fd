// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"
#include "core/providers/anthropic/AnthropicUsage.h"

#include <QHash>
#include <QJsonObject>

namespace lineup {

// Reads one answer of the Messages API, streamed or plain: a plain answer goes block by block through the same code.
// Deltas carry usage only once it is final (message_delta): a stream that was cut has none that could be trusted.
class AnthropicDecoder : public StreamDecoder
{
public:
    explicit AnthropicDecoder(Service service) : m_service(std::move(service)) { }

    [[nodiscard]] std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) override;
    [[nodiscard]] bool complete() const override { return m_complete; }
    [[nodiscard]] Result<QList<Delta>> decodeWhole(const QByteArray &body);

private:
    struct Block
    {
        QJsonObject value; // as the API would take it back
        QString type;
        QString partialInput;
        int call = -1; // index of the tool call, -1: none of ours
    };
    void startMessage(const QJsonObject &message, Delta &delta);
    void endMessage(const QJsonObject &message, const QJsonObject &usage, Delta &delta);
    void startBlock(int index, const QJsonObject &value, Delta &delta);
    void continueBlock(int index, const QJsonObject &change, Delta &delta);
    void continueInput(Block &block, const QString &piece, Delta &delta);
    void endBlock(int index, Delta &delta);
    [[nodiscard]] FinishReason finishReason(const QString &word) const;
    [[nodiscard]] Error reported(const QByteArray &body) const;

    Service m_service;
    AnthropicUsage m_usage;
    QHash<int, Block> m_open;
    int m_calls = 0;
    bool m_answerByTool = false;
    bool m_complete = false;
};

} // namespace lineup
