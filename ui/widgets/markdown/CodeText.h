// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/markdown/RenderModel.h"

namespace lineup::ui {

// True for characters that are not seen but change what is seen: bidirectional controls, zero-width characters,
// tags, control codes. Source of the list: Unicode TR 36 and "Trojan Source" (CVE-2021-42574).
[[nodiscard]] bool isInvisible(char32_t c);
// The run with every such character replaced by a visible mark, "⟨U+202E⟩", that remembers the original.
void appendCodeRun(TextRuns &runs, const TextRun &run);

} // namespace lineup::ui
