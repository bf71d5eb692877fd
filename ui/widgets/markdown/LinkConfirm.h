// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

QT_BEGIN_NAMESPACE
class QUrl;
class QWidget;
QT_END_NAMESPACE

namespace lineup::ui {

// The whole address as it would be opened: host names in punycode, everything else percent-encoded where it could
// mislead, invisible characters shown.
[[nodiscard]] QString honestAddress(const QUrl &url);
// Only web and mail addresses are ever opened.
[[nodiscard]] bool mayOpen(const QUrl &url);
// Asks whether to open the address, and opens it on yes. Returns at once; the dialog is named "linkConfirm".
void confirmLink(QWidget *parent, const QUrl &url);

} // namespace lineup::ui
