// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ChainListModel.h"

#include "ui/theme/Icons.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

ChainListModel::ChainListModel(const ChainBook &book, TargetLookup lookup, QObject *parent)
    : QAbstractListModel(parent), m_book(book), m_lookup(std::move(lookup)), m_chains(book.chains())
{
    connect(&book, &ChainBook::changed, this, &ChainListModel::rebuild);
}

void ChainListModel::rebuild()
{
    const QList<Chain> &now = m_book.chains();
    const bool same = now.size() == m_chains.size()
        && std::equal(now.begin(), now.end(), m_chains.begin(),
            [](const Chain &one, const Chain &other) { return one.name == other.name; });
    if (same) {
        m_chains = now;
        return refresh();
    }
    beginResetModel();
    m_chains = now;
    endResetModel();
}

void ChainListModel::refresh()
{
    if (!m_chains.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_chains.size()) - 1));
}

int ChainListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_chains.size());
}

int ChainListModel::rowOf(const QString &name) const
{
    for (int i = 0; i < m_chains.size(); ++i) {
        if (m_chains.at(i).name == name)
            return i;
    }
    return -1;
}

ChainListModel::Health ChainListModel::health(const Chain &chain) const
{
    int good = 0;
    int partly = 0; // other chains, of which some can be asked
    int all = 0;
    for (const RouteStep &step : chain.steps) {
        for (const RouteTarget &target : step.targets) {
            const TargetState::Kind kind = m_lookup(chain.modelString(), target.model).kind;
            ++all;
            good += kind == TargetState::Kind::Ok || kind == TargetState::Kind::Probed ? 1 : 0;
            partly += kind == TargetState::Kind::Degraded ? 1 : 0;
        }
    }
    if (good == all && all > 0)
        return Health::Good;
    return good + partly > 0 ? Health::Degraded : Health::Broken;
}

QString ChainListModel::healthWord(Health health)
{
    switch (health) {
    case Health::Good:
        return tr("Good");
    case Health::Degraded:
        return tr("Degraded");
    case Health::Broken:
        return tr("Broken");
    }
    return {};
}

QVariant ChainListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Chain &chain = m_chains.at(index.row());
    const QString steps = tr("%n step(s)", nullptr, int(chain.steps.size()));
    switch (role) {
    case Qt::DisplayRole:
    case NameRole:
        return chain.name;
    case HealthRole:
        return QVariant::fromValue(int(health(chain)));
    case DetailRole:
        return tr("%1 · %2", "health, steps").arg(healthWord(health(chain)), steps);
    case Qt::ToolTipRole:
        return chain.description.isEmpty() ? chain.modelString() : chain.description;
    case Qt::AccessibleTextRole:
        return tr("%1, %2, %3", "chain, health, steps").arg(chain.name, healthWord(health(chain)), steps);
    default:
        return {};
    }
}

} // namespace lineup::ui
