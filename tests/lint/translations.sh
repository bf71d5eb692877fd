#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What people read can be translated: tr() stands only where lupdate looks (ui and app, see translations/CMakeLists.txt),
# lupdate understands all of it, and lineup_en.ts holds every English plural.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/files.bash"
failed=0
complain() { echo "translations: $*" >&2; failed=1; }

hits=$(project_files 'core/*.cpp' 'core/*.h' | xargs grep -nHE '(^|[^A-Za-z0-9_:.>])tr\(|QCoreApplication::translate\(|QT_TRANSLATE_NOOP' \
    | grep -vE ':[0-9]+: *//' || true)
[ -z "$hits" ] || complain "core has words for programs, not for people: $hits"

lupdate=$(PATH="$PATH:/usr/lib/qt6/bin" command -v lupdate || PATH="$PATH:/usr/lib/qt6/bin" command -v lupdate6 || true)
if [ -z "$lupdate" ]; then
    echo "translations: lupdate is missing, so that plurals are not looked at"
    exit $failed
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp translations/lineup_en.ts "$scratch/lineup_en.ts"
said=$("$lupdate" -silent -no-obsolete -locations none -I . -pluralonly ui app -ts "$scratch/lineup_en.ts" 2>&1 || echo failed)
[ -z "$said" ] || complain "lupdate says: $said"
messages() { grep -E '<(name|source|numerusform|translation)' "$1"; }
if ! diff <(messages translations/lineup_en.ts) <(messages "$scratch/lineup_en.ts") >"$scratch/difference"; then
    complain "lineup_en.ts is behind the sources; build the target update_translations and fill in what is new:"
    cat "$scratch/difference" >&2
fi
if grep -q 'type="unfinished"' translations/lineup_en.ts; then complain "lineup_en.ts has plurals without words"; fi
exit $failed
