// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/reports/Reconcile.h"
#include "ui/spend/TabView.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedLayout;

namespace lineup::ui {

class BillForm;
class ChartPane;
class MetricCard;

// A provider's own account against the ledger's sums of the same service and days, with the likely causes of what
// differs. The account is kept nowhere. GUI thread.
class ReconcileTab : public TabView
{
    Q_OBJECT
public:
    ReconcileTab(SpendView &view, Reports &reports, QWidget *parent = nullptr);
    void focusMain() override;
    void show() override;
    void setText(const QString &text); // a bill, as it was pasted or imported
    [[nodiscard]] const Reconciliation &found() const { return m_found; }

protected:
    void load() override; // which services there are; the ledger's sums, when there is a bill
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildStart();
    void buildResult();
    void paste();
    void askFile();
    void importFile(const QString &file);
    void read(const BillReading &reading);
    void onRead(const Bill &bill);
    void takeServices(const SpendTable &services);
    void askLedger();
    void showResult();
    void showCauses();

    QString m_text;
    Bill m_bill;
    SpendTable m_byDay;
    SpendTable m_byModel;
    Reconciliation m_found;
    Inquiry m_reader;
    QComboBox *m_service;
    QPushButton *m_paste;
    QPushButton *m_import;
    QPushButton *m_again;
    BillForm *m_form;
    QWidget *m_result = nullptr;
    MetricCard *m_billed = nullptr;
    MetricCard *m_ledger = nullptr;
    MetricCard *m_gap = nullptr;
    QLabel *m_causes = nullptr;
    ChartPane *m_chart = nullptr;
    QStackedLayout *m_stack;
};

} // namespace lineup::ui
