// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/domain/Delta.h"

#include <QJsonArray>
#include <QJsonObject>

namespace lineup {

// Reads the tool calls of one choice, whole or in fragments, and gives each call a number of its own: on the wire the
// index may be missing, shared by several calls (told apart by a new id, or by a name after finished arguments), or
// the id may be missing. One tracker a choice; not thread-safe.
class ToolCallTracker
{
public:
    void read(const QJsonArray &fragments, QList<ToolCallDelta> &out);
    // The form that came before tool calls: {name, arguments}.
    void readFunctionCall(const QJsonObject &call, QList<ToolCallDelta> &out);
    // What single calls carry for the next turn (signatures), by the call's number; empty for most services.
    [[nodiscard]] QJsonObject extras() const { return m_extras; }

private:
    struct Open
    {
        int wireIndex = 0;
        QString id;
        QString name;
        QString arguments;
    };
    [[nodiscard]] qsizetype find(int wireIndex, const QString &id, const QString &name) const;
    void readOne(const QJsonObject &fragment, int position, QList<ToolCallDelta> &out);

    QList<Open> m_calls; // the place in the list is the call's number
    QJsonObject m_extras;
};

} // namespace lineup
