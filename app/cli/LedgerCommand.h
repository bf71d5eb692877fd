// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "core/spend/maintenance/LedgerMaintenance.h"

#include <QElapsedTimer>

class QCommandLineOption;
class QCommandLineParser;

namespace lineup::cli {

// `lineup ledger check|repair|compact|backup|export|import|keep|zone|reprice|corrections|undo`: what a person does with
// the history as a whole. What takes something away or changes it is only told unless --yes is given. How far a long
// job is goes to standard error where that is a terminal; Ctrl+C stops it.
class LedgerCommand final : public Command
{
    Q_OBJECT
public:
    enum class Action { Check, Repair, Compact, Backup, Export, Import, Keep, Zone, Reprice, Corrections, Undo };
    struct Task
    {
        Action action = Action::Check;
        QString word; // a file, a number of days, a time zone, or the number of a correction
        SpendFilter filter; // Reprice
        bool csv = false; // Export
        bool yes = false;
        bool json = false;
    };
    [[nodiscard]] static QList<QCommandLineOption> options();
    [[nodiscard]] static Result<Task> readTask(const QCommandLineParser &parser, const QDate &today);

    LedgerCommand(Services &services, Task task) : Command(services), m_task(std::move(task)) { }
    void start() override;
    void interrupt() override;

private:
    template<typename T>
    void carryOut(const QFuture<Result<T>> &future, void (LedgerCommand::*show)(const T &));
    void reprice();
    void showDone(const bool &done);
    void showAudit(const LedgerAudit &audit);
    void showTransfer(const TransferResult &result);
    void showKept(const qint64 &removed);
    void showRepricing(const RepriceResult &result);
    void showCorrections(const QList<Correction> &corrections);
    void showZone(const QByteArray &zone);
    void showProgress(qint64 done, qint64 total);

    Task m_task;
    QElapsedTimer m_told;
};

} // namespace lineup::cli
