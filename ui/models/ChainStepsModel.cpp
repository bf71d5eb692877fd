// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ChainStepsModel.h"

#include "core/routing/ChainSteps.h"
#include "ui/models/ChainText.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Format.h"

#include <QMimeData>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

const QString &rowMime()
{
    static const QString type = u"application/x-lineup-chain-step"_s;
    return type;
}

constexpr int mostRetries = 20;

// Figures stand to the right, their heads as well.
QVariant alignment(int column)
{
    using Model = ChainStepsModel;
    const bool figure = column == Model::Number || column == Model::Retries || column == Model::MaxCost
        || column == Model::InputPrice || column == Model::OutputPrice;
    return QVariant(Qt::Alignment((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
}

// In whole seconds, while there are few.
QString coolingText(std::chrono::milliseconds left)
{
    const std::chrono::seconds seconds = std::chrono::ceil<std::chrono::seconds>(left);
    return seconds < std::chrono::minutes(1)
        ? ChainStepsModel::tr("Cooling %1 s").arg(QLocale().toString(qlonglong(seconds.count())))
        : ChainStepsModel::tr("Cooling %1", "a time").arg(Format::duration(seconds));
}

QString targetNames(const RouteStep &step)
{
    QStringList out;
    for (const RouteTarget &target : step.targets)
        out += target.model;
    return out.join(u'\n');
}

} // namespace

ChainStepsModel::ChainStepsModel(Lookup lookup, QObject *parent)
    : QAbstractTableModel(parent), m_lookup(std::move(lookup))
{
}

void ChainStepsModel::setSteps(const QList<RouteStep> &steps)
{
    if (steps.size() == m_steps.size()) {
        m_steps = steps;
        if (!m_steps.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(int(m_steps.size()) - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_steps = steps;
    endResetModel();
}

void ChainStepsModel::refresh()
{
    // Only what depends on it: an editor that is open in another column would lose what was typed.
    if (!m_steps.isEmpty())
        Q_EMIT dataChanged(index(0, InputPrice), index(int(m_steps.size()) - 1, Status));
}

TargetState ChainStepsModel::state(int row) const
{
    TargetState worst;
    bool first = true;
    for (const RouteTarget &target : m_steps.at(row).targets) {
        const TargetState each = m_lookup(target.model);
        if (first || (worst.kind == TargetState::Kind::Ok && each.kind != TargetState::Kind::Ok))
            worst = each;
        first = false;
    }
    return worst;
}

QString ChainStepsModel::stateText(const TargetState &state)
{
    switch (state.kind) {
    case TargetState::Kind::Ok:
        return tr("OK");
    case TargetState::Kind::NoKey:
        return tr("No key");
    case TargetState::Kind::Unknown:
        return tr("Unknown");
    case TargetState::Kind::Cooling:
        return coolingText(state.left);
    case TargetState::Kind::Probed:
        return tr("Being tried");
    case TargetState::Kind::OverBudget:
        return tr("Over budget");
    case TargetState::Kind::Degraded:
        return tr("Degraded");
    case TargetState::Kind::Broken:
        return tr("Broken");
    }
    return {};
}

QString ChainStepsModel::stateWord(const TargetState &state)
{
    using Kind = TargetState::Kind;
    const bool waits = state.kind == Kind::Ok || state.kind == Kind::Cooling || state.kind == Kind::Probed;
    return waits ? stateText(state) : tr("%1 – fix", "what is wrong").arg(stateText(state));
}

bool ChainStepsModel::isRule(int column)
{
    return column == TryOn || column == Retries || column == Timeouts || column == MaxCost || column == Larger;
}

QString ChainStepsModel::innerChain(int row) const
{
    return row < 0 || row >= m_steps.size() ? QString() : namedChain(m_steps.at(row)).mid(chainPrefix.size());
}

int ChainStepsModel::stepCount(int row) const
{
    return innerChain(row).isEmpty() ? 1 : qMax(1, m_lookup(namedChain(m_steps.at(row))).steps);
}

int ChainStepsModel::firstStep(int row) const
{
    int out = 0;
    for (int i = 0; i < row; ++i)
        out += stepCount(i);
    return out;
}

int ChainStepsModel::rowOfStep(int step) const
{
    int left = step;
    for (int row = 0; row < m_steps.size(); ++row) {
        left -= stepCount(row);
        if (left < 0)
            return row;
    }
    return -1;
}

QString ChainStepsModel::numberText(int row) const
{
    const int first = firstStep(row) + 1;
    const int last = first + stepCount(row) - 1;
    return first == last ? QLocale().toString(first)
                         : tr("%1–%2", "from step to step").arg(QLocale().toString(first), QLocale().toString(last));
}

void ChainStepsModel::replace(int row, const RouteStep &step, const QString &text)
{
    if (row < 0 || row >= m_steps.size() || m_steps.at(row) == step)
        return;
    QList<RouteStep> steps = m_steps;
    steps[row] = step;
    Q_EMIT edited(steps, text, row);
}

void ChainStepsModel::insert(int row, const RouteStep &step)
{
    QList<RouteStep> steps = m_steps;
    const int at = qBound(0, row, int(steps.size()));
    steps.insert(at, step);
    Q_EMIT edited(steps, tr("Add step"), at);
}

void ChainStepsModel::move(int from, int to)
{
    if (from < 0 || to < 0 || from >= m_steps.size() || to >= m_steps.size() || from == to)
        return;
    QList<RouteStep> steps = m_steps;
    steps.move(from, to);
    Q_EMIT edited(steps, tr("Move step"), to);
}

void ChainStepsModel::remove(int row)
{
    if (row < 0 || row >= m_steps.size() || m_steps.size() < 2)
        return;
    QList<RouteStep> steps = m_steps;
    steps.removeAt(row);
    Q_EMIT edited(steps, tr("Remove step"), qMin(row, int(steps.size()) - 1));
}

int ChainStepsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_steps.size());
}

int ChainStepsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ChainStepsModel::price(int row, bool input) const
{
    const RouteStep &step = m_steps.at(row);
    if (step.targets.size() != 1)
        return tr("varies");
    const TargetState known = m_lookup(step.targets.first().model);
    if (known.info && known.info->free)
        return tr("free");
    if (!known.info || !known.info->price)
        return {};
    const std::optional<UnitPrice> price = input ? known.info->price->input : known.info->price->output;
    return price ? Format::perMillion(*price) : QString();
}

QString ChainStepsModel::text(int row, int column) const
{
    const RouteStep &step = m_steps.at(row);
    if (isRule(column) && !innerChain(row).isEmpty())
        return column == Retries || column == MaxCost || column == Larger ? tr("–", "none") : tr("its own", "rules");
    switch (column) {
    case Number:
        return numberText(row);
    case Model:
        if (step.targets.isEmpty())
            return {};
        if (step.targets.size() == 1)
            return step.targets.first().model;
        return tr("%1 and %n more", nullptr, int(step.targets.size()) - 1).arg(step.targets.first().model);
    case TryOn:
        return ChainText::classes(step.fallOn);
    case Retries:
        return QLocale().toString(step.retries);
    case Timeouts:
        return ChainText::timeouts(step.timeouts);
    case MaxCost:
        return step.maxCost ? Format::money(*step.maxCost) : tr("–", "no limit");
    case Larger:
        return step.largerContext.isEmpty() ? tr("–", "none") : step.largerContext;
    case InputPrice:
    case OutputPrice:
        return price(row, column == InputPrice);
    case Status:
        return stateWord(state(row));
    default:
        return {};
    }
}

QString ChainStepsModel::toolTip(int row, int column) const
{
    const RouteStep &step = m_steps.at(row);
    if (isRule(column) && !innerChain(row).isEmpty())
        return tr("The steps of %1 keep their own rules. Enter opens it.").arg(namedChain(step));
    switch (column) {
    case Model:
        return step.targets.size() > 1 ? QString(targetNames(step) + u'\n' + ChainText::balance(step.balance))
                                       : targetNames(step);
    case TryOn:
        return tr("The next step is tried on: %1").arg(ChainText::allClasses(step.fallOn));
    case Timeouts:
        return tr("To connect / to the first word / between words: %1").arg(ChainText::timeouts(step.timeouts));
    case MaxCost:
        return step.maxCost ? Format::exactMoney(*step.maxCost) : tr("One call may cost anything");
    case InputPrice:
    case OutputPrice:
        return price(row, column == InputPrice).isEmpty() ? tr("The price is not known") : QString();
    case Status:
        return statusTip(row);
    default:
        return text(row, column);
    }
}

QString ChainStepsModel::statusTip(int row) const
{
    const TargetState known = state(row);
    switch (known.kind) {
    case TargetState::Kind::NoKey:
        return tr("%1 has no key. Enter opens the Keys page.").arg(known.serviceLabel);
    case TargetState::Kind::OverBudget:
        return tr("%1. Enter opens the Budgets page.", "what a budget says").arg(known.problem);
    case TargetState::Kind::Cooling:
        return tr("It failed too often of late, and is left out meanwhile.");
    case TargetState::Kind::Probed:
        return tr("It failed too often of late. A call that is under way finds out whether it is well again.");
    case TargetState::Kind::Degraded:
    case TargetState::Kind::Broken:
        return tr("%1. Enter opens the chain.", "which of its models cannot be asked").arg(known.problem);
    default:
        return known.problem;
    }
}

QVariant ChainStepsModel::decoration(int row) const
{
    switch (state(row).kind) {
    case TargetState::Kind::Ok:
        return icon(meaningIcon(Meaning::Good), Meaning::Good);
    case TargetState::Kind::NoKey:
    case TargetState::Kind::Unknown:
    case TargetState::Kind::OverBudget:
    case TargetState::Kind::Broken:
        return icon(meaningIcon(Meaning::Error), Meaning::Error);
    case TargetState::Kind::Cooling:
    case TargetState::Kind::Probed:
    case TargetState::Kind::Degraded:
        break;
    }
    return icon(meaningIcon(Meaning::Warning), Meaning::Warning);
}

QVariant ChainStepsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::EditRole:
        if (column == Retries)
            return m_steps.at(row).retries;
        if (column == MaxCost)
            return m_steps.at(row).maxCost ? m_steps.at(row).maxCost->toDecimal() : QString();
        return text(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::DecorationRole:
        return column == Status ? decoration(row) : QVariant();
    case Qt::TextAlignmentRole:
        return alignment(column);
    case Qt::AccessibleTextRole:
        return tr("%1: %2", "column, value")
            .arg(headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(), text(row, column));
    default:
        return {};
    }
}

bool ChainStepsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid)
        || !innerChain(index.row()).isEmpty())
        return false;
    RouteStep step = m_steps.at(index.row());
    if (index.column() == Retries) {
        step.retries = qBound(0, value.toInt(), mostRetries);
        replace(index.row(), step, tr("Change retries"));
        return true;
    }
    if (index.column() != MaxCost)
        return false;
    const QString typed = value.toString().trimmed().remove(u'$').replace(u',', u'.');
    const std::optional<Money> limit = Money::fromDecimal(typed, true);
    if (!typed.isEmpty() && (!limit || *limit < Money()))
        return false;
    step.maxCost = typed.isEmpty() ? std::nullopt : limit;
    replace(index.row(), step, tr("Change limit of cost"));
    return true;
}

