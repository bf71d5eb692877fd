#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the tests of the window under valgrind's memcheck, those of a build folder that carry the label "ui":
#   tests/memcheck.sh BUILD [REGEX]
# What AddressSanitizer finds in the core it finds in the window without a second build of everything. Ends with 1 when
# a test fails or reads or writes what it must not.
set -uo pipefail

build=${1:?the build folder}
only=${2:-.}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -m 700 "$scratch/run"
export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 XDG_RUNTIME_DIR=$scratch/run
export QT_ENABLE_REGEXP_JIT=0 # code that was made at run time says nothing to memcheck

check() {
    local test=$1 scratch=$2 build=$3 began=$SECONDS
    if timeout 900 valgrind -q --error-exitcode=9 --num-callers=30 --suppressions=tests/memcheck.supp \
        --log-file="$scratch/$test.log" "$build/tests/$test" >"$scratch/$test.out" 2>&1; then
        echo "ok       $test ($((SECONDS - began)) s)"
        return
    fi
    echo "FAILED   $test"
    grep -E '^FAIL|^   Loc:|^Totals' "$scratch/$test.out"
    head -n 120 "$scratch/$test.log"
    return 1
}
export -f check

mapfile -t tests < <(ctest --test-dir "$build" -N -L ui | sed -n 's/^ *Test *#[0-9]*: *\(tst_.*\)$/\1/p' | grep -E "$only")
[ ${#tests[@]} -gt 0 ] || { echo "memcheck: no test of the window matches \"$only\"" >&2; exit 1; }
printf '%s\n' "${tests[@]}" | xargs -P "$(nproc 2>/dev/null || echo 2)" -I '{}' bash -c 'check "$@"' _ '{}' "$scratch" "$build"
failed=$?
echo "memcheck: ${#tests[@]} tests of the window, $([ $failed -eq 0 ] && echo "nothing found" || echo "something found, see above")"
[ $failed -eq 0 ]
