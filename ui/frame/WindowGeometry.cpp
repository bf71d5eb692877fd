// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/WindowGeometry.h"

#include <QGuiApplication>
#include <QMainWindow>
#include <QScreen>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

constexpr int stateVersion = 2; // raise it when bars or docks change
constexpr QSize border(16, 48); // about what the desktop draws around a window
constexpr QSize leastVisible(120, 60); // enough of the title to take hold of

QByteArray bytes(const QJsonObject &saved, QLatin1StringView key)
{
    return QByteArray::fromBase64(saved.value(key).toString().toLatin1());
}

bool canBeSeen(const QRect &frame)
{
    return std::ranges::any_of(QGuiApplication::screens(), [&](const QScreen *screen) {
        const QRect seen = screen->availableGeometry() & frame;
        return seen.width() >= leastVisible.width() && seen.height() >= leastVisible.height();
    });
}

// The first size is for a usual screen: on a small one the status bar would be below its edge.
void fitScreen(QMainWindow &window)
{
    if (const QScreen *screen = window.screen())
        window.resize(window.size().boundedTo(screen->availableGeometry().size() - border));
}

} // namespace

QJsonObject savedGeometry(const QMainWindow &window)
{
    return {{u"geometry"_s, QString::fromLatin1(window.saveGeometry().toBase64())},
        {u"state"_s, QString::fromLatin1(window.saveState(stateVersion).toBase64())}};
}

void restoreGeometry(QMainWindow &window, const QJsonObject &saved)
{
    if (!saved.contains("geometry"_L1))
        fitScreen(window);
    window.restoreGeometry(bytes(saved, "geometry"_L1));
    window.restoreState(bytes(saved, "state"_L1), stateVersion);
    if (canBeSeen(window.frameGeometry()) || window.isMaximized() || window.isFullScreen())
        return;
    if (const QScreen *screen = QGuiApplication::primaryScreen()) {
        const QRect room = screen->availableGeometry();
        window.resize(window.size().boundedTo(room.size()));
        window.move(room.center() - window.rect().center());
    }
}

} // namespace lineup::ui
