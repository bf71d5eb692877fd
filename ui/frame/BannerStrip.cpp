// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/BannerStrip.h"

#include "ui/theme/Spacing.h"

#include <QEvent>
#include <QHBoxLayout>

namespace lineup::ui {

BannerStrip::BannerStrip(QWidget *banner, QWidget *parent) : QWidget(parent), m_banner(banner)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Spacing::large, Spacing::small, Spacing::large, 0);
    const bool hidden = m_banner->isHidden();
    layout->addWidget(m_banner);
    m_banner->setVisible(!hidden); // its new parent does not change that
    setVisible(!hidden);
    m_banner->installEventFilter(this);
}

bool BannerStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_banner && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent))
        setVisible(!m_banner->isHidden());
    return QWidget::eventFilter(watched, event);
}

} // namespace lineup::ui
