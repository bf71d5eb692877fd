// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/budgets/Budget.h"
#include "ui/compare/ModelDirectory.h"
#include "ui/compare/PaneSet.h"
#include "ui/widgets/Card.h"

class QMenu;
class QStackedLayout;

namespace lineup::ui {

class AnswerView;
class ErrorCard;
class MetricsStrip;
class PaneHeader;
class PaneHint;
class PaneNote;
class ParamChips;
class RouteLine;

// One pane on the screen: shows a PaneSession and passes on what the person wants. The session outlives it.
class PaneView : public Card
{
    Q_OBJECT
public:
    static constexpr int minimumPaneWidth = 320;

    PaneView(PaneSession &session, ModelDirectory &directory, QWidget *parent = nullptr);

    [[nodiscard]] PaneSession &session() const { return m_session; }
    [[nodiscard]] MetricsStrip *metrics() const { return m_metrics; }
    [[nodiscard]] PaneNote *note() const { return m_note; }
    [[nodiscard]] RouteLine *route() const { return m_route; }
    void setIndex(int index);
    void setMenu(QMenu *menu); // of this pane; is taken over
    void setImagesAttached(bool attached); // images are to be sent with the next prompt
    // How the budget stands that has refused this pane's call; another one's id is ignored.
    void explainBudget(const BudgetStatus &status, const QDateTime &now);
    void refreshMetrics(); // the running figures; about ten times a second
    void focusPane(); // puts the cursor into the conversation
    void openModelPicker();
    [[nodiscard]] bool copyAnswer(); // false when there is none
    [[nodiscard]] QString shownText() const;

Q_SIGNALS:
    void retryRequested();
    void maximizeRequested();
    void applyToAll(lineup::PaneParam param);
    void priceRequested(); // for the model of the last answer
    void keysRequested(const QString &service);
    void budgetRequested(const QString &budget);
    void allowMoreRequested(const QString &budget);
    void statusMessage(const QString &text);
    void edited(); // model or parameters were changed by the person
    void answerEnded();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    void connectSession();
    void connectParts();
    void onAnswerStarted();
    void onAnswerEnded();
    void render(); // the whole conversation anew
    void renderTurn(const PaneTurn &turn);
    void refreshModel();
    void refreshState();
    void refreshWait(); // the countdown to the next try
    void endAnswer(const PaneAnswer &answer);
    void blendAnswers(); // the conversation lies on the card, without a box of its own

    PaneSession &m_session;
    ModelDirectory &m_directory;
    PaneHeader *m_header;
    ParamChips *m_chips;
    QStackedLayout *m_stack;
    PaneHint *m_hint;
    AnswerView *m_answers;
    ErrorCard *m_error;
    RouteLine *m_route;
    PaneNote *m_note;
    MetricsStrip *m_metrics;
    qsizetype m_shownTurns = 0;
    int m_index = 0;
    bool m_imagesAttached = false;
};

} // namespace lineup::ui
