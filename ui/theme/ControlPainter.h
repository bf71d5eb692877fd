// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionHeader;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionToolBar;

// The drawing behind LineupStyle: flat, rounded, coloured from the option's palette. Stateless.
namespace lineup::ui::ControlPainter {

void button(QPainter *painter, const QStyleOptionButton &option);
void toolButton(QPainter *painter, const QStyleOption &option);
void field(QPainter *painter, const QStyleOption &option); // line edits
void comboBox(QPainter *painter, const QStyleOptionComboBox &option, const QRect &arrow);
void spinBox(QPainter *painter, const QStyleOptionSpinBox &option, const QRect &up, const QRect &down);
void frame(QPainter *painter, const QStyleOption &option); // round lists and text
void focusRing(QPainter *painter, const QRect &rect, const QStyleOption &option);
void checkBox(QPainter *painter, const QStyleOption &option);
void radioButton(QPainter *painter, const QStyleOption &option);
void arrow(QPainter *painter, const QStyleOption &option, const char *direction); // "down", "up", "left", "right"
void scrollBar(QPainter *painter, const QStyleOptionSlider &option, const QRect &slider);
void splitter(QPainter *painter, const QStyleOption &option);
void toolBar(QPainter *painter, const QStyleOptionToolBar &option);
void header(QPainter *painter, const QStyleOptionHeader &option);
void tab(QPainter *painter, const QStyleOptionTab &option); // in a row; not those at a side

} // namespace lineup::ui::ControlPainter
