// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/BadgeDelegate.h"

#include "ui/models/ModelTreeModel.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QPainter>

namespace lineup::ui {

void BadgeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QStringList words = index.data(ModelTreeModel::BadgesRole).toStringList();
    if (words.isEmpty()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle *style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QFont font = themeFont(TextSize::Caption, option.font);
    const QFontMetrics metrics(font);
    painter->setFont(font);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QColor ink = selected ? option.palette.color(QPalette::HighlightedText) : mutedText(option.palette);
    int x = option.rect.left() + Spacing::hair;
    const int height = metrics.height() + 2;
    for (const QString &word : words) {
        const QRect logical(
            x, option.rect.center().y() - height / 2, metrics.horizontalAdvance(word) + Spacing::small, height);
        const QRect box = QStyle::visualRect(option.direction, option.rect, logical);
        painter->setPen(mixed(
            ink, selected ? option.palette.color(QPalette::Highlight) : option.palette.color(QPalette::Base), 0.6));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), Spacing::hair, Spacing::hair);
        painter->setPen(ink);
        painter->drawText(box, Qt::AlignCenter, word);
        x += logical.width() + Spacing::hair;
    }
    painter->restore();
}

QSize BadgeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(themeFont(TextSize::Caption, option.font));
    int width = Spacing::hair;
    for (const QString &word : index.data(ModelTreeModel::BadgesRole).toStringList())
        width += metrics.horizontalAdvance(word) + Spacing::small + Spacing::hair;
    return {width, option.fontMetrics.height() + Spacing::small};
}

} // namespace lineup::ui
