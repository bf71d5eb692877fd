// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/EmptyState.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace lineup::ui {

namespace {
constexpr int drawingSize = 64;
constexpr int widestSentence = 420;
} // namespace

EmptyState::EmptyState(const QString &drawing, const QString &sentence, QWidget *parent)
    : QWidget(parent), m_drawing(drawing), m_picture(new QLabel(this)), m_sentence(new QLabel(sentence, this)),
      m_buttons(new QVBoxLayout)
{
    m_picture->setAlignment(Qt::AlignCenter);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setMaximumWidth(widestSentence);
    m_buttons->setSpacing(Spacing::small);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::huge, Spacing::huge, Spacing::huge, Spacing::huge);
    layout->setSpacing(Spacing::large);
    layout->addStretch();
    layout->addWidget(m_picture);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(m_sentence, 1);
    row->addStretch();
    layout->addLayout(row);
    layout->addLayout(m_buttons);
    layout->addStretch();
    refresh();
}

void EmptyState::setSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
}

QPushButton *EmptyState::addButton(const QString &text)
{
    auto *button = new QPushButton(text, this);
    button->setAutoDefault(true);
    button->setDefault(m_buttons->count() == 0);
    m_buttons->addWidget(button, 0, Qt::AlignHCenter);
    return button;
}

void EmptyState::refresh()
{
    m_picture->setPixmap(lineDrawing(m_drawing, drawingSize, mutedText(palette()), devicePixelRatioF()));
    m_sentence->setFont(themeFont(TextSize::Title, font()));
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        refresh();
}

} // namespace lineup::ui
