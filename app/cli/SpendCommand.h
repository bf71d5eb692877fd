// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "core/spend/reports/SpendQuery.h"

class QCommandLineOption;
class QCommandLineParser;

namespace lineup::cli {

// `lineup spend`: what was spent, taken apart by --by, of the calls that the filter's options name. Every figure comes
// from Reports, as those of the window do. With --follow a line for each call that ends from now on, whichever process
// made it, until it is interrupted.
class SpendCommand final : public Command
{
    Q_OBJECT
public:
    enum class Form { Table, Json, Csv };
    struct Task
    {
        SpendQuery query;
        Form form = Form::Table;
        bool follow = false;
    };
    [[nodiscard]] static QList<QCommandLineOption> options();
    // today: in the ledger's time zone or near it, for --since 7d. BadRequest, in words, for what cannot be meant.
    [[nodiscard]] static Result<Task> readTask(const QCommandLineParser &parser, const QDate &today);

    SpendCommand(Services &services, Task task) : Command(services), m_task(std::move(task)) { }
    void start() override;
    void interrupt() override;

private:
    void show(const SpendTable &table);
    void showTable(const SpendTable &table) const;
    void showJson(const SpendTable &table) const;
    void showCsv(const SpendTable &table) const;
    [[nodiscard]] QStringList keyNames() const;
    void beginToFollow();
    void readOn();
    void takePage(const QList<CallLine> &lines, QList<qint64> found);
    void tell(QList<qint64> seqs);
    void print(const CallRecord &call) const;

    Task m_task;
    qint64 m_last = -1; // the newest call that was there at the start, or was told; -1: not known yet
    bool m_reading = false;
    bool m_again = false;
};

} // namespace lineup::cli
