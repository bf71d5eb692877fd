// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/ProviderCall.h"
#include "core/routing/Router.h"
#include "core/spend/CostCalculator.h"

#include <QPointer>

namespace lineup {

// The Router's Reply: resolves the target, fetches the key, carries out the attempt, puts the price to it and
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
    [[nodiscard]] const CallRecord &record() const override { return m_record; }

private:
    void resolve();
    void fetchKey();
    void useEnvironmentKey();
    void useKey(const SecretBytes &key);
    void fetchFields(const Credentials &credentials, const QStringList &fields);
    void send(const Credentials &credentials);
    [[nodiscard]] bool keepsKeychainAway() const;
    void setState(State state);
    void onDelta(const Delta &delta);
    void onAttemptFinished(const Result<Completion> &result);
    [[nodiscard]] CallTerms terms() const;
    [[nodiscard]] AttemptRecord priced(AttemptRecord attempt) const;
    void closeRecord(const std::optional<Error> &error);
    void finishWith(const Result<Completion> &result);
    [[nodiscard]] std::chrono::microseconds elapsed() const;

    Router::Dependencies m_dependencies;
    Authorizer &m_authorizer;
    ChatRequest m_request;
    CallOptions m_options;
    std::optional<Target> m_target;
    QPointer<ProviderCall> m_call; // child; deleted later, never from inside its own signals
    CallRecord m_record;
    Completion m_partial;
    State m_state = State::Queued;
    std::chrono::nanoseconds m_startedAt {0};
    bool m_recorded = false;
};

} // namespace lineup
