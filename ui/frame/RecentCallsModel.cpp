// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/RecentCallsModel.h"

#include "ui/theme/Icons.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Format.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

QString costText(const CallRecord &call)
{
    if (!call.cost.isKnown())
        return u"–"_s;
    if (call.cost.provenance() == Cost::Provenance::Free)
        return RecentCallsModel::tr("free");
    return Format::money(*call.cost.amount());
}

QString costHint(const CallRecord &call)
{
    if (call.cost.isKnown())
        return Format::exactMoney(*call.cost.amount());
    switch (call.cost.reason()) {
    case Cost::Reason::NoPrice:
        return RecentCallsModel::tr("There is no price for this model.");
    case Cost::Reason::NoUsage:
        return RecentCallsModel::tr("The provider did not say what was used.");
    case Cost::Reason::NotBilled:
        return RecentCallsModel::tr("Nothing was delivered, so nothing is billed, as far as is known.");
    case Cost::Reason::MaybeBilled:
        return RecentCallsModel::tr("The request may have arrived, but no answer came back.");
    default:
        return RecentCallsModel::tr("The call is not over.");
    }
}

QString outcomeText(const CallRecord &call)
{
    if (!call.error)
        return call.demo ? RecentCallsModel::tr("answered (demo)") : RecentCallsModel::tr("answered");
    return call.error->kind == Error::Kind::Cancelled ? RecentCallsModel::tr("stopped")
                                                      : RecentCallsModel::tr("failed");
}

QString textOf(const CallRecord &call, int column)
{
    switch (column) {
    case RecentCallsModel::Time:
        return QLocale().toString(call.startedAt.toLocalTime(), QLocale::ShortFormat);
    case RecentCallsModel::Model:
        return call.requestedModel;
    case RecentCallsModel::Outcome:
        return outcomeText(call);
    case RecentCallsModel::Input:
        return call.usage.isKnown() ? Format::count(call.usage.inputTotal()) : u"–"_s;
    case RecentCallsModel::Output:
        return call.usage.isKnown() ? Format::count(call.usage.outputTotal()) : u"–"_s;
    case RecentCallsModel::CostColumn:
        return costText(call);
    case RecentCallsModel::FirstToken:
        return call.firstToken ? Format::duration(*call.firstToken) : u"–"_s;
    default:
        return Format::duration(call.total);
    }
}

} // namespace

void RecentCallsModel::setCalls(const QList<CallRecord> &calls)
{
    beginResetModel();
    m_calls = calls;
    endResetModel();
}

int RecentCallsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_calls.size());
}

int RecentCallsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RecentCallsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CallRecord &call = m_calls.at(index.row());
    if (role == Qt::DisplayRole)
        return textOf(call, index.column());
    if (role == Qt::TextAlignmentRole && index.column() >= Input)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role == Qt::ToolTipRole && index.column() == CostColumn)
        return costHint(call);
    if (role == Qt::ToolTipRole && index.column() == Outcome && call.error)
        return errorSentence(*call.error, call.error->service).what;
    if (role == Qt::DecorationRole && index.column() == Outcome) {
        const bool stopped = call.error && call.error->kind == Error::Kind::Cancelled;
        const Meaning meaning = !call.error ? Meaning::Good : stopped ? Meaning::Information : Meaning::Error;
        return icon(stopped ? u"stop"_s : meaningIcon(meaning), meaning);
    }
    return {};
}

QVariant RecentCallsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const auto side = section >= Input ? Qt::AlignRight : Qt::AlignLeft;
        return QVariant::fromValue(Qt::Alignment(side | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole)
        return {};
    const QStringList titles {tr("Time"), tr("Model"), tr("Outcome"), tr("Tokens in"), tr("Tokens out"), tr("Cost"),
        tr("First token"), tr("Duration")};
    return titles.at(section);
}

} // namespace lineup::ui
