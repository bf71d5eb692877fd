// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/LetterBadge.h"

#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QPainter>

namespace lineup::ui {

LetterBadge::LetterBadge(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QString LetterBadge::letter(int index)
{
    return QString(QChar(u'A' + index));
}

void LetterBadge::setIndex(int index)
{
    m_index = index;
    setAccessibleName(tr("Pane %1").arg(letter(index)));
    update();
}

QSize LetterBadge::sizeHint() const
{
    const int side = qMax(Spacing::iconLarge, fontMetrics().height() + Spacing::hair);
    return {side, side};
}

void LetterBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor fill = seriesColor(m_index, palette());
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawRoundedRect(rect(), Spacing::controlRadius - 1, Spacing::controlRadius - 1);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    const QColor dark(0x1a, 0x1a, 0x1a);
    painter.setPen(contrast(fill, Qt::white) >= contrast(fill, dark) ? QColor(Qt::white) : dark);
    painter.drawText(rect(), Qt::AlignCenter, letter(m_index));
}

} // namespace lineup::ui
