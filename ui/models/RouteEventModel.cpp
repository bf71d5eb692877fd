// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RouteEventModel.h"

#include "ui/models/ChainText.h"
#include "ui/widgets/Format.h"

namespace lineup::ui {

void RouteEventModel::setRoute(const QList<RouteEvent> &events, const QList<AttemptRecord> &attempts)
{
    beginResetModel();
    m_events = events;
    m_attempts = attempts;
    endResetModel();
}

int RouteEventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int RouteEventModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RouteEventModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RouteEvent &event = m_events.at(index.row());
    const int column = index.column();
    if (role == Qt::TextAlignmentRole) {
        const bool figure = column == Step || column == At || column == Took || column == CostColumn;
        return QVariant(Qt::Alignment((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Step:
        return QLocale().toString(event.step + 1);
    case Model:
        return event.model;
    case What:
        return ChainText::event(event);
    case At:
        return Format::duration(event.at);
    case Took:
        return Format::duration(event.took);
    case CostColumn:
        return event.attempt >= 0 && event.attempt < m_attempts.size()
            ? ChainText::cost(m_attempts.at(event.attempt).cost)
            : QString();
    default:
        return {};
    }
}

QVariant RouteEventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Step:
        return tr("Step");
    case Model:
        return tr("Model");
    case What:
        return tr("What happens");
    case At:
        return tr("After");
    case Took:
        return tr("Takes");
    case CostColumn:
        return tr("Cost");
    default:
        return {};
    }
}

} // namespace lineup::ui
