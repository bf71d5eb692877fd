// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/Diagnostics.h"

#include "core/secrets/KeyVault.h"
#include "core/spend/Ledger.h"
#include "ui/theme/DesktopHints.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QScreen>
#include <QStyle>
#include <QSysInfo>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace lineup::ui {

namespace {

QString stateName(VaultState state)
{
    switch (state) {
    case VaultState::Ready:
        return u"ready"_s;
    case VaultState::Locked:
        return u"locked"_s;
    case VaultState::Absent:
        return u"absent"_s;
    case VaultState::Denied:
        return u"denied"_s;
    case VaultState::Unknown:
        break;
    }
    return u"unknown"_s;
}

QString screenLine(const QWidget &window)
{
    const QScreen *screen = window.screen();
    if (!screen)
        return u"none"_s;
    const QSize size = screen->size();
    return u"%1x%2 at %3, window %4x%5"_s.arg(size.width())
        .arg(size.height())
        .arg(screen->devicePixelRatio())
        .arg(window.width())
        .arg(window.height());
}

} // namespace

// In English on purpose: it is read by whoever looks into the fault.
QString diagnosticInfo(const QWidget &window, const KeyVault &vault, const Ledger &ledger)
{
    QString fault = ledger.fault() ? errorKindName(ledger.fault()->kind) + u": "_s + ledger.fault()->detail : u"none"_s;
    fault.replace(QDir::homePath(), u"~"_s);
    const QStringList lines {
        u"Lineup "_s + QApplication::applicationVersion(),
        u"Qt "_s + QString::fromLatin1(qVersion()) + u" (built with "_s + QStringLiteral(QT_VERSION_STR) + u")"_s,
        u"System: "_s + QSysInfo::prettyProductName() + u", "_s + QSysInfo::kernelType() + u' '
            + QSysInfo::kernelVersion() + u", "_s + QSysInfo::currentCpuArchitecture(),
        u"Desktop: "_s + qEnvironmentVariable("XDG_CURRENT_DESKTOP", u"unknown"_s) + u", platform "_s
            + QGuiApplication::platformName(),
        u"Look: style "_s + QApplication::style()->name() + (isDark() ? u", dark"_s : u", light"_s)
            + (DesktopHints::reducedMotion() ? u", reduced motion"_s : QString()),
        u"Screen: "_s + screenLine(window),
        u"Locale: "_s + QLocale().name(),
        u"Keychain: "_s + stateName(vault.state()) + u" ("_s + vault.storageName() + u')',
        u"Ledger fault: "_s + fault,
    };
    return lines.join(u'\n') + u'\n';
}

} // namespace lineup::ui
