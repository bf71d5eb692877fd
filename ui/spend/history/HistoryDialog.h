// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/providers/Catalogue.h"
#include "core/spend/maintenance/LedgerMaintenance.h"

#include <QDialog>

class QPushButton;

namespace lineup {
class Reports;
}

namespace lineup::ui {

class CorrectionsView;
class HistoryWork;
class KeepForm;

// The history of calls as a whole: how long it is kept, copies of it, whether it is sound, past costs anew. One job at
// a time, beside the window. Deletes itself when closed, which cancels what runs. GUI thread; what it is given outlives
// it.
class HistoryDialog : public QDialog
{
    Q_OBJECT
public:
    struct Needs
    {
        LedgerMaintenance &maintenance;
        Reports &reports;
        const Catalogue &catalogue;
        const Clock &clock;
        QDate today; // of the ledger's calendar
        int keepDays = 0; // 0: every call is kept
    };
    HistoryDialog(const Needs &needs, QWidget *parent);

Q_SIGNALS:
    void keepChosen(int days); // to be remembered; it is applied here
    void ledgerChanged(); // what was read of it is old now

private:
    void buildLayout(const Needs &needs);
    [[nodiscard]] QWidget *historyPage();
    [[nodiscard]] QPushButton *button(const QString &name, const QString &text, void (HistoryDialog::*slot)());
    void keep(int days);
    void chooseExport();
    void exportTo(const QString &file);
    void chooseImport();
    void importFrom(const QString &file);
    void chooseBackup();
    void backup(const QString &file);
    void check();
    void repair();
    void compact();
    void updateButtons();

    LedgerMaintenance &m_maintenance;
    const Clock &m_clock;
    HistoryWork *m_work;
    KeepForm *m_keep;
    QList<QPushButton *> m_buttons;
    QPushButton *m_repair = nullptr;
    bool m_wrong = false; // something that a repair would mend
};

} // namespace lineup::ui
