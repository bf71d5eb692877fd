// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/charts/ChartData.h"
#include "ui/widgets/Card.h"

#include <functional>

class QBoxLayout;
class QLabel;
class QScrollArea;
class QStackedWidget;
class QTableView;

namespace lineup::ui {

class BarChart;
class ChartLegend;
class ChartTableModel;
class ToolChip;

// A chart on a card with its title and sum, its table twin, its legend, and a menu to copy and export it. The owner
// says whether figures are shown in the place of bars. GUI thread.
class ChartPane : public Card
{
    Q_OBJECT
public:
    explicit ChartPane(QWidget *parent = nullptr);

    // subtitle: which days and filters, for exports.
    void setData(const ChartData &data, const QString &subtitle);
    [[nodiscard]] const ChartData &data() const;
    void showTable(bool table);
    void setEmptyText(const QString &text);
    [[nodiscard]] QBoxLayout &head() { return *m_head; } // for controls of the owner, before the menu
    [[nodiscard]] BarChart &chart() { return *m_chart; }
    [[nodiscard]] QTableView &table() { return *m_table; }

Q_SIGNALS:
    void barChosen(const QString &key); // of the group
    void pieceChosen(const QString &key); // of the subgroup
    void tableWanted(bool table);
    void statusMessage(const QString &text);
    void failed(const QString &text); // a file could not be written

private:
    void buildMenu();
    void buildTable();
    void chooseBar(int bar);
    void ask(const QString &title, const QString &suffix, const std::function<QString(const QString &file)> &write);

    QString m_subtitle;
    QBoxLayout *m_head;
    QLabel *m_title;
    QLabel *m_sum;
    QLabel *m_empty;
    QStackedWidget *m_stack;
    QScrollArea *m_scroll;
    BarChart *m_chart;
    ChartTableModel *m_model;
    QTableView *m_table;
    ChartLegend *m_legend;
    ToolChip *m_asTable;
    ToolChip *m_more;
    bool m_showsTable = false;
};

} // namespace lineup::ui
