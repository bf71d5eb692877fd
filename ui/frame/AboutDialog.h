// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace lineup::ui {

// What this is, its version and licence, and the libraries it stands on with theirs. Deletes itself when closed.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(QWidget *parent);
};

} // namespace lineup::ui
