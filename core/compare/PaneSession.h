// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/compare/CallStarter.h"
#include "core/compare/LiveEstimate.h"
#include "core/compare/PaneMetrics.h"
#include "core/routing/CallDetails.h"

namespace lineup {

// One pane: a model, how it is asked, the conversation, and the call that is under way, if one is.
// Main thread. starter and clock outlive it; dropping it stops the call.
// Signals of one answer: answerStarted; textArrived, reasoningArrived, toolCallArrived any number of times, and
// stateChanged in between; answerEnded, with state() being Done, Stopped or Failed already; stateChanged.
class PaneSession : public QObject
{
    Q_OBJECT
public:
    enum class State { Idle, Queued, Connecting, Thinking, Streaming, Done, Stopped, Failed };
    Q_ENUM(State)

    PaneSession(CallStarter &starter, const Clock &clock, QObject *parent = nullptr);
    ~PaneSession() override;

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isRunning() const { return m_reply != nullptr; }
    [[nodiscard]] const PaneModel &model() const { return m_model; }
    [[nodiscard]] const PaneParams &params() const { return m_params; }
    [[nodiscard]] const PaneConversation &conversation() const { return m_conversation; }
    [[nodiscard]] PaneMetrics metrics() const;
    // Why the last answer failed; empty when it did not.
    [[nodiscard]] std::optional<Error> error() const;
    // How long until the provider wants to be asked again; zero: now. Counted from when it said so.
    [[nodiscard]] std::chrono::milliseconds retryDelay() const;
    // How long until the call under way is tried again by itself; zero: it is not waiting for that.
    [[nodiscard]] std::chrono::milliseconds waitLeft() const;
    // The call behind the current answer, with what was sent and what came back. Kept for the latest few answers of
    // this run of the program; null: not known any more.
    [[nodiscard]] const CallDetails *details() const;

    // A change does not touch the call that is under way.
    void setModel(const PaneModel &model);
    void setParams(const PaneParams &params);

    // Each returns false and does nothing when there is no model, a call is under way, or nothing to ask.
    bool send(const Message &user, const QString &sharedSystem);
    bool retry(const QString &sharedSystem);
    void stop(); // what came is kept; answerEnded follows from the event loop
    void setConversation(const PaneConversation &conversation); // drops the call that is under way
    bool selectAnswer(int index);
    // The conversation with what has come of the running answer, marked as interrupted: for the state file.
    [[nodiscard]] PaneConversation snapshot() const;

Q_SIGNALS:
    void modelChanged();
    void paramsChanged();
    void stateChanged(lineup::PaneSession::State state);
    void answerStarted();
    void textArrived(const QString &text);
    void reasoningArrived(const QString &text);
    void toolCallArrived(const QString &name, const QString &arguments); // whole, at the answer's end
    void answerEnded();
    void conversationReset(); // another conversation, or another answer of it, is to be shown

private:
    bool start(const QString &sharedSystem);
    void setState(State state);
    void keepDetails();
    void onReplyState(Reply::State state);
    void onDelta(const Delta &delta);
    void noteAsked();
    void onFinished(const Result<Completion> &result);
    [[nodiscard]] PaneAnswer answerFrom(const Completion &completion) const;
    [[nodiscard]] static State stateOf(const PaneConversation &conversation);

    CallStarter &m_starter;
    const Clock &m_clock;
    PaneModel m_model;
    PaneParams m_params;
    PaneConversation m_conversation;
    State m_state = State::Idle;
    ReplyPtr m_reply;
    QString m_askedModel; // of the call under way
    LiveEstimate m_estimate;
    bool m_askedDemo = false;
    bool m_stopping = false;
    bool m_reasoningStreamed = false;
    std::chrono::nanoseconds m_sentAt {0};
    std::optional<std::chrono::nanoseconds> m_firstAt;
    std::optional<std::chrono::nanoseconds> m_retryAt;
    std::optional<std::chrono::nanoseconds> m_waitUntil;
    QList<CallDetails> m_details; // the last one is the latest
};

} // namespace lineup
