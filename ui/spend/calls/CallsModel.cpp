// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/calls/CallsModel.h"

#include "core/base/Async.h"
#include "ui/spend/calls/CallLineText.h"

namespace lineup::ui {

namespace {
constexpr qsizetype mostWanted = 4; // pages: whoever scrolls past them does not look at them
} // namespace

CallsModel::CallsModel(Reports &reports, Inquiry &inquiry, QObject *parent)
    : QAbstractTableModel(parent), m_reports(reports), m_zone(QTimeZone::systemTimeZone()), m_inquiry(inquiry)
{
}

std::optional<CallOrder> CallsModel::orderOf(int column)
{
    switch (column) {
    case Time:
        return CallOrder::Time;
    case Input:
        return CallOrder::Input;
    case Output:
        return CallOrder::Output;
    case CostColumn:
        return CallOrder::Cost;
    case FirstToken:
        return CallOrder::FirstToken;
    case Duration:
        return CallOrder::Duration;
    default:
        return std::nullopt;
    }
}

void CallsModel::setFilter(const SpendFilter &filter)
{
    m_filter = filter;
    m_inquiry.begin();
    m_inquiry.ask(m_reports.countCalls(filter), [this](qint64 count) {
        beginResetModel();
        m_pages.reset(qMin<qint64>(count, std::numeric_limits<int>::max()));
        restart();
        endResetModel();
        Q_EMIT counted();
    });
}

void CallsModel::setZone(const QTimeZone &zone)
{
    m_zone = zone;
    if (total() > 0)
        Q_EMIT dataChanged(index(0, Time), index(rowCount() - 1, Time), {Qt::DisplayRole});
}

// What was asked is forgotten with its answers.
void CallsModel::restart()
{
    ++m_generation;
    m_wanted.clear();
    m_asking = false;
}

void CallsModel::sort(int column, Qt::SortOrder order)
{
    const std::optional<CallOrder> by = orderOf(column);
    const bool descending = order == Qt::DescendingOrder;
    if (!by || (*by == m_order && descending == m_descending))
        return;
    beginResetModel();
    m_order = *by;
    m_descending = descending;
    m_pages.reset(m_pages.total());
    restart();
    endResetModel();
}

int CallsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_pages.total());
}

int CallsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

std::optional<CallLine> CallsModel::line(int row) const
{
    const CallLine *found = row >= 0 ? m_pages.line(row) : nullptr;
    return found ? std::optional(*found) : std::nullopt;
}

void CallsModel::want(int page) const
{
    m_wanted.removeOne(page);
    m_wanted += page;
    if (m_wanted.size() > mostWanted)
        m_wanted.removeFirst();
    if (m_soon)
        return;
    m_soon = true; // a view asks for each cell: one question for all of them
    auto *self = const_cast<CallsModel *>(this);
    QMetaObject::invokeMethod(
        self,
        [self] {
            self->m_soon = false;
            self->pump();
        },
        Qt::QueuedConnection);
}

void CallsModel::pump()
{
    m_wanted.removeIf([this](int page) { return m_pages.has(page); });
    if (m_asking || m_wanted.isEmpty())
        return;
    m_asking = true;
    const int wanted = m_wanted.last();
    const PageWalk::Step step = m_pages.stepTo(wanted);
    const CallPageQuery query {.filter = m_filter,
        .order = m_order,
        .descending = m_descending != step.backwards,
        .after = step.after,
        .count = step.count};
    whenDone(m_reports.calls(query), this,
        [this, step, wanted, generation = m_generation](
            const Result<QList<CallLine>> &answer) { take(step, wanted, answer, generation); });
}

void CallsModel::take(const PageWalk::Step &step, int wanted, const Result<QList<CallLine>> &answer, int generation)
{
    if (generation != m_generation)
        return;
    m_asking = false;
    if (!answer) {
        m_wanted.clear(); // whoever scrolls asks again
        Q_EMIT pageFailed(answer.error());
        return;
    }
    const bool whole = m_pages.take(step, *answer, wanted);
    const int last = qMin(rowCount(), (step.firstPage + step.pages) * PageWalk::pageSize) - 1;
    Q_EMIT dataChanged(index(step.firstPage * PageWalk::pageSize, 0), index(last, ColumnCount - 1));
    if (!whole)
        Q_EMIT outdated();
    pump();
}

QVariant CallsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(CallLineText::alignment(index.column()) | Qt::AlignVCenter));
    const CallLine *line = m_pages.line(index.row());
    if (!line) {
        if (role == Qt::DisplayRole)
            want(index.row() / PageWalk::pageSize);
        return role == Qt::DisplayRole && index.column() == Time ? QVariant(QStringLiteral("…")) : QVariant();
    }
    if (line->seq == 0) // it is not there any more
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return CallLineText::text(*line, index.column(), m_zone);
    case Qt::ToolTipRole:
        return CallLineText::hint(*line, index.column(), m_zone);
    case Qt::DecorationRole:
        return CallLineText::sign(*line, index.column());
    default:
        return {};
    }
}

QVariant CallsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(CallLineText::alignment(section) | Qt::AlignVCenter));
    return role == Qt::DisplayRole ? QVariant(CallLineText::title(section)) : QVariant();
}

} // namespace lineup::ui
