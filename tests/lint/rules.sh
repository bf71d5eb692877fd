#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Small rules that a compiler does not know.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/files.bash"
failed=0
complain() { echo "rules: $*" >&2; failed=1; }
code() { project_files 'core/*.cpp' 'core/*.h' 'ui/*.cpp' 'ui/*.h' 'app/*.cpp' 'app/*.h'; }

# A licence line first in every source file: core is LGPL, everything else GPL. Data says it in REUSE.toml.
while IFS= read -r line; do complain "$line"; done < <(
    project_files '*.cpp' '*.h' '*.sh' '*.bash' '*CMakeLists.txt' '*.cmake' 'dev' '.ci/run' | xargs awk '
        function check() {
            if (file != "" && !seen) printf "%s: the first line should be SPDX-License-Identifier: %s\n", file, expected
        }
        FNR == 1 {
            check()
            file = FILENAME
            seen = 0
            expected = (file ~ /^core\//) ? "LGPL-3.0-or-later" : "GPL-3.0-or-later"
        }
        FNR <= 2 && index($0, "SPDX-License-Identifier: " expected) { seen = 1 }
        END { check() }')

# TLS errors are fatal, event loops are not nested, redirects are not followed by Qt, no key is kept in plain text.
for pattern in 'ignoreSslErrors' 'QEventLoop' 'NoLessSafeRedirectPolicy' 'UserVerifiedRedirectPolicy' \
    'setInsecureFallback\(true' '([Dd]ialog|[Mm]enu|[Bb]ox|[Dd]rag)[A-Za-z]*(\.|->|::)exec\('; do
    hits=$(code | xargs grep -nHE "$pattern" | grep -vE ':[0-9]+: *//' || true)
    [ -z "$hits" ] || complain "$pattern: $hits"
done

# Files stay short.
while read -r lines file; do
    [ "$file" = total ] || [ "$lines" -le 600 ] || complain "$file has $lines lines, more than 600"
done < <(project_files '*.cpp' '*.h' | xargs wc -l)

# Nothing in the project names a folder of a machine that built it.
hits=$(project_files | grep -vE '^tests/lint/' | xargs grep -nIE '/work/|/home/[a-z]+/|/root/' \
    | grep -vE '/home/(user|you|tester|me|someone)' || true)
[ -z "$hits" ] || complain "paths of a machine: $(head -n 5 <<<"$hits")"
exit $failed
