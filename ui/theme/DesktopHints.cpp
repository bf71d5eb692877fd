// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/DesktopHints.h"

#include <QApplication>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QStyle>
#include <QStyleHints>

using namespace Qt::StringLiterals;

namespace lineup::ui::DesktopHints {

namespace {

// The value from the newest GTK's settings file that has it.
QString gtkSetting(const QString &key)
{
    const QString config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    for (const QString &version : {u"/gtk-4.0"_s, u"/gtk-3.0"_s}) {
        const QString file = config + version + u"/settings.ini"_s;
        if (!QFile::exists(file))
            continue;
        const QString value = QSettings(file, QSettings::IniFormat).value(u"Settings/"_s + key).toString();
        if (!value.isEmpty())
            return value.toLower();
    }
    return {};
}

bool isOn(const QString &value)
{
    return value == "1"_L1 || value == "true"_L1 || value == "yes"_L1;
}

} // namespace

bool hasOwnPalette()
{
    const QPalette standard = QApplication::style()->standardPalette();
    const QPalette current = QGuiApplication::palette();
    return current.color(QPalette::Window) != standard.color(QPalette::Window)
        || current.color(QPalette::Highlight) != standard.color(QPalette::Highlight);
}

bool prefersDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    if (QGuiApplication::styleHints()->colorScheme() != Qt::ColorScheme::Unknown)
        return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#endif
    const QString theme = qEnvironmentVariable("GTK_THEME");
    if (!theme.isEmpty())
        return theme.endsWith(":dark"_L1) || theme.endsWith("-dark"_L1, Qt::CaseInsensitive);
    return isOn(gtkSetting(u"gtk-application-prefer-dark-theme"_s));
}

bool reducedMotion()
{
    if (qEnvironmentVariableIsSet("LINEUP_REDUCED_MOTION"))
        return qEnvironmentVariableIntValue("LINEUP_REDUCED_MOTION") != 0;
    if (QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) == 0)
        return true;
    const QString animations = gtkSetting(u"gtk-enable-animations"_s);
    return !animations.isEmpty() && !isOn(animations);
}

} // namespace lineup::ui::DesktopHints
