// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chains/BudgetWatch.h"
#include "ui/chains/ChainEdits.h"
#include "ui/compare/ModelDirectory.h"
#include "ui/frame/Page.h"
#include "ui/frame/UiContext.h"
#include "ui/models/ChainListModel.h"

#include <QTimer>

class QMenu;
class QSplitter;
class QStackedLayout;

namespace lineup::ui {

class Banner;
class ChainEditor;
class ChainList;
class SimulatorPanel;

// The screen of fallback chains: a list, the chosen chain, and the simulator that says what would happen. Every edit is
// saved at once and can be undone. GUI thread; the context outlives it.
class ChainsPage : public Page
{
    Q_OBJECT
public:
    explicit ChainsPage(const UiContext &context, QWidget *parent = nullptr);
    ~ChainsPage() override;

    // Known before it is made.
    [[nodiscard]] static QString id();
    [[nodiscard]] static QString name();
    [[nodiscard]] QString pageId() const override { return id(); }
    [[nodiscard]] QString title() const override { return name(); }
    [[nodiscard]] QString iconName() const override { return id(); }
    [[nodiscard]] QList<QAction *> pageActions() const override { return m_actions; }
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    void openItem(const QString &argument) override; // a chain's name
    void focusMain() override;

    [[nodiscard]] ChainEdits &edits() { return m_edits; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildActions();
    void buildLayout();
    void fillAddMenu();
    void wire();
    void addFromTemplate(ChainTemplate kind);
    void addEmpty();
    void addChain(Chain chain, const QString &text);
    void askRename();
    void duplicate();
    void askDelete();
    void showSelected();
    void showBookFault();
    void showError(const QString &text);
    void refreshStates();
    void watchBudgets();
    void shareHeight();
    void saveScenario(const Scenario &scenario);
    void acceptScenarios();
    void forgetScenario(const QString &name);
    [[nodiscard]] TargetState stateOf(const QString &chain, const QString &modelString) const;
    [[nodiscard]] TargetState stateOfChain(const QString &asked, const Chain &inner) const;
    [[nodiscard]] std::optional<BudgetWatch::Target> watched(const QString &chain, const QString &modelString) const;
    [[nodiscard]] QStringList modelsFor(ChainTemplate kind) const;
    [[nodiscard]] const Chain *selected() const;

    UiContext m_context;
    ModelDirectory m_directory;
    BudgetWatch m_budgets;
    ChainEdits m_edits;
    ChainListModel m_model;
    QTimer m_ticker; // while something cools
    bool m_shared = false; // the height, between editor and simulator
    QList<QAction *> m_actions;
    QAction *m_rename = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_delete = nullptr;
    QMenu *m_addMenu;
    ChainList *m_list;
    ChainEditor *m_editor;
    SimulatorPanel *m_simulator;
    Banner *m_banner;
    QSplitter *m_across;
    QSplitter *m_down;
    QStackedLayout *m_stack;
};

} // namespace lineup::ui
