// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/CallStarter.h"
#include "core/compare/SendEstimate.h"
#include "core/providers/LocalServers.h"
#include "ui/compare/PaneBoard.h"
#include "ui/frame/Page.h"
#include "ui/frame/UiContext.h"

#include <QTimer>

class QMenu;
class QStackedLayout;

namespace lineup::ui {

class Banner;
class CompareActions;
class PromptBar;
class SendGuard;
class StartPanel;

// The Compare screen: one prompt to several models, their answers and what they cost side by side. Each pane goes
// on with its own conversation. What the context names outlives it.
class ComparePage : public Page
{
    Q_OBJECT
    // The person's setting, handed down by the window: Enter alone sends.
    Q_PROPERTY(bool enterSends READ enterSends WRITE setEnterSends)
    // Likewise: conversations and sent prompts are part of saveState(), and are taken from it.
    Q_PROPERTY(bool keepsHistory READ keepsHistory WRITE setKeepsHistory)
public:
    explicit ComparePage(const UiContext &context, QWidget *parent = nullptr);
    // With something else than the Router to start calls: for tests.
    ComparePage(const UiContext &context, std::unique_ptr<CallStarter> starter, QWidget *parent = nullptr);
    ~ComparePage() override;

    [[nodiscard]] QString pageId() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override;
    [[nodiscard]] QList<QAction *> pageActions() const override;
    [[nodiscard]] QJsonObject saveState() const override;
    void restoreState(const QJsonObject &state) override;
    void openItem(const QString &item) override; // "price/SERVICE/MODEL": to set a price of one's own for that
    void focusMain() override;
    [[nodiscard]] int callsInFlight() const override;
    void stopAll() override;
    [[nodiscard]] std::optional<CallDetails> inspected() const override; // of the current pane

    // Puts the demo models side by side and asks them a sample question; callsInFlight() tells when it is over.
    void runDemo() override;

    [[nodiscard]] bool enterSends() const;
    void setEnterSends(bool sends);
    [[nodiscard]] bool keepsHistory() const { return m_keepsHistory; }
    void setKeepsHistory(bool keeps) { m_keepsHistory = keeps; }

    [[nodiscard]] PaneSet &panes() { return m_set; }
    [[nodiscard]] PaneBoard *board() const { return m_board; }
    [[nodiscard]] PromptBar *prompt() const { return m_prompt; }
    [[nodiscard]] CompareActions *actionSet() const { return m_actions; }
    [[nodiscard]] bool showsStart() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    QWidget *makeToolBar();
    void connectActions();
    void connectPaneActions();
    void connectRunActions();
    void connectParts();
    void onViewAdded(PaneView *view);
    void setPriceFor(const PaneSession &session);
    void onSessionState();
    void onDirectory();
    void onEdited(); // something that saveState() holds
    void updateActions();
    void updateStart();
    void findLocalServers();
    void updateNotice();
    void useModels(const QStringList &modelStrings, const QString &text);
    void setArea(PaneArea::Layout layout);
    void goBy(int step);

    // ComparePageRun.cpp
    void send(const QList<PaneSession *> &panes);
    void retry(PaneSession &session);
    void retryFailed();
    void onEscape();
    [[nodiscard]] PaneSession *currentSession() const;
    bool askWaysOut(const QList<PaneSession *> &panes); // a budget would refuse one of them: says so, offers what to do

    // ComparePageBudget.cpp
    void connectBudgets();
    void updateEstimate(); // what sending would cost, and whether a budget lets it
    [[nodiscard]] std::optional<SpendClaim> claimOfPane(const ChatRequest &request, const PaneModel &model) const;
    void showSend();
    void fillWaysOut(const BudgetStatus &blocking);
    [[nodiscard]] QString switchNotice() const;
    void explainBudgets(); // to the panes that one has refused
    void allowMore(const QString &budget);

    UiContext m_context;
    std::unique_ptr<CallStarter> m_starter;
    ModelDirectory m_directory;
    LocalServers m_localServers;
    PaneSet m_set;
    CompareActions *m_actions;
    Banner *m_banner;
    StartPanel *m_start;
    PaneBoard *m_board;
    PromptBar *m_prompt;
    SendGuard *m_guard;
    QMenu *m_waysOut;
    SendEstimate m_estimate;
    QStackedLayout *m_stack;
    QTimer m_ticker; // running figures, ten times a second
    QTimer m_estimateTimer; // after the last key press
    std::optional<std::chrono::nanoseconds> m_escapeAt;
    int m_lastRunning = 0;
    bool m_keepsHistory = false;
    bool m_shownBefore = false;
    bool m_startLeft = false; // the person has gone on from the start panel
};

} // namespace lineup::ui
