// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/PaneHint.h"

#include "ui/compare/PaneText.h"
#include "ui/theme/Spacing.h"
#include "ui/theme/Theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace lineup::ui {

PaneHint::PaneHint(QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_facts(new QLabel(this)), m_button(new QPushButton(this))
{
    m_title->setFont(themeFont(TextSize::Title));
    m_facts->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::large, Spacing::large, Spacing::large);
    layout->setSpacing(Spacing::small);
    layout->addStretch(2);
    for (QLabel *label : {m_title, m_facts}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    layout->addSpacing(Spacing::hair);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_needsKey)
            Q_EMIT keysRequested();
        else
            Q_EMIT modelRequested();
    });
    setModel({}, false);
}

void PaneHint::setModel(const PaneModel &model, bool needsKey)
{
    m_needsKey = needsKey;
    const bool none = model.modelString.isEmpty();
    m_title->setText(none ? tr("No model yet") : model.label);
    m_facts->setText(none ? tr("Choose the model that this pane asks.")
            : needsKey    ? tr("%1 has no key yet.").arg(model.serviceLabel)
                          : PaneText::facts(model));
    m_button->setText(needsKey ? tr("Open Keys") : tr("Choose a model"));
    m_button->setVisible(none || needsKey);
}

} // namespace lineup::ui
