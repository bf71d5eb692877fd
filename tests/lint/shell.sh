#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Every shell script can be read by bash; shellcheck looks for mistakes where it is installed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/files.bash"
failed=0
scripts=$(project_files '*.sh' '*.bash' 'dev' '.ci/run')
for script in $scripts; do
    bash -n "$script" || failed=1
done
if command -v shellcheck >/dev/null; then
    # shellcheck disable=SC2086 # a list of names without blanks
    shellcheck --severity=warning --external-sources --shell=bash $scripts || failed=1
fi
exit $failed
