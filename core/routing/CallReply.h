// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/ProviderCall.h"
#include "core/routing/CallBook.h"
#include "core/routing/CallSetup.h"
#include "core/routing/Reply.h"

#include <QPointer>

namespace lineup {

// The Router's Reply: has target and key found, carries out the attempt, puts the price to it and
// hands the record to the sink exactly once, also when it is dropped.
class CallReply final : public Reply
{
    Q_OBJECT
public:
    CallReply(const Router::Dependencies &dependencies, Authorizer &authorizer, const ChatRequest &request,
        const CallOptions &options);
    ~CallReply() override;

    void start(); // emits nothing before the event loop runs
    void abort() override;
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] Completion partial() const override;
    [[nodiscard]] const CallRecord &record() const override { return m_book.record; }

private:
    void send(const Credentials &credentials);
    void setState(State state);
    void onDelta(const Delta &delta);
    void onAttemptFinished(const Result<Completion> &result);
    [[nodiscard]] AttemptRecord priced(AttemptRecord attempt) const;
    void closeRecord(const std::optional<Error> &error);
    void finishWith(const Result<Completion> &result);

    const Clock &m_clock;
    Authorizer &m_authorizer;
    ChatRequest m_request;
    CallSetup m_setup;
    CallBook m_book;
    QPointer<ProviderCall> m_call; // child; deleted later, never from inside its own signals
    Completion m_partial;
    State m_state = State::Queued;
};

} // namespace lineup
