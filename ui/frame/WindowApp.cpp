// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/WindowApp.h"

#include "core/base/Paths.h"
#include "ui/frame/Appearance.h"
#include "ui/frame/Dressing.h"
#include "ui/frame/MainWindow.h"
#include "ui/frame/Preferences.h"
#include "ui/frame/Screenshot.h"
#include "ui/frame/SessionStore.h"
#include "ui/frame/SingleInstance.h"
#include "ui/frame/TerminationWatcher.h"

#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

struct Given
{
    KeyVault &vault;
    Ledger &ledger;
    const Clock &clock;
    const PageMaker &makePages;
    Budgets *budgets;
    Catalogue *catalogue;
    Reports *reports;
    bool forPicture = false;
};

// What lives as long as the window, in the order that it needs.
struct Desk
{
    Desk(const Given &given, const QString &settingsFile, const QString &sessionFile)
        : preferences(settingsFile), appearance(preferences), session(sessionFile),
          window({.vault = given.vault,
              .ledger = given.ledger,
              .clock = given.clock,
              .preferences = preferences,
              .appearance = appearance,
              .session = session,
              .budgets = given.budgets,
              .catalogue = given.catalogue,
              .reports = given.reports,
              .tellsOfBudgets = !given.forPicture})
    {
        for (Page *page : given.makePages())
            window.addPage(page);
    }

    Preferences preferences;
    Appearance appearance;
    SessionStore session;
    MainWindow window;
};

int takePicture(const Given &given, const WindowOptions &options)
{
    const QTemporaryDir dir; // nothing of the person's is read or written
    Desk desk(given, dir.filePath(u"settings.ini"_s), dir.filePath(u"session.json"_s));
    desk.preferences.setColorMode(colorModeFromName(options.screenshotColors));
    desk.window.resize(options.screenshotSize);
    desk.window.show();
    desk.window.showPage(options.screenshotPage);
    Screenshot screenshot(desk.window, options.screenshotFile);
    QObject::connect(
        &screenshot, &Screenshot::finished, qApp, [](bool written) { QCoreApplication::exit(written ? 0 : 1); });
    QTimer::singleShot(0, &screenshot, &Screenshot::start);
    return QApplication::exec();
}

int handOver(SingleInstance &instance, const QStringList &arguments)
{
    if (instance.handOver(arguments, qgetenv("XDG_ACTIVATION_TOKEN")))
        return 0;
    const QString text = QCoreApplication::translate(
        "WindowApp", "Lineup is running already, but its window does not answer. End that process, then start again.");
    std::fprintf(stderr, "%s\n", qUtf8Printable(text));
    return 1;
}

} // namespace

int runFrame(QApplication &app, KeyVault &vault, Ledger &ledger, const Clock &clock, const PageMaker &makePages,
    const WindowOptions &options, Budgets *budgets, Catalogue *catalogue, Reports *reports)
{
    const Given given {.vault = vault,
        .ledger = ledger,
        .clock = clock,
        .makePages = makePages,
        .budgets = budgets,
        .catalogue = catalogue,
        .reports = reports,
        .forPicture = !options.screenshotFile.isEmpty()};
    dress(app);
    if (!options.screenshotFile.isEmpty())
        return takePicture(given, options);

    SingleInstance instance(Paths::runtimeDir());
    if (!instance.claim())
        return handOver(instance, options.arguments);
    Desk desk(given, Paths::configDir() + u"/settings.ini"_s, Paths::stateDir() + u"/session.json"_s);
    MainWindow &window = desk.window;
    QObject::connect(&instance, &SingleInstance::activated, &window,
        [&window](const QStringList &, const QByteArray &token) { window.comeForward(token); });
    const TerminationWatcher termination;
    QObject::connect(&termination, &TerminationWatcher::requested, &window, &MainWindow::stopAndClose);
    // The desktop's session ends: save at once, ask nothing (a dialog would hold up the log-out).
    QObject::connect(
        &app, &QGuiApplication::commitDataRequest, &window, [&desk] { desk.session.flush(); }, Qt::DirectConnection);
    window.restoreSession();
    window.show();
    if (Page *page = window.currentPage())
        QTimer::singleShot(0, page, &Page::focusMain);
    return QApplication::exec();
}

} // namespace lineup::ui
