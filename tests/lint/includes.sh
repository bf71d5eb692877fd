#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Who may include whom: base -> domain -> {text, net, store, secrets} -> {providers, spend} -> routing -> compare -> ui
# -> app. core knows no Gui, Widgets or Charts; ui knows no Sql and no keychain.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/files.bash"
failed=0

complain() { echo "includes: $*" >&2; failed=1; }

# folder: what its own includes ("…") may begin with
check() {
    local folder=$1 allowed=$2 line
    [ -d "$folder" ] || { complain "there is no folder $folder"; return; }
    while IFS= read -r line; do
        [ -n "$line" ] || continue
        complain "$line (allowed: $allowed)"
    done < <(grep -rnE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$folder" --include='*.h' --include='*.cpp' \
        | grep -vE "include[[:space:]]*\"($allowed)[^\"]*\"" | grep -vE 'include[[:space:]]*"([A-Za-z_]+\.moc|moc_)' || true)
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
known='core/(base|domain|text|net|secrets|providers|spend|routing|compare)/'
page='ui/frame/(Page|UiContext)\.h'
check ui/theme 'ui/theme/'
check ui/widgets 'ui/(theme|widgets)/|core/(base|domain|text)/'
check ui/models "ui/(theme|widgets|models)/|$known"
check ui/compare "ui/(theme|widgets|models|compare)/|$page|$known"
check ui/chains "ui/(theme|widgets|models|compare|chains)/|$page|$known"
check ui/budgets "ui/(theme|widgets|models|compare|budgets)/|$page|$known"
check ui/keys "ui/(theme|widgets|models|keys)/|$page|$known"
check ui/spend "ui/(theme|widgets|models|compare|spend)/|$page|$known"
check ui/frame "ui/(theme|widgets|models|frame)/|ui/[a-z]+/[A-Za-z]+Page\.h|$known"
check app 'app/|ui/frame/WindowApp\.h|core/'

# Angle brackets are for what is not ours.
while IFS= read -r line; do complain "ours, so in quotes: $line"; done \
    < <(grep -rnE 'include[[:space:]]*<(core|ui|app|tests)/' core ui app tests --include='*.h' --include='*.cpp' || true)
gui='#include <(QtGui|QtWidgets|QtCharts|QtSvg|QWidget|QApplication|QGuiApplication|QColor|QFont|QIcon|QImage|QPixmap|QPalette|QPainter|QTextDocument|QTextCursor|QAction|QClipboard|QDesktopServices|QScreen|QWindow)'
while IFS= read -r line; do complain "core is without a window: $line"; done < <(grep -rnE "$gui" core || true)
while IFS= read -r line; do complain "ui is without Sql and keychain: $line"; done \
    < <(grep -rnE '#include <(QtSql|QSql|qt6keychain|qtkeychain|keychain\.h)' ui || true)
exit $failed
