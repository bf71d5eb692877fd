// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Banner.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace lineup::ui {

Banner::Banner(Meaning meaning, const QString &text, QWidget *parent)
    : QFrame(parent), m_meaning(meaning), m_icon(new QLabel(this)), m_text(new QLabel(this)),
      m_buttons(new QHBoxLayout), m_close(new QToolButton(this))
{
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setAutoRaise(true);
    m_close->setIcon(icon(u"close"_s));
    m_close->setToolTip(tr("Hide this message"));
    m_close->setAccessibleName(tr("Hide this message"));
    m_close->hide();
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT closed();
    });
    m_buttons->setSpacing(Spacing::small);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Spacing::medium, Spacing::small, Spacing::small, Spacing::small);
    layout->setSpacing(Spacing::small);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addLayout(m_buttons);
    layout->addWidget(m_close);
    setText(text);
}

void Banner::setMeaning(Meaning meaning)
{
    m_meaning = meaning;
    refresh();
}

void Banner::setText(const QString &text)
{
    m_text->setText(text);
    refresh();
}

QString Banner::text() const
{
    return m_text->text();
}

QPushButton *Banner::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setAutoDefault(false);
    m_buttons->addWidget(button);
    return button;
}

void Banner::clearButtons()
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        delete item;
    }
}

void Banner::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

void Banner::refresh()
{
    m_icon->setPixmap(icon(meaningIcon(m_meaning), m_meaning).pixmap({Spacing::iconLarge, Spacing::iconLarge}));
    setAccessibleName(tr("%1: %2", "kind of message, message").arg(meaningWord(m_meaning), text()));
    update();
}

void Banner::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void Banner::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    const QColor color = meaningColor(m_meaning, palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(mixed(meaningTint(m_meaning, palette()), color, 0.35), 1));
    painter.setBrush(meaningTint(m_meaning, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), Spacing::radius, Spacing::radius);
}

QString meaningWord(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Good:
        return Banner::tr("Done");
    case Meaning::Warning:
        return Banner::tr("Warning");
    case Meaning::Error:
        return Banner::tr("Error");
    case Meaning::Information:
        break;
    }
    return Banner::tr("Note");
}

} // namespace lineup::ui
