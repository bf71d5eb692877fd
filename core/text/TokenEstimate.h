// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QStringView>

namespace lineup {

// About how many tokens a text is. An estimate, to be labelled as one wherever it is shown: never a basis for an
// exact cost. Counts by class of script with rates fitted to byte pair encodings of 100 000 to 200 000 words.
// Pure; any thread; O(length).
[[nodiscard]] qint64 estimateTokens(QStringView text);

} // namespace lineup
