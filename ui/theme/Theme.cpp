// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include "ui/theme/DesktopHints.h"

#include <QApplication>
#include <QStyle>
#include <QtMath>

#include <array>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr double readable = 4.5; // WCAG AA for text
constexpr double graphic = 3.0; // WCAG AA for graphics

double luminance(const QColor &color)
{
    const auto linear = [](double part) { return part <= 0.04045 ? part / 12.92 : qPow((part + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

// Moves a colour towards black or white, whichever is the palette's text side, until it can be told from each ground.
QColor legible(QColor color, const QList<QColor> &grounds, double least, bool dark)
{
    const QColor end = dark ? QColor(Qt::white) : QColor(Qt::black);
    const auto enough = [&](const QColor &c) {
        return std::ranges::all_of(grounds, [&](const QColor &ground) { return contrast(c, ground) >= least; });
    };
    for (int step = 0; step < 50 && !enough(color); ++step)
        color = mixed(color, end, 0.05);
    return color;
}

QList<QColor> grounds(const QPalette &palette)
{
    return {palette.color(QPalette::Window), palette.color(QPalette::Base), cardColor(palette)};
}

QColor meaningSeed(Meaning meaning, bool dark)
{
    switch (meaning) {
    case Meaning::Good:
        return dark ? QColor(0x4c, 0xc3, 0x8a) : QColor(0x18, 0x79, 0x4e);
    case Meaning::Warning:
        return dark ? QColor(0xf1, 0xa1, 0x0d) : QColor(0x94, 0x58, 0x00);
    case Meaning::Error:
        return dark ? QColor(0xff, 0x8a, 0x80) : QColor(0xc6, 0x28, 0x28);
    case Meaning::Information:
        break;
    }
    return dark ? QColor(0x6c, 0xb6, 0xff) : QColor(0x1a, 0x5f, 0xb4);
}

struct Shades
{
    QColor window, base, alternate, text, muted, button, mid, dark, highlight, link;
};

QPalette paletteOf(const Shades &s)
{
    QPalette p;
    p.setColor(QPalette::Window, s.window);
    p.setColor(QPalette::WindowText, s.text);
    p.setColor(QPalette::Base, s.base);
    p.setColor(QPalette::AlternateBase, s.alternate);
    p.setColor(QPalette::Text, s.text);
    p.setColor(QPalette::PlaceholderText, s.muted);
    p.setColor(QPalette::Button, s.button);
    p.setColor(QPalette::ButtonText, s.text);
    p.setColor(QPalette::BrightText, Qt::white);
    p.setColor(QPalette::Light, mixed(s.button, Qt::white, 0.2));
    p.setColor(QPalette::Midlight, mixed(s.button, Qt::white, 0.1));
    p.setColor(QPalette::Mid, s.mid);
    p.setColor(QPalette::Dark, s.dark);
    p.setColor(QPalette::Shadow, mixed(s.dark, Qt::black, 0.5));
    p.setColor(QPalette::Highlight, s.highlight);
    p.setColor(QPalette::HighlightedText, Qt::white);
    p.setColor(QPalette::Link, s.link);
    p.setColor(QPalette::LinkVisited, mixed(s.link, s.text, 0.3));
    p.setColor(QPalette::ToolTipBase, mixed(s.base, s.text, 0.06));
    p.setColor(QPalette::ToolTipText, s.text);
    const QColor faded = mixed(s.text, s.window, 0.55);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, faded);
    p.setColor(QPalette::Disabled, QPalette::Highlight, mixed(s.highlight, s.window, 0.6));
    return p;
}

} // namespace

QFont themeFont(TextSize size, const QFont &base)
{
    static constexpr std::array<double, 4> factors {0.85, 1.0, 1.25, 1.6};
    QFont font = base;
    const double factor = factors[static_cast<size_t>(size)];
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    if (size == TextSize::Title || size == TextSize::Display)
        font.setWeight(QFont::DemiBold);
    return font;
}

QFont tabularFont(QFont font)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    font.setFeature(QFont::Tag("tnum"), 1);
#endif
    return font; // before Qt 6.7 features cannot be chosen; the usual desktop fonts have tabular figures by default
}

QString meaningIcon(Meaning meaning)
{
    switch (meaning) {
    case Meaning::Good:
        return u"good"_s;
    case Meaning::Warning:
        return u"warning"_s;
    case Meaning::Error:
        return u"error"_s;
    case Meaning::Information:
        break;
    }
    return u"info"_s;
}

QColor meaningColor(Meaning meaning, const QPalette &palette)
{
    const bool dark = isDark(palette);
    return legible(meaningSeed(meaning, dark), grounds(palette) << meaningTint(meaning, palette), readable, dark);
}

QColor meaningTint(Meaning meaning, const QPalette &palette)
{
    const bool dark = isDark(palette);
    return mixed(cardColor(palette), meaningSeed(meaning, dark), dark ? 0.12 : 0.08);
}

QColor borderColor(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), isDark(palette) ? 0.19 : 0.15);
}

