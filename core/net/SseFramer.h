// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Framer.h"
#include "core/net/LineRest.h"

namespace lineup {

// Server-sent events as in the WHATWG HTML standard, 9.2.6 "Interpreting an event stream", with one difference:
// an event at the end of the body that lacks its blank line is delivered when it has data, since some providers
// end their streams so. `id` and `retry` are read over: nobody reconnects to a completion.
class SseFramer final : public Framer
{
public:
    explicit SseFramer(qint64 maxEvent) : m_maxEvent(maxEvent) { }
    [[nodiscard]] std::optional<Error> feed(QByteArrayView bytes, QList<StreamEvent> &events) override;
    [[nodiscard]] std::optional<Error> finish(QList<StreamEvent> &events) override;

private:
    [[nodiscard]] QByteArrayView withoutByteOrderMark(QByteArrayView bytes);
    void readLines(QByteArrayView bytes, QList<StreamEvent> &events);
    void readLine(QByteArrayView line, QList<StreamEvent> &events);
    void setName(QByteArrayView value);
    void addData(QByteArrayView value);
    void dispatch(QList<StreamEvent> &events);
    void fail() { m_error = oversizedEvent(m_maxEvent); }

    qint64 m_maxEvent;
    LineRest m_rest;
    QByteArray m_name;
    QByteArray m_lastName;
    QByteArray m_data;
    bool m_hasData = false; // `data:` alone makes an event with empty data
    bool m_skipLf = false; // the last byte was a CR: an LF now belongs to it
    int m_markBytes = 0; // of the byte order mark, at the start of the body
    bool m_started = false;
    std::optional<Error> m_error;
};

} // namespace lineup
