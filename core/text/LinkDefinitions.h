// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QStringView>

namespace lineup {

// Link reference definitions, "[label]: address 'title'", as CommonMark 0.31 has them at the start of a paragraph.

// The text is a paragraph of nothing but definitions.
[[nodiscard]] bool areLinkDefinitions(QStringView paragraph);
// The definitions at the start of the text, each as written, without leading white space.
[[nodiscard]] QStringList linkDefinitions(QStringView paragraph);
// A label as it is compared: case folded, white space collapsed.
[[nodiscard]] QString normalisedLabel(QStringView label);
// The label of a definition, normalised.
[[nodiscard]] QString definitionLabel(QStringView definition);

} // namespace lineup
