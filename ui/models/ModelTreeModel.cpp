// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ModelTreeModel.h"

#include "ui/widgets/Format.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup::ui {
namespace {

// Every digit: the cell has only those that matter.
QString exactPerMillion(UnitPrice price)
{
    MoneySum sum;
    sum.add(1'000'000, price);
    return Format::exactMoney(sum.total());
}

QStringList badges(const ModelGroup &group, const ModelInfo &info)
{
    QStringList out;
    if (group.needsKey)
        out += ModelTreeModel::tr("no key");
    if (info.demo || group.demo)
        out += ModelTreeModel::tr("demo");
    if (group.local)
        out += ModelTreeModel::tr("local");
    if (info.can(ModelInfo::Capability::Vision))
        out += ModelTreeModel::tr("vision");
    if (info.can(ModelInfo::Capability::Tools))
        out += ModelTreeModel::tr("tools");
    if (info.can(ModelInfo::Capability::Reasoning))
        out += ModelTreeModel::tr("reasoning");
    return out;
}

} // namespace

int ModelGroup::rank() const
{
    if (chains)
        return -1;
    if (demo)
        return 0;
    if (local)
        return 1;
    return needsKey ? 3 : 2;
}

void ModelTreeModel::setGroups(QList<ModelGroup> groups)
{
    std::stable_sort(groups.begin(), groups.end(), [](const ModelGroup &a, const ModelGroup &b) {
        return a.rank() != b.rank() ? a.rank() < b.rank() : a.label.localeAwareCompare(b.label) < 0;
    });
    if (groups == m_groups)
        return;
    beginResetModel();
    m_groups = std::move(groups);
    m_searchTexts.clear();
    endResetModel();
}

QModelIndex ModelTreeModel::find(const QString &modelString) const
{
    for (int row = 0; row < m_groups.size(); ++row) {
        const QList<ModelGroup::Entry> &models = m_groups[row].models;
        for (int i = 0; i < models.size(); ++i) {
            if (models[i].modelString == modelString)
                return createIndex(i, 0, quintptr(row));
        }
    }
    return {};
}

const QStringList &ModelTreeModel::searchTexts(int service) const
{
    if (m_searchTexts.isEmpty()) {
        m_searchTexts.reserve(m_groups.size());
        for (const ModelGroup &group : m_groups) {
            QStringList texts;
            texts.reserve(group.models.size());
            for (const ModelGroup::Entry &entry : group.models) {
                const QString text = entry.modelString + u' ' + entry.info.label + u' ' + group.label + u' '
                    + badges(group, entry.info).join(u' ');
                texts += text.toCaseFolded();
            }
            m_searchTexts += texts;
        }
    }
    return m_searchTexts.at(service);
}

QModelIndex ModelTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) : topLevel);
}

QModelIndex ModelTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == topLevel)
        return {};
    return createIndex(int(child.internalId()), 0, topLevel);
}

int ModelTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    if (parent.internalId() != topLevel || parent.column() != 0)
        return 0;
    return int(m_groups[parent.row()].models.size());
}

int ModelTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

Qt::ItemFlags ModelTreeModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (index.internalId() == topLevel)
        return Qt::ItemIsEnabled;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QVariant ModelTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section >= ContextColumn && section <= OutputColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Model");
    case ContextColumn:
        return tr("Context");
    case InputColumn:
        return tr("$/M in");
    case OutputColumn:
        return tr("$/M out");
    case BadgesColumn:
        return tr("Can do");
    default:
        return {};
    }
}

QVariant ModelTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (index.internalId() == topLevel)
        return groupData(m_groups[index.row()], index.column(), role);
    const ModelGroup &group = m_groups[qsizetype(index.internalId())];
    return modelData(group, group.models[index.row()], index.column(), role);
}

QVariant ModelTreeModel::groupData(const ModelGroup &group, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        if (column == NameColumn)
            return group.label;
        return column == BadgesColumn && group.needsKey ? tr("no key") : QVariant();
    case Qt::FontRole: {
        QFont font;
        font.setBold(true);
        return font;
    }
    case Qt::ForegroundRole:
        return group.needsKey ? QVariant(QGuiApplication::palette().brush(QPalette::PlaceholderText)) : QVariant();
    case Qt::AccessibleTextRole:
        if (column != NameColumn)
            return {};
        return tr("%1, %n model(s)", nullptr, int(group.models.size())).arg(group.label);
    case ServiceRole:
        return group.service;
    case NeedsKeyRole:
        return group.needsKey;
    default:
        return {};
    }
}

QString ModelTreeModel::modelText(const ModelGroup::Entry &entry, int column) const
{
    const ModelInfo &info = entry.info;
    const Price price = info.price.value_or(Price {});
    switch (column) {
    case NameColumn:
        return info.label.isEmpty() ? info.id : info.label;
    case ContextColumn:
        return info.contextTokens > 0 ? Format::tokens(info.contextTokens) : QString();
    case InputColumn:
        return info.free ? tr("free") : price.input ? Format::perMillion(*price.input) : QString();
    case OutputColumn:
        return !info.free && price.output ? Format::perMillion(*price.output) : QString();
    default:
        return {};
    }
}

QString ModelTreeModel::modelHint(const ModelGroup &group, const ModelGroup::Entry &entry, int column) const
{
    if (column == BadgesColumn)
        return badges(group, entry.info).join(tr(", "));
    const bool priced = entry.info.free || (entry.info.price && entry.info.price->input);
    if ((column == InputColumn || column == OutputColumn) && !priced)
        return tr("The price of this model is not known.");
    if ((column == InputColumn || column == OutputColumn) && entry.info.price && !entry.info.free) {
        const std::optional<UnitPrice> price
            = column == InputColumn ? entry.info.price->input : entry.info.price->output;
        const QString exact = price ? tr("%1 for a million tokens").arg(exactPerMillion(*price)) : QString();
        return price ? entry.info.ownPrice ? tr("%1, set by you").arg(exact) : exact
                     : tr("The price of this model is not known.");
    }
    if (column == ContextColumn && entry.info.contextTokens > 0)
        return tr("%1 tokens of context").arg(Format::count(entry.info.contextTokens));
    if (group.needsKey)
        return tr("%1\n%2 has no key yet. You can choose the model and add the key later.")
            .arg(entry.modelString, group.label);
    return entry.modelString;
}

QVariant ModelTreeModel::modelData(const ModelGroup &group, const ModelGroup::Entry &entry, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == BadgesColumn ? badges(group, entry.info).join(u" "_s) : modelText(entry, column);
    case Qt::ToolTipRole:
        return modelHint(group, entry, column);
    case Qt::TextAlignmentRole:
        return column >= ContextColumn && column <= OutputColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter))
                                                                 : QVariant();
    case Qt::ForegroundRole:
        return group.needsKey ? QVariant(QGuiApplication::palette().brush(QPalette::PlaceholderText)) : QVariant();
    case Qt::AccessibleTextRole:
        if (column == NameColumn)
            return QString(
                modelText(entry, column) + u", "_s + group.label + (group.needsKey ? tr(", no key") : QString()));
        return column == BadgesColumn ? badges(group, entry.info).join(tr(", ")) : modelText(entry, column);
    case ModelStringRole:
        return entry.modelString;
    case ServiceRole:
        return group.service;
    case BadgesRole:
        return badges(group, entry.info);
    case NeedsKeyRole:
        return group.needsKey;
    default:
        return {};
    }
}

} // namespace lineup::ui
