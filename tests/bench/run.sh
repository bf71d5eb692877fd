#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the benchmarks of a build folder and prints what they measure beside the aim:
#   tests/bench/run.sh BUILD [net|parallel|stream|recorded|catalogue|route|ledger|reports|growth|crash|budgets|markdown|panes|window|start|memory]
# Instructions are counted by callgrind, so that they are the same on a busy machine; times are not.
# What needs a program or library that is not there is said and left out. Ends with 1 when an aim is missed.
set -uo pipefail

build=${1:?the build folder}
here=$(cd "$(dirname "$0")" && pwd)
only=${2:-}
program=$build/bin/lineup
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export XDG_RUNTIME_DIR=$scratch/run # nothing of the person's desktop
mkdir -m 700 "$XDG_RUNTIME_DIR"
missed=0

wanted() { [ -z "$only" ] || [ "$only" = "$1" ]; }
have() { command -v "$1" >/dev/null; }
heading() { printf '\n%s\n' "$1"; }
row() { printf '  %-44s %16s   %s\n' "$1" "$2" "${3:-}"; }
left_out() { row "$1" "-" "left out: $2"; }

# Where a benchmark's program lies: CMake puts them into bin.
bench() { echo "$build/bin/$1"; }

# True when the first number is at most, or below, the second.
holds() { awk -v a="$1" -v b="$3" -v how="$2" 'BEGIN { exit !(how == "<" ? a < b : a <= b) }'; }

# judged LABEL VALUE OPERATOR AIM [UNIT]
judged() {
    local verdict=ok
    [[ $2 =~ ^-?[0-9.]+$ ]] || { row "$1" "-" "aim: $3 $4${5:+ $5}  FAILED to measure"; missed=1; return; }
    holds "$2" "$3" "$4" || { verdict=MISSED; missed=1; }
    row "$1" "$2${5:+ $5}" "aim: $3 $4${5:+ $5}  $verdict"
}

# Of two figures that were measured; one that was not makes no ratio.
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { if (a > 0 && b > 0) printf "%.2f", a / b; else print "nan" }'; }

# Instructions of one run of a program, all threads; nothing when it fails.
instructions() {
    local out=$scratch/callgrind
    rm -f "$out"*
    if valgrind --tool=callgrind --callgrind-out-file="$out.%p" "$@" >"$scratch/out" 2>"$scratch/err"; then
        # Children forked before main does its work count for themselves: the most is ours.
        sed -n 's/^==[0-9]*== Collected : *//p' "$scratch/err" | sort -n | tail -n 1
    fi
}

# Instructions of one of many: two runs, N of them in each.  per_one N1 N2 PROGRAM ARGUMENTS..., where @ is N
per_one() {
    local few=$1 many=$2 a b
    shift 2
    a=$(instructions "${@//@/$few}")
    b=$(instructions "${@//@/$many}")
    [ -n "$a" ] && [ -n "$b" ] && echo $(((b - a) / (many - few)))
}

# A program on a screen of its own, 1920 by 1200.
on_screen() { xvfb-run -a -s "-screen 0 1920x1200x24" env -u WAYLAND_DISPLAY QT_QPA_PLATFORM=xcb "$@"; }

bench_net() {
    heading "One call to a server on this machine, instructions"
    have valgrind || { left_out "all of it" "no valgrind"; return; }
    local qnam client curl
    qnam=$(per_one 50 250 "$(bench bench_net)" qnam @)
    client=$(per_one 50 250 "$(bench bench_net)" client @)
    curl=$(per_one 50 250 "$(bench bench_net)" curl @)
    row "bare QNetworkAccessManager" "${qnam:-failed}"
    row "our client" "${client:-failed}"
    if [ -n "$curl" ]; then row "libcurl" "$curl"; else left_out "libcurl" "$(tail -n 1 "$scratch/err")"; fi
    judged "our client / bare" "$(ratio "${client:-0}" "${qnam:-0}")" "<=" 1.3
}

