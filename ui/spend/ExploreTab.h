// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/TabView.h"
#include "ui/spend/charts/ChartData.h"

class QComboBox;
class QSpinBox;

namespace lineup::ui {

class ChartPane;
class ToolChip;

// Any figure by any group, as a chart or a table. GUI thread.
class ExploreTab : public TabView
{
    Q_OBJECT
public:
    ExploreTab(SpendView &view, Reports &reports, QWidget *parent = nullptr);
    void focusMain() override;
    void show() override;

protected:
    void load() override;

private:
    void buildControls();
    void change(const ExploreSettings &settings);
    void showControls();
    void askForParts();

    ChartAnswers m_answers;
    SpendTable m_before;
    QComboBox *m_metric;
    QComboBox *m_group;
    QComboBox *m_subgroup;
    QSpinBox *m_top;
    ToolChip *m_cumulative;
    ChartPane *m_chart;
};

} // namespace lineup::ui
