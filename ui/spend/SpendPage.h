// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/ModelDirectory.h"
#include "ui/frame/Page.h"
#include "ui/frame/UiContext.h"
#include "ui/spend/Inquiry.h"
#include "ui/spend/SpendView.h"

#include <QTimer>

class QBoxLayout;
class QProgressBar;
class QStackedLayout;
class QStackedWidget;
class QTabBar;

namespace lineup::ui {

class Banner;
class EmptyState;
class FilterBar;
class TabView;
class ToolChip;

// The screen of what was spent: one filter for all of its tabs, and each figure from the same ledger's answers. What is
// chosen is kept, and each step can be undone. GUI thread; the context outlives it.
class SpendPage : public Page
{
    Q_OBJECT
public:
    explicit SpendPage(const UiContext &context, QWidget *parent = nullptr);
    ~SpendPage() override;

    // Known before it is made.
    [[nodiscard]] static QString id();
    [[nodiscard]] static QString name();
    [[nodiscard]] QString pageId() const override { return id(); }
    [[nodiscard]] QString title() const override { return name(); }
    [[nodiscard]] QString iconName() const override { return id(); }
    [[nodiscard]] QList<QAction *> pageActions() const override { return m_actions; }
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    void openHistory(); // how long calls are kept, copies of them, their costs anew
    void openItem(const QString &argument) override; // "today", or "calls-today": that range on Overview, on Calls
    void focusMain() override;
    [[nodiscard]] std::optional<CallDetails> inspected() const override;

    [[nodiscard]] SpendView &view() { return m_view; }
    [[nodiscard]] TabView *tab(SpendTab tab) const { return m_tabs.value(tab); }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildActions();
    void buildLayout();
    void buildTabs(QBoxLayout &layout);
    void addTab(SpendTab tab, const QString &title, TabView *content);
    void wire(TabView *tab);
    void onChanged(); // the view
    void onLedger(); // calls were added
    void reload();
    void showTab();
    void showTrail();
    void askGeneral(); // the zone, whether there is anything at all, what has no price
    void showProblem(const QString &text);
    void keepQuietly(); // takes away calls that are older than the person wants them kept
    void onBusy();
    [[nodiscard]] TabView *current() const;

    UiContext m_context;
    ModelDirectory m_directory;
    SpendView m_view;
    Inquiry m_general;
    QTimer m_minute; // another day may have begun
    QTimer m_soon; // the ledger has changed
    QTimer m_slow; // an answer takes long enough to show that it is waited for
    QTimer m_tidy; // the window has opened and has nothing more urgent to do
    int m_keepDays = 0; // 0: every call
    QDate m_day;
    SpendState m_asked; // what the tabs have asked the ledger for, and on which day
    SpendSpan m_askedSpan;
    bool m_shown = false;
    QList<QAction *> m_actions;
    QAction *m_up = nullptr;
    QHash<SpendTab, TabView *> m_tabs;
    FilterBar *m_filter = nullptr;
    QWidget *m_content = nullptr;
    QWidget *m_trail = nullptr;
    Banner *m_banner = nullptr;
    QTabBar *m_bar = nullptr;
    QStackedWidget *m_pages = nullptr;
    ToolChip *m_unpriced = nullptr;
    QProgressBar *m_busy = nullptr;
    ToolChip *m_stop = nullptr;
    QStackedLayout *m_stack = nullptr;
};

} // namespace lineup::ui
