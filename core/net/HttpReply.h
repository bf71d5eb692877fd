// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/net/HttpTypes.h"

#include <QObject>

#include <memory>

namespace lineup {

// One transfer. Signals come in this order, all on the thread of the client: dequeued, connected and headReceived at
// most once each, received any number of times, then exactly one finished; none before send() has returned.
// A status of 400 or more is no error here: head and body are delivered as they are.
// Errors: Network (refused, dropped, TLS, too large, redirect refused), Timeout, Cancelled.
class HttpReply : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    // Stops the transfer at once; one finished(Cancelled) follows from the event loop. After finished: nothing.
    virtual void abort() = 0;
    // It waits until fewer others are under way; of its limits only the total one runs.
    [[nodiscard]] virtual bool isQueued() const { return false; }

Q_SIGNALS:
    void dequeued(); // it waited, and begins now, unless it is aborted by those who hear this
    void connected(); // the request is being written
    void headReceived(const lineup::HttpHead &head);
    void received(const QByteArray &bytes); // a piece of the body, decompressed
    void finished(const std::optional<lineup::Error> &error); // empty: the body is complete
};

// Dropping the pointer disconnects, aborts and deletes later: nothing is emitted after.
struct HttpReplyDeleter
{
    void operator()(HttpReply *reply) const;
};
using HttpReplyPtr = std::unique_ptr<HttpReply, HttpReplyDeleter>;

} // namespace lineup
