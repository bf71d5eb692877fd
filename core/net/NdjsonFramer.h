// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/net/Framer.h"
#include "core/net/LineRest.h"

namespace lineup {

// One JSON text a line, ended by LF or CRLF; blank lines count for nothing and the last line may lack its end.
class NdjsonFramer final : public Framer
{
public:
    explicit NdjsonFramer(qint64 maxEvent) : m_maxEvent(maxEvent) { }
    [[nodiscard]] std::optional<Error> feed(QByteArrayView bytes, QList<StreamEvent> &events) override;
    [[nodiscard]] std::optional<Error> finish(QList<StreamEvent> &events) override;

private:
    void readLine(QByteArrayView line, QList<StreamEvent> &events);

    qint64 m_maxEvent;
    LineRest m_rest;
    std::optional<Error> m_error;
};

} // namespace lineup
