// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Dialect.h"
#include "tests/support/Traffic.h"

#include <QList>

namespace lineup::test {

// What a person reads out of one recorded answer of a service that speaks OpenAI's dialect.
struct RowFact
{
    const char *number; // "mistral/001"
    const char *finish; // our word; "" for none told
    QString text; // how it begins; empty: there is none
    QString reasoning; // likewise
    QString calls; // "name arguments", a line each
    QList<qint64> usage; // fresh, cached, audio, text
};

// The recordings of one service, decoded through the row that is shipped for it.
class RowTraffic
{
public:
    explicit RowTraffic(const QString &service);

    [[nodiscard]] bool hasRow() const { return !m_target.service.id.isEmpty(); }
    [[nodiscard]] const QList<Recording> &answers() const { return m_answers; } // chats that were answered
    [[nodiscard]] Recording find(const char *number) const;
    [[nodiscard]] Target target(const Recording &recording) const;
    [[nodiscard]] Completion decode(const Recording &recording) const;

    // What is wrong; empty when it agrees.
    [[nodiscard]] QString compare(const RowFact &fact) const;
    // A stream byte by byte and cut in two everywhere, and what is left over when it ends early.
    [[nodiscard]] QString compareCuts(const Recording &recording) const;

private:
    Target m_target;
    QList<Recording> m_answers;
};

} // namespace lineup::test
