// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QCheckBox;
class QComboBox;

namespace lineup::ui {

class Preferences;

// The few things to choose; each holds at once. Deletes itself when closed. GUI thread.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    SettingsDialog(Preferences &preferences, QWidget *parent);

private:
    QComboBox *colours();
    QComboBox *sending();
    QComboBox *textSize();
    QCheckBox *history();

    Preferences &m_preferences;
};

} // namespace lineup::ui
