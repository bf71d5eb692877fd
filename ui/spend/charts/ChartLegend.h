// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spend/charts/ChartData.h"

#include <QWidget>

class QToolButton;

namespace lineup::ui {

// What the pieces of a chart are: a button for each, which chooses it. GUI thread.
class ChartLegend : public QWidget
{
    Q_OBJECT
public:
    explicit ChartLegend(QWidget *parent = nullptr);
    void setData(const ChartData &chart);

Q_SIGNALS:
    void pieceChosen(int series);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    QToolButton *addEntry(const QString &text, const QPixmap &swatch);
    ChartData m_data;
};

} // namespace lineup::ui
