// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "app/cli/KeyInput.h"

namespace lineup::cli {

// `lineup embed`: vectors of texts, in one of several forms.
class EmbedCommand final : public Command
{
    Q_OBJECT
public:
    enum class Format {
        Json, // OpenAI's list object
        Full, // the same with what it cost and how it was sent
        JsonLines, // {"index", "embedding"}, one a line
        Csv // the numbers, one vector a line
    };
    EmbedCommand(Services &services, EmbeddingRequest request, CommandOptions options, Format format);
    void start() override;
    void interrupt() override;
    [[nodiscard]] bool makesCalls() const override { return true; }
    // Of the words of --format; Full has none.
    [[nodiscard]] static std::optional<Format> formatFromName(QStringView name);

private:
    void onFinished(const Result<EmbeddingResult> &result);
    void print(const EmbeddingResult &result) const;

    EmbeddingRequest m_request;
    CommandOptions m_options;
    Format m_format;
    EmbeddingReplyPtr m_reply;
};

} // namespace lineup::cli
