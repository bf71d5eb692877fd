// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/embeddings/EmbeddingCall.h"
#include "core/routing/BudgetTicket.h"
#include "core/routing/CallBook.h"
#include "core/routing/CallSetup.h"
#include "core/routing/EmbeddingReply.h"

#include <QPointer>

namespace lineup {

// The Router's EmbeddingReply: has target and key found, asks the budgets, carries out the attempt, puts the price to
// it and hands the record to the sink exactly once, also when it is dropped. A budget's switch to another model is left
// out: vectors of two models do not mix.
class EmbeddingCallReply final : public EmbeddingReply
{
    Q_OBJECT
public:
    EmbeddingCallReply(const Router::Dependencies &dependencies, Authorizer &authorizer,
        const EmbeddingRequest &request, const CallOptions &options);

    void start(); // emits nothing before the event loop runs
    void abort() override;
    [[nodiscard]] const CallRecord &record() const override { return m_book.record; }

private:
    void claim(const Credentials &credentials);
    void send();
    void onAttemptFinished(const Result<EmbeddingResult> &result);
    [[nodiscard]] AttemptRecord priced(AttemptRecord attempt) const;
    void close(const std::optional<Error> &error);
    void finishWith(const Result<EmbeddingResult> &result);

    const Clock &m_clock;
    Authorizer &m_authorizer;
    EmbeddingRequest m_request;
    CallSetup m_setup;
    CallBook m_book;
    Credentials m_credentials;
    BudgetTicket m_ticket;
    QPointer<EmbeddingCall> m_call; // child; deleted later, never from inside its own signals
};

} // namespace lineup
