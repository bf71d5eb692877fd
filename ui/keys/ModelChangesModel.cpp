// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/ModelChangesModel.h"

#include "core/providers/ChangedPart.h"
#include "ui/keys/ListedWord.h"
#include "ui/widgets/Format.h"

#include <array>

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

// What a person reads for a word of models.json.
constexpr std::array partNames {
    ListedWord {"reasoning", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "reasoning")},
    ListedWord {"cache_read", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "read from a cache")},
    ListedWord {"cache_write_5m", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "written to a cache")},
    ListedWord {"cache_write_1h", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "written to a cache for 1 h")},
    ListedWord {"input_audio", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "audio in")},
    ListedWord {"output_audio", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "audio out")},
    ListedWord {"input_image", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "image tokens in")},
    ListedWord {"output_image", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "image tokens out")},
    ListedWord {"input_image_each", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "an image in")},
    ListedWord {"output_image_each", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "an image out")},
    ListedWord {"request", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "a request")},
    ListedWord {"web_search", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "a search")},
    ListedWord {"web_search_low", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "a small search")},
    ListedWord {"web_search_medium", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "a medium search")},
    ListedWord {"web_search_high", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "a large search")},
    ListedWord {"tiers", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "prices for long prompts")},
    ListedWord {"levels", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "prices of batch, flex or priority")},
    ListedWord {"context", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "context")},
    ListedWord {"max_output", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "longest answer")},
    ListedWord {"capabilities", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "what it can do")},
    ListedWord {"deprecated", QT_TRANSLATE_NOOP("lineup::ui::ModelChangesModel", "the day it goes away")},
};

QString partName(QLatin1StringView word)
{
    const char *text = textOf(partNames, word);
    return text ? ModelChangesModel::tr(text) : QString(word);
}

QString partValue(const ChangedPart &part, const std::optional<UnitPrice> &price, qint64 tokens)
{
    if (part.kind == ChangedPart::Kind::Tokens)
        return tokens > 0 ? Format::tokens(tokens) : ModelChangesModel::tr("not known");
    if (part.kind != ChangedPart::Kind::PerOne || !price)
        return million(price);
    MoneySum one;
    one.add(1, *price);
    return Format::money(one.total());
}

QString partsText(const ModelChange &change)
{
    QStringList out;
    for (const ChangedPart &part : changedParts(change)) {
        out += part.kind == ChangedPart::Kind::Other
            ? partName(part.word)
            : ModelChangesModel::tr("%1: %2 → %3", "what, before, after")
                  .arg(partName(part.word), partValue(part, part.priceBefore, part.tokensBefore),
                      partValue(part, part.priceAfter, part.tokensAfter));
    }
    return out.join(ModelChangesModel::tr(", ", "between things in a list"));
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
    case Others:
        return partsText(change);
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
        return tr("Input per million");
    case Output:
        return tr("Output per million");
    case Doubt:
        return tr("Doubtful because");
    case Others:
        return tr("Also");
    default:
        return {};
    }
}

} // namespace lineup::ui
