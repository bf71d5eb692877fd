// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "core/spend/maintenance/LedgerAudit.h"
#include "core/spend/maintenance/LedgerTransfer.h"
#include "core/spend/maintenance/Repricing.h"
#include "core/store/Database.h"

#include <QObject>

namespace lineup {

// Looks after the ledger's file, when a person asks for it: checks, repairs, copies, thins out, corrects. Through a
// connection and thread of its own; jobs run one after the other. Used on the thread that made it; opens nothing until
// it is asked. Errors: Storage, and those of the functions that do the work (beside this header).
class LedgerMaintenance final : public QObject
{
    Q_OBJECT
public:
    explicit LedgerMaintenance(const QString &file, QObject *parent = nullptr);
    ~LedgerMaintenance() override; // stops what runs

    [[nodiscard]] QFuture<Result<LedgerAudit>> check();
    [[nodiscard]] QFuture<Result<LedgerAudit>> repair();
    [[nodiscard]] QFuture<Result<bool>> compact();
    // A whole copy beside what is being written; refuses to write over a file.
    [[nodiscard]] QFuture<Result<bool>> backup(const QString &path);
    [[nodiscard]] QFuture<Result<TransferResult>> exportTo(const QString &path, TransferFormat format);
    [[nodiscard]] QFuture<Result<TransferResult>> importFrom(const QString &path);
    // Keeps the calls of so many days before today, and today's; at least 1. Gives how many calls were taken away.
    [[nodiscard]] QFuture<Result<qint64>> keepDetails(int days, const QDateTime &now);
    [[nodiscard]] QFuture<Result<QDate>> detailsFrom(); // days before are sums only; invalid: none
    [[nodiscard]] QFuture<Result<bool>> setTimeZone(const QByteArray &zone);
    [[nodiscard]] QFuture<Result<RepriceResult>> previewRepricing(const RepriceRequest &request);
    [[nodiscard]] QFuture<Result<RepriceResult>> applyRepricing(const RepriceRequest &request, const QDateTime &now);
    [[nodiscard]] QFuture<Result<bool>> undoRepricing(qint64 batch, const QDateTime &now);
    [[nodiscard]] QFuture<Result<QList<Correction>>> corrections(); // the newest first
    // The job under way, and those behind it, end with Cancelled.
    void cancel();

Q_SIGNALS:
    void progress(qint64 done, qint64 total); // of the job under way; at most some times a second

private:
    template<typename Fn>
    auto run(Fn fn);

    std::shared_ptr<JobControl> m_control;
    std::unique_ptr<Database> m_database;
};

} // namespace lineup
