// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chains/RouteView.h"

#include "ui/models/ChainText.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int boxLetters = 17; // of average width, at least
constexpr int mostLetters = 36;
constexpr int arrowLetters = 14;

QString nameOf(const RouteStep &step)
{
    if (step.targets.isEmpty())
        return {};
    const QString first = step.targets.first().model.section(u'/', -1);
    return step.targets.size() == 1 ? first : QString(first + u" +"_s + QString::number(step.targets.size() - 1));
}

} // namespace

RouteView::RouteView(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Route"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QString RouteView::caption(int step) const
{
    const QString origin = m_origins.value(step);
    QString number = tr("Step %1").arg(step + 1);
    if (step > 0 && step == m_beginning)
        number = tr("▶ %1", "step at which calls begin").arg(number);
    return origin.isEmpty() ? number : tr("%1 · %2", "step, chain that it belongs to").arg(number, origin);
}

void RouteView::setSteps(const QList<RouteStep> &steps, const QStringList &origins)
{
    m_steps = steps;
    m_origins = origins;
    m_current = qMin(m_current, int(steps.size()) - 1);
    describe();
    updateGeometry();
    update();
}

void RouteView::setBeginning(int step)
{
    if (step == m_beginning)
        return;
    m_beginning = step;
    describe();
    update();
}

void RouteView::describe()
{
    QStringList words;
    for (int i = 0; i < m_steps.size(); ++i) {
        words += tr("%1: %2", "step, model").arg(caption(i), nameOf(m_steps.at(i)));
        if (i > 0 && i == m_beginning)
            words += tr("calls begin here just now");
        if (i + 1 < m_steps.size())
            words += tr("then on: %1").arg(ChainText::allClasses(m_steps.at(i).fallOn));
    }
    setAccessibleDescription(words.join(u". "_s));
}

void RouteView::setCurrent(int step, int count)
{
    m_current = step;
    m_count = qMax(1, count);
    update();
}

int RouteView::arrowWidth() const
{
    return arrowLetters * fontMetrics().averageCharWidth();
}

int RouteView::boxWidth(int width) const
{
    const int letter = fontMetrics().averageCharWidth();
    const int count = int(m_steps.size());
    const int least = boxLetters * letter;
    if (count == 0)
        return least;
    int wanted = least;
    for (const RouteStep &step : m_steps)
        wanted = qMax(wanted, fontMetrics().horizontalAdvance(nameOf(step)) + 2 * Spacing::small + 2);
    const int room = (width - 2 - (count - 1) * arrowWidth()) / count;
    return qBound(least, room, qMin(wanted, mostLetters * letter));
}

int RouteView::perLine(int width) const
{
    return qMax(1, (width + arrowWidth()) / (boxWidth(width) + arrowWidth()));
}

QRect RouteView::place(int step, int width) const
{
    const int box = boxWidth(width);
    const int height = fontMetrics().height() * 2 + Spacing::small;
    const int column = step % perLine(width);
    const int line = step / perLine(width);
    return {1 + column * (box + arrowWidth()), 1 + line * (height + Spacing::small), box, height};
}

QRect RouteView::boxOf(int step) const
{
    return QStyle::visualRect(layoutDirection(), rect(), place(step, width()));
}

int RouteView::heightForWidth(int width) const
{
    return m_steps.isEmpty() ? 0 : place(int(m_steps.size()) - 1, width).bottom() + 2;
}

QSize RouteView::sizeHint() const
{
    return {480, heightForWidth(qMax(width(), 200))};
}

QSize RouteView::minimumSizeHint() const
{
    return {200, fontMetrics().height() * 2 + Spacing::medium};
}

void RouteView::paintBox(QPainter &painter, int step) const
{
    const QRect box = boxOf(step);
    const QFont small = themeFont(TextSize::Caption, font());
    const bool chosen = m_current >= 0 && step >= m_current && step < m_current + m_count;
    painter.setPen(QPen(chosen ? accentText(palette()) : borderColor(palette()), chosen ? 2 : 1));
    painter.setBrush(cardColor(palette()));
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), Spacing::controlRadius, Spacing::controlRadius);
    const QRect inside = box.adjusted(Spacing::small, Spacing::hair, -Spacing::small, -Spacing::hair);
    painter.setFont(small);
    painter.setPen(mutedText(palette()));
    painter.drawText(inside, Qt::AlignTop | Qt::AlignLeading,
        QFontMetrics(small).elidedText(caption(step), Qt::ElideRight, inside.width()));
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(inside, Qt::AlignBottom | Qt::AlignLeading,
        fontMetrics().elidedText(nameOf(m_steps.at(step)), Qt::ElideMiddle, inside.width()));
}