QVariant ChainStepsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && (section == InputPrice || section == OutputPrice))
        return tr("US dollars for a million tokens");
    if (role == Qt::ToolTipRole && section == Larger)
        return tr("A model with a larger context, asked instead when the prompt does not fit");
    if (role == Qt::TextAlignmentRole)
        return alignment(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("#");
    case Model:
        return tr("Model");
    case TryOn:
        return tr("Next step on");
    case Retries:
        return tr("Retries");
    case Timeouts:
        return tr("Timeouts");
    case MaxCost:
        return tr("Max $");
    case Larger:
        return tr("Larger", "head of a narrow column: a model with a larger context");
    case InputPrice:
        return tr("$/M in");
    case OutputPrice:
        return tr("$/M out");
    case Status:
        return tr("Status");
    default:
        return {};
    }
}

Qt::ItemFlags ChainStepsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled;
    Qt::ItemFlags out = Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemIsDragEnabled;
    const bool ours = innerChain(index.row()).isEmpty();
    out.setFlag(Qt::ItemIsEditable, ours && (index.column() == Retries || index.column() == MaxCost));
    return out;
}

QStringList ChainStepsModel::mimeTypes() const
{
    return {rowMime()};
}

QMimeData *ChainStepsModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    auto *data = new QMimeData;
    data->setData(rowMime(), QByteArray::number(indexes.first().row()));
    return data;
}

bool ChainStepsModel::dropMimeData(const QMimeData *data, Qt::DropAction, int row, int, const QModelIndex &parent)
{
    bool ok = false;
    const int from = data->data(rowMime()).toInt(&ok);
    if (!ok)
        return false;
    int to = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount() - 1;
    if (row > from) // what lies after the moved row moves up
        --to;
    move(from, to);
    return false; // the view must not take the row away: it has moved already
}

} // namespace lineup::ui
