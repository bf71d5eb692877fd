// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"
#include "core/providers/openai/OpenAiFastEvent.h"
#include "core/providers/openai/ReasoningReader.h"
#include "core/providers/openai/ThinkSplitter.h"
#include "core/providers/openai/ToolCallTracker.h"

#include <QSet>

#include <array>

namespace lineup {

// Reads the objects of one answer: the chunks of a stream, or the one object of a plain answer. Demands nothing of
// their shape. Pure and synchronous; one reader an answer.
//
// What the service needs back in the next turn (reasoning_details, thinking parts, signatures) leaves finish() as one
// NativeBlock a choice: {"service", "model", and any of "reasoning_details", "thinking", "extra_content",
// "tool_extras"}.
class OpenAiAnswer
{
public:
    // In a stream's object a "message" repeats what the deltas said; in a whole answer it is what counts.
    enum class Form { Stream, Whole };
    OpenAiAnswer(const Target &target, Form form);

    // Appends what the object says, then tells the error that it reports, if any: usage may come beside one.
    [[nodiscard]] std::optional<Error> read(const QJsonObject &object, QList<Delta> &deltas);
    // The same for the usual event of a stream, which needs no JSON object.
    void readFast(const OpenAiFastEvent &event, QList<Delta> &deltas);
    // The same where only the text differs from the event before.
    void readText(const QString &text, QList<Delta> &deltas);
    void finish(QList<Delta> &deltas);
    // Choices were seen, and each of them has ended.
    [[nodiscard]] bool allChoicesEnded() const;

private:
    struct ChoiceState
    {
        int index = 0;
        ThinkSplitter think;
        ToolCallTracker calls;
        ReasoningReader reasoning;
        QJsonObject extraContent;
        bool streams = false; // had a "delta"
        bool ended = false;
    };
    ChoiceState &stateFor(int index);
    void readHead(const QJsonObject &object, Delta &delta);
    void readChoice(const QJsonObject &choice, Delta &delta);
    void readMessage(const QJsonObject &message, ChoiceState &state, Delta &delta);
    void readContent(const QJsonValue &content, ChoiceState &state, Delta &delta);
    void readCitations(const QJsonObject &object, Delta &delta);
    void addCitation(const QJsonObject &source, Delta &delta);
    void readUsage(const QJsonObject &object, Delta &delta) const;
    [[nodiscard]] std::optional<NativeBlock> nativeBlock(const ChoiceState &state) const;

    Service m_service;
    QString m_model;
    Form m_form;
    QList<ChoiceState> m_choices;
    Delta m_head; // the names last told
    std::array<QByteArray, 4> m_fastNames; // the same as bytes, while events come in the usual form
    QJsonValue m_citations; // the lists last read; they are repeated in every chunk
    QSet<QString> m_citedUrls;
};

} // namespace lineup