// To the next step, with what leads there.
void RouteView::paintArrow(QPainter &painter, int step) const
{
    const QRect box = boxOf(step);
    const int length = arrowWidth() - fontMetrics().averageCharWidth();
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int from = mirrored ? box.left() - 3 : box.right() + 4;
    const int to = mirrored ? from - length : from + length;
    const int y = box.center().y() + fontMetrics().height() / 2;
    painter.setPen(QPen(mutedText(palette()), 1.5));
    painter.drawLine(from, y, to, y);
    const int back = mirrored ? 5 : -5;
    painter.drawLine(to, y, to + back, y - 4);
    painter.drawLine(to, y, to + back, y + 4);
    const QFont small = themeFont(TextSize::Caption, font());
    painter.setFont(small);
    const QRect label(qMin(from, to), box.top(), qAbs(to - from), y - box.top() - 2);
    painter.drawText(label, Qt::AlignBottom | Qt::AlignHCenter,
        QFontMetrics(small).elidedText(ChainText::classes(m_steps.at(step).fallOn), Qt::ElideRight, label.width()));
}

void RouteView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < m_steps.size(); ++i) {
        paintBox(painter, i);
        if (i + 1 < m_steps.size())
            paintArrow(painter, i);
    }
    if (hasFocus() && m_current < 0 && !m_steps.isEmpty()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(accentText(palette()), 1, Qt::DotLine));
        painter.drawRect(boxOf(0).adjusted(-1, -1, 0, 0));
    }
}

void RouteView::choose(int step)
{
    if (step < 0 || step >= m_steps.size())
        return;
    setCurrent(step);
    Q_EMIT chosen(step);
}

void RouteView::mousePressEvent(QMouseEvent *event)
{
    for (int i = 0; i < m_steps.size(); ++i) {
        if (boxOf(i).contains(event->position().toPoint()))
            return choose(i);
    }
    QWidget::mousePressEvent(event);
}

void RouteView::keyPressEvent(QKeyEvent *event)
{
    const int forward = layoutDirection() == Qt::RightToLeft ? Qt::Key_Left : Qt::Key_Right;
    const int back = layoutDirection() == Qt::RightToLeft ? Qt::Key_Right : Qt::Key_Left;
    if (event->key() == forward)
        return choose(m_current < 0 ? 0 : m_current + m_count);
    if (event->key() == back)
        return choose(m_current - 1);
    QWidget::keyPressEvent(event);
}

bool RouteView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        for (int i = 0; i < m_steps.size(); ++i) {
            if (!boxOf(i).contains(help->pos()))
                continue;
            QStringList names;
            for (const RouteTarget &target : m_steps.at(i).targets)
                names += target.model;
            QToolTip::showText(help->globalPos(),
                names.join(u'\n') + u'\n' + tr("Next step on: %1").arg(ChainText::allClasses(m_steps.at(i).fallOn))
                    + (i > 0 && i == m_beginning ? u'\n' + tr("Calls begin here just now: it answered last.")
                                                 : QString()),
                this);
            return true;
        }
    }
    return QWidget::event(event);
}

} // namespace lineup::ui
