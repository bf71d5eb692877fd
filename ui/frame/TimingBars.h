// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/CallRecord.h"

#include <QWidget>

#include <array>

namespace lineup::ui {

// When each phase of an attempt, or a wait, began and ended, from the call's start.
struct TimingRow
{
    enum Phase { Wait, Connect, FirstToken, Stream, PhaseCount };
    QString label;
    std::chrono::microseconds at {0};
    std::array<std::optional<std::chrono::microseconds>, PhaseCount> phases; // empty: it did not come to that
    std::chrono::microseconds total {0};
};

[[nodiscard]] QList<TimingRow> timingRows(const CallRecord &call);
[[nodiscard]] QString phaseName(TimingRow::Phase phase);

// The rows as bars on one scale of time. Phases differ in pattern as well as in colour; a table beside it says the
// same in figures, so that it takes no focus. GUI thread.
class TimingBars : public QWidget
{
    Q_OBJECT
public:
    explicit TimingBars(QWidget *parent = nullptr);
    void setRows(const QList<TimingRow> &rows);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QBrush brushOf(int phase) const;
    [[nodiscard]] int rowHeight() const;
    void paintLegend(QPainter &painter, int top) const;

    QList<TimingRow> m_rows;
};

} // namespace lineup::ui
