// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/charts/ChartTable.h"

#include "core/text/Csv.h"
#include "ui/spend/SpendText.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

// A column without a name would be none to a program that reads the table.
QString nameOf(const QString &key, bool isOther)
{
    return isOther ? u"other"_s : key.isEmpty() ? u"(none)"_s : key;
}

QList<QStringList> linesOf(const ChartData &chart)
{
    const bool pieces = chart.series.size() > 1 || chart.subgroup != SpendGroup::None;
    const QString metric = spendMetricName(chart.metric);
    QStringList head {spendGroupName(chart.group)};
    for (const ChartData::Series &series : chart.series) {
        if (pieces)
            head += nameOf(series.key, series.isOther);
    }
    head += metric;
    if (!chart.before.isEmpty())
        head += chart.beforeName;
    if (chart.difference)
        head += u"difference"_s;
    QList<QStringList> lines {head};
    for (qsizetype bar = 0; bar < chart.bars.size(); ++bar) {
        QStringList line {nameOf(chart.bars.at(bar).key, chart.bars.at(bar).isOther)};
        for (const ChartData::Series &series : chart.series) {
            if (pieces)
                line += SpendText::plain(chart.metric, series.values.value(bar));
        }
        line += SpendText::plain(chart.metric, chart.totals.value(bar));
        if (!chart.before.isEmpty())
            line += SpendText::plain(chart.metric, chart.before.value(bar));
        if (chart.difference)
            line += SpendText::plain(chart.metric, chart.before.value(bar) - chart.totals.value(bar));
        lines += line;
    }
    QStringList last {u"total"_s};
    last.resize(pieces ? chart.series.size() + 1 : 1);
    lines += last << SpendText::plain(chart.metric, chart.total);
    return lines;
}

QString joined(const ChartData &chart, QChar separator)
{
    QString text;
    for (const QStringList &line : linesOf(chart))
        text += csvLine(line, separator) + u'\n';
    return text;
}

} // namespace

QString chartTsv(const ChartData &chart)
{
    return joined(chart, u'\t');
}

QString chartCsv(const ChartData &chart)
{
    return joined(chart, u',');
}

void ChartTableModel::setData(const ChartData &data)
{
    beginResetModel();
    m_chart = data;
    endResetModel();
}

int ChartTableModel::pieces() const
{
    return m_chart.series.size() > 1 ? int(m_chart.series.size()) : 0;
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_chart.bars.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    if (parent.isValid() || m_chart.isEmpty())
        return 0;
    return 2 + pieces() + (m_chart.before.isEmpty() ? 0 : 1) + (m_chart.difference ? 1 : 0);
}

qint64 ChartTableModel::value(int row, int column) const
{
    if (column == 1)
        return m_chart.totals.value(row);
    if (column < 2 + pieces())
        return m_chart.series.value(column - 2).values.value(row);
    return column == 2 + pieces() ? m_chart.before.value(row) : m_chart.before.value(row) - m_chart.totals.value(row);
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ChartData::Bar &bar = m_chart.bars.at(index.row());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (index.column() == 0) {
        if (role == Qt::UserRole)
            return isTime(m_chart.group) ? bar.key : bar.title;
        return role == Qt::DisplayRole ? QVariant(bar.title) : QVariant();
    }
    const qint64 number = value(index.row(), index.column());
    if (role == Qt::UserRole)
        return number;
    if (role == Qt::ToolTipRole)
        return SpendText::exact(m_chart.metric, number);
    return role == Qt::DisplayRole ? QVariant(SpendText::value(m_chart.metric, number)) : QVariant();
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    if (section == 0)
        return SpendText::group(m_chart.group);
    if (section == 1)
        return pieces() == 0 && !m_chart.series.isEmpty() ? m_chart.series.first().label
                                                          : SpendText::metric(m_chart.metric);
    if (section < 2 + pieces())
        return m_chart.series.value(section - 2).label;
    return section == 2 + pieces() ? m_chart.beforeLabel : tr("Difference");
}

} // namespace lineup::ui
