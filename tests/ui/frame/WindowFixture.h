// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "FrameFakes.h"
#include "ui/frame/Appearance.h"
#include "ui/frame/MainWindow.h"
#include "ui/frame/Preferences.h"
#include "ui/frame/SessionStore.h"

#include <QTemporaryDir>

// A window with everything it stands on, on a folder of its own or on one that a window before it has left.
class WindowFixture
{
public:
    explicit WindowFixture(
        const QString &folder = {}, lineup::Budgets *budgets = nullptr, lineup::Catalogue *catalogue = nullptr)
        : preferences((folder.isEmpty() ? dir.path() : folder) + QStringLiteral("/settings.ini")),
          appearance(preferences), session((folder.isEmpty() ? dir.path() : folder) + QStringLiteral("/session.json")),
          window({.vault = vault,
              .ledger = ledger,
              .clock = clock,
              .preferences = preferences,
              .appearance = appearance,
              .session = session,
              .budgets = budgets,
              .catalogue = catalogue})
    {
    }

    QTemporaryDir dir;
    StillClock clock;
    StateVault vault;
    ListLedger ledger;
    lineup::ui::Preferences preferences;
    lineup::ui::Appearance appearance;
    lineup::ui::SessionStore session;
    lineup::ui::MainWindow window;
};
