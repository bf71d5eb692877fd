// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/compare/PaneMetrics.h"
#include "core/compare/SendEstimate.h"

#include <QCoreApplication>

namespace lineup::ui {

// The figures of a pane as a person reads them: short on the strip, in full on hover. Pure.
class MetricsText
{
    Q_DECLARE_TR_FUNCTIONS(MetricsText)
public:
    enum Cell { FirstToken, Speed, Tokens, CostCell, CellCount };

    [[nodiscard]] static QString text(Cell cell, const PaneMetrics &metrics);
    // The exact figure, what it is made of, or why there is none.
    [[nodiscard]] static QString hint(Cell cell, const PaneMetrics &metrics);
    [[nodiscard]] static QString name(Cell cell); // "Time to first token"
    // As wide as a cell ever gets: what its width is made from.
    [[nodiscard]] static QString widest(Cell cell);
    // The answer is there, and it is only the price that is missing: the cost cell offers to set one.
    [[nodiscard]] static bool lacksPrice(const PaneMetrics &metrics);
    [[nodiscard]] static QString reason(Cost::Reason reason);
    // "Send · ~$0.003" and what is behind it.
    [[nodiscard]] static QString sendText(const SendEstimate &estimate);
    [[nodiscard]] static QString sendHint(const SendEstimate &estimate);

private:
    [[nodiscard]] static QString costText(const PaneMetrics &metrics);
    [[nodiscard]] static QString costHint(const PaneMetrics &metrics);
    [[nodiscard]] static QString plainCostText(const PaneMetrics &metrics);
    [[nodiscard]] static QString demoHint(const PaneMetrics &metrics);
    [[nodiscard]] static QString tokensText(const Usage &usage);
    [[nodiscard]] static QString answering(const PaneMetrics &metrics);
    [[nodiscard]] static QString tokensHint(const Usage &usage);
};

// Which figures are the best among panes: shortest wait, highest speed, lowest cost. A figure is marked only when
// at least two panes have one and not all are the same.
struct BestFigures
{
    QList<bool> firstToken;
    QList<bool> speed;
    QList<bool> cost;
    bool operator==(const BestFigures &) const = default;
};
[[nodiscard]] BestFigures bestFigures(const QList<std::optional<PaneMetrics>> &panes);

} // namespace lineup::ui
