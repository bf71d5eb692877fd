// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/history/HistoryText.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

// The first few: a ledger of years can have many.
QString some(const QList<QDate> &days)
{
    constexpr qsizetype most = 5;
    QStringList out;
    for (const QDate &day : days.first(qMin(days.size(), most)))
        out += QLocale().toString(day, QLocale::ShortFormat);
    return out.join(u", "_s) + (days.size() > most ? u"…"_s : QString());
}

} // namespace

QString HistoryText::exported(const TransferResult &result, const QString &file)
{
    QString out = tr("%Ln calls are written to %1.", nullptr, int(result.calls)).arg(file);
    if (result.days > 0)
        out += u' ' + tr("Of %Ln older days the sums.", nullptr, int(result.days));
    return out;
}

QString HistoryText::imported(const TransferResult &result)
{
    QStringList out {tr("%Ln calls are new.", nullptr, int(result.calls))};
    if (result.already > 0)
        out += tr("%Ln were there already.", nullptr, int(result.already));
    if (result.left > 0)
        out += tr("%Ln are left out: their days are kept as sums only.", nullptr, int(result.left));
    if (result.days > 0)
        out += tr("Of %Ln older days the sums are new.", nullptr, int(result.days));
    if (result.daysLeft > 0)
        out += tr("The sums of %Ln days are left out: they may hold calls that are here already.", nullptr,
            int(result.daysLeft));
    return out.join(u' ');
}

QString HistoryText::taken(qint64 calls)
{
    return calls == 0 ? tr("No call is older than that.")
                      : tr("%Ln calls were taken away; the sums of their days stay. Compact makes the file smaller.",
                          nullptr, int(calls));
}

QString HistoryText::checked(const LedgerAudit &audit)
{
    if (audit.isSound())
        return tr("The history is sound: the sums of %Ln days are those of their calls.", nullptr, int(audit.days));
    QStringList out;
    if (!audit.damage.isEmpty())
        out += tr("The file itself is damaged: export what can be read, and import it into a new one.") + u'\n'
            + audit.damage.join(u'\n');
    if (!audit.wrongDays.isEmpty())
        out += tr("%Ln days have wrong sums: %1.", nullptr, int(audit.wrongDays.size())).arg(some(audit.wrongDays));
    if (!audit.wrongMonths.isEmpty())
        out += tr("%Ln months have wrong sums: %1.", nullptr, int(audit.wrongMonths.size()))
                   .arg(some(audit.wrongMonths));
    if (audit.wrongScopes)
        out += tr("It is written down wrongly which sums calls are counted in.");
    if (audit.damage.isEmpty())
        out += tr("Repair counts them anew from the calls.");
    return out.join(u'\n');
}

QString HistoryText::repaired(const LedgerAudit &audit)
{
    if (audit.isSound() || !audit.damage.isEmpty())
        return checked(audit);
    if (audit.wrongScopes)
        return tr("All sums were counted anew.");
    return tr("%Ln wrong sums were counted anew from the calls.", nullptr,
        int(audit.wrongDays.size() + audit.wrongMonths.size()));
}

} // namespace lineup::ui
