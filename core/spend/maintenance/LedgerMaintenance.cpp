// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/spend/maintenance/LedgerMaintenance.h"

#include "core/spend/ledger/SpendCalendar.h"
#include "core/spend/maintenance/LedgerRetention.h"
#include "core/store/FileGuard.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QPointer>

namespace lineup {

namespace {

// Hands reports of a job's thread on to ours, some times a second.
JobControl::Report reportTo(LedgerMaintenance *owner)
{
    auto quiet = std::make_shared<QDeadlineTimer>(0);
    return [owner = QPointer(owner), quiet](qint64 done, qint64 total) {
        if (!quiet->hasExpired() && done < total)
            return;
        quiet->setRemainingTime(100);
        if (owner) { // its destructor waits for the job
            QMetaObject::invokeMethod(
                owner, [owner, done, total] { Q_EMIT owner->progress(done, total); }, Qt::QueuedConnection);
        }
    };
}

Result<bool> doneOr(const std::optional<Error> &error)
{
    return error ? Result<bool>(*error) : Result<bool>(true);
}

Result<bool> writeCopy(Connection &connection, const QString &path)
{
    if (const std::optional<Error> error = makePrivateFile(path))
        return *error;
    const std::optional<Error> error = connection.copyTo(path);
    if (error)
        QFile::remove(path);
    return doneOr(error);
}

} // namespace

LedgerMaintenance::LedgerMaintenance(const QString &file, QObject *parent)
    : QObject(parent), m_control(std::make_shared<JobControl>(reportTo(this))),
      m_database(std::make_unique<Database>(file))
{
}

LedgerMaintenance::~LedgerMaintenance()
{
    m_control->cancel();
    m_database.reset();
}

template<typename Fn>
auto LedgerMaintenance::run(Fn fn)
{
    return m_database->run([fn = std::move(fn), control = m_control](
                               Connection &connection) -> std::invoke_result_t<Fn &, Connection &, JobControl &> {
        if (const std::optional<Error> error = control->step(0, 1))
            return *error;
        return fn(connection, *control);
    });
}

void LedgerMaintenance::cancel()
{
    m_control->cancel();
    m_control = std::make_shared<JobControl>(reportTo(this));
}

QFuture<Result<LedgerAudit>> LedgerMaintenance::check()
{
    return run([](Connection &connection, JobControl &control) { return auditLedger(connection, control); });
}

QFuture<Result<LedgerAudit>> LedgerMaintenance::repair()
{
    return run([](Connection &connection, JobControl &control) { return repairLedger(connection, control); });
}

QFuture<Result<bool>> LedgerMaintenance::compact()
{
    return run([](Connection &connection, JobControl &) { return doneOr(connection.compact()); });
}

QFuture<Result<bool>> LedgerMaintenance::backup(const QString &path)
{
    return run([path](Connection &connection, JobControl &) { return writeCopy(connection, path); });
}

QFuture<Result<TransferResult>> LedgerMaintenance::exportTo(const QString &path, TransferFormat format)
{
    return run([path, format](Connection &connection, JobControl &control) {
        return exportLedger(connection, path, format, control);
    });
}

QFuture<Result<TransferResult>> LedgerMaintenance::importFrom(const QString &path)
{
    return run([path](Connection &connection, JobControl &control) { return importLedger(connection, path, control); });
}

QFuture<Result<qint64>> LedgerMaintenance::keepDetails(int days, const QDateTime &now)
{
    return run([days, now](Connection &connection, JobControl &control) -> Result<qint64> {
        const Result<SpendCalendar> calendar = SpendCalendar::of(connection);
        if (!calendar)
            return calendar.error();
        const QDate today = QDate::fromJulianDay(calendar->dayAt(now.toMSecsSinceEpoch()));
        return dropDetailsBefore(connection, today.addDays(-qMax(1, days)), control);
    });
}

QFuture<Result<QDate>> LedgerMaintenance::detailsFrom()
{
    return run([](Connection &connection, JobControl &) { return lineup::detailsFrom(connection); });
}

QFuture<Result<bool>> LedgerMaintenance::setTimeZone(const QByteArray &zone)
{
    return run(
        [zone](Connection &connection, JobControl &control) { return changeTimeZone(connection, zone, control); });
}

QFuture<Result<RepriceResult>> LedgerMaintenance::previewRepricing(const RepriceRequest &request)
{
    return run([request](Connection &connection, JobControl &control) {
        return lineup::previewRepricing(connection, request, control);
    });
}

QFuture<Result<RepriceResult>> LedgerMaintenance::applyRepricing(const RepriceRequest &request, const QDateTime &now)
{
    return run([request, now](Connection &connection, JobControl &control) {
        return lineup::applyRepricing(connection, request, now, control);
    });
}

QFuture<Result<bool>> LedgerMaintenance::undoRepricing(qint64 batch, const QDateTime &now)
{
    return run(
        [batch, now](Connection &connection, JobControl &) { return lineup::undoRepricing(connection, batch, now); });
}

QFuture<Result<QList<Correction>>> LedgerMaintenance::corrections()
{
    return run([](Connection &connection, JobControl &) { return lineup::corrections(connection); });
}

} // namespace lineup
