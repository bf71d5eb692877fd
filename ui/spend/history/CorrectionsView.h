// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/providers/Catalogue.h"
#include "core/spend/maintenance/LedgerMaintenance.h"
#include "core/spend/reports/Reports.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;

namespace lineup::ui {

class HistoryWork;

// Past costs at today's prices: what would change is shown before it is applied, and each correction can be undone.
// GUI thread; everything it is given outlives it.
class CorrectionsView : public QWidget
{
    Q_OBJECT
public:
    struct Needs
    {
        LedgerMaintenance &maintenance;
        Reports &reports;
        const Catalogue &catalogue;
        const Clock &clock;
    };
    CorrectionsView(const Needs &needs, HistoryWork &work, QWidget *parent = nullptr);

Q_SIGNALS:
    void ledgerChanged();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildLayout();
    void preview();
    void previewOf(const SpendTable &used);
    void apply();
    void undo();
    void readList();
    void showPreview(const RepriceResult &result);
    void showList(const QList<Correction> &list);
    void updateButtons();
    void forgetPreview();

    Needs m_needs;
    HistoryWork &m_work;
    QPushButton *m_preview;
    QPushButton *m_apply;
    QPushButton *m_undo;
    QLabel *m_total;
    QTreeWidget *m_changes;
    QTreeWidget *m_list;
    RepriceRequest m_shown; // what the preview is of: exactly that is applied
    qint64 m_attempts = 0;
};

} // namespace lineup::ui
