// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/Appearance.h"

#include <QApplication>
#include <QStyleHints>

namespace lineup::ui {

namespace {
constexpr int step = 10; // percent
} // namespace

Appearance::Appearance(Preferences &preferences, QObject *parent)
    : QObject(parent), m_preferences(preferences), m_systemFont(QApplication::font())
{
    connect(&preferences, &Preferences::changed, this, &Appearance::apply);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Appearance::apply);
#endif
    apply();
}

void Appearance::apply()
{
    applyColorMode(m_preferences.colorMode());
    QFont font = m_systemFont;
    const double factor = m_preferences.textZoom() / 100.0;
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    if (font != QApplication::font())
        QApplication::setFont(font);
}

void Appearance::zoomIn()
{
    m_preferences.setTextZoom(m_preferences.textZoom() + step);
}

void Appearance::zoomOut()
{
    m_preferences.setTextZoom(m_preferences.textZoom() - step);
}

void Appearance::zoomReset()
{
    m_preferences.setTextZoom(100);
}

} // namespace lineup::ui
