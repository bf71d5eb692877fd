// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <optional>

namespace lineup {

// One message of a streamed body.
struct StreamEvent
{
    // The SSE event name, or of an AWS event stream the :event-type; an exception there is streamExceptionPrefix with
    // its :exception-type or :error-code. Empty: none.
    QByteArray name;
    QByteArray data; // its payload, usually one JSON text
    bool operator==(const StreamEvent &) const = default;
};

// No SSE event and no :event-type begins so: a service names its events in letters.
inline constexpr const char *streamExceptionPrefix = "exception:";

// Cuts a byte stream into events, wherever the network cut it. Pure and synchronous. One framer a body.
class Framer
{
public:
    virtual ~Framer() = default;
    // Appends the events that are whole now. An event over the size limit is an error (Malformed), after which
    // the framer takes nothing more.
    [[nodiscard]] virtual std::optional<Error> feed(QByteArrayView bytes, QList<StreamEvent> &events) = 0;
    // The body is over: appends what an unfinished last line still holds, where the format allows that.
    [[nodiscard]] virtual std::optional<Error> finish(QList<StreamEvent> &events) = 0;
};

enum class Framing { Sse, Ndjson, JsonArray, AwsEventStream };

inline constexpr qint64 maxEventBytes = 4 * 1024 * 1024;

[[nodiscard]] std::unique_ptr<Framer> makeFramer(Framing framing, qint64 maxEvent = maxEventBytes);

} // namespace lineup
