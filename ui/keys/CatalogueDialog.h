// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/providers/CatalogueImport.h"
#include "core/providers/TableDownload.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTableView;

namespace lineup::ui {

class Banner;
class ModelChangesModel;

// Takes a newer table of models and prices from a file or an address: what would change is shown before it is taken,
// and the last import can be taken back. Fetching and reading go on beside the window and can be stopped; nothing can
// be taken meanwhile. Deletes itself when closed, which stops them. GUI thread; import and network outlive it.
class CatalogueDialog : public QDialog
{
    Q_OBJECT
public:
    CatalogueDialog(CatalogueImport &import, HttpClient &network, QWidget *parent);
    ~CatalogueDialog() override;

    void readFile(const QString &name);

private:
    void buildLayout();
    void chooseFile();
    void fetch();
    void plan(const QFuture<Result<ImportPlan>> &plan);
    void stop();
    void setWorking(const QString &what);
    void updateButtons();
    void showNothing(const QString &why);
    void showPlan(const Result<ImportPlan> &plan);
    void take();
    void takeBack();
    void showFault(const Error &error);
    void showStatus();

    CatalogueImport &m_import;
    HttpClient &m_network;
    std::unique_ptr<TableDownload> m_download;
    std::optional<QFuture<Result<ImportPlan>>> m_reading;
    std::optional<ImportPlan> m_plan;
    int m_levels = 0; // how often an import can be taken back
    Banner *m_fault;
    QLineEdit *m_address;
    QPushButton *m_file;
    QPushButton *m_fetch;
    QLabel *m_summary;
    QProgressBar *m_progress;
    QPushButton *m_stop;
    QLabel *m_status;
    ModelChangesModel *m_changes;
    QCheckBox *m_doubtful;
    QPushButton *m_take;
    QPushButton *m_undo;
};

} // namespace lineup::ui
