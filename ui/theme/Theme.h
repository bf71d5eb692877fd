// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QColor>
#include <QFont>
#include <QGuiApplication>
#include <QPalette>

// Sizes and colours, all computed from the system's font and palette. Pure functions but for applyColorMode; GUI
// thread. Ask again on QEvent::PaletteChange and QEvent::FontChange instead of keeping what they return.
namespace lineup::ui {

// Weight before size, size before colour.
enum class TextSize {
    Caption, // 0.85 of the system's font
    Body, // 1
    Title, // 1.25, medium weight
    Display // 1.6, medium weight
};
[[nodiscard]] QFont themeFont(TextSize size, const QFont &base = QGuiApplication::font());
// The same font with figures of one width, for numbers that stand in columns or tick.
[[nodiscard]] QFont tabularFont(QFont font);

// The four meanings that a colour may have. Each goes with an icon and a word: colour alone says nothing.
enum class Meaning { Good, Warning, Error, Information };
[[nodiscard]] QString meaningIcon(Meaning meaning); // for icon()
// For text and icons: at least 4.5:1 on window, base, card and the meaning's own tint.
[[nodiscard]] QColor meaningColor(Meaning meaning, const QPalette &palette = QGuiApplication::palette());
[[nodiscard]] QColor meaningTint(Meaning meaning, const QPalette &palette = QGuiApplication::palette()); // background

[[nodiscard]] QColor borderColor(const QPalette &palette = QGuiApplication::palette()); // one pixel, decorative
[[nodiscard]] QColor cardColor(const QPalette &palette = QGuiApplication::palette());
[[nodiscard]] QColor hoverColor(const QPalette &palette = QGuiApplication::palette()); // over window or card
[[nodiscard]] QColor mutedText(const QPalette &palette = QGuiApplication::palette()); // at least 4.5:1
// The same on the tint of a meaning.
[[nodiscard]] QColor mutedTextOn(Meaning tint, const QPalette &palette = QGuiApplication::palette());
// The accent as text or icon colour: highlight, moved until it has 4.5:1 on window and card.
[[nodiscard]] QColor accentText(const QPalette &palette = QGuiApplication::palette());

// A colour-blind-safe set of eight for models and services (after Okabe and Ito, "Color Universal Design", 2008),
// at least 3:1 on the card as graphics need. Beyond eight the colours repeat with hatching: use seriesBrush to fill.
constexpr int seriesCount = 8;
[[nodiscard]] QColor seriesColor(int index, const QPalette &palette = QGuiApplication::palette());
[[nodiscard]] QBrush seriesBrush(int index, const QPalette &palette = QGuiApplication::palette());

[[nodiscard]] bool isDark(const QPalette &palette = QGuiApplication::palette());
// WCAG 2.1 contrast of two opaque colours, 1 to 21.
[[nodiscard]] double contrast(const QColor &one, const QColor &other);
[[nodiscard]] QColor mixed(const QColor &one, const QColor &other, double shareOfOther);

// What the person chose; System follows the desktop.
enum class ColorMode { System, Light, Dark };
[[nodiscard]] QString colorModeName(ColorMode mode); // "system", "light", "dark": stable, for settings
[[nodiscard]] ColorMode colorModeFromName(QStringView name); // System when unknown
// The palettes used where the platform has none of its own, or where the person overrides it.
[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();
// Sets the application's palette; widgets get PaletteChange. Call after the style has been set.
void applyColorMode(ColorMode mode);

} // namespace lineup::ui