QColor cardColor(const QPalette &palette)
{
    // In the dark what is nearer is lighter; where base is darker than the window, a card is lifted off the window.
    const QColor window = palette.color(QPalette::Window);
    return isDark(palette) ? mixed(window, palette.color(QPalette::WindowText), 0.05) : palette.color(QPalette::Base);
}

QColor hoverColor(const QPalette &palette)
{
    QColor color = palette.color(QPalette::WindowText);
    color.setAlphaF(isDark(palette) ? 0.10F : 0.07F);
    return color;
}

QColor mutedText(const QPalette &palette)
{
    const QColor text = palette.color(QPalette::WindowText);
    const QColor wanted = mixed(text, palette.color(QPalette::Window), 0.35);
    return legible(wanted, grounds(palette), readable, isDark(palette));
}

QColor mutedTextOn(Meaning tint, const QPalette &palette)
{
    return legible(mutedText(palette), {meaningTint(tint, palette)}, readable, isDark(palette));
}

QColor accentText(const QPalette &palette)
{
    return legible(palette.color(QPalette::Highlight), grounds(palette), readable, isDark(palette));
}

QColor seriesColor(int index, const QPalette &palette)
{
    static constexpr std::array<QRgb, seriesCount> set {
        0xff0072b2, // blue
        0xffd55e00, // vermilion
        0xff009e73, // bluish green
        0xffcc79a7, // reddish purple
        0xffe69f00, // orange
        0xff56b4e9, // sky blue
        0xff7a5cc8, // violet: the set's black cannot be seen in the dark
        0xffb8a800, // yellow, darkened for light grounds
    };
    const QColor seed = QColor::fromRgb(set[static_cast<size_t>(qAbs(index) % seriesCount)]);
    return legible(seed, {cardColor(palette)}, graphic, isDark(palette));
}

QBrush seriesBrush(int index, const QPalette &palette)
{
    return {seriesColor(index, palette), qAbs(index) < seriesCount ? Qt::SolidPattern : Qt::BDiagPattern};
}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Window)) < luminance(palette.color(QPalette::WindowText));
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return qMax(a, b) / qMin(a, b);
}

QColor mixed(const QColor &one, const QColor &other, double shareOfOther)
{
    const auto part = [&](float a, float b) { return float(a + (b - a) * shareOfOther); };
    return QColor::fromRgbF(
        part(one.redF(), other.redF()), part(one.greenF(), other.greenF()), part(one.blueF(), other.blueF()));
}

QString colorModeName(ColorMode mode)
{
    return mode == ColorMode::Dark ? u"dark"_s : mode == ColorMode::Light ? u"light"_s : u"system"_s;
}

ColorMode colorModeFromName(QStringView name)
{
    return name == u"dark" ? ColorMode::Dark : name == u"light" ? ColorMode::Light : ColorMode::System;
}

QPalette lightPalette()
{
    return paletteOf({.window = QColor(0xf6, 0xf6, 0xf8),
        .base = QColor(0xff, 0xff, 0xff),
        .alternate = QColor(0xf8, 0xf8, 0xfa),
        .text = QColor(0x1d, 0x1f, 0x24),
        .muted = QColor(0x6b, 0x6f, 0x78),
        .button = QColor(0xfd, 0xfd, 0xfe),
        .mid = QColor(0xc4, 0xc7, 0xcf),
        .dark = QColor(0x9d, 0xa1, 0xab),
        .highlight = QColor(0x2f, 0x62, 0xc9),
        .link = QColor(0x1f, 0x5a, 0xc0)});
}

QPalette darkPalette()
{
    return paletteOf({.window = QColor(0x1b, 0x1c, 0x20),
        .base = QColor(0x16, 0x17, 0x1a),
        .alternate = QColor(0x1f, 0x20, 0x25),
        .text = QColor(0xe7, 0xe8, 0xec),
        .muted = QColor(0x94, 0x98, 0xa3),
        .button = QColor(0x2b, 0x2d, 0x33),
        .mid = QColor(0x3a, 0x3d, 0x45),
        .dark = QColor(0x10, 0x11, 0x13),
        .highlight = QColor(0x37, 0x67, 0xcc),
        .link = QColor(0x7d, 0xae, 0xf7)});
}

namespace {

// A platform's palette may leave the placeholder colour as it is built in, black, in the dark as well (KDE's in
// Qt 6.4).
void mendPlaceholder()
{
    const QPalette now = QGuiApplication::palette();
    if (contrast(now.color(QPalette::PlaceholderText), now.color(QPalette::Base)) >= graphic)
        return;
    QPalette mended; // whatever is not set here stays the platform's
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled})
        mended.setColor(group, QPalette::PlaceholderText, mutedText(now));
    QApplication::setPalette(mended);
}

} // namespace

void applyColorMode(ColorMode mode)
{
    if (mode == ColorMode::Light || mode == ColorMode::Dark) {
        QApplication::setPalette(mode == ColorMode::Dark ? darkPalette() : lightPalette());
        return;
    }
    QApplication::setPalette(QPalette()); // what the platform says
    if (DesktopHints::hasOwnPalette()) {
        mendPlaceholder();
        return;
    }
    QApplication::setPalette(DesktopHints::prefersDark() ? darkPalette() : lightPalette());
}

} // namespace lineup::ui