bench_parallel() {
    heading "Fifty calls to one server at once"
    local text
    text=$("$(bench bench_net)" parallel 50 2>&1)
    judged "not in flight together" $((50 - ${text%% *})) "<=" 0
    row "$text" ""
}

bench_stream() {
    heading "One event of a streamed answer, instructions"
    have valgrind || { left_out "all of it" "no valgrind"; return; }
    local ours qjson
    ours=$(per_one 1000 5000 "$(bench bench_stream)" ours @)
    qjson=$(per_one 1000 5000 "$(bench bench_stream)" qjson @)
    row "a bare parse by QJsonDocument" "${qjson:-failed}"
    row "our decoder" "${ours:-failed}"
    judged "our decoder / bare parse" "$(ratio "${ours:-0}" "${qjson:-0}")" "<=" 0.125
}

# Pieces of ours beside QJsonDocument on the same bytes, and a whole stream beside libcurl that only reads it.
bench_recorded() {
    heading "A recorded stream of chat completions, instructions"
    local file=$here/../../../shared/traffic/openai/014-testimageuploadagentstreaming-openai-gpt-5-stream.json
    [ -r "$file" ] || { left_out "all of it" "the recorded traffic is not beside the source"; return; }
    have valgrind || { left_out "all of it" "no valgrind"; return; }
    local what ours other
    for what in event events; do
        ours=$(per_one 200 1200 "$(bench bench_recorded)" "$file" $what ours @)
        other=$(per_one 200 1200 "$(bench bench_recorded)" "$file" $what qjson @)
        if [ $what = event ]; then
            row "two events: ours, QJsonDocument" "${ours:-failed}, ${other:-failed}"
            judged "one event, ours / QJsonDocument" "$(ratio "${ours:-0}" "${other:-0}")" "<=" 0.125
        else
            row "all events: ours, QJsonDocument" "${ours:-failed}, ${other:-failed}" "$(ratio "${ours:-0}" "${other:-0}") times"
        fi
    done
    ours=$(per_one 50 250 "$(bench bench_recorded)" "$file" stream ours @)
    other=$(per_one 50 250 "$(bench bench_recorded)" "$file" stream curl @)
    row "whole stream: ours, to the completion" "${ours:-failed}"
    if [ -n "$other" ]; then
        row "whole stream: libcurl, read and thrown away" "$other" "ours is $(ratio "${ours:-0}" "$other") times that"
    else
        left_out "libcurl" "$(tail -n 1 "$scratch/err")"
    fi
}

bench_catalogue() {
    heading "Loading the catalogue of models, instructions"
    have valgrind || { left_out "all of it" "no valgrind"; return; }
    local ours qjson
    ours=$(per_one 1 5 "$(bench bench_load)" ours @)
    qjson=$(per_one 1 5 "$(bench bench_load)" qjson @)
    row "QJsonDocument on models.json" "${qjson:-failed}"
    row "our table, every row" "${ours:-failed}"
    judged "ours / QJsonDocument" "$(ratio "${ours:-0}" "${qjson:-0}")" "<=" 0.25
}

# A thousand calls at once through a chain whose first target refuses may cost half as much again as direct ones. Where
# each of them has to find that out for itself, the refused request comes on top.
bench_route() {
    heading "A call through three steps of which the first refuses"
    local text
    text=$("$(bench bench_route)" route 1000 2>&1)
    judged "of 1000 at once, not answered" $((1000 - ${text%% *})) "<=" 0
    row "of them refused by the first" "$(awk '/refused by/ { print $1 }' <<<"$text")"
    have valgrind || { left_out "instructions" "no valgrind"; return; }
    local direct refused route apart
    direct=$(per_one 1 1001 "$(bench bench_route)" direct @)
    route=$(per_one 1 1001 "$(bench bench_route)" route @)
    row "direct, 1000 at once" "${direct:-failed}"
    row "through the route, 1000 at once" "${route:-failed}"
    judged "route / direct" "$(ratio "${route:-0}" "${direct:-0}")" "<=" 1.5
    refused=$(per_one 50 150 "$(bench bench_route)" refused @)
    apart=$(per_one 50 150 "$(bench bench_route)" apart @)
    row "refused alone; refused, then answered" "${refused:-failed}, ${apart:-failed}"
    judged "(both - refused) / direct" "$(ratio $((${apart:-0} - ${refused:-0})) "${direct:-0}")" "<=" 1.5
}

