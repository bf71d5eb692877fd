// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/charts/ChartPane.h"

#include "ui/spend/SpendText.h"
#include "ui/spend/charts/BarChart.h"
#include "ui/spend/charts/ChartExport.h"
#include "ui/spend/charts/ChartLegend.h"
#include "ui/spend/charts/ChartTable.h"
#include "ui/spend/charts/CopyTable.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Spacing.h"
#include "ui/widgets/ColumnScroll.h"
#include "ui/widgets/ToolChip.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {
constexpr int leastHeight = 220;
constexpr int widestColumn = 170;
} // namespace

ChartPane::ChartPane(QWidget *parent)
    : Card(parent), m_head(new QHBoxLayout), m_title(new QLabel(this)), m_sum(new QLabel(this)),
      m_empty(new QLabel(this)), m_stack(new QStackedWidget(this)), m_scroll(new ColumnScroll(this)),
      m_chart(new BarChart(m_scroll)), m_model(new ChartTableModel(this)), m_table(new CopyTable(this)),
      m_legend(new ChartLegend(this)), m_asTable(new ToolChip(tr("Table"), this)), m_more(new ToolChip({}, this))
{
    m_title->setFont(themeFont(TextSize::Title, font()));
    m_sum->setFont(tabularFont(font()));
    m_sum->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    setEmptyText(tr("No calls in this time."));
    m_scroll->setWidget(m_chart);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_chart->setObjectName(u"barChart"_s);
    buildTable();
    buildMenu();
    m_stack->setMinimumHeight(leastHeight);
    for (QWidget *page :
        {static_cast<QWidget *>(m_scroll), static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_empty)})
        m_stack->addWidget(page);

    m_head->setSpacing(Spacing::small);
    m_head->addWidget(m_title);
    m_head->addWidget(m_sum);
    m_head->addStretch();
    m_head->addWidget(m_asTable);
    m_head->addWidget(m_more);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(Spacing::medium, Spacing::medium, Spacing::medium, Spacing::small);
    layout->setSpacing(Spacing::small);
    layout->addLayout(m_head);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_legend);

    connect(m_chart, &BarChart::barChosen, this, &ChartPane::chooseBar);
    connect(m_chart, &BarChart::copied, this, [this] { Q_EMIT statusMessage(tr("Copied")); });
    connect(m_legend, &ChartLegend::pieceChosen, this, [this](int series) {
        if (const ChartData::Series &piece = data().series.at(series); !piece.isOther)
            Q_EMIT pieceChosen(piece.key);
    });
    connect(m_asTable, &QAbstractButton::clicked, this, &ChartPane::tableWanted);
}

void ChartPane::buildTable()
{
    auto *sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(m_model);
    sorted->setSortRole(Qt::UserRole);
    m_table->setModel(sorted);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder); // as the bars stand
    m_table->setSortingEnabled(true);
    m_table->setObjectName(u"chartTable"_s);
    connect(m_table, &QTableView::activated, this,
        [this, sorted](const QModelIndex &index) { chooseBar(sorted->mapToSource(index).row()); });
}

void ChartPane::buildMenu()
{
    m_asTable->setCheckable(true);
    m_asTable->setObjectName(u"asTable"_s);
    m_asTable->setAccessibleName(tr("Show the figures as a table"));
    m_asTable->setToolTip(m_asTable->accessibleName());
    m_more->setIcon(icon(u"export"_s));
    m_more->setAccessibleName(tr("Copy or export"));
    m_more->setToolTip(m_more->accessibleName());
    auto *menu = new QMenu(m_more);
    const auto add
        = [&](const QString &text, auto slot) { connect(menu->addAction(text), &QAction::triggered, this, slot); };
    add(tr("Copy as table"), [this] { m_chart->copy(); });
    menu->addSeparator();
    add(tr("Export as CSV…"), [this] {
        ask(tr("Export as CSV"), u"csv"_s, [this](const QString &file) { return ChartExport::writeCsv(data(), file); });
    });
    add(tr("Export as picture…"), [this] {
        ask(tr("Export as picture"), u"png"_s,
            [this](const QString &file) { return ChartExport::writePng(data(), m_subtitle, file); });
    });
    add(tr("Export as PDF…"), [this] {
        ask(tr("Export as PDF"), u"pdf"_s,
            [this](const QString &file) { return ChartExport::writePdf(data(), m_subtitle, file); });
    });
    m_more->setMenu(menu);
}

void ChartPane::ask(
    const QString &title, const QString &suffix, const std::function<QString(const QString &file)> &write)
{
    auto *dialog = new QFileDialog(this, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(u"*.%1"_s.arg(suffix));
    dialog->selectFile(u"lineup-spend.%1"_s.arg(suffix));
    connect(dialog, &QFileDialog::fileSelected, this, [this, write](const QString &file) {
        if (const QString problem = write(file); !problem.isEmpty())
            Q_EMIT failed(problem);
        else
            Q_EMIT statusMessage(tr("Written: %1").arg(QDir::toNativeSeparators(file)));
    });
    dialog->open();
}

void ChartPane::chooseBar(int bar)
{
    if (bar >= 0 && bar < data().bars.size() && !data().bars.at(bar).isOther)
        Q_EMIT barChosen(data().bars.at(bar).key);
}

const ChartData &ChartPane::data() const
{
    return m_model->chart();
}

void ChartPane::setData(const ChartData &data, const QString &subtitle)
{
    m_subtitle = subtitle;
    m_title->setText(data.title);
    m_sum->setText(data.isEmpty() ? QString() : SpendText::value(data.metric, data.total));
    m_sum->setToolTip(SpendText::exact(data.metric, data.total));
    m_chart->setName(data.title);
    m_table->setAccessibleName(tr("%1, as a table").arg(data.title));
    m_chart->setData(data);
    m_model->setData(data);
    m_legend->setData(data);
    m_table->resizeColumnsToContents();
    for (int column = 1; column < m_model->columnCount(); ++column)
        m_table->setColumnWidth(column, qMin(m_table->columnWidth(column), widestColumn));
    m_more->setEnabled(!data.isEmpty());
    showTable(m_showsTable);
}

void ChartPane::setEmptyText(const QString &text)
{
    m_empty->setText(text);
}

void ChartPane::showTable(bool table)
{
    m_showsTable = table;
    m_asTable->setChecked(table);
    m_stack->setCurrentIndex(data().isEmpty() ? 2 : table ? 1 : 0);
    m_legend->setVisible(!table && (data().series.size() > 1 || !data().before.isEmpty()));
}

} // namespace lineup::ui
