// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/providers/embeddings/EmbeddingCall.h"
#include "core/routing/CallBook.h"
#include "core/routing/CallSetup.h"
#include "core/routing/EmbeddingReply.h"

#include <QPointer>

namespace lineup {

// The Router's EmbeddingReply: has target and key found, carries out the attempt, puts the price to it and hands the
// record to the sink exactly once, also when it is dropped.
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
    void send(const Credentials &credentials);
    void onAttemptFinished(const Result<EmbeddingResult> &result);
    [[nodiscard]] AttemptRecord priced(AttemptRecord attempt) const;
    void close(const std::optional<Error> &error);
    void finishWith(const Result<EmbeddingResult> &result);

    const Clock &m_clock;
    Authorizer &m_authorizer;
    EmbeddingRequest m_request;
    CallSetup m_setup;
    CallBook m_book;
    QPointer<EmbeddingCall> m_call; // child; deleted later, never from inside its own signals
};

} // namespace lineup