bench_ledger() {
    heading "One recorded call, against the same rows in bare SQLite"
    [ -x "$(bench bench_ledger)" ] || { left_out "all of it" "built without SQLite's headers"; return; }
    local group ledger sqlite
    for group in 1 100; do
        if have valgrind; then
            ledger=$(per_one 200 600 "$(bench bench_ledger)" ledger @ $group)
            sqlite=$(per_one 200 600 "$(bench bench_ledger)" sqlite @ $group)
            row "instructions, $group at a time: ours, bare" "${ledger:-failed}, ${sqlite:-failed}" \
                "$(ratio "${ledger:-0}" "${sqlite:-0}") times"
        fi
        row "time, $group at a time" "" "$("$(bench bench_ledger)" ledger 1000 $group)"
        row "" "" "$("$(bench bench_ledger)" sqlite 1000 $group)"
    done
}

# The long race: some minutes, so only when it is asked for by name.
bench_budgets() {
    heading "A million reservations by 64 threads in 8 processes, some of them killed"
    [ "$only" = budgets ] || { left_out "all of it" "takes minutes: ./dev bench budgets"; return; }
    local text
    text=$("$(bench bench_budgets)" 1000000 2>"$scratch/err")
    sed 's/^/  /' "$scratch/err"
    judged "overspent, lost or refused without reason" "${text%% *}" "<=" 0
    row "${text#* }" ""
}

# Milliseconds of processor time that bench_reports printed for a name.
report_time() { awk -v name="$1" 'index($0, name) == 1 { sub(name, ""); print $1; exit }' "$scratch/reports"; }

spans=("a day" "7 days" "30 days" "a month" "a quarter" "a year by week" "a year by month")

# report_on CALLS: a year of so many, and what bench_reports measures of it.
report_on() {
    "$(bench bench_reports)" make "$scratch/reports.db" "$1" &&
        "$(bench bench_reports)" run "$scratch/reports.db" >"$scratch/reports"
    rm -f "$scratch/reports.db"*
}

# A year of calls. Times are the processor's, so that a busy machine changes them little.
bench_reports() {
    heading "Reports over a year of 1,000,000 calls (LINEUP_BENCH_CALLS: another number)"
    [ -x "$(bench bench_reports)" ] || { left_out "all of it" "built without SQLite's headers"; return; }
    local name
    report_on "${LINEUP_BENCH_CALLS:-1000000}"
    for name in "${spans[@]}"; do
        judged "overview, $name" "$(report_time "overview, $name")" "<" 100 ms
    done
    for name in "year by day " "year by model" "year by day and service" "30 days by model"; do
        judged "$name / scan" "$(awk -v a="$(report_time "$name")" -v b="$(report_time "scan: $name")" \
            'BEGIN { if (b > 0) printf "%.4f", a / b; else print "nan" }')" "<=" 0.02
    done
}

# Only where it is asked for by name: it takes some gigabytes and a quarter of an hour.
bench_growth() {
    heading "Reports over a year of 10,000,000 calls against 1,000,000 (LINEUP_BENCH_CALLS: the smaller number)"
    [ -x "$(bench bench_reports)" ] || { left_out "all of it" "built without SQLite's headers"; return; }
    local calls=${LINEUP_BENCH_CALLS:-1000000} name
    local -A few
    report_on "$calls"
    for name in "${spans[@]}"; do few[$name]=$(report_time "overview, $name"); done
    report_on $((calls * 10))
    for name in "${spans[@]}"; do
        row "overview, $name" "${few[$name]} ms" "then $(report_time "overview, $name") ms"
        judged "more calls / fewer" "$(ratio "$(report_time "overview, $name")" "${few[$name]}")" "<=" 1.5
    done
}

