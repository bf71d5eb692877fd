// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spend/charts/ChartPaint.h"

#include "ui/theme/Theme.h"

#include <QPainter>

#include <cmath>

namespace lineup::ui {

namespace {

constexpr int tile = 8; // pixels of a hatching's pattern
constexpr int swatchSide = 12;

QColor pieceColor(const ChartData::Series &series, const QPalette &palette)
{
    return series.isOther ? mixed(mutedText(palette), cardColor(palette), 0.35) : seriesColor(series.color, palette);
}

// Lines in a lighter tone of the same colour: they are seen on a large piece and do not trouble a small one.
QBrush hatched(const QColor &color, const QPalette &palette, int kind)
{
    QPixmap pattern(tile, tile);
    pattern.fill(color);
    QPainter painter(&pattern);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(mixed(color, cardColor(palette), 0.42), 1.6));
    if (kind % 2 == 0) {
        for (const int at : {-tile, 0, tile})
            painter.drawLine(QPointF(at, tile), QPointF(at + tile, 0));
    } else {
        for (const int at : {-tile, 0, tile})
            painter.drawLine(QPointF(at, 0), QPointF(at + tile, tile));
    }
    painter.end();
    return QBrush(pattern);
}

QPixmap emptySwatch(qreal devicePixelRatio)
{
    QPixmap pixmap(QSize(swatchSide, swatchSide) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    return pixmap;
}

} // namespace

QBrush pieceBrush(const ChartData::Series &series, const QPalette &palette)
{
    const QColor color = pieceColor(series, palette);
    if (series.isOther)
        return hatched(color, palette, 1);
    // Beyond the set's size colours come again, with what they did not have the first time.
    const bool again = series.color >= seriesCount;
    if ((series.color % 2 == 1) == again)
        return color;
    return hatched(color, palette, (series.color / 2) % 2);
}

QPixmap pieceSwatch(const ChartData::Series &series, const QPalette &palette, qreal devicePixelRatio)
{
    QPixmap pixmap = emptySwatch(devicePixelRatio);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(pieceBrush(series, palette));
    painter.drawRoundedRect(QRectF(0.5, 0.5, swatchSide - 1, swatchSide - 1), 2, 2);
    return pixmap;
}

QPixmap beforeSwatch(const QPalette &palette, qreal devicePixelRatio)
{
    QPixmap pixmap = emptySwatch(devicePixelRatio);
    QPainter painter(&pixmap);
    painter.setPen(QPen(palette.color(QPalette::WindowText), 2));
    painter.drawLine(QPointF(0, swatchSide / 2.0), QPointF(swatchSide, swatchSide / 2.0));
    return pixmap;
}

QList<qint64> axisTicks(qint64 least, qint64 most, int count)
{
    const double room = double(most) - double(least);
    if (room <= 0)
        return {0};
    const double raw = room / qMax(1, count);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = power;
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        step = factor * power;
        if (step >= raw)
            break;
    }
    const qint64 whole = qMax<qint64>(1, std::llround(step));
    QList<qint64> ticks;
    const qint64 first = -((-least + whole - 1) / whole); // least is not above 0
    for (qint64 at = first; at * whole < most + whole; ++at)
        ticks += at * whole;
    return ticks;
}

} // namespace lineup::ui
