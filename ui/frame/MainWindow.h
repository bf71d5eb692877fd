// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "core/secrets/KeyVault.h"
#include "core/spend/Ledger.h"
#include "core/spend/budgets/Budgets.h"
#include "ui/frame/ActionCatalogue.h"

#include <QMainWindow>
#include <QTimer>

class QDockWidget;
class QStackedWidget;

namespace lineup {
class Catalogue;
class Reports;
} // namespace lineup

namespace lineup::ui {

class Appearance;
class FocusRegions;
class InspectorView;
class Page;
class Preferences;
class Rail;
class SessionStore;
class SpendMonth;
class SpendToday;
class StatusStrip;

// The frame: rail, menus, status bar, and the pages between them. It knows pages only as Page. GUI thread; what it
// is given outlives it, the pages belong to it.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    struct Parts
    {
        KeyVault &vault;
        Ledger &ledger;
        const Clock &clock;
        Preferences &preferences;
        Appearance &appearance;
        SessionStore &session;
        Budgets *budgets = nullptr; // null: there are none
        Catalogue *catalogue = nullptr; // whose files are watched; null: none are
        Reports *reports = nullptr; // says whose days the ledger counts; null: the system's
        bool tellsOfBudgets = true; // of the windows that are open one tells of a threshold: a picture is not it
    };
    explicit MainWindow(const Parts &parts, QWidget *parent = nullptr);
    ~MainWindow() override;

    void addPage(Page *page); // in the order of the rail; takes it over
    // Shows a page; argument goes to its openItem. Unknown ids are ignored.
    void showPage(const QString &pageId, const QString &argument = {});
    [[nodiscard]] Page *currentPage() const;
    // Window, pages and the page shown, as they were at the last save. Call when all pages are in.
    void restoreSession();
    // Every command there is now: the window's, the rail's, the current page's.
    [[nodiscard]] QList<QAction *> commands() const;
    [[nodiscard]] QAction *command(ActionCatalogue::Id id) const { return m_catalogue.action(id); }
    [[nodiscard]] int callsInFlight() const;
    // Opens the inspector on a call: of this session with what was exchanged, else what the ledger knows.
    void inspect(const CallRecord &call);
    [[nodiscard]] InspectorView *inspector(); // made when it is first asked for
    // Closes without asking: calls are stopped, what has arrived is saved.
    void stopAndClose();
    void comeForward(const QByteArray &activationToken); // of another start; may be empty

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void connectCommands();
    void buildStatusBar();
    void followLedger();
    void buildCentre();
    void buildInspector();
    void refreshInspector(); // what the current page has, where it is in sight
    void rebuildMenus();
    void saveSession();
    void passOn(Page &page) const; // what Settings say
    void onPreferences();
    void showCalls();
    void openPalette();
    void copyDiagnostics();
    void askBeforeClosing();
    void prepareOne(); // of the pages that were not shown yet
    [[nodiscard]] QList<Page *> pages() const;
    [[nodiscard]] Page *page(const QString &id) const;

    Parts m_parts;
    ActionCatalogue m_catalogue;
    Rail *m_rail;
    QStackedWidget *m_stack;
    SpendToday *m_spend;
    SpendMonth *m_month;
    StatusStrip *m_status = nullptr;
    QDockWidget *m_dock = nullptr;
    InspectorView *m_inspector = nullptr;
    FocusRegions *m_regions;
    QTimer m_rest; // after which one is prepared
    bool m_keepsHistory;
    bool m_closeAnyway = false;
};

} // namespace lineup::ui
