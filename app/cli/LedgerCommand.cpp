// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/LedgerCommand.h"

#include "app/cli/ExitCode.h"
#include "core/base/Async.h"

#include <QDir>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace lineup::cli {

namespace {

QString dayList(const QList<QDate> &days)
{
    QStringList out;
    for (const QDate &day : days)
        out += day.toString(Qt::ISODate);
    return out.join(u", "_s);
}

QJsonArray dayArray(const QList<QDate> &days)
{
    QJsonArray out;
    for (const QDate &day : days)
        out += day.toString(Qt::ISODate);
    return out;
}

QJsonObject lineJson(const RepriceResult::Line &line)
{
    return {{u"model"_s, QString(line.service + u'/' + line.model)}, {u"attempts"_s, line.attempts},
        {u"newly_priced"_s, line.priced}, {u"before_usd"_s, line.before.toDecimal()},
        {u"after_usd"_s, line.after.toDecimal()}};
}

} // namespace

template<typename T>
void LedgerCommand::carryOut(const QFuture<Result<T>> &future, void (LedgerCommand::*show)(const T &))
{
    whenDone(future, this, [this, show](const Result<T> &result) {
        if (!result)
            return fail(result.error());
        (this->*show)(*result);
    });
}

void LedgerCommand::start()
{
    LedgerMaintenance &ledger = services().maintenance();
    connect(&ledger, &LedgerMaintenance::progress, this, &LedgerCommand::showProgress);
    const QString path = QDir::current().absoluteFilePath(m_task.word);
    switch (m_task.action) {
    case Action::Check:
        return carryOut(ledger.check(), &LedgerCommand::showAudit);
    case Action::Repair:
        return carryOut(ledger.repair(), &LedgerCommand::showAudit);
    case Action::Compact:
        return carryOut(ledger.compact(), &LedgerCommand::showDone);
    case Action::Backup:
        return carryOut(ledger.backup(path), &LedgerCommand::showDone);
    case Action::Export:
        return carryOut(ledger.exportTo(path, m_task.csv ? TransferFormat::Csv : TransferFormat::JsonLines),
            &LedgerCommand::showTransfer);
    case Action::Import:
        return carryOut(ledger.importFrom(path), &LedgerCommand::showTransfer);
    case Action::Keep:
        return carryOut(ledger.keepDetails(m_task.word.toInt(), services().clock().now()), &LedgerCommand::showKept);
    case Action::Zone:
        if (m_task.word.isEmpty())
            return carryOut(services().reports().timeZone(), &LedgerCommand::showZone);
        return carryOut(ledger.setTimeZone(m_task.word.toUtf8()), &LedgerCommand::showDone);
    case Action::Reprice:
        return reprice();
    case Action::Corrections:
        return carryOut(ledger.corrections(), &LedgerCommand::showCorrections);
    case Action::Undo:
        return carryOut(
            ledger.undoRepricing(m_task.word.toLongLong(), services().clock().now()), &LedgerCommand::showDone);
    }
}

void LedgerCommand::interrupt()
{
    services().maintenance().cancel(); // the job's own end follows
}

void LedgerCommand::reprice()
{
    const auto take = [this](const Result<SpendTable> &used) {
        if (!used)
            return fail(used.error());
        LedgerMaintenance &ledger = services().maintenance();
        const Catalogue &catalogue = services().catalogue();
        const RepriceRequest request = repriceRequest(
            m_task.filter, *used,
            [&catalogue](const QString &service, const QString &model) { return catalogue.model(service, model); },
            u"lineup ledger reprice"_s);
        carryOut(
            m_task.yes ? ledger.applyRepricing(request, services().clock().now()) : ledger.previewRepricing(request),
            &LedgerCommand::showRepricing);
    };
    whenDone(services().reports().values(SpendGroup::Model, m_task.filter), this, take);
}

void LedgerCommand::showProgress(qint64 done, qint64 total)
{
    if (m_task.json || !terminal().isInteractive() || total <= 0 || (m_told.isValid() && m_told.elapsed() < 200))
        return;
    m_told.start();
    terminal().err(u"\r%1 %"_s.arg(done * 100 / total));
}

void LedgerCommand::showDone(const bool &)
{
    if (m_task.json)
        terminal().prettyJson({{u"done"_s, true}});
    else
        terminal().line(u"done"_s);
    Q_EMIT done(Ok);
}

void LedgerCommand::showAudit(const LedgerAudit &audit)
{
    if (m_task.json) {
        terminal().prettyJson({{u"sound"_s, audit.isSound()}, {u"days"_s, audit.days},
            {u"damage"_s, QJsonArray::fromStringList(audit.damage)}, {u"wrong_days"_s, dayArray(audit.wrongDays)},
            {u"wrong_months"_s, dayArray(audit.wrongMonths)}, {u"wrong_scopes"_s, audit.wrongScopes}});
    } else if (audit.isSound()) {
        terminal().line(u"the ledger is sound: the sums of %1 days are those of their calls"_s.arg(audit.days));
    } else {
        for (const QString &line : audit.damage)
            terminal().line(u"damaged: "_s + Terminal::printable(line));
        if (!audit.wrongDays.isEmpty())
            terminal().line(u"days whose sums were wrong: "_s + dayList(audit.wrongDays));
        if (!audit.wrongMonths.isEmpty())
            terminal().line(u"months whose sums were wrong: "_s + dayList(audit.wrongMonths));
        if (audit.wrongScopes)
            terminal().line(u"it is written down wrongly which sums calls are counted in"_s);
        if (m_task.action == Action::Repair)
            terminal().line(audit.damage.isEmpty()
                    ? u"counted anew from the calls"_s
                    : u"the file itself is damaged: export what can be read, and import it into a new one"_s);
        else
            terminal().line(u"lineup ledger repair counts the sums anew from the calls"_s);
    }
    const bool mended = m_task.action == Action::Repair && audit.damage.isEmpty();
    Q_EMIT done(audit.isSound() || mended ? Ok : StorageFault);
}

