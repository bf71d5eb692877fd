// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "app/cli/KeyInput.h"

namespace lineup::cli {

// `lineup ask`: one prompt to several models at once. Whole lines are printed as they arrive, each marked with its
// model's letter; a table with times and costs comes at the end. With json: one object at the end instead.
class AskCommand final : public Command
{
    Q_OBJECT
public:
    AskCommand(Services &services, ChatRequest request, QStringList models, CommandOptions options, bool json);
    void start() override;
    void interrupt() override;
    [[nodiscard]] bool makesCalls() const override { return true; }

private:
    struct Lane
    {
        QString model;
        ReplyPtr reply;
        QString line; // what has come since the last line break
        std::optional<Error> error;
        Completion answer;
        bool done = false;
    };
    void onDelta(Lane &lane, int number, const Delta &delta);
    void onFinished(Lane &lane, int number, const Result<Completion> &result);
    void flushLines(Lane &lane, int number, bool all);
    void finishAll();
    void printSummary() const;
    void printJson() const;
    [[nodiscard]] QStringList summaryRow(const Lane &lane, int number) const;
    [[nodiscard]] static QString letter(int number) { return QString(QChar(u'A' + number % 26)); }

    ChatRequest m_request;
    CommandOptions m_options;
    bool m_json;
    std::vector<Lane> m_lanes; // not moved once started
};

} // namespace lineup::cli
