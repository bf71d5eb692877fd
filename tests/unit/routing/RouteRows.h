// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace lineup::test {

// One row of the table of routes, written by hand.
struct RouteRow
{
    // 'b': the same for a streamed and a plain call; 's', 'p': only that one.
    char how;
    const char *name;
    // Steps by '|', each a model or a group by ',', "a*3" with its weight; then words: rN retries (0 without it), ftN
    // first token limit in ms, <C max cost, lc=M larger context, lb ll ch balance, f+X f-X t+X t-X classes to fall and
    // to retry on. After ';' words for the whole: unc, baseN, limN, firstN, ctx:M>N, cf:M, via:X=M+N (X is
    // a chain with these steps), rndN, prompt (a long
    // one), cool:M, half:M (its pause is over), busy:M, lat:M=ms, size:M=tokens, cost:M=usd, skip:M=reason, cancelN.
    const char *plan;
    const char *script; // "a=429,ok b=ok"
    // Attempts "a!rl" (failed how), "a." (answered), waits "w125" in ms, "a-cooling" (left out), then "=b" who answered
    // or "=rl" what the caller gets, "~" when words stay, and the time in ms.
    const char *trace;
};

[[nodiscard]] std::span<const RouteRow> routeRows();

} // namespace lineup::test
