// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/BudgetDelegate.h"

#include "ui/models/BudgetMeter.h"
#include "ui/models/BudgetModel.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"

#include <QApplication>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int signRoom = Spacing::icon + 2 + Spacing::hair; // of the sign beside a state

struct Lines
{
    QRect first;
    QRect second;
};

Lines linesOf(const QStyleOptionViewItem &item)
{
    const QRect box = item.rect.adjusted(Spacing::hair, Spacing::small, -Spacing::small, -Spacing::small);
    const int line = box.height() / 2;
    return {{box.left(), box.top(), box.width(), line}, {box.left(), box.top() + line, box.width(), line}};
}

void write(QPainter &painter, const QRect &room, const QString &text, Qt::Alignment side, const QFont &font)
{
    painter.setFont(font);
    painter.drawText(
        room, int(Qt::AlignVCenter | side), QFontMetrics(font).elidedText(text, Qt::ElideRight, room.width()));
}

struct Inks
{
    QColor loud;
    QColor quiet;
    bool chosen = false; // the row has the colour of the selection
};

Inks inksOf(const QStyleOptionViewItem &item, bool enabled)
{
    const bool chosen = item.state.testFlag(QStyle::State_Selected);
    const QColor strong = item.palette.color(chosen ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet = chosen ? strong : mutedText(item.palette);
    return {.loud = enabled ? strong : quiet, .quiet = quiet, .chosen = chosen};
}

void paintBar(QPainter &painter, const QRect &line, const QStyleOptionViewItem &item, const BudgetStatus &status)
{
    const QRect bar(line.left(), line.center().y() - 5, line.width(), 12);
    if (item.state.testFlag(QStyle::State_Selected)) { // on the selection's colour it would not be seen
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(cardColor(item.palette));
        painter.drawRoundedRect(bar.adjusted(-1, 1, 1, -1), 5, 5);
    }
    MeterBar::paint(painter, bar, budgetMeter(status), item.palette, item.direction);
}

QFont wordFont(const QFont &font, const std::optional<Meaning> &meaning)
{
    QFont out = font;
    if (meaning)
        out.setWeight(QFont::DemiBold);
    return out;
}

// Figures, a sign where there is something to see, the state in a word; the bar beneath. Where there is too little room
// it is the word that is cut: an amount without its end is another amount.
void paintUsed(QPainter &painter, const QStyleOptionViewItem &item, const QModelIndex &index, const Inks &inks)
{
    const auto status = index.data(BudgetModel::StatusRole).value<BudgetStatus>();
    const std::optional<Meaning> meaning = budgetMeaning(status);
    const QString word = index.data(BudgetModel::DetailRole).toString();
    const Lines lines = linesOf(item);
    const QRect &line = lines.first;
    const QFont font = wordFont(item.font, meaning);
    const int sign = meaning ? signRoom : 0;
    const int amount = QFontMetrics(tabularFont(item.font)).horizontalAdvance(index.data().toString()) + 1;
    const int rest = qMax(0, line.width() - amount - Spacing::small - sign);
    const int wide = qMin(QFontMetrics(font).horizontalAdvance(word) + 1, rest);
    const QRect words(line.right() - wide, line.top(), wide + 1, line.height());
    QRect figures(line.left(), line.top(), line.width() - wide - Spacing::small, line.height());
    const auto visual = [&](const QRect &room) { return QStyle::visualRect(item.direction, line, room); };
    if (meaning) {
        const QRect place(
            words.left() - Spacing::icon - 2, line.center().y() - Spacing::icon / 2 + 1, Spacing::icon, Spacing::icon);
        const QIcon drawn
            = inks.chosen ? icon(meaningIcon(*meaning), inks.loud) : icon(meaningIcon(*meaning), *meaning);
        drawn.paint(&painter, visual(place));
        figures.setRight(place.left() - Spacing::hair);
    }
    painter.setPen(inks.loud);
    write(painter, visual(figures), index.data().toString(), Qt::AlignLeading, tabularFont(item.font));
    if (meaning && !inks.chosen)
        painter.setPen(meaningColor(*meaning, item.palette));
    write(painter, visual(words), word, Qt::AlignTrailing, font);
    paintBar(painter, lines.second, item, status);
}

} // namespace

QSize BudgetDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics &metrics = option.fontMetrics;
    const auto wide
        = [&](int role) { return metrics.horizontalAdvance(index.data(role).toString()) + 2 * Spacing::medium; };
    const int high = 2 * metrics.height() + 2 * Spacing::small + Spacing::hair;
    if (index.column() != BudgetModel::Used)
        return {qMax(wide(Qt::DisplayRole), wide(BudgetModel::DetailRole)), high};
    const std::optional<Meaning> meaning = budgetMeaning(index.data(BudgetModel::StatusRole).value<BudgetStatus>());
    const auto advance = [&](int role, const QFont &font) {
        return QFontMetrics(font).horizontalAdvance(index.data(role).toString()) + 1;
    };
    return {advance(Qt::DisplayRole, tabularFont(option.font)) + (meaning ? signRoom : 0)
            + advance(BudgetModel::DetailRole, wordFont(option.font, meaning)) + 3 * Spacing::small,
        high};
}

void BudgetDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString text = item.text;
    item.text.clear();
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    painter->save();
    const Inks inks = inksOf(item, index.data(BudgetModel::StatusRole).value<BudgetStatus>().budget.enabled);
    const Lines lines = linesOf(item);
    painter->setPen(inks.loud);
    if (index.column() == BudgetModel::Used) {
        paintUsed(*painter, item, index, inks);
    } else if (index.column() == BudgetModel::Projected) {
        write(*painter, lines.first, text, Qt::AlignTrailing, tabularFont(item.font));
    } else {
        QFont first = item.font;
        if (index.column() == BudgetModel::Name)
            first.setWeight(QFont::DemiBold);
        write(*painter, lines.first, text, Qt::AlignLeading, first);
        painter->setPen(inks.quiet);
        write(*painter, lines.second, index.data(BudgetModel::DetailRole).toString(), Qt::AlignLeading,
            themeFont(TextSize::Caption, item.font));
    }
    painter->restore();
}

} // namespace lineup::ui