# Only where it is asked for by name: it takes a quarter of an hour.
bench_crash() {
    heading "A thousand processes killed while they record (LINEUP_CRASH_ROUNDS: another number)"
    [ -x "$build/tests/tst_ledger_crash" ] || { left_out "all of it" "built without the tests"; return; }
    LINEUP_CRASH_ROUNDS=${LINEUP_CRASH_ROUNDS:-1000} QTEST_FUNCTION_TIMEOUT=7200000 QT_QPA_PLATFORM=offscreen \
        "$build/tests/tst_ledger_crash" aKilledProcessLosesNothing >"$scratch/crash" 2>&1
    judged "calls lost, doubled or with other sums" "$(awk '/^Totals:/ { print $4 }' "$scratch/crash")" "<=" 0
}

# Instructions a token of the last quarter of an answer of so many kB.
token_cost() {
    local kb=$1 less most
    most=$(QT_QPA_PLATFORM=offscreen instructions "$(bench bench_markdown)" cost "$kb")
    less=$(QT_QPA_PLATFORM=offscreen instructions "$(bench bench_markdown)" cost $((kb * 3 / 4)))
    [ -n "$most" ] && [ -n "$less" ] && echo $(((most - less) / (kb * 1024 / 4 / 5)))
}

bench_markdown() {
    heading "A token of a streamed answer"
    [ -x "$(bench bench_markdown)" ] || { left_out "all of it" "built without the window"; return; }
    row "time at 4 kB" "" "$(QT_QPA_PLATFORM=offscreen "$(bench bench_markdown)" cost 4)"
    row "time at 32 kB" "" "$(QT_QPA_PLATFORM=offscreen "$(bench bench_markdown)" cost 32)"
    row "time at 200 kB" "" "$(QT_QPA_PLATFORM=offscreen "$(bench bench_markdown)" cost 200)"
    have valgrind || { left_out "instructions" "no valgrind"; return; }
    local short long
    short=$(token_cost 4)
    long=$(token_cost 32)
    row "instructions at 4 kB, at 32 kB" "${short:-failed}, ${long:-failed}"
    judged "32 kB / 4 kB" "$(ratio "${long:-0}" "${short:-0}")" "<=" 1.5
}

bench_panes() { eight "Eight answer views, 200 events a second each, 30 seconds" bench_markdown panes; }
bench_window() { eight "Eight panes of the whole window, 200 events a second each, 30 seconds" bench_window; }

# eight HEADING PROGRAM [ARGUMENTS]
eight() {
    heading "$1"
    local program text
    program=$(bench "$2")
    shift 2
    [ -x "$program" ] || { left_out "all of it" "built without the window"; return; }
    have xvfb-run || { left_out "all of it" "no xvfb-run (packages xvfb, xauth)"; return; }
    text=$(on_screen "$program" "$@" 8 200 30 2>"$scratch/err")
    row "$text" ""
    judged "events lost" "$(sed 's/.* lost \([0-9-]*\);.*/\1/' <<<"$text")" "<=" 0
    judged "99th percentile of the loop's gaps" "$(sed 's/.* p99 \([0-9.]*\) .*/\1/' <<<"$text")" "<" 33 ms
}

