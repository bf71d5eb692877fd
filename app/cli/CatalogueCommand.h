// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "core/providers/TableDownload.h"

namespace lineup::cli {

// `lineup catalogue import FILE|URL [--yes] [--doubtful]`, `catalogue undo`, `catalogue status`. Without --yes an
// import only shows what it would change; without --doubtful it leaves out prices that are more likely slips.
class CatalogueCommand final : public Command
{
    Q_OBJECT
public:
    enum class Action { Import, Undo, Status };
    struct Task
    {
        Action action = Action::Status;
        QString source;
        bool yes = false;
        bool doubtful = false;
        bool json = false;
    };
    CatalogueCommand(Services &services, Task task) : Command(services), m_task(std::move(task)) { }
    void start() override;

private:
    void readFile();
    void take(const QByteArray &table, QDate asOf);
    void show(const ImportPlan &plan, bool taken);
    void showCounts(const ImportPlan &plan);
    void showStatus(bool undone);

    Task m_task;
    TableDownload m_download;
};

} // namespace lineup::cli
