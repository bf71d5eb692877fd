// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/TabView.h"

#include <QTimer>

class QLabel;
class QProgressBar;
class QStackedLayout;

namespace lineup::ui {

class CallsExport;
class CallsModel;
class CopyTable;
class ToolChip;

// Every call of the filter in a table. The chosen one goes to the inspector; calls that come in meanwhile are told of,
// and do not move what somebody reads. GUI thread.
class CallsTab : public TabView
{
    Q_OBJECT
public:
    CallsTab(SpendView &view, Reports &reports, QWidget *parent = nullptr);
    void focusMain() override;
    void show() override;
    void ledgerChanged() override;
    [[nodiscard]] std::optional<CallRecord> inspected() const override { return m_call; }
    [[nodiscard]] CallsModel &model() { return *m_model; }
    [[nodiscard]] CopyTable &table() { return *m_table; }

protected:
    void load() override;

private:
    void buildTable();
    void buildExport();
    void onCounted();
    void askSum();
    void readCurrent(bool open); // asks for the call of the current row
    void askFile();
    void write(const QString &file);
    void showFresh(qint64 count); // calls that are not in the table
    void restoreOrder();

    CallsModel *m_model;
    CopyTable *m_table;
    QLabel *m_count;
    QLabel *m_sum; // of all of them, whatever is scrolled to
    ToolChip *m_fresh;
    ToolChip *m_export;
    QProgressBar *m_progress;
    ToolChip *m_stop;
    QStackedLayout *m_stack;
    CallsExport *m_running = nullptr;
    Inquiry m_one; // the call for the inspector
    Inquiry m_news;
    Inquiry m_total;
    QTimer m_still; // the selection has come to rest
    std::optional<CallRecord> m_call;
};

} // namespace lineup::ui
