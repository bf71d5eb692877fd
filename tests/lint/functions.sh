#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# No function is longer than 80 lines. Reads the layout that .clang-format gives: a body stands between a lone "{" and
# the lone "}" below it in the same column; "};" ends a type, which may be longer.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/files.bash"
found=$(project_files '*.cpp' '*.h' | xargs awk -v limit=80 '
    FNR == 1 { depth = 0; raw = "" }
    raw != "" { if (index($0, raw)) raw = ""; next }            # inside of a raw string
    match($0, /R"[^"( ]*\(/) {
        closing = ")" substr($0, RSTART + 2, RLENGTH - 3) "\""
        if (!index(substr($0, RSTART + RLENGTH), closing)) raw = closing
    }
    /^ *\{$/ { column[++depth] = index($0, "{"); first[depth] = FNR; name[depth] = before; next }
    /^ *\}[;)]?/ && depth > 0 && index($0, "}") == column[depth] {
        if ($0 ~ /^ *\}$/ && FNR - first[depth] - 1 > limit)
            printf "%s:%d: %d lines: %s\n", FILENAME, first[depth], FNR - first[depth] - 1, name[depth]
        --depth
    }
    { before = $0; sub(/^ +/, "", before) }')
[ -z "$found" ] && exit 0
echo "functions: longer than 80 lines:" >&2
echo "$found" >&2
exit 1
