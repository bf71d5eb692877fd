// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/BudgetModel.h"

#include "ui/models/BudgetMeter.h"
#include "ui/models/BudgetText.h"
#include "ui/widgets/Format.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

int membersOf(const BudgetScope &scope)
{
    int set = 0;
    for (const QString &part : {scope.user, scope.service, scope.model, scope.project, scope.tag, scope.source})
        set += part.isEmpty() ? 0 : 1;
    return set;
}

bool fits(const QString &inner, const QString &outer)
{
    return outer.isEmpty() || inner == outer;
}

// A model is a part of its service, though its scope need not name it.
bool fitsService(const BudgetScope &inner, const BudgetScope &outer)
{
    return fits(inner.service, outer.service)
        || (inner.service.isEmpty() && inner.model.startsWith(QString(outer.service + u'/')));
}

} // namespace

bool isNarrower(const BudgetScope &inner, const BudgetScope &outer)
{
    return inner != outer && fits(inner.user, outer.user) && fitsService(inner, outer) && fits(inner.model, outer.model)
        && fits(inner.project, outer.project) && fits(inner.tag, outer.tag) && fits(inner.source, outer.source);
}

BudgetModel::BudgetModel(const Clock &clock, ServiceLabel label, QObject *parent)
    : QAbstractItemModel(parent), m_clock(clock), m_label(std::move(label))
{
}

QList<BudgetModel::Node> BudgetModel::treeOf(const QList<BudgetStatus> &statuses)
{
    QList<Node> nodes;
    for (const BudgetStatus &status : statuses)
        nodes += Node {.status = status};
    for (int i = 0; i < nodes.size(); ++i) {
        int best = -1;
        for (int outer = 0; outer < nodes.size(); ++outer) {
            const BudgetScope &wider = nodes.at(outer).status.budget.scope;
            if (!isNarrower(nodes.at(i).status.budget.scope, wider))
                continue;
            if (best < 0 || membersOf(wider) > membersOf(nodes.at(best).status.budget.scope))
                best = outer;
        }
        nodes[i].parent = best;
        if (best >= 0)
            nodes[best].children += i;
    }
    return nodes;
}

void BudgetModel::setStatuses(const QList<BudgetStatus> &statuses)
{
    const QList<Node> nodes = treeOf(statuses);
    const bool same = nodes.size() == m_nodes.size()
        && std::equal(nodes.begin(), nodes.end(), m_nodes.begin(), [](const Node &one, const Node &other) {
               return one.status.budget.id == other.status.budget.id && one.parent == other.parent;
           });
    if (same) {
        m_nodes = nodes;
        return refresh();
    }
    beginResetModel();
    m_nodes = nodes;
    m_top.clear();
    for (int i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes.at(i).parent < 0)
            m_top += i;
    }
    endResetModel();
}

void BudgetModel::refresh()
{
    const auto tell = [this](const QModelIndex &parent) {
        if (const int rows = rowCount(parent); rows > 0)
            Q_EMIT dataChanged(index(0, 0, parent), index(rows - 1, ColumnCount - 1, parent));
    };
    tell({});
    for (const Node &node : m_nodes)
        tell(indexOf(node.status.budget.id));
}

QList<BudgetStatus> BudgetModel::statuses() const
{
    QList<BudgetStatus> out;
    for (const Node &node : m_nodes)
        out += node.status;
    return out;
}

const BudgetStatus *BudgetModel::status(const QModelIndex &index) const
{
    return index.isValid() ? &m_nodes.at(int(index.internalId())).status : nullptr;
}

const BudgetStatus *BudgetModel::find(const QString &id) const
{
    return status(indexOf(id));
}

QModelIndex BudgetModel::indexOf(const QString &id) const
{
    for (int i = 0; i < m_nodes.size(); ++i) {
        if (m_nodes.at(i).status.budget.id != id)
            continue;
        const int parent = m_nodes.at(i).parent;
        const QList<int> &row = parent < 0 ? m_top : m_nodes.at(parent).children;
        return createIndex(int(row.indexOf(i)), 0, quintptr(i));
    }
    return {};
}

