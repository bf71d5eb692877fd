// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/frame/Page.h"
#include "ui/frame/UiContext.h"

#include <QApplication>
#include <QSize>
#include <QStringList>

#include <functional>

namespace lineup::ui {

struct WindowOptions
{
    // Not empty: draw the window with the demo comparison finished into this PNG file, and end. Touches neither the
    // saved session nor a window that is open. Meant for QT_QPA_PLATFORM=offscreen; QT_SCALE_FACTOR is heeded.
    QString screenshotFile;
    QSize screenshotSize {1280, 800}; // logical pixels
    QString screenshotColors; // "light", "dark"; empty: as the system
    QString screenshotPage; // id of the page to show; empty: the first
    QStringList arguments; // handed to the window that is open already
};

// The window, from dressing the application to its end; returns the exit code: 0, or 1 when a picture could not be
// made. A second start raises the window of the first and returns 0. The context outlives the call. Call it once, on
// the GUI thread, with the application's name and version set.
[[nodiscard]] int runWindow(QApplication &app, const UiContext &context, const WindowOptions &options);

// The same around any pages: makePages is called once, after the application has been dressed.
using PageMaker = std::function<QList<Page *>()>;
// budgets, catalogue, reports: may be null.
[[nodiscard]] int runFrame(QApplication &app, KeyVault &vault, Ledger &ledger, const Clock &clock,
    const PageMaker &makePages, const WindowOptions &options, Budgets *budgets = nullptr,
    Catalogue *catalogue = nullptr, Reports *reports = nullptr);

} // namespace lineup::ui
