// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"

#include <QIconEngine>
#include <QPixmap>

#include <optional>

namespace lineup::ui {

// Draws one of our line icons: the SVG's currentColor is replaced when it is painted. GUI thread.
class LineIconEngine final : public QIconEngine
{
public:
    // color: its own; meaning: that meaning's; neither: the palette's text colour for the icon's mode.
    LineIconEngine(QString file, std::optional<Meaning> meaning, QColor color);

    [[nodiscard]] QIconEngine *clone() const override;
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    [[nodiscard]] QSize actualSize(const QSize &size, QIcon::Mode mode, QIcon::State state) override;

private:
    [[nodiscard]] QColor color(QIcon::Mode mode) const;

    QString m_file;
    std::optional<Meaning> m_meaning;
    QColor m_color;
};

// Draws the SVG in one colour; stroke: width of the lines on the drawing's grid of 20.
[[nodiscard]] QPixmap renderLineIcon(const QString &file, const QSize &size, const QColor &color, double stroke);

} // namespace lineup::ui
