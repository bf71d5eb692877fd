// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/ModelButton.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QStyleOptionToolButton>
#include <QStylePainter>

using namespace Qt::StringLiterals;

namespace lineup::ui {

ModelButton::ModelButton(QWidget *parent) : QToolButton(parent)
{
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setModel({}, false);
}

void ModelButton::setModel(const PaneModel &model, bool needsKey)
{
    m_name = model.modelString.isEmpty() ? tr("Choose a model") : model.label;
    m_service = model.serviceLabel;
    QString hint
        = model.modelString.isEmpty() ? tr("Choose the model that this pane asks (Ctrl+L)") : model.modelString;
    if (needsKey)
        hint += u'\n' + tr("%1 has no key yet: add one on the Keys page.").arg(model.serviceLabel);
    if (!model.problem.isEmpty())
        hint += u'\n' + model.problem;
    setToolTip(hint);
    setAccessibleName(model.modelString.isEmpty() ? m_name : tr("Model: %1").arg(model.modelString));
    setText(m_name);
    update();
}

QSize ModelButton::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_name + u"  "_s + m_service) + Spacing::huge + Spacing::icon,
        qMax(28, fontMetrics().height() + Spacing::small)};
}

QSize ModelButton::minimumSizeHint() const
{
    return {80, sizeHint().height()};
}

void ModelButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.text.clear();
    option.icon = {};
    painter.drawComplexControl(QStyle::CC_ToolButton, option);

    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    QRect text = rect().adjusted(Spacing::small, 0, -Spacing::small, 0);
    const QRect arrow = QStyle::visualRect(layoutDirection(), rect(),
        QRect(text.right() - Spacing::icon + 1, rect().center().y() - Spacing::icon / 2, Spacing::icon, Spacing::icon));
    ui::icon(u"chevron-down"_s).paint(&painter, arrow);
    const int room = text.width() - Spacing::icon - Spacing::hair;
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    const QFontMetrics strongMetrics(strong);
    const QString name = strongMetrics.elidedText(m_name, Qt::ElideMiddle, room);
    const int nameWidth = strongMetrics.horizontalAdvance(name);
    const auto place = [&](int from, int width) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(text.left() + from, 0, width, height()));
    };
    const int align = Qt::AlignVCenter | (mirrored ? Qt::AlignRight : Qt::AlignLeft);
    painter.setFont(strong);
    painter.setPen(palette().color(QPalette::ButtonText));
    painter.drawText(place(0, nameWidth + 2), align | Qt::TextSingleLine, name);
    // The service only where all of it fits: half a name says less than none.
    const int gap = Spacing::small;
    if (m_service.isEmpty() || nameWidth + gap + fontMetrics().horizontalAdvance(m_service) > room)
        return;
    painter.setFont(font());
    painter.setPen(mutedText(palette()));
    painter.drawText(place(nameWidth + gap, room - nameWidth - gap), align | Qt::TextSingleLine, m_service);
}

} // namespace lineup::ui
