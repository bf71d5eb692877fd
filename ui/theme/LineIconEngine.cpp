// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/LineIconEngine.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace lineup::ui {

LineIconEngine::LineIconEngine(QString file, std::optional<Meaning> meaning, QColor color)
    : m_file(std::move(file)), m_meaning(meaning), m_color(std::move(color))
{
}

QIconEngine *LineIconEngine::clone() const
{
    return new LineIconEngine(*this);
}

QColor LineIconEngine::color(QIcon::Mode mode) const
{
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::WindowText);
    if (mode == QIcon::Selected)
        return palette.color(QPalette::HighlightedText);
    if (m_meaning)
        return meaningColor(*m_meaning, palette);
    return m_color.isValid() ? m_color : palette.color(QPalette::WindowText);
}

void LineIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state)
{
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatioF() : 1.0;
    QPixmap drawn = pixmap((QSizeF(rect.size()) * ratio).toSize(), mode, state);
    drawn.setDevicePixelRatio(ratio);
    painter->drawPixmap(rect.topLeft(), drawn);
}

QPixmap LineIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    Q_UNUSED(state)
    const QColor drawnIn = color(mode);
    const QString key
        = u"lineup-icon|%1|%2x%3|%4"_s.arg(m_file).arg(size.width()).arg(size.height()).arg(drawnIn.rgba());
    QPixmap result;
    if (QPixmapCache::find(key, &result))
        return result;
    result = renderLineIcon(m_file, size, drawnIn, 1.5);
    if (!result.isNull())
        QPixmapCache::insert(key, result);
    return result;
}

QPixmap renderLineIcon(const QString &file, const QSize &size, const QColor &color, double stroke)
{
    QFile source(file);
    if (size.isEmpty() || !source.open(QIODevice::ReadOnly))
        return {};
    QByteArray svg = source.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    const QByteArray width = QByteArrayLiteral("stroke-width=\"") + QByteArray::number(stroke) + '"';
    svg.replace("stroke-width=\"1.5\"", width);
    QSvgRenderer renderer(svg);
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    QPixmap result(size);
    result.fill(Qt::transparent);
    QPainter painter(&result);
    painter.setOpacity(color.alphaF());
    renderer.render(&painter);
    return result;
}

QSize LineIconEngine::actualSize(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    Q_UNUSED(mode)
    Q_UNUSED(state)
    const int side = qMin(size.width(), size.height());
    return {side, side};
}

} // namespace lineup::ui
