// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/Preferences.h"

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {
const auto colorKey = u"look/colours"_s;
const auto zoomKey = u"look/text_zoom"_s;
const auto enterKey = u"compare/enter_sends"_s;
const auto historyKey = u"compare/keep_history"_s;
} // namespace

Preferences::Preferences(const QString &file, QObject *parent) : QObject(parent), m_settings(file, QSettings::IniFormat)
{
}

void Preferences::set(const QString &key, const QVariant &value)
{
    if (m_settings.value(key) == value)
        return;
    m_settings.setValue(key, value);
    Q_EMIT changed();
}

ColorMode Preferences::colorMode() const
{
    return colorModeFromName(m_settings.value(colorKey).toString());
}

void Preferences::setColorMode(ColorMode mode)
{
    set(colorKey, colorModeName(mode));
}

bool Preferences::enterSends() const
{
    return m_settings.value(enterKey, false).toBool();
}

void Preferences::setEnterSends(bool sends)
{
    set(enterKey, sends);
}

bool Preferences::keepsHistory() const
{
    return m_settings.value(historyKey, false).toBool();
}

void Preferences::setKeepsHistory(bool keeps)
{
    set(historyKey, keeps);
}

int Preferences::textZoom() const
{
    return qBound(70, m_settings.value(zoomKey, 100).toInt(), 200);
}

void Preferences::setTextZoom(int percent)
{
    set(zoomKey, qBound(70, percent, 200));
}

} // namespace lineup::ui
