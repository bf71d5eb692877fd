// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

QT_BEGIN_NAMESPACE
class QTextDocument;
QT_END_NAMESPACE

namespace lineup::ui {

// The text of a stretch of the document as a person means it: without the titles of code cards and folds, cells of a
// row with tabs between them, invisible characters as they were.
[[nodiscard]] QString documentText(const QTextDocument &document, int from, int to);
// The code of the card with this number.
[[nodiscard]] QString cardText(const QTextDocument &document, int card);

} // namespace lineup::ui
