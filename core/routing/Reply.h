// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/CallRecord.h"
#include "core/domain/Completion.h"
#include "core/domain/ModelInfo.h"
#include "core/routing/CallDetails.h"

#include <QObject>

#include <memory>

namespace lineup {

// A call in progress. Signals, all on the thread that sent it, none from inside the constructor or send():
// stateChanged, waiting and delta any number of times, then exactly one finished; nothing after finished.
// abort() ends in exactly one finished(Cancelled). Dropping the ReplyPtr cancels silently (the ledger still gets
// its row).
class Reply : public QObject
{
    Q_OBJECT
public:
    enum class State { Queued, Connecting, Waiting, Streaming, Done };
    Q_ENUM(State)
    using QObject::QObject;

    virtual void abort() = 0;
    [[nodiscard]] virtual State state() const = 0;
    // What has arrived so far, also after a failure or a stop.
    [[nodiscard]] virtual Completion partial() const = 0;
    // The record so far; whole once finished has been emitted.
    [[nodiscard]] virtual const CallRecord &record() const = 0;
    // The model that is being asked just now, which may be a chain's or a fallback; as far as it is known. Settled once
    // the state is Waiting.
    struct Asked
    {
        std::optional<ModelInfo> info;
        bool demo = false;
    };
    [[nodiscard]] virtual Asked asked() const { return {}; }
    // Of each attempt of the record, once finished has been emitted; empty where CallOptions did not ask for it.
    [[nodiscard]] virtual QList<AttemptDetails> details() const { return {}; }

Q_SIGNALS:
    void stateChanged(lineup::Reply::State state);
    void waiting(std::chrono::milliseconds time); // a failed target is asked again after this; the next is stateChanged
    void delta(const lineup::Delta &delta);
    void finished(const lineup::Result<lineup::Completion> &result);
};

struct ReplyDeleter
{
    void operator()(Reply *reply) const;
};
using ReplyPtr = std::unique_ptr<Reply, ReplyDeleter>;

} // namespace lineup

Q_DECLARE_METATYPE(lineup::Reply::State)
