// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ToolChip.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"

#include <QEvent>
#include <QStyleOptionToolButton>
#include <QStylePainter>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {
constexpr int sign = 14; // icon and arrow
} // namespace

ToolChip::ToolChip(const QString &text, QWidget *parent) : QToolButton(parent)
{
    setText(text);
    setFocusPolicy(Qt::StrongFocus);
    setPopupMode(QToolButton::InstantPopup);
    setAttribute(Qt::WA_Hover);
}

void ToolChip::setChanged(bool changed)
{
    if (m_changed == changed)
        return;
    m_changed = changed;
    updateGeometry();
    update();
}

QFont ToolChip::chipFont() const
{
    QFont result = themeFont(TextSize::Caption, font());
    result.setWeight(m_changed ? QFont::Bold : QFont::Normal);
    return result;
}

QSize ToolChip::sizeHint() const
{
    const QFontMetrics metrics(chipFont());
    int width = metrics.horizontalAdvance(text()) + 2 * Spacing::small;
    if (!icon().isNull())
        width += sign + (text().isEmpty() ? 0 : Spacing::hair);
    if (hasArrow())
        width += sign;
    return {width, qMax(metrics.height(), sign) + Spacing::small};
}

void ToolChip::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QStyleOptionToolButton option;
    initStyleOption(&option);
    QStylePainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool active = isChecked() || isDown();
    const QRectF outline = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    const double radius = outline.height() / 2;
    const bool ring = hasFocus() && option.state.testFlag(QStyle::State_KeyboardFocusChange);
    QColor fill = palette().color(QPalette::Highlight);
    fill.setAlphaF(isDark(palette()) ? 0.3F : 0.14F);
    if (!active)
        fill = underMouse() && enabled ? hoverColor(palette()) : QColor(Qt::transparent);
    painter.setPen(
        ring ? QPen(accentText(palette()), 2) : QPen(active ? accentText(palette()) : borderColor(palette()), 1));
    painter.setBrush(fill);
    painter.drawRoundedRect(outline, radius, radius);

    QRect inner = rect().adjusted(Spacing::small, 0, -Spacing::small, 0);
    const auto take = [&](int width, bool atEnd) {
        QRect place = atEnd ? QRect(inner.right() - width + 1, inner.y(), width, inner.height())
                            : QRect(inner.x(), inner.y(), width, inner.height());
        atEnd ? inner.setRight(place.left() - 1) : inner.setLeft(place.right() + 1 + Spacing::hair);
        return QStyle::visualRect(layoutDirection(), rect(), place);
    };
    const auto mode = enabled ? QIcon::Normal : QIcon::Disabled;
    if (!icon().isNull())
        icon().paint(&painter, take(sign, false), Qt::AlignCenter, mode);
    if (hasArrow())
        lineup::ui::icon(u"chevron-down"_s)
            .paint(&painter, take(sign, true).adjusted(2, 2, -2, -2), Qt::AlignCenter, mode);
    painter.setFont(chipFont());
    painter.setPen(palette().color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    painter.drawText(
        QStyle::visualRect(layoutDirection(), rect(), inner), Qt::AlignVCenter | Qt::TextHideMnemonic, text());
}

void ToolChip::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        updateGeometry();
}

} // namespace lineup::ui
