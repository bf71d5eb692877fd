// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/CallRecord.h"
#include "core/domain/EmbeddingResult.h"

#include <QObject>

#include <memory>

namespace lineup {

// A call for embeddings in progress. Exactly one finished, on the thread that sent it, not from inside embed().
// abort() ends in finished(Cancelled). Dropping the EmbeddingReplyPtr cancels silently (the ledger still gets its
// row).
class EmbeddingReply : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void abort() = 0;
    // The record so far; whole once finished has been emitted.
    [[nodiscard]] virtual const CallRecord &record() const = 0;

Q_SIGNALS:
    void finished(const lineup::Result<lineup::EmbeddingResult> &result);
};

struct EmbeddingReplyDeleter
{
    void operator()(EmbeddingReply *reply) const;
};
using EmbeddingReplyPtr = std::unique_ptr<EmbeddingReply, EmbeddingReplyDeleter>;

} // namespace lineup
