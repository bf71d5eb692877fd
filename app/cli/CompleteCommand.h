// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "app/cli/KeyInput.h"

#include <QSet>

namespace lineup::cli {

// `lineup complete`: one OpenAI chat completions request, one chat.completion object on stdout, or its chunks.
class CompleteCommand final : public Command
{
    Q_OBJECT
public:
    CompleteCommand(Services &services, ChatRequest request, CommandOptions options);
    void start() override;
    void interrupt() override;
    [[nodiscard]] bool makesCalls() const override { return true; }

private:
    void onDelta(const Delta &delta);
    void writeChunks();
    void onFinished(const Result<Completion> &result);

    ChatRequest m_request;
    CommandOptions m_options;
    ReplyPtr m_reply;
    QString m_id; // of the chunks
    QString m_model; // of the chunks: as the provider names it, once it has
    QList<Delta> m_waiting; // not yet written: id and model may come behind the first words
    QSet<int> m_begun; // choices whose first chunk has been written
    qint64 m_created = 0;
};

} // namespace lineup::cli
