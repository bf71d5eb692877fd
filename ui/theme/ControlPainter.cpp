// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/ControlPainter.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace lineup::ui::ControlPainter {

namespace {

bool has(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

bool showsFocus(const QStyleOption &option)
{
    return has(option, QStyle::State_HasFocus) && has(option, QStyle::State_KeyboardFocusChange);
}

void rounded(QPainter *painter, const QRectF &rect, double radius, const QPen &pen, const QBrush &brush)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(pen);
    painter->setBrush(brush);
    const double inset = pen.style() == Qt::NoPen ? 0 : pen.widthF() / 2;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

// A control's surface in its state.
QColor surface(const QStyleOption &option, QColor normal)
{
    const QColor text = option.palette.color(QPalette::WindowText);
    if (!has(option, QStyle::State_Enabled))
        return mixed(normal, option.palette.color(QPalette::Window), 0.6);
    if (has(option, QStyle::State_Sunken) || has(option, QStyle::State_On))
        return mixed(normal, text, 0.12);
    return has(option, QStyle::State_MouseOver) ? mixed(normal, text, 0.05) : normal;
}

QColor outline(const QStyleOption &option)
{
    return mixed(borderColor(option.palette), option.palette.color(QPalette::WindowText), 0.08);
}

QColor accent(const QStyleOption &option)
{
    return option.palette.color(QPalette::Highlight);
}

} // namespace

void button(QPainter *painter, const QStyleOptionButton &option)
{
    const bool flat = option.features.testFlag(QStyleOptionButton::Flat);
    const bool main = option.features.testFlag(QStyleOptionButton::DefaultButton) && has(option, QStyle::State_Enabled);
    if (flat && !main) {
        toolButton(painter, option);
    } else {
        const QColor fill = surface(option, main ? accent(option) : option.palette.color(QPalette::Button));
        rounded(painter, option.rect, Spacing::controlRadius, main ? QPen(Qt::NoPen) : QPen(outline(option), 1), fill);
    }
    if (showsFocus(option))
        focusRing(painter, option.rect, option);
}

void toolButton(QPainter *painter, const QStyleOption &option)
{
    QColor fill = Qt::transparent;
    if (has(option, QStyle::State_Sunken)) {
        fill = hoverColor(option.palette);
        fill.setAlphaF(fill.alphaF() * 1.8F);
    } else if (has(option, QStyle::State_On)) {
        fill = accent(option);
        fill.setAlphaF(isDark(option.palette) ? 0.32F : 0.15F);
    } else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled)) {
        fill = hoverColor(option.palette);
    }
    const bool flat = has(option, QStyle::State_AutoRaise) || option.type == QStyleOption::SO_Button;
    if (!flat && fill == Qt::transparent)
        fill = option.palette.color(QPalette::Button);
    rounded(painter, option.rect, Spacing::controlRadius, flat ? QPen(Qt::NoPen) : QPen(outline(option), 1), fill);
}

void field(QPainter *painter, const QStyleOption &option)
{
    const bool focus = has(option, QStyle::State_HasFocus) && has(option, QStyle::State_Enabled);
    const QPen pen = focus ? QPen(accent(option), 1.5) : QPen(outline(option), 1);
    // A field is always sunken; only its being disabled shows.
    QStyleOption still(option);
    still.state &= ~(QStyle::State_Sunken | QStyle::State_MouseOver);
    rounded(painter, option.rect, Spacing::controlRadius, pen, surface(still, option.palette.color(QPalette::Base)));
}

void spinBox(QPainter *painter, const QStyleOptionSpinBox &option, const QRect &up, const QRect &down)
{
    field(painter, option);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto step = [&](const QRect &rect, QAbstractSpinBox::StepEnabledFlag flag, const char *direction) {
        QStyleOption part(option);
        part.rect = rect;
        part.state.setFlag(
            QStyle::State_Enabled, has(option, QStyle::State_Enabled) && option.stepEnabled.testFlag(flag));
        arrow(painter, part, direction);
    };
    step(up, QAbstractSpinBox::StepUpEnabled, "up");
    step(down, QAbstractSpinBox::StepDownEnabled, "down");
}

void comboBox(QPainter *painter, const QStyleOptionComboBox &option, const QRect &arrow)
{
    if (option.frame) {
        const QColor normal = option.palette.color(option.editable ? QPalette::Base : QPalette::Button);
        rounded(painter, option.rect, Spacing::controlRadius, QPen(outline(option), 1), surface(option, normal));
    } else {
        QStyleOption flat(option);
        flat.state |= QStyle::State_AutoRaise;
        toolButton(painter, flat);
    }
    if (option.subControls.testFlag(QStyle::SC_ComboBoxArrow)) {
        QRect place(0, 0, Spacing::icon, Spacing::icon);
        place.moveCenter(arrow.center());
        const QColor color = option.palette.color(QPalette::ButtonText);
        icon(u"chevron-down"_s, color).paint(painter, place, Qt::AlignCenter);
    }
    if (showsFocus(option) || (option.editable && has(option, QStyle::State_HasFocus)))
        focusRing(painter, option.rect, option);
}

void frame(QPainter *painter, const QStyleOption &option)
{
    const bool focus = has(option, QStyle::State_HasFocus);
    rounded(painter, option.rect, 3, QPen(focus ? accent(option) : borderColor(option.palette), 1), Qt::NoBrush);
}

