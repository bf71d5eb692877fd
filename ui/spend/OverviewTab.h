// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/spend/reports/Anomalies.h"
#include "core/spend/reports/OverviewQueries.h"
#include "ui/spend/TabView.h"
#include "ui/spend/charts/ChartData.h"

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
    using Answer = OverviewAnswer;
    void buildCards(QBoxLayout &layout);
    void buildChart(QBoxLayout &layout);
    void buildLists(QBoxLayout &layout);
    void askForParts(const SpendTable &byPiece);
    void askForAnomalies(const SpendTable &byDay);
    void showCards();
    void showForecast();
    void showChart();
    void showAnomalies();
    void showLists();
    [[nodiscard]] QString changeOf(SpendMetric metric) const;
    [[nodiscard]] ChartQuestion chartQuestion() const;

    QMap<Answer, SpendTable> m_answers;
    SpendTable m_parts; // of the bars: those that are named
    QList<Anomaly> m_anomalies;
    SpendGroup m_grain = SpendGroup::Day;
    QScrollArea *m_scroll = nullptr;
    QHash<SpendMetric, MetricCard *> m_cards;
    MetricCard *m_forecast = nullptr;
    Banner *m_standsOut = nullptr;
    ChartPane *m_chart = nullptr;
    ToolChip *m_byModel = nullptr;
    ToolChip *m_byService = nullptr;
    QList<TopList *> m_lists;
};

} // namespace lineup::ui
