// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/Catalogue.h"

namespace lineup::ui {

class Banner;

// Has the catalogue's files watched, so that what a terminal writes shows at once, and says in a banner when one of
// them cannot be read: until it can, the last good one is in use. GUI thread; the catalogue outlives it.
class FileNotices : public QObject
{
    Q_OBJECT
public:
    FileNotices(Catalogue &catalogue, QWidget *window);

    [[nodiscard]] Banner *banner() const { return m_banner; } // for the window's layout; hidden while all is well
    void begin(); // when the window is there: reading and watching are no part of its start

Q_SIGNALS:
    void said(const QString &text);

private:
    void show();

    Catalogue &m_catalogue;
    Banner *m_banner;
};

} // namespace lineup::ui
