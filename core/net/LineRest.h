// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QByteArray>

#include <utility>

namespace lineup {

// The part of a line that came without its end yet. A line that came in one piece passes through uncopied.
class LineRest
{
public:
    void append(QByteArrayView piece) { m_bytes.append(piece); }
    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }

    // The whole line that `tail` ends. Valid until the next call of anything here, and as long as tail is.
    [[nodiscard]] QByteArrayView completed(QByteArrayView tail)
    {
        if (m_bytes.isEmpty())
            return tail;
        m_line.swap(m_bytes);
        m_bytes.resize(0);
        return m_line.append(tail);
    }

private:
    QByteArray m_bytes;
    QByteArray m_line; // the buffer of the line before, used again
};

[[nodiscard]] inline Error oversizedEvent(qint64 limit)
{
    return {.kind = Error::Kind::Malformed,
        .detail = QStringLiteral("one event of the stream is larger than %1 bytes").arg(limit)};
}

} // namespace lineup
