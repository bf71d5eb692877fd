// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QWidget;

namespace lineup::ui {

// Lets a screen reader say something that happened away from the focus: "B finished, 512 tokens". Never for each
// token of a stream. widget: what it is about. An announcement event on Qt 6.8 on; before that the widget's
// accessible description takes the text and an alert event points at it. Does nothing without a screen reader.
void announce(QWidget *widget, const QString &text);

} // namespace lineup::ui
