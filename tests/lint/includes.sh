#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Who may include whom: base -> domain -> {text, net, store, secrets} -> {providers, spend} -> routing -> compare -> ui.
# core knows no Gui, Widgets or Charts; ui knows no Sql and no keychain.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
failed=0

complain() { echo "includes: $*" >&2; failed=1; }

# folder: the project folders that its files may include
check() {
    local folder=$1 allowed=$2 line
    [ -d "$folder" ] || return 0
    while IFS= read -r line; do
        [ -n "$line" ] || continue
        complain "$line (allowed: $allowed)"
    done < <(grep -rnE '^#include "' "$folder" --include='*.h' --include='*.cpp' | grep -vE "#include \"($allowed)[^\"]*\"" \
        | grep -vE '#include "[A-Za-z_]+\.moc"|#include "moc_' || true)
}

check core/base 'core/base/'
check core/domain 'core/(base|domain)/'
check core/text 'core/(base|domain|text)/'
check core/net 'core/(base|domain|net)/'
check core/store 'core/(base|domain|store)/'
check core/secrets 'core/(base|domain|secrets)/'
check core/providers 'core/(base|domain|text|net|secrets|providers)/'
check core/spend 'core/(base|domain|text|store|spend)/'
check core/routing 'core/(base|domain|text|net|secrets|providers|spend|routing)/'
check core/compare 'core/(base|domain|text|net|secrets|providers|spend|routing|compare)/'
check ui 'ui/|core/(base|domain|text|net|secrets|providers|spend|routing|compare)/'

gui='#include <(QtGui|QtWidgets|QtCharts|QWidget|QApplication|QGuiApplication|QColor|QFont|QIcon|QImage|QPixmap|QPalette|QPainter|QTextDocument|QAction)'
while IFS= read -r line; do complain "core is without a window: $line"; done < <(grep -rnE "$gui" core || true)
while IFS= read -r line; do complain "ui is without Sql and keychain: $line"; done \
    < <(grep -rnE '#include <(QtSql|QSql|qt6keychain|qtkeychain|keychain\.h)' ui || true)
exit $failed
