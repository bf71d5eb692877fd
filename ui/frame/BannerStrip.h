// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lineup::ui {

// The place of a banner above the page: with room around it while it is shown, and none at all while it is hidden. GUI
// thread; takes the banner over.
class BannerStrip : public QWidget
{
    Q_OBJECT
public:
    explicit BannerStrip(QWidget *banner, QWidget *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *m_banner;
};

} // namespace lineup::ui
