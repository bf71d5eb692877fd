// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How long something may move: only to show where it went. GUI thread.
namespace lineup::ui::Motion {

constexpr int longest = 150; // milliseconds

// The wanted length in milliseconds, at most the longest, and 0 (jump to the end) where motion is reduced.
[[nodiscard]] int duration(int wanted = longest);

} // namespace lineup::ui::Motion
