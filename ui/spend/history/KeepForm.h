// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QWidget>

class QPushButton;
class QRadioButton;
class QSpinBox;

namespace lineup::ui {

// How long single calls are kept. Fewer days than all are chosen only after a question that says what goes. GUI thread.
class KeepForm : public QWidget
{
    Q_OBJECT
public:
    // days: what holds now, 0 is every call. today: of the ledger's calendar.
    KeepForm(int days, const QDate &today, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(int days); // 0: every call; said yes to

private:
    void buildLayout();
    void apply();
    void ask();
    void showHeld();
    void updateButton();
    void hold(int days);
    [[nodiscard]] int days() const;

    int m_held;
    QDate m_today;
    QRadioButton *m_all;
    QRadioButton *m_some;
    QSpinBox *m_days;
    QPushButton *m_apply;
};

} // namespace lineup::ui