bench_start() {
    heading "From the start to the first picture of the window, instructions"
    [ -x "$(bench bench_skeleton)" ] || { left_out "all of it" "built without the window"; return; }
    have valgrind || { left_out "all of it" "no valgrind"; return; }
    local screen=(env QT_QPA_PLATFORM=offscreen) bare ours
    have xvfb-run && screen=(on_screen)
    bare=$(instructions_on "${screen[@]}" -- "$(bench bench_skeleton)")
    four_panes "$scratch/start"
    # A ledger is there already, as at every start but the first.
    LINEUP_HOME="$scratch/start" QT_QPA_PLATFORM=offscreen LINEUP_QUIT_WHEN_SHOWN=1 "$program" >/dev/null 2>&1
    ours=$(instructions_on "${screen[@]}" -- env LINEUP_HOME="$scratch/start" LINEUP_QUIT_WHEN_SHOWN=1 "$program")
    row "bare window (tool bar, 4 text browsers)" "${bare:-failed}" "$([ "${screen[0]}" = on_screen ] && echo X11 || echo off screen)"
    row "lineup with four panes" "${ours:-failed}"
    judged "lineup / bare" "$(ratio "${ours:-0}" "${bare:-0}")" "<=" 3
}

# A home in which lineup was left with four panes.
four_panes() {
    local models=(demo/swift demo/steady demo/sage demo/swift) panes="" model
    for model in "${models[@]}"; do
        panes+="${panes:+,}{\"conversation\":{\"turns\":[]},\"model\":\"$model\",\"params\":{}}"
    done
    mkdir -p "$1/state"
    printf '{"version":1,"pages":{"compare":{"version":1,"current":0,"layout":"columns","panes":[%s]}}}' "$panes" \
        >"$1/state/session.json"
}

# The same under a screen: only what comes after -- is counted.
instructions_on() {
    local screen=()
    while [ "$1" != -- ]; do screen+=("$1"); shift; done
    shift
    local out=$scratch/callgrind
    rm -f "$out"*
    "${screen[@]}" valgrind --trace-children=yes --trace-children-skip='*/dbus-launch' --tool=callgrind \
        --callgrind-out-file="$out.%p" "$@" >"$scratch/out" 2>"$scratch/err" || true
    sed -n 's/^==[0-9]*== Collected : *//p' "$scratch/err" | sort -n | tail -n 1
    if [ -n "${LINEUP_BENCH_KEEP:-}" ]; then cp "$out".* "$LINEUP_BENCH_KEEP"/; fi
}

resident() { awk '/^VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status" 2>/dev/null; }

# Memory of a program that stays open, five seconds after its start.
memory_of() {
    local screen=$1 pid size
    shift
    if [ -n "$screen" ]; then export DISPLAY=$screen QT_QPA_PLATFORM=xcb; else export QT_QPA_PLATFORM=offscreen; fi
    "$@" >/dev/null 2>&1 &
    pid=$!
    sleep 5
    size=$(resident $pid)
    kill $pid 2>/dev/null
    wait $pid 2>/dev/null
    echo "${size:-0}"
}

bench_memory() {
    heading "Resident memory with four panes"
    [ -x "$(bench bench_skeleton)" ] || { left_out "all of it" "built without the window"; return; }
    [ -r /proc/self/status ] || { left_out "all of it" "no /proc here"; return; }
    local screen="" server=""
    if have Xvfb; then
        Xvfb -displayfd 3 -screen 0 1920x1200x24 3>"$scratch/display" >/dev/null 2>&1 &
        server=$!
        for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s "$scratch/display" ] && break; sleep 0.5; done
        screen=:$(cat "$scratch/display")
    fi
    row "bare window" "$(memory_of "$screen" "$(bench bench_skeleton)" hold) MB"
    four_panes "$scratch/memory"
    judged "lineup with four panes" "$(memory_of "$screen" env LINEUP_HOME="$scratch/memory" "$program")" "<" 100 MB
    [ -z "$server" ] || kill "$server"
    local panes
    panes=$(grep -c '"model": ' "$scratch/memory/state/session.json") # as it saved them when it ended
    [ "$panes" -eq 4 ] || { row "panes in that window" "$panes" "not four: the figure above is of something else"; missed=1; }
}

for name in net parallel stream recorded catalogue route ledger reports budgets markdown panes window start memory; do
    if wanted $name; then bench_$name; fi
done
for name in crash growth; do
    if [ "$only" = $name ]; then bench_$name; fi
done
echo
exit $missed
