// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/SpendState.h"

#include <QDialog>

class QDateEdit;
class QLabel;
class QPushButton;

namespace lineup::ui {

// Asks for the first and the last day of a range. Deletes itself when closed. GUI thread.
class RangeDialog : public QDialog
{
    Q_OBJECT
public:
    RangeDialog(const SpendSpan &span, QDate today, QWidget *parent);

Q_SIGNALS:
    void chosen(const lineup::ui::SpendSpan &span);

private:
    [[nodiscard]] SpendSpan span() const;
    void refresh();

    QDateEdit *m_from;
    QDateEdit *m_to;
    QLabel *m_note;
    QPushButton *m_show = nullptr;
};

} // namespace lineup::ui
