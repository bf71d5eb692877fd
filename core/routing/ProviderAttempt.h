// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/ProviderCall.h"
#include "core/routing/Attempt.h"
#include "core/routing/BudgetTicket.h"
#include "core/routing/CallSetup.h"

namespace lineup {

// A real attempt: has target and key found, asks the budgets, calls the provider, and puts the price to what it used.
class ProviderAttempt final : public Attempt
{
    Q_OBJECT
public:
    ProviderAttempt(const Router::Dependencies &dependencies, Authorizer &authorizer, const ChatRequest &request,
        const CallOptions &options, const StepTimeouts &timeouts);

    // What the budgets are told of the call; the target's part is added. Before start().
    void setClaim(const SpendClaim &claim) { m_claim = claim; }
    void start() override;
    [[nodiscard]] bool wasSent() const override { return m_call != nullptr; }
    [[nodiscard]] Completion partial() const override { return m_call ? m_call->partial() : Completion(); }
    [[nodiscard]] AttemptRecord record(const std::optional<Error> &error) const override;
    void ended(const AttemptRecord &record) override;
    void withdraw() override;
    [[nodiscard]] bool isDemo() const override { return m_setup.target() && m_setup.target()->service.demo; }
    [[nodiscard]] std::optional<ModelInfo> info() const override
    {
        return m_setup.target() ? m_setup.target()->info : std::nullopt;
    }
    [[nodiscard]] bool isQueued() const override { return m_call && m_call->isQueued(); }
    [[nodiscard]] AttemptDetails details() const override;

private:
    void claim(const Credentials &credentials);
    void send();

    const Clock &m_clock;
    Authorizer &m_authorizer;
    ChatRequest m_request;
    StepTimeouts m_timeouts;
    CallSetup m_setup;
    Credentials m_credentials;
    SpendClaim m_claim;
    BudgetTicket m_ticket;
    bool m_keepDetails;
    ProviderCall *m_call = nullptr; // child
};

// Makes them for one call. An address and a key's variable that came with it are those of the model that it asks for:
// a fallback's key must not go to that address. The call's record is looked at when an attempt is made; it outlives
// this.
class ProviderAttempts final : public AttemptSource
{
public:
    ProviderAttempts(const Router::Dependencies &dependencies, Authorizer &authorizer, const CallRecord &call,
        const CallOptions &options)
        : m_dependencies(dependencies), m_authorizer(authorizer), m_call(call), m_options(options)
    {
    }
    [[nodiscard]] TargetFacts facts(const ChatRequest &request, const QString &model) const override;
    [[nodiscard]] std::unique_ptr<Attempt> make(const ChatRequest &request, const StepTimeouts &timeouts) override;

private:
    [[nodiscard]] CallOptions optionsFor(const QString &model) const;

    Router::Dependencies m_dependencies;
    Authorizer &m_authorizer;
    const CallRecord &m_call;
    CallOptions m_options;
    bool m_switched = false; // by a budget
};

// The record of an attempt that ended so, with what it cost.
[[nodiscard]] AttemptRecord pricedAttempt(AttemptRecord record, const std::optional<Error> &error,
    const ChatRequest &request, const Completion &soFar, const std::optional<ModelInfo> &info);

// What the catalogue says of a target for this request.
[[nodiscard]] TargetFacts factsOf(const ChatRequest &request, const Target &target);

} // namespace lineup
