// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/CommandDelegate.h"

#include "ui/frame/CommandModel.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QIcon>
#include <QPainter>

namespace lineup::ui {

void CommandDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    QRect inner = option.rect.adjusted(Spacing::hair, 1, -Spacing::hair, -1);
    if (selected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.palette.color(QPalette::Highlight));
        painter->drawRoundedRect(inner, Spacing::controlRadius, Spacing::controlRadius);
    }
    inner.adjust(Spacing::small, 0, -Spacing::small, 0);
    const auto placed = [&](const QRect &rect) { return QStyle::visualRect(option.direction, option.rect, rect); };

    const QRect sign(inner.left(), inner.center().y() - Spacing::icon / 2 + 1, Spacing::icon, Spacing::icon);
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(painter, placed(sign), Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
    inner.setLeft(sign.right() + Spacing::medium);

    const QString keys = index.data(CommandModel::ShortcutRole).toString();
    painter->setFont(option.font);
    painter->setPen(selected ? option.palette.color(QPalette::HighlightedText) : mutedText(option.palette));
    const int keysWidth = option.fontMetrics.horizontalAdvance(keys) + 1;
    const QRect keysRect(inner.right() - keysWidth, inner.top(), keysWidth + 1, inner.height());
    painter->drawText(placed(keysRect), Qt::AlignVCenter | Qt::AlignAbsolute | Qt::AlignLeft, keys);

    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    inner.setRight(keysRect.left() - Spacing::small);
    const QString text = option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, inner.width());
    painter->drawText(
        placed(inner), int(Qt::AlignVCenter) | int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)), text);
    painter->restore();
}

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    Q_UNUSED(index)
    return {200, qMax(option.fontMetrics.height(), Spacing::icon) + Spacing::medium};
}

} // namespace lineup::ui
