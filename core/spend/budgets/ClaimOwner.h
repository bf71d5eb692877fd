// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QString>

namespace lineup {

// Processes by names that are never given twice, so that what a dead one has reserved can be given back. On Linux a
// name is made of the machine, its boot, the space of process numbers, the number and the moment of its start;
// elsewhere it says nothing.
namespace ClaimOwner {

enum class Life {
    Alive,
    Dead, // for certain
    Unknown // on another machine, in another container: only its own signs of life tell
};

[[nodiscard]] QString ofThisProcess();
[[nodiscard]] Life look(const QString &owner);

} // namespace ClaimOwner

} // namespace lineup
