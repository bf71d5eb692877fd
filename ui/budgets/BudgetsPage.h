// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/budgets/BudgetEdits.h"
#include "ui/budgets/ScopeForm.h"
#include "ui/compare/ModelDirectory.h"
#include "ui/frame/Page.h"
#include "ui/frame/UiContext.h"

#include <QTimer>

class QMenu;
class QSplitter;
class QStackedLayout;

namespace lineup::ui {

class Banner;
class BudgetEditor;
class BudgetList;
class BudgetModel;
class EmptyState;

// The person's budgets: a tree with how they stand, beside it the one that is chosen, every change saved at once and
// undoable. openItem takes a budget's id, "allow:ID" to allow more of it at once, or "new". What the context names
// outlives it.
class BudgetsPage : public Page
{
    Q_OBJECT
public:
    explicit BudgetsPage(const UiContext &context, QWidget *parent = nullptr);
    ~BudgetsPage() override;

    // Known before it is made.
    [[nodiscard]] static QString id();
    [[nodiscard]] static QString name();
    [[nodiscard]] QString pageId() const override { return id(); }
    [[nodiscard]] QString title() const override { return name(); }
    [[nodiscard]] QString iconName() const override { return id(); }
    [[nodiscard]] QList<QAction *> pageActions() const override { return m_actions; }
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    void openItem(const QString &argument) override;
    void focusMain() override;
    [[nodiscard]] BudgetEdits *edits() { return m_edits.get(); } // null: there is no ledger

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    enum Screen { None, Content, Unreadable };
    void buildActions();
    void fillAddMenu();
    void buildLayout();
    QWidget *buildContent();
    void wire();
    void load();
    void showStatuses(const Result<QList<BudgetStatus>> &result);
    void showSelected();
    void showError(const QString &text, bool retry);
    void loadOverrides();
    void loadChoices();
    void takeChoices(ScopeForm::Part part, const Result<SpendTable> &result);
    [[nodiscard]] QList<ScopeForm::Choice> knownChoices(ScopeForm::Part part) const;
    void add(Budget budget, const QString &text);
    void addMonthly();
    void addDaily();
    void addRequests();
    void duplicate();
    void toggle();
    void removeSelected();
    void allowMore();
    void openWanted();
    [[nodiscard]] const BudgetStatus *selected() const; // null: none
    [[nodiscard]] QString freeName(const QString &wish) const;
    [[nodiscard]] QString serviceLabel(const QString &service) const;

    UiContext m_context;
    ModelDirectory m_directory;
    std::unique_ptr<BudgetEdits> m_edits;
    BudgetModel *m_model;
    QMenu *m_addMenu;
    QAction *m_duplicate = nullptr;
    QAction *m_toggle = nullptr;
    QAction *m_allowMore = nullptr;
    QAction *m_delete = nullptr;
    QList<QAction *> m_actions;
    QStackedLayout *m_stack = nullptr;
    EmptyState *m_unreadable = nullptr;
    Banner *m_banner = nullptr;
    QSplitter *m_across = nullptr;
    BudgetList *m_list = nullptr;
    BudgetEditor *m_editor = nullptr;
    QTimer m_ticker;
    QString m_wanted; // of openItem, until the budgets have been read
    QString m_isNew; // its name is to be typed
    QHash<int, QStringList> m_usedWords; // by ScopeForm::Part, from the ledger
    bool m_loading = false;
    bool m_loadAgain = false;
    bool m_loaded = false;
};

} // namespace lineup::ui
