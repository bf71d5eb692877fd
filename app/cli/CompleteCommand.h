// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

namespace lineup::cli {

// `lineup complete`: one OpenAI chat completions request, one chat.completion object on stdout, or its chunks.
class CompleteCommand final : public Command
{
    Q_OBJECT
public:
    CompleteCommand(Services &services, ChatRequest request, CallOptions options);
    void start() override;
    void interrupt() override;

private:
    void onDelta(const Delta &delta);
    void onFinished(const Result<Completion> &result);

    ChatRequest m_request;
    CallOptions m_options;
    ReplyPtr m_reply;
    QString m_id; // of the chunks
    qint64 m_created = 0;
};

} // namespace lineup::cli
