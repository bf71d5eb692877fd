// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/calls/CallLineText.h"

#include "ui/spend/SpendText.h"
#include "ui/spend/calls/CallsModel.h"
#include "ui/theme/Icons.h"
#include "ui/widgets/Format.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace lineup::ui {

QString CallLineText::title(int column)
{
    switch (column) {
    case CallsModel::Time:
        return tr("Time");
    case CallsModel::Asked:
        return tr("Asked for");
    case CallsModel::Served:
        return tr("Served by");
    case CallsModel::Status:
        return tr("Status");
    case CallsModel::Input:
        return tr("In");
    case CallsModel::Cached:
        return tr("Cached");
    case CallsModel::Output:
        return tr("Out");
    case CallsModel::CostColumn:
        return tr("Cost");
    case CallsModel::FirstToken:
        return tr("First token");
    case CallsModel::Duration:
        return tr("Duration");
    case CallsModel::Source:
        return tr("Source");
    case CallsModel::User:
        return tr("User");
    case CallsModel::Project:
        return tr("Project");
    default:
        return tr("Tags");
    }
}

Qt::Alignment CallLineText::alignment(int column)
{
    return column >= CallsModel::Input && column <= CallsModel::Duration ? Qt::AlignRight : Qt::AlignLeft;
}

QString CallLineText::cost(const CallLine &line)
{
    if (line.unpriced > 0)
        return line.cost == Money() ? u"–"_s : tr("≥ %1").arg(Format::money(line.cost));
    if (line.free)
        return tr("free");
    if (line.estimated)
        return tr("≈ %1").arg(Format::money(line.cost));
    return line.provider ? tr("%1 *", "reported by the provider").arg(Format::money(line.cost))
                         : Format::money(line.cost);
}

QString CallLineText::costHint(const CallLine &line)
{
    const QString exact = Format::exactMoney(line.cost);
    if (line.unpriced > 0)
        return line.cost == Money() ? tr("What it cost is not known. The inspector says why.")
                                    : tr("%1, and an attempt whose cost is not known").arg(exact);
    if (line.free)
        return tr("A model without a price tag");
    if (line.estimated)
        return tr("About %1: the answer was cut or stopped, so its tokens are estimated").arg(exact);
    return line.provider ? tr("%1, as the provider reports it").arg(exact)
                         : tr("%1, from the token count and the price").arg(exact);
}

QString CallLineText::text(const CallLine &line, int column, const QTimeZone &zone)
{
    const auto tokens = [](qint64 count) { return QLocale().toString(count); };
    switch (column) {
    case CallsModel::Time:
        return QLocale().toString(line.startedAt.toTimeZone(zone), QLocale::ShortFormat);
    case CallsModel::Asked:
        return line.requestedModel;
    case CallsModel::Served:
        return line.service.isEmpty() ? u"–"_s : QString(line.service + u'/' + line.model);
    case CallsModel::Status:
        return SpendText::status(callStatusName(line.status));
    case CallsModel::Input:
        return tokens(line.input);
    case CallsModel::Cached:
        return line.cached > 0 ? tokens(line.cached) : QString();
    case CallsModel::Output:
        return tokens(line.output);
    case CallsModel::CostColumn:
        return cost(line);
    case CallsModel::FirstToken:
        return line.firstToken ? Format::duration(*line.firstToken) : u"–"_s;
    case CallsModel::Duration:
        return Format::duration(line.total);
    case CallsModel::Source:
        return line.source.isEmpty() ? QString() : SpendText::key(SpendGroup::Source, line.source);
    case CallsModel::User:
        return line.user;
    case CallsModel::Project:
        return line.project;
    default:
        return line.tags.join(u", "_s);
    }
}

QString CallLineText::hint(const CallLine &line, int column, const QTimeZone &zone)
{
    switch (column) {
    case CallsModel::Time:
        return QLocale().toString(line.startedAt.toTimeZone(zone), QLocale::LongFormat);
    case CallsModel::CostColumn:
        return costHint(line);
    case CallsModel::Served:
        return line.attempts > 1 ? tr("%1, after %n attempts", nullptr, line.attempts).arg(text(line, column, zone))
                                 : text(line, column, zone);
    default:
        return text(line, column, zone);
    }
}

QVariant CallLineText::sign(const CallLine &line, int column)
{
    if (column == CallsModel::Served && line.attempts > 1)
        return icon(u"chains"_s);
    if (column != CallsModel::Status)
        return {};
    switch (line.status) {
    case CallStatus::Answered:
        return icon(meaningIcon(Meaning::Good), Meaning::Good);
    case CallStatus::Cancelled:
        return icon(u"stop"_s, Meaning::Information);
    case CallStatus::Failed:
    case CallStatus::Interrupted:
        break;
    }
    return icon(meaningIcon(Meaning::Error), Meaning::Error);
}

QStringList CallLineText::csvHead()
{
    return {u"started_at"_s, u"requested_model"_s, u"service"_s, u"model"_s, u"status"_s, u"attempts"_s, u"input"_s,
        u"cached"_s, u"output"_s, u"cost_usd"_s, u"unpriced"_s, u"estimated"_s, u"first_token_us"_s, u"total_us"_s,
        u"source"_s, u"user"_s, u"project"_s, u"tags"_s};
}

QStringList CallLineText::csvCells(const CallLine &line)
{
    const auto number = [](qint64 value) { return QString::number(value); };
    const bool unknown = line.unpriced > 0 && line.cost == Money();
    return {line.startedAt.toUTC().toString(Qt::ISODateWithMs), line.requestedModel, line.service, line.model,
        callStatusName(line.status), number(line.attempts), number(line.input), number(line.cached),
        number(line.output), unknown ? QString() : line.cost.toDecimal(), number(line.unpriced),
        line.estimated ? u"1"_s : u"0"_s, line.firstToken ? number(line.firstToken->count()) : QString(),
        number(line.total.count()), line.source, line.user, line.project, line.tags.join(u' ')};
}

} // namespace lineup::ui
