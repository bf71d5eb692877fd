// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the desktop says about looks where Qt 6.4 has no question for it. GUI thread.
namespace lineup::ui::DesktopHints {

// The platform brings a palette (KDE, macOS, Windows); false for a bare window manager, where Qt falls back to the
// grey of its own style.
[[nodiscard]] bool hasOwnPalette();
// The desktop asks for dark windows. From QStyleHints::colorScheme (Qt 6.5 on), else GTK_THEME and GTK's settings.ini
// (https://docs.gtk.org/gtk3/property.Settings.gtk-application-prefer-dark-theme.html).
[[nodiscard]] bool prefersDark();
// The desktop or the person asks for no animations: LINEUP_REDUCED_MOTION=1, a style whose animations last 0 ms
// (KDE's animation speed "instant"), or gtk-enable-animations=0 in GTK's settings.ini.
[[nodiscard]] bool reducedMotion();

} // namespace lineup::ui::DesktopHints
