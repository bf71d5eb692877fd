// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Framer.h"

namespace lineup {

// Binary messages with a prelude, headers, a payload and two checksums (application/vnd.amazon.eventstream;
// https://smithy.io/2.0/aws/amazon-eventstream.html). What becomes of the headers is written at StreamEvent. A checksum
// that does not fit, a header that runs over its place and a body that ends within a message are Malformed.
class AwsEventStreamFramer final : public Framer
{
public:
    explicit AwsEventStreamFramer(qint64 maxEvent) : m_maxEvent(maxEvent) { }
    [[nodiscard]] std::optional<Error> feed(QByteArrayView bytes, QList<StreamEvent> &events) override;
    [[nodiscard]] std::optional<Error> finish(QList<StreamEvent> &events) override;

private:
    // Length of the message that begins here; 0: not known yet, or an error was set.
    qsizetype messageLength(QByteArrayView bytes);
    void readMessage(QByteArrayView message, QList<StreamEvent> &events);
    void fail(const QString &detail);

    qint64 m_maxEvent;
    QByteArray m_rest; // of a message
    std::optional<Error> m_error;
};

} // namespace lineup
