// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/markdown/RenderModel.h"

namespace lineup::ui {

// Colours one line of code by the rules of resources/highlight. `state` carries what goes on over line ends (0 at
// the start); so earlier lines need no second look. The runs joined are the line. A language without rules gives
// one plain run.
[[nodiscard]] TextRuns highlightLine(const QString &language, const QString &line, int &state);
// The name of a language for people: "C++" for "cpp"; what the model wrote where we do not know better.
[[nodiscard]] QString languageLabel(const QString &language);
// The first line of a code card: the language, and Copy.
[[nodiscard]] TextRuns codeHeadRuns(const QString &language);

} // namespace lineup::ui
