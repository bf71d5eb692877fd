// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace lineup {

// One thing that was changed between the person's request and what was sent. Nothing is changed without a line.
struct MappingNote
{
    enum class Action { Renamed, Clamped, Dropped, Converted, Added };
    Action action = Action::Renamed;
    QString parameter; // OpenAI's name: "max_tokens"
    QString to; // new name or value, empty: none
    QString reason; // English, one clause; for the command line and the inspector
    bool operator==(const MappingNote &) const = default;
};

using MappingReport = QList<MappingNote>;

[[nodiscard]] QString mappingActionName(MappingNote::Action action); // "renamed", …

} // namespace lineup
