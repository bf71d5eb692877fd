#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C++ file is as clang-format 14 leaves it; other versions put some lines elsewhere, so only 14 is believed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/files.bash"
tool=$(command -v clang-format-14 || command -v clang-format) || { echo "format: clang-format is missing" >&2; exit 1; }
if ! "$tool" --version | grep -q 'version 14'; then
    echo "format: skipped, needs clang-format 14, this is: $("$tool" --version)"
    exit 0
fi
if ! found=$(project_files '*.cpp' '*.h' | xargs -n 40 -P 2 "$tool" --dry-run -Werror 2>&1); then
    echo "format: run clang-format -i on these files:" >&2
    grep -oE '^[^: ]+:[0-9]+:[0-9]+: error' <<<"$found" | cut -d: -f1 | sort | uniq -c >&2 || echo "$found" >&2
    exit 1
fi