void focusRing(QPainter *painter, const QRect &rect, const QStyleOption &option)
{
    rounded(painter, rect, Spacing::controlRadius, QPen(accentText(option.palette), 2), Qt::NoBrush);
}

void checkBox(QPainter *painter, const QStyleOption &option)
{
    const bool on = !has(option, QStyle::State_Off);
    const QColor fill
        = on && has(option, QStyle::State_Enabled) ? accent(option) : option.palette.color(QPalette::Base);
    rounded(painter, option.rect, Spacing::hair, on ? QPen(Qt::NoPen) : QPen(mutedText(option.palette), 1),
        surface(option, fill));
    if (on) {
        const bool enabled = has(option, QStyle::State_Enabled);
        const auto group = enabled ? QPalette::Active : QPalette::Disabled;
        const QColor mark = option.palette.color(group, enabled ? QPalette::HighlightedText : QPalette::Text);
        const QString sign = has(option, QStyle::State_NoChange) ? u"minus"_s : u"check"_s;
        icon(sign, mark).paint(painter, option.rect.adjusted(1, 1, -1, -1));
    }
    if (showsFocus(option))
        focusRing(painter, option.rect.adjusted(-2, -2, 2, 2), option);
}

void radioButton(QPainter *painter, const QStyleOption &option)
{
    const QRectF rect = option.rect;
    const bool on = has(option, QStyle::State_On);
    const QColor ring = on ? accent(option) : mutedText(option.palette);
    QStyleOption unpressed(option);
    unpressed.state &= ~QStyle::State_On;
    rounded(painter, rect, rect.width() / 2, QPen(ring, on ? rect.width() * 0.3 : 1),
        surface(unpressed, option.palette.color(QPalette::Base)));
    if (showsFocus(option))
        focusRing(painter, option.rect.adjusted(-2, -2, 2, 2), option);
}

void arrow(QPainter *painter, const QStyleOption &option, const char *direction)
{
    const int side = qBound(8, qMin(option.rect.width(), option.rect.height()), Spacing::icon);
    QRect place(0, 0, side, side);
    place.moveCenter(option.rect.center());
    const auto group = has(option, QStyle::State_Enabled) ? QPalette::Active : QPalette::Disabled;
    icon(u"chevron-"_s + QLatin1StringView(direction), option.palette.color(group, QPalette::WindowText))
        .paint(painter, place);
}

void scrollBar(QPainter *painter, const QStyleOptionSlider &option, const QRect &slider)
{
    if (option.maximum <= option.minimum)
        return;
    const bool active
        = has(option, QStyle::State_MouseOver) || option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider);
    QColor color = option.palette.color(QPalette::WindowText);
    color.setAlphaF(has(option, QStyle::State_Sunken) ? 0.55F : active ? 0.42F : 0.26F);
    const bool across = option.orientation == Qt::Horizontal;
    const int thin = active ? 2 : 3; // free space on both sides
    const QRectF thumb = across ? slider.adjusted(2, thin, -2, -thin) : slider.adjusted(thin, 2, -thin, -2);
    rounded(painter, thumb, qMin(thumb.width(), thumb.height()) / 2, QPen(Qt::NoPen), color);
}

void splitter(QPainter *painter, const QStyleOption &option)
{
    const bool active = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken);
    const int thickness = active ? 2 : 1;
    QRect line = option.rect;
    // A handle between widgets that lie side by side has State_Horizontal and is a vertical line.
    if (has(option, QStyle::State_Horizontal))
        line = QRect(option.rect.center().x(), option.rect.top(), thickness, option.rect.height());
    else
        line = QRect(option.rect.left(), option.rect.center().y(), option.rect.width(), thickness);
    painter->fillRect(line, active ? accent(option) : borderColor(option.palette));
}

void toolBar(QPainter *painter, const QStyleOptionToolBar &option)
{
    QRect edge = option.rect; // one pixel towards the middle of the window
    switch (option.toolBarArea) {
    case Qt::LeftToolBarArea:
        edge.setLeft(edge.right());
        break;
    case Qt::RightToolBarArea:
        edge.setRight(edge.left());
        break;
    case Qt::BottomToolBarArea:
        edge.setBottom(edge.top());
        break;
    default:
        edge.setTop(edge.bottom());
    }
    painter->fillRect(edge, borderColor(option.palette));
}

void header(QPainter *painter, const QStyleOptionHeader &option)
{
    painter->fillRect(option.rect, surface(option, cardColor(option.palette)));
    QRect edge = option.rect;
    if (option.orientation == Qt::Horizontal)
        edge.setTop(edge.bottom());
    else
        edge.setLeft(edge.right());
    painter->fillRect(edge, borderColor(option.palette));
}

// A word with a line under the one that is shown: no box about it.
void tab(QPainter *painter, const QStyleOptionTab &option)
{
    const QRect inside = option.rect.adjusted(2, 2, -2, -4);
    if (has(option, QStyle::State_MouseOver) && !has(option, QStyle::State_Selected))
        rounded(painter, inside, Spacing::controlRadius, Qt::NoPen, hoverColor(option.palette));
    if (has(option, QStyle::State_Selected)) {
        const QRectF line(option.rect.left() + Spacing::small, option.rect.bottom() - 2,
            option.rect.width() - 2.0 * Spacing::small, 3);
        rounded(painter, line, 1.5, Qt::NoPen, accentText(option.palette));
    }
}

} // namespace lineup::ui::ControlPainter
