// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QWidget>

#include <optional>

class QPainter;

namespace lineup::ui {

// How much of a limit is taken. Any unit. What is used is drawn solid, what is reserved hatched, what nobody knows
// crossed; the limit is a line. A value.
struct MeterValues
{
    double used = 0;
    double reserved = 0;
    double uncertain = 0;
    double limit = 0;
    std::optional<double> mark; // of a warning: a tick
    std::optional<Meaning> meaning; // colours what is used; nothing: the accent
    bool quiet = false; // of something that is switched off
    bool operator==(const MeterValues &) const = default;
};

// A slim bar of MeterValues; never without a text beside it that says the same. GUI thread.
class MeterBar : public QWidget
{
    Q_OBJECT
public:
    static constexpr int thickness = 8;

    explicit MeterBar(QWidget *parent = nullptr);
    void setValues(const MeterValues &values, const QString &text); // text: for screen readers
    [[nodiscard]] const MeterValues &values() const { return m_values; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    // The same into any rectangle, for delegates.
    static void paint(QPainter &painter, const QRect &rect, const MeterValues &values, const QPalette &palette,
        Qt::LayoutDirection direction);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    MeterValues m_values;
};

} // namespace lineup::ui
