#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every C++ file is as clang-format 14 leaves it; other versions put some lines elsewhere, so only 14 is believed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tool=$(command -v clang-format-14 || command -v clang-format) || { echo "format: clang-format is missing" >&2; exit 1; }
if ! "$tool" --version | grep -q 'version 14'; then
    echo "format: skipped, needs clang-format 14, this is: $("$tool" --version)"
    exit 0
fi
git ls-files '*.cpp' '*.h' | xargs "$tool" --dry-run -Werror 2>&1 | grep -E 'error:' | head -n 20 && exit 1
exit 0
