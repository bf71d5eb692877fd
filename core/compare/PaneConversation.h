// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/compare/PaneParams.h"
#include "core/domain/CallRecord.h"
#include "core/domain/Completion.h"

namespace lineup {

// One answer that a pane got, whole or not. A value.
struct PaneAnswer
{
    enum class End {
        Open, // it is still coming
        Complete,
        Stopped, // by the person; what came is kept
        Failed, // error says why; what came is kept
        Interrupted // the program ended while it came
    };
    QString model; // the model string asked
    Message message; // Role::Assistant
    End end = End::Open;
    bool cut = false; // Complete, but the stream ended before the provider's last word
    FinishReason finishReason = FinishReason::Unknown;
    std::optional<Error> error;
    QString answeredBy; // model string of the attempt that decided, where several were made; empty: model
    Usage usage; // of that attempt alone
    Cost cost; // of all attempts
    std::optional<std::chrono::microseconds> firstToken;
    std::chrono::microseconds total {0};
    MappingReport mapping;
    QList<RouteEvent> route; // what the call went through; empty where it was one attempt and nothing else
    QString callId; // of this session's call, see PaneSession::details(); not saved
    bool demo = false;

    [[nodiscard]] bool hasText() const { return !message.text().isEmpty() || !message.refusal.isEmpty(); }
    [[nodiscard]] bool hasContent() const
    {
        return hasText() || !message.reasoning.isEmpty() || !message.toolCalls.isEmpty();
    }
    bool operator==(const PaneAnswer &) const = default;
};

// One question with the answers to it: asking again adds one, nothing is overwritten.
struct PaneTurn
{
    Message user;
    int imagesNotKept = 0; // images that it had before it was saved without them
    QList<PaneAnswer> answers;
    int current = -1; // index of the answer that the conversation goes on from; -1: none

    [[nodiscard]] const PaneAnswer *answer() const
    {
        return current >= 0 && current < answers.size() ? &answers[current] : nullptr;
    }
    [[nodiscard]] int imageCount() const;
    bool operator==(const PaneTurn &) const = default;
};

// What one pane has talked about with its model, independent of the other panes. A value.
class PaneConversation
{
public:
    [[nodiscard]] const QList<PaneTurn> &turns() const { return m_turns; }
    [[nodiscard]] bool isEmpty() const { return m_turns.isEmpty(); }
    [[nodiscard]] const PaneAnswer *lastAnswer() const;

    void ask(const Message &user); // a new turn with an open answer to come
    bool askAgain(); // a further answer to the last turn; false when there is no turn
    void endAnswer(const PaneAnswer &answer); // the open answer is over
    bool selectAnswer(int index); // of the last turn; false when there is none such

    // The call that the last turn needs. Answers of earlier turns go along; a turn that nobody answered is joined
    // with the next one, as services refuse two user messages in a row. Reasoning and native blocks go back only to
    // the model that made them, and only from answers that came whole. Images are left out for a model that is
    // known not to see them. Tool calls are left out: nobody has answered them.
    [[nodiscard]] ChatRequest request(
        const PaneModel &model, const PaneParams &params, const QString &sharedSystem) const;

    // For the state file. Images over the limit are counted, not kept; the oldest turns go when the text does not fit.
    struct SaveLimits
    {
        qint64 imageBytes = 32 * 1024; // each
        qint64 totalBytes = 512 * 1024; // of JSON
    };
    [[nodiscard]] QJsonObject toJson(const SaveLimits &limits) const;
    [[nodiscard]] QJsonObject toJson() const { return toJson(SaveLimits {}); }
    [[nodiscard]] static PaneConversation fromJson(const QJsonObject &json);

    bool operator==(const PaneConversation &) const = default;

private:
    QList<PaneTurn> m_turns;
};

} // namespace lineup