void LedgerCommand::showTransfer(const TransferResult &result)
{
    const bool in = m_task.action == Action::Import;
    if (m_task.json) {
        terminal().prettyJson({{u"calls"_s, result.calls}, {u"already_there"_s, result.already},
            {u"left_out"_s, result.left}, {u"days_of_sums"_s, result.days}, {u"days_left_out"_s, result.daysLeft}});
    } else {
        terminal().line((in ? u"%1 calls are new"_s : u"%1 calls are written"_s).arg(result.calls));
        if (result.already > 0)
            terminal().line(u"%1 were there already"_s.arg(result.already));
        if (result.left > 0)
            terminal().line(u"%1 are of days that are kept as sums only, and were left out"_s.arg(result.left));
        if (result.days > 0)
            terminal().line((in ? u"of %1 older days the sums are new"_s : u"of %1 older days the sums are written"_s)
                                .arg(result.days));
        if (result.daysLeft > 0)
            terminal().line(
                u"the sums of %1 days were left out: they may hold calls that are here already"_s.arg(result.daysLeft));
    }
    Q_EMIT done(Ok);
}

void LedgerCommand::showKept(const qint64 &removed)
{
    if (m_task.json)
        terminal().prettyJson({{u"removed"_s, removed}});
    else
        terminal().line(u"%1 calls were taken away; the sums of their days stay"_s.arg(removed));
    Q_EMIT done(Ok);
}

void LedgerCommand::showRepricing(const RepriceResult &result)
{
    if (m_task.json) {
        QJsonArray lines;
        for (const RepriceResult::Line &line : result.lines)
            lines += lineJson(line);
        terminal().prettyJson({{u"lines"_s, lines}, {u"attempts"_s, result.attempts},
            {u"before_usd"_s, result.before.toDecimal()}, {u"after_usd"_s, result.after.toDecimal()},
            {u"batch"_s, result.batch > 0 ? QJsonValue(result.batch) : QJsonValue(QJsonValue::Null)}});
        Q_EMIT done(Ok);
        return;
    }
    QList<QStringList> rows {{u"model"_s, u"attempts"_s, u"before"_s, u"after"_s}};
    for (const RepriceResult::Line &line : result.lines)
        rows += {Terminal::printable(line.service + u'/' + line.model), QString::number(line.attempts),
            u'$' + line.before.toDecimal(), u'$' + line.after.toDecimal()};
    rows += {u"total"_s, QString::number(result.attempts), u'$' + result.before.toDecimal(),
        u'$' + result.after.toDecimal()};
    for (const QString &line : Terminal::table(rows, {1, 2, 3}))
        terminal().line(line);
    if (result.batch > 0)
        terminal().line(u"taken; lineup ledger undo %1 takes it back"_s.arg(result.batch));
    else if (result.attempts == 0)
        terminal().line(u"nothing would change"_s);
    else
        terminal().line(u"nothing is changed yet: --yes takes it"_s);
    Q_EMIT done(Ok);
}

void LedgerCommand::showCorrections(const QList<Correction> &corrections)
{
    QJsonArray json;
    for (const Correction &each : corrections) {
        json += QJsonObject {{u"batch"_s, each.batch}, {u"made_at"_s, each.madeAt.toString(Qt::ISODate)},
            {u"undone_at"_s, each.undoneAt.isValid() ? QJsonValue(each.undoneAt.toString(Qt::ISODate)) : QJsonValue()},
            {u"attempts"_s, each.attempts}, {u"note"_s, each.note}};
        if (!m_task.json)
            terminal().line(u"%1  %2  %3 attempts  %4"_s.arg(QString::number(each.batch),
                each.madeAt.toLocalTime().toString(Qt::ISODate), QString::number(each.attempts),
                each.undoneAt.isValid() ? u"taken back"_s : Terminal::printable(each.note)));
    }
    if (m_task.json)
        terminal().prettyJson({{u"corrections"_s, json}});
    else if (corrections.isEmpty())
        terminal().line(u"there are no corrections"_s);
    Q_EMIT done(Ok);
}

void LedgerCommand::showZone(const QByteArray &zone)
{
    if (m_task.json)
        terminal().prettyJson({{u"time_zone"_s, QString::fromUtf8(zone)}});
    else
        terminal().line(u"days are those of "_s + QString::fromUtf8(zone));
    Q_EMIT done(Ok);
}

} // namespace lineup::cli
