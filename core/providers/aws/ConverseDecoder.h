// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"

#include <QHash>
#include <QJsonObject>

namespace lineup {

// Reads one answer of Converse or ConverseStream: a plain answer goes block by block through the same code. The
// stream's end is messageStop; usage comes after it, so the caller reads on until the bytes are over.
class ConverseDecoder final : public StreamDecoder
{
public:
    explicit ConverseDecoder(Service service) : m_service(std::move(service)) { }

    [[nodiscard]] std::optional<Error> decode(const StreamEvent &event, QList<Delta> &deltas) override;
    [[nodiscard]] bool complete() const override { return m_complete; }
    [[nodiscard]] Result<QList<Delta>> decodeWhole(const QByteArray &body);

private:
    // A block that is being streamed. Text and our tool calls go out at once; the rest is kept to be sent back.
    struct Block
    {
        int call = -1; // index of the tool call, -1: none of ours
        QJsonObject serverTool; // toolUse of a tool that the service runs itself
        QJsonObject serverResult; // toolResult of one
        QString input;
        QString reasoning;
        QString signature;
        QByteArray redacted;
        bool answers = false; // the tool that stands for the answer
    };
    void startBlock(Block &block, const QJsonObject &start, Delta &delta);
    void startToolUse(Block &block, const QJsonObject &use, Delta &delta);
    void continueBlock(Block &block, const QJsonObject &change, Delta &delta);
    void continueInput(Block &block, const QString &piece, Delta &delta);
    void endBlock(const Block &block, Delta &delta);
    void wholeBlock(const QJsonObject &content, Delta &delta);
    void endMessage(const QJsonObject &message, Delta &delta) const;
    void readMetadata(const QJsonObject &metadata, Delta &delta) const;
    [[nodiscard]] FinishReason finishReason(const QString &word) const;

    Service m_service;
    QHash<int, Block> m_open;
    int m_calls = 0;
    bool m_answerByTool = false;
    bool m_complete = false;
};

} // namespace lineup
