// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/ActionCard.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QPainter>

namespace lineup::ui {
namespace {

constexpr int pictureSide = 32;

} // namespace

ActionCard::ActionCard(const QString &iconName, const QString &title, const QString &explanation, QWidget *parent)
    : QAbstractButton(parent), m_iconName(iconName)
{
    setText(title);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setCursor(Qt::PointingHandCursor);
    setExplanation(explanation);
}

void ActionCard::setExplanation(const QString &text)
{
    m_explanation = text;
    setAccessibleName(this->text());
    setAccessibleDescription(text);
    updateGeometry();
    update();
}

QRect ActionCard::textRect(int width) const
{
    const int left = Spacing::large + pictureSide + Spacing::large;
    return {left, Spacing::large, width - left - Spacing::large, 1000};
}

int ActionCard::heightForWidth(int width) const
{
    const QFontMetrics title(themeFont(TextSize::Title));
    const QRect room = textRect(width);
    const int head = title.boundingRect(room, Qt::TextWordWrap, text()).height();
    const int body = fontMetrics().boundingRect(room, Qt::TextWordWrap, m_explanation).height();
    return qMax(head + Spacing::hair + body, pictureSide) + Spacing::large * 2;
}

QSize ActionCard::sizeHint() const
{
    return {480, heightForWidth(480)};
}

QSize ActionCard::minimumSizeHint() const
{
    return {240, heightForWidth(480)};
}

void ActionCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool raised = isEnabled() && (underMouse() || isDown());
    const bool focused = hasFocus();
    painter.setPen(QPen(focused ? accentText(palette()) : borderColor(palette()), focused ? 2 : 1));
    painter.setBrush(raised ? hoverColor(palette()) : cardColor(palette()));
    const qreal inset = focused ? 1.0 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), Spacing::radius, Spacing::radius);

    const QRect picture(Spacing::large, (height() - pictureSide) / 2, pictureSide, pictureSide);
    ui::icon(m_iconName, accentText(palette())).paint(&painter, QStyle::visualRect(layoutDirection(), rect(), picture));
    const QFont title = themeFont(TextSize::Title);
    QRect room = textRect(width());
    const int head = QFontMetrics(title).boundingRect(room, Qt::TextWordWrap, text()).height();
    const int start = layoutDirection() == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    painter.setFont(title);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), room), start | Qt::TextWordWrap, text());
    room.translate(0, head + Spacing::hair);
    painter.setFont(font());
    painter.setPen(mutedText(palette()));
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), room), start | Qt::TextWordWrap, m_explanation);
}

void ActionCard::enterEvent(QEnterEvent *event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void ActionCard::leaveEvent(QEvent *event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

} // namespace lineup::ui
