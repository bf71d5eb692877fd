// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/TabView.h"

#include <QHash>

class QBoxLayout;
class QScrollArea;

namespace lineup::ui {

class Banner;
class ChartPane;
class MetricCard;
class ToolChip;
class TopList;

// What was spent at a glance: figures with their course, a chart of days, days that stand out, and what cost most.
class OverviewTab : public TabView
{
    Q_OBJECT
public:
    OverviewTab(SpendView &view, Reports &reports, QWidget *parent = nullptr);
    void focusMain() override;
    void show() override;

protected:
    void load() override;

private:
    enum Answer { Days, Before, Parts, Recent, DaysByModel, TopModels, TopServices, TopProjects, TopTags, TopUsers };
    void buildCards(QBoxLayout &layout);
    void buildChart(QBoxLayout &layout);
    void buildLists(QBoxLayout &layout);
    void askFor(Answer answer, const SpendFilter &filter, const QList<SpendGroup> &groups);
    void showCards();
    void showForecast();
    void showChart();
    void showAnomalies();
    void showLists();
    [[nodiscard]] QString changeOf(SpendMetric metric) const;

    QHash<int, SpendTable> m_answers;
    SpendGroup m_grain = SpendGroup::Day;
    QScrollArea *m_scroll = nullptr;
    QHash<SpendMetric, MetricCard *> m_cards;
    MetricCard *m_forecast = nullptr;
    Banner *m_anomalies = nullptr;
    ChartPane *m_chart = nullptr;
    ToolChip *m_byModel = nullptr;
    ToolChip *m_byService = nullptr;
    QList<TopList *> m_lists;
};

} // namespace lineup::ui
