// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/ModelChangesModel.h"

#include "ui/widgets/Format.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

QString word(ModelChange::Kind kind)
{
    switch (kind) {
    case ModelChange::Kind::Added:
        return ModelChangesModel::tr("New");
    case ModelChange::Kind::PriceChanged:
        return ModelChangesModel::tr("Price");
    case ModelChange::Kind::DetailsChanged:
        return ModelChangesModel::tr("Details");
    }
    return {};
}

QString million(const std::optional<UnitPrice> &price)
{
    return price ? Format::perMillion(*price) : ModelChangesModel::tr("not known");
}

QString doubtText(PriceDoubt doubt)
{
    switch (doubt) {
    case PriceDoubt::None:
        break;
    case PriceDoubt::Nothing:
        return ModelChangesModel::tr("A price of nothing");
    case PriceDoubt::OutputCheaper:
        return ModelChangesModel::tr("Output cheaper than input");
    case PriceDoubt::FarFromBefore:
        return ModelChangesModel::tr("Ten times the price before, or a tenth");
    }
    return {};
}

QString moved(const ModelChange &change, std::optional<UnitPrice> Price::*member)
{
    const Price before = change.before.price.value_or(Price());
    const Price after = change.after.price.value_or(Price());
    if (change.kind == ModelChange::Kind::Added || before.*member == after.*member)
        return million(after.*member);
    return ModelChangesModel::tr("%1 → %2", "a price before and after")
        .arg(million(before.*member), million(after.*member));
}

} // namespace

void ModelChangesModel::setChanges(const QList<ModelChange> &changes)
{
    beginResetModel();
    m_changes = changes;
    endResetModel();
}

int ModelChangesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_changes.size());
}

int ModelChangesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ModelChangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const ModelChange &change = m_changes.at(index.row());
    switch (index.column()) {
    case Change:
        return word(change.kind);
    case Service:
        return change.after.service;
    case Model:
        return change.after.id;
    case Input:
        return moved(change, &Price::input);
    case Output:
        return moved(change, &Price::output);
    case Doubt:
        return doubtText(change.doubt);
    default:
        return {};
    }
}

QVariant ModelChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Change:
        return tr("Change");
    case Service:
        return tr("Service");
    case Model:
        return tr("Model");
    case Input:
        return tr("Input, a million tokens");
    case Output:
        return tr("Output, a million tokens");
    case Doubt:
        return tr("Doubtful because");
    default:
        return {};
    }
}

} // namespace lineup::ui
