// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/Ledger.h"

#include <QDialog>

class QLabel;

namespace lineup::ui {

class Banner;
class RecentCallsModel;
class SpendToday;

// The latest calls and today's sum, kept up to date while it is open. Deletes itself when closed. GUI thread.
class RecentCallsDialog : public QDialog
{
    Q_OBJECT
public:
    RecentCallsDialog(Ledger &ledger, SpendToday &spend, QWidget *parent);

Q_SIGNALS:
    void inspectRequested(const lineup::CallRecord &call); // the dialog has closed: it would stand in the way

private:
    void inspect(int row);
    void load();
    void showTotals();

    Ledger &m_ledger;
    SpendToday &m_spend;
    RecentCallsModel *m_model;
    Banner *m_fault;
    QLabel *m_sum;
    QLabel *m_note;
};

} // namespace lineup::ui
