// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compare/MetricsText.h"

#include <QWidget>

#include <array>

namespace lineup::ui {

class MetricCell;

// The figures under an answer, one line of fixed height whose cells never change their width.
class MetricsStrip : public QWidget
{
    Q_OBJECT
public:
    explicit MetricsStrip(QWidget *parent = nullptr);
    void setMetrics(const PaneMetrics &metrics, bool any); // any: there is or was an answer
    void setBest(MetricsText::Cell cell, bool best);
    [[nodiscard]] QString text(MetricsText::Cell cell) const;
    [[nodiscard]] QString hint(MetricsText::Cell cell) const;
    [[nodiscard]] bool isBest(MetricsText::Cell cell) const;

Q_SIGNALS:
    void priceWanted(); // of the model whose cost is not known for want of one

protected:
    void changeEvent(QEvent *event) override;

private:
    void setWidths();
    std::array<MetricCell *, MetricsText::CellCount> m_cells {};
};

} // namespace lineup::ui