QString BudgetModel::serviceLabel(const QString &service) const
{
    return service.isEmpty() || !m_label ? QString() : m_label(service);
}

const QList<int> &BudgetModel::childrenOf(const QModelIndex &parent) const
{
    return parent.isValid() ? m_nodes.at(int(parent.internalId())).children : m_top;
}

QModelIndex BudgetModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, quintptr(childrenOf(parent).at(row)));
}

QModelIndex BudgetModel::parent(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const int parent = m_nodes.at(int(index.internalId())).parent;
    return parent < 0 ? QModelIndex() : indexOf(m_nodes.at(parent).status.budget.id);
}

int BudgetModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(childrenOf(parent).size());
}

int BudgetModel::columnCount(const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    return ColumnCount;
}

QString BudgetModel::text(const BudgetStatus &status, int column) const
{
    const Budget &budget = status.budget;
    switch (column) {
    case Name:
        return budget.name;
    case Scope:
        return BudgetText::scope(budget.scope, serviceLabel(budget.scope.service));
    case Period:
        return BudgetText::period(budget.period);
    case Used:
        return BudgetText::used(status);
    case Projected: {
        const std::optional<qint64> end = BudgetText::projected(status, m_clock.now());
        if (!end || !budget.enabled)
            return tr("–", "not known");
        return u"~"_s
            + (budget.meter == Budget::Meter::Dollars ? Format::money(Money::fromNano(*end)) : Format::tokens(*end));
    }
    case Action:
        return BudgetText::actions(budget);
    case Resets:
        return BudgetText::resets(status, m_clock.now());
    default:
        return {};
    }
}

QString BudgetModel::detail(const BudgetStatus &status, int column) const
{
    switch (column) {
    case Name:
        return tr("%1 · %2", "what counts, period").arg(text(status, Scope), text(status, Period));
    case Used:
        return BudgetText::stateWord(status);
    case Resets:
        return text(status, Action);
    default:
        return {};
    }
}

QString BudgetModel::toolTip(const BudgetStatus &status, int column) const
{
    switch (column) {
    case Name:
        return BudgetText::sentence(status.budget, serviceLabel(status.budget.scope.service));
    case Used:
        return BudgetText::usedDetails(status);
    case Projected:
        return BudgetText::projected(status, m_clock.now())
            ? tr("What is used at the end, if it goes on as in the period so far")
            : tr("Shown when a tenth of the period is over; not for budgets without an end or over days in a row");
    case Action:
    case Resets:
        return BudgetText::actionSentence(status.budget);
    default:
        return text(status, column);
    }
}

QVariant BudgetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const BudgetStatus &shown = m_nodes.at(int(index.internalId())).status;
    switch (role) {
    case Qt::DisplayRole:
        return text(shown, index.column());
    case DetailRole:
        return detail(shown, index.column());
    case Qt::ToolTipRole:
        return toolTip(shown, index.column());
    case Qt::AccessibleTextRole:
        return detail(shown, index.column()).isEmpty()
            ? text(shown, index.column())
            : tr("%1, %2").arg(text(shown, index.column()), detail(shown, index.column()));
    case IdRole:
        return shown.budget.id;
    case StatusRole:
        return QVariant::fromValue(shown);
    case MeaningRole:
        if (const std::optional<Meaning> meaning = budgetMeaning(shown))
            return int(*meaning);
        return {};
    case Qt::TextAlignmentRole: {
        const bool figure = index.column() == Projected;
        return QVariant(Qt::Alignment((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    default:
        return {};
    }
}

QVariant BudgetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Projected)
        return QVariant(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Budget");
    case Scope:
        return tr("Counts");
    case Period:
        return tr("Period");
    case Used:
        return tr("Used");
    case Projected:
        return tr("At the end");
    case Action:
        return tr("At the limit");
    case Resets:
        return tr("Begins anew");
    default:
        return {};
    }
}

} // namespace lineup::ui
