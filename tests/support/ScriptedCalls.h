// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/CallStarter.h"
#include "core/domain/CompletionBuilder.h"

#include <QPointer>

namespace lineup::test {

// A call that does what the test tells it, in the order of signals that Reply promises.
class ScriptedReply final : public Reply
{
    Q_OBJECT
public:
    explicit ScriptedReply(ChatRequest request);

    void abort() override; // finished(Cancelled) follows from the event loop
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] Completion partial() const override { return m_builder.build(false); }
    [[nodiscard]] const CallRecord &record() const override { return callRecord; }

    // What the test makes happen.
    void become(State state);
    void text(const QString &piece);
    void reasoning(const QString &piece);
    void tell(const Delta &piece);
    void finish(bool complete = true);
    void fail(const Error &error);

    [[nodiscard]] Asked asked() const override { return askedNow; }

    ChatRequest request;
    Asked askedNow;
    CallRecord callRecord; // filled by the test before finish() or fail()
    bool aborted = false;

private:
    State m_state = State::Queued;
    CompletionBuilder m_builder;
    bool m_over = false;
};

// Starts scripted calls and keeps them in order.
class ScriptedStarter final : public CallStarter
{
public:
    [[nodiscard]] ReplyPtr start(const ChatRequest &request) override;
    [[nodiscard]] ScriptedReply *last() const { return calls.isEmpty() ? nullptr : calls.last().data(); }
    QList<QPointer<ScriptedReply>> calls; // null: it is gone
    QList<ChatRequest> requests;
};

} // namespace lineup::test
