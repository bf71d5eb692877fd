// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/frame/Preferences.h"

#include <QFont>
#include <QObject>

namespace lineup::ui {

// Dresses the application as the preferences say: colours and the size of text; again when they change, and when the
// desktop turns light or dark. One an application. GUI thread; the preferences outlive it.
class Appearance : public QObject
{
    Q_OBJECT
public:
    explicit Appearance(Preferences &preferences, QObject *parent = nullptr);

    void zoomIn();
    void zoomOut();
    void zoomReset();

private:
    void apply();

    Preferences &m_preferences;
    QFont m_systemFont;
};

} // namespace lineup::ui
