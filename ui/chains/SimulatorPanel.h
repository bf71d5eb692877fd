// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/routing/Simulator.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLayout;
class QSpinBox;
class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace lineup::ui {

class Banner;
class RouteEventModel;
class ScenarioSteps;
class TimelineView;

// What would happen: a scenario is run through the chain at each change, at once and without a network, and its route
// shown as a timeline or a table. Saved scenarios are the chain's tests: those that end otherwise now are named, with
// before and now. GUI thread; catalogue and book outlive it.
class SimulatorPanel : public QWidget
{
    Q_OBJECT
public:
    // chains: where those are that a step of the chain names.
    SimulatorPanel(const Catalogue &catalogue, const ChainBook &chains, QWidget *parent = nullptr);

    void setChain(const Chain &chain);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] Scenario scenario() const; // as it is set now, without a name
    [[nodiscard]] const Simulation &result() const { return m_result; }
    [[nodiscard]] const QList<ScenarioChange> &changes() const { return m_changes; }

Q_SIGNALS:
    void saveRequested(const lineup::Scenario &scenario); // with its trace; the name is a proposal
    void acceptRequested(); // the changed tests are right as they end now
    void forgetRequested(const QString &scenario); // is no test any more
    void drillRequested();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showMark();
    [[nodiscard]] QLayout *buildHead();
    void buildControls();
    void buildResult();
    void fillScenarios();
    void choose(int index);
    void run();
    void showChanges();
    void fitHeights();
    [[nodiscard]] const Scenario *saved() const; // that is chosen; null: none

    const Catalogue &m_catalogue;
    const ChainBook &m_chains;
    Chain m_chain;
    int m_stepCount = 0; // with those of the chains that it names
    Scenario m_scenario; // as chosen, before tokens and streamed
    Simulation m_result;
    QList<ScenarioChange> m_changes;

    QWidget *m_controls;
    QComboBox *m_which;
    QSpinBox *m_tokens;
    QCheckBox *m_streamed;
    QToolButton *m_asTable;
    QPushButton *m_save;
    QToolButton *m_forget;
    ScenarioSteps *m_steps;
    TimelineView *m_timeline;
    QTableView *m_table;
    RouteEventModel *m_events;
    QStackedWidget *m_stack;
    QLabel *m_icon;
    QLabel *m_line;
    Banner *m_banner;
};

} // namespace lineup::ui
