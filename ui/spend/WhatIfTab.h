// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/ModelDirectory.h"
#include "ui/spend/TabView.h"

class QLabel;
class QStackedLayout;

namespace lineup::ui {

class ChartPane;
class MetricCard;
class ModelButton;

// The calls of the filter at another model's prices: what would have been saved, and what cannot be said. GUI thread;
// catalogue, vault and chains outlive it.
class WhatIfTab : public TabView
{
    Q_OBJECT
public:
    WhatIfTab(SpendView &view, Reports &reports, ModelDirectory &directory, QWidget *parent = nullptr);
    void focusMain() override;
    void show() override;

protected:
    void load() override;

private:
    void buildCards(QLayout &layout);
    void pick();
    void showFigures();
    void showChart();
    [[nodiscard]] std::optional<ModelInfo> chosenModel() const;
    [[nodiscard]] QString leftOut() const; // what could not be compared, in words
    [[nodiscard]] SpendTable byGrain(const QList<SpendRow> &days) const;

    ModelDirectory &m_directory;
    WhatIf m_answer;
    SpendGroup m_grain = SpendGroup::Day;
    ModelButton *m_model;
    MetricCard *m_paid = nullptr;
    MetricCard *m_other = nullptr;
    MetricCard *m_saved = nullptr;
    QLabel *m_note;
    ChartPane *m_chart;
    QStackedLayout *m_stack;
};

} // namespace lineup::ui
