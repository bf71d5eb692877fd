// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/reports/Bill.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace lineup::ui {

// How a bill was read, each part of which can be said otherwise; what has to be said stands above it. GUI thread.
class BillForm : public QWidget
{
    Q_OBJECT
public:
    explicit BillForm(QWidget *parent = nullptr);
    void setBill(const Bill &bill);

Q_SIGNALS:
    void readingChosen(const lineup::BillReading &reading); // what the person has said so far

public:
    void forget(); // another text: what was said does not hold for it

private:
    void choose();
    QComboBox *addBox(const QString &name, const QString &label);

    BillReading m_said;
    QLabel *m_note;
    QComboBox *m_date;
    QComboBox *m_amount;
    QComboBox *m_model;
    QComboBox *m_dates;
    QComboBox *m_sign;
    QComboBox *m_unit;
};

} // namespace lineup::ui
