#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Small rules that a compiler does not know.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
failed=0
complain() { echo "rules: $*" >&2; failed=1; }
sources() { git ls-files "$@"; }

# A licence line first in every source file; core is LGPL, everything else GPL.
while IFS= read -r file; do
    expected='SPDX-License-Identifier: GPL-3.0-or-later'
    case $file in core/*) expected='SPDX-License-Identifier: LGPL-3.0-or-later' ;; esac
    head -n 2 "$file" | grep -q "$expected" || complain "$file: first line should be $expected"
done < <(sources '*.cpp' '*.h' '*.sh' '*CMakeLists.txt' '*.cmake')

# TLS errors are fatal, event loops are not nested, redirects are not followed by Qt, keys are not passed by hand.
for pattern in 'ignoreSslErrors' 'QEventLoop' 'NoLessSafeRedirectPolicy' 'UserVerifiedRedirectPolicy' 'setInsecureFallback\(true' '\.exec\(\) *[;)].*// *dialog'; do
    hits=$(sources 'core/*.cpp' 'core/*.h' 'ui/*.cpp' 'ui/*.h' 'app/*.cpp' 'app/*.h' | xargs grep -nHE "$pattern" | grep -vE ':[0-9]+: *//' || true)
    [ -z "$hits" ] || complain "$pattern: $hits"
done

# Files stay short.
while IFS= read -r file; do
    lines=$(wc -l <"$file")
    [ "$lines" -le 600 ] || complain "$file has $lines lines, more than 600"
done < <(sources '*.cpp' '*.h')

# The catalogue is JSON, and what is in the project names no folder of a machine that built it.
hits=$(sources | grep -vE '^(tests/lint/)' | xargs grep -nIE '/work/|/home/[a-z]+/|/root/' | grep -vE '/home/(user|you|tester|me|someone)' || true)
[ -z "$hits" ] || complain "paths of a machine: $(head -n 5 <<<"$hits")"
exit $failed
