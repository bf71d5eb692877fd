// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "core/providers/TableDownload.h"

namespace lineup::cli {

// `lineup catalogue import FILE|URL [--yes]`, `catalogue undo`, `catalogue status`. Without --yes an import only shows
// what it would change.
class CatalogueCommand final : public Command
{
    Q_OBJECT
public:
    enum class Action { Import, Undo, Status };
    CatalogueCommand(Services &services, Action action, QString source, bool yes, bool json)
        : Command(services), m_action(action), m_source(std::move(source)), m_yes(yes), m_json(json)
    {
    }
    void start() override;

private:
    void readFile();
    void take(const QByteArray &table, QDate asOf);
    void show(const ImportPlan &plan, bool taken);
    void showStatus(bool undone);

    Action m_action;
    QString m_source;
    bool m_yes;
    bool m_json;
    TableDownload m_download;
};

} // namespace lineup::cli
