// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QAction;
class QCheckBox;
class QComboBox;

namespace lineup::ui {

class Preferences;

// The few things to choose; each holds at once. Deletes itself when closed. GUI thread.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    // pageSettings: checkable actions of the pages that are settings.
    SettingsDialog(Preferences &preferences, const QList<QAction *> &pageSettings, QWidget *parent);

private:
    QComboBox *colours();
    QCheckBox *switchFor(QAction *setting);
    QComboBox *textSize();

    Preferences &m_preferences;
};

} // namespace lineup::ui
