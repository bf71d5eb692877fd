// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/routing/RouteRows.h"

namespace lineup::test {

namespace {

// The scripted times: refusals come after 50 ms, no connection after 10, our own limits after 1000, the first word
// after 100, the end after 300, a cut after 200. The random source says 0.5 unless a row says more: the first wait is
// 125 ms.
constexpr RouteRow rows[] {
    // ---- each class at the first of two steps
    {'b', "first answers", "a|b", "a=ok", "a. =a @300"},
    {'b', "429 falls", "a|b", "a=429 b=ok", "a!rl b. =b @350"},
    {'b', "500 falls", "a|b", "a=500 b=ok", "a!sf b. =b @350"},
    {'b', "503 falls", "a|b", "a=503 b=ok", "a!ov b. =b @350"},
    {'b', "no connection falls", "a|b", "a=net b=ok", "a!net b. =b @310"},
    {'b', "reset falls", "a|b", "a=reset b=ok", "a!net b. =b @350"},
    {'b', "timeout falls", "a|b", "a=tmo b=ok", "a!to b. =b @1300"},
    {'b', "connect timeout falls", "a|b", "a=ctmo b=ok", "a!to b. =b @1300"},
    {'b', "nonsense falls", "a|b", "a=bad b=ok", "a!ma b. =b @350"},
    {'b', "404 falls", "a|b", "a=404 b=ok", "a!nf b. =b @350"},
    {'b', "401 falls", "a|b", "a=401 b=ok", "a!au b. =b @350"},
    {'b', "403 falls", "a|b", "a=403 b=ok", "a!pd b. =b @350"},
    {'b', "402 falls", "a|b", "a=402 b=ok", "a!qu b. =b @350"},
    {'b', "too long falls", "a|b", "a=ctx b=ok", "a!ctx b. =b @350"},
    {'b', "own mistake does not fall", "a|b", "a=400", "a!br =br @50"},
    {'b', "unsupported does not fall", "a|b", "a=unsup", "a!un =un @50"},
    {'b', "filtered does not fall", "a|b", "a=filt", "a!cf =cf @50"},
    {'b', "keychain error ends", "a|b f+br", "a=secret", "a!se =se @50"},
    // An error inside a 200 stream is an error like others.
    {'b', "error inside a 200 stream", "a|b", "a=in200 b=ok", "a!ov b. =b @350"},

    // ---- each class at the last step, after a fallback
    {'b', "last 429", "a|b", "a=429 b=429", "a!rl b!rl =rl @100"},
    {'b', "last 500", "a|b", "a=429 b=500", "a!rl b!sf =sf @100"},
    {'b', "last no connection", "a|b", "a=429 b=net", "a!rl b!net =net @60"},
    {'b', "last reset", "a|b", "a=429 b=reset", "a!rl b!net =net @100"},
    {'b', "last timeout", "a|b", "a=429 b=tmo", "a!rl b!to =to @1050"},
    {'b', "last 404", "a|b", "a=429 b=404", "a!rl b!nf =nf @100"},
    {'b', "last 401", "a|b", "a=429 b=401", "a!rl b!au =au @100"},
    {'b', "last 402", "a|b", "a=429 b=402", "a!rl b!qu =qu @100"},
    {'b', "last too long", "a|b", "a=429 b=ctx", "a!rl b!ctx =ctx @100"},
    {'b', "last own mistake", "a|b", "a=429 b=400", "a!rl b!br =br @100"},
    {'b', "last filtered", "a|b", "a=429 b=filt", "a!rl b!cf =cf @100"},
    {'b', "last nonsense", "a|b", "a=429 b=bad", "a!rl b!ma =ma @100"},

    // ---- the middle of three
    {'b', "third answers", "a|b|c", "a=429 b=500 c=ok", "a!rl b!sf c. =c @400"},
    {'b', "middle own mistake", "a|b|c", "a=429 b=400", "a!rl b!br =br @100"},
    {'b', "middle own mistake may fall", "a|b f+br|c", "a=429 b=400 c=ok", "a!rl b!br c. =c @400"},
    {'b', "all three down", "a|b|c", "a=net b=net c=net", "a!net b!net c!net =net @30"},
    {'b', "middle 401", "a|b|c", "a=500 b=401 c=ok", "a!sf b!au c. =c @400"},

    // ---- retries of a refusal; the number is exact, nobody below retries again
    {'b', "no hidden second retry", "a", "a=429", "a!rl =rl @50"},
    {'b', "no hidden second retry beside the one asked for", "a r1", "a=429,ok", "a!rl w125 a. =a @475"},
    {'b', "retry 500", "a r1", "a=500,ok", "a!sf w125 a. =a @475"},
    {'b', "retry 503", "a r1", "a=503,ok", "a!ov w125 a. =a @475"},
    {'b', "retry no connection", "a r1", "a=net,ok", "a!net w125 a. =a @435"},
    {'b', "retry connect timeout", "a r1", "a=ctmo,ok", "a!to w125 a. =a @1425"},
    {'b', "retry error inside a 200", "a r1", "a=in200,ok", "a!ov w125 a. =a @475"},
    {'b', "two retries double the wait", "a r2", "a=429,500,ok", "a!rl w125 a!sf w250 a. =a @775"},
    {'b', "retries then fall", "a r1|b", "a=429,429 b=ok", "a!rl w125 a!rl b. =b @525"},
    {'b', "retries at both steps", "a r1|b r1", "a=429,429 b=500,500", "a!rl w125 a!rl b!sf w125 b!sf =sf @450"},
    {'b', "each step has its own retries", "a|b r1", "a=429 b=500,ok", "a!rl b!sf w125 b. =b @525"},
    {'b', "a retry may fail otherwise", "a r2|b", "a=429,400", "a!rl w125 a!br =br @225"},
    {'b', "a cooling target gets no more retries", "a r5", "a=429,429,429", "a!rl w125 a!rl w250 a!rl =rl @525"},
    {'b', "connection errors cool: a dead host gets no more retries", "a r5|b", "a=net,net,net b=ok",
        "a!net w125 a!net w250 a!net b. =b @705"},
    {'b', "low random", "a r1; rnd0", "a=429,ok", "a!rl w0 a. =a @350"},
    {'b', "high random", "a r1; rnd0.996", "a=429,ok", "a!rl w249 a. =a @599"},

    // ---- what may have reached the provider
    {'b', "reset is not retried", "a r1", "a=reset", "a!net =net @50"},
    {'b', "timeout is not retried", "a r1", "a=tmo", "a!to =to @1000"},
    {'b', "nonsense is not retried", "a r1", "a=bad", "a!ma =ma @50"},
    {'b', "a gateway that gave up is not retried", "a r1", "a=504", "a!sf =sf @50"},
    {'b', "nor one in Cloudflare's words", "a r1", "a=524", "a!sf =sf @50"},
    {'b', "a gateway that gave up falls at once", "a r3|b", "a=504 b=ok", "a!sf b. =b @350"},
    {'b', "uncertain 504 retried", "a r1; unc", "a=504,ok", "a!sf w125 a. =a @475"},
    {'b', "504 in a group, another is asked", "a,b r1; rnd0.4", "a=504 b=ok", "a!sf w100 b. =b @450"},
    {'b', "a bad gateway is a refusal", "a r1", "a=502,ok", "a!sf w125 a. =a @475"},
    {'b', "a fault inside a 200 is not retried", "a r1", "a=in200sf", "a!sf =sf @50"},
    {'b', "a fault inside a 200 falls at once", "a r1|b", "a=in200sf b=ok", "a!sf b. =b @350"},
    {'b', "uncertain fault inside a 200 retried", "a r1; unc", "a=in200sf,ok", "a!sf w125 a. =a @475"},
    {'b', "reset falls at once", "a r3|b", "a=reset b=ok", "a!net b. =b @350"},
    {'b', "timeout falls at once", "a r3|b", "a=tmo b=ok", "a!to b. =b @1300"},
    {'b', "uncertain reset retried", "a r1; unc", "a=reset,ok", "a!net w125 a. =a @475"},
    {'b', "uncertain timeout retried", "a r1; unc", "a=tmo,ok", "a!to w125 a. =a @1425"},
    {'b', "uncertain nonsense retried", "a r1; unc", "a=bad,ok", "a!ma w125 a. =a @475"},

    // ---- what is never retried
    {'b', "404 is not retried", "a r1", "a=404", "a!nf =nf @50"},
    {'b', "401 is not retried", "a r1", "a=401", "a!au =au @50"},
    {'b', "403 is not retried", "a r1", "a=403", "a!pd =pd @50"},
    {'b', "402 is not retried", "a r1", "a=402", "a!qu =qu @50"},
    {'b', "400 is not retried", "a r1", "a=400", "a!br =br @50"},
    {'b', "too long is not retried", "a r1", "a=ctx", "a!ctx =ctx @50"},
    {'b', "filtered is not retried", "a r1", "a=filt", "a!cf =cf @50"},

    // ---- what a step says of its classes holds for streamed and plain calls
    {'b', "opt-out on both paths: 429 is not retried", "a r1 t-rl|b", "a=429 b=ok", "a!rl b. =b @350"},
    {'b', "opt-out on both paths: 429 does not fall", "a f-rl|b", "a=429", "a!rl =rl @50"},
    {'b', "429 retried though it may not fall", "a r1 f-rl|b", "a=429,429", "a!rl w125 a!rl =rl @225"},
    {'b', "network opted out of falling", "a f-net|b", "a=net", "a!net =net @10"},
    {'b', "500 opted out of falling", "a f-se|b", "a=500", "a!sf =sf @50"},
    {'b', "opt-out on both paths: an error inside a 200", "a f-se|b", "a=in200", "a!ov =ov @50"},
    {'b', "timeout opted out", "a f-to|b", "a=tmo", "a!to =to @1000"},
    {'b', "404 opted out", "a f-nf|b", "a=404", "a!nf =nf @50"},
    {'b', "401 opted out", "a f-au|b", "a=401", "a!au =au @50"},
    {'b', "402 opted out", "a f-bu|b", "a=402", "a!qu =qu @50"},
    {'b', "too long opted out", "a f-ctx|b", "a=ctx", "a!ctx =ctx @50"},
    {'b', "own mistake opted in", "a f+br|b", "a=400 b=ok", "a!br b. =b @350"},
    {'b', "filtered opted in", "a f+cf|b", "a=filt b=ok", "a!cf b. =b @350"},
    {'b', "404 retried when asked", "a r1 t+nf", "a=404,ok", "a!nf w125 a. =a @475"},

    // ---- Retry-After
    {'b', "below the jitter", "a r1", "a=429@100,ok", "a!rl w125 a. =a @475"},
    {'b', "at the jitter", "a r1", "a=429@125,ok", "a!rl w125 a. =a @475"},
    {'b', "above the jitter", "a r1", "a=429@126,ok", "a!rl w126 a. =a @476"},
    {'b', "two seconds", "a r1", "a=429@2000,ok", "a!rl w2000 a. =a @2350"},
    {'b', "of a 503", "a r1", "a=503@3000,ok", "a!ov w3000 a. =a @3350"},
    {'b', "at the limit", "a r1", "a=429@20000,ok", "a!rl w20000 a. =a @20350"},
    {'b', "above the limit", "a r1", "a=429@20001", "a!rl =rl @50"},
    {'b', "above the limit falls", "a r1|b", "a=429@20001 b=ok", "a!rl b. =b @350"},
    {'b', "a limit of its own", "a r1; lim60000", "a=429@60000,ok", "a!rl w60000 a. =a @60350"},
    {'b', "zero", "a r1", "a=429@0,ok", "a!rl w125 a. =a @475"},
    {'b', "no base", "a r1; base0", "a=429,ok", "a!rl w0 a. =a @350"},
    {'b', "a longer base", "a r1; base1000", "a=429,ok", "a!rl w500 a. =a @850"},
    {'b', "the limit bounds the jitter", "a r1; lim100", "a=429,ok", "a!rl w50 a. =a @400"},
    {'b', "asked for without retries", "a|b", "a=429@2000 b=ok", "a!rl b. =b @350"},

    // ---- in mid-stream
    {'s', "mid-stream failure: cut after words", "a|b", "a=cut", "a!net =net~ @200"},
    {'s', "mid-stream failure: it is not retried", "a r3; unc", "a=cut", "a!net =net~ @200"},
    {'s', "refused after words", "a r1|b", "a=cut429", "a!rl =rl~ @200"},
    {'s', "a stall after words", "a r1|b", "a=cuttmo", "a!to =to~ @200"},
    {'s', "nonsense after words", "a r1|b", "a=cutbad", "a!ma =ma~ @200"},
    {'p', "a plain stall falls", "a|b", "a=cuttmo b=ok", "a!to b. =b @500"},
    {'s', "cut after a fallback", "a|b|c", "a=429 b=cut", "a!rl b!net =net~ @250"},
    {'p', "a plain cut falls", "a|b", "a=cut b=ok", "a!net b. =b @500"},
    {'p', "a plain cut is not retried", "a r1", "a=cut", "a!net =net @200"},
    {'p', "a plain refusal after words", "a|b", "a=cut429 b=ok", "a!rl b. =b @500"},
    {'b', "an answer without words", "a|b", "a=empty", "a. =a @100"},

    // ---- the first word
    {'s', "no word in time", "a ft500|b", "a=hang b=ok", "a!to b. =b @800"},
    {'s', "a late word", "a ft500|b", "a=slow b=ok", "a!to b. =b @800"},
    {'s', "a word in time", "a ft6000|b", "a=slow", "a. =a @5200"},
    {'s', "no word is not retried", "a ft500 r1|b", "a=hang b=ok", "a!to b. =b @800"},
    {'s', "no word retried when asked", "a ft500 r1; unc", "a=hang,ok", "a!to w125 a. =a @925"},
    {'s', "nobody speaks in time", "a ft500|b ft400", "a=hang b=hang", "a!to b!to =to @900"},
    {'s', "the queue is not its time", "a ft500|b", "a=ok~1000", "a. =a @1300"},
    {'s', "a short queue is not its time", "a ft500|b", "a=slow~300 b=ok", "a!to b. =b @1100"},
    {'s', "no word in time after the queue", "a ft500|b", "a=hang~1000 b=ok", "a!to b. =b @1800"},
    {'s', "once it spoke the limit is off", "a ft150|b", "a=ok", "a. =a @300"},
    {'p', "a plain answer has no first word", "a ft500|b", "a=slow", "a. =a @5200"},

    // ---- cooling
    {'b', "cooling is left out", "a|b; cool:a", "b=ok", "a-cooling b. =b @300"},
    {'b', "single-target cooldown: it is asked", "a; cool:a", "a=ok", "a. =a @300"},
    {'b', "single-target cooldown: the last resort answers", "a|b; cool:a cool:b", "a=ok",
        "a-cooling b-cooling a. =a @300"},
    {'b', "the last resort is asked once", "a r3|b; cool:a cool:b", "a=429", "a-cooling b-cooling a!rl =rl @50"},
    {'b', "no last resort after an attempt", "a|b; cool:b", "a=429", "a!rl b-cooling =rl @50"},
    {'b', "the probe answers", "a|b; half:a", "a=ok", "a. =a @300"},
    {'b', "the probe fails", "a|b; half:a", "a=429 b=ok", "a!rl b. =b @350"},
    {'b', "the probe is not repeated", "a r3|b; half:a", "a=500 b=ok", "a!sf b. =b @350"},
    {'b', "cooling in a group", "a,b; cool:a", "b=ok", "a-cooling b. =b @300"},
    {'b', "a fallback cools as well", "a|b r5|c", "a=429 b=500,500,500 c=ok",
        "a!rl b!sf w125 b!sf w250 b!sf c. =c @875"},
    {'b', "cooling is said once", "a,b,c r1; cool:a rnd0.4", "b=429 c=ok", "a-cooling b!rl w100 c. =c @450"},

    // ---- what cannot be asked
    {'b', "no key", "a|b", "a=nokey b=ok", "a-no_key b. =b @300"},
    {'b', "no key and nobody else", "a", "a=nokey", "a-no_key =au @0"},
    {'b', "unknown model", "a|b", "a=gone b=ok", "a-unknown_model b. =b @300"},
    {'b', "unknown and nobody else", "a", "a=gone", "a-unknown_model =nf @0"},
    {'b', "no key after a refusal", "a|b", "a=429 b=nokey", "a!rl b-no_key =rl @50"},
    {'b', "a refusal after no key", "a|b", "a=nokey b=429", "a-no_key b!rl =rl @50"},
    {'b', "no key in a group", "a,b; rnd0.4", "a=nokey b=ok", "a-no_key b. =b @300"},
    {'b', "no key takes no retry away", "a,b r1; rnd0.4", "a=nokey b=429,ok", "a-no_key b!rl w100 b. =b @450"},
    {'b', "no images", "a|b; skip:a=no_images", "b=ok", "a-no_images b. =b @300"},
    {'b', "no tools", "a|b; skip:a=no_tools", "b=ok", "a-no_tools b. =b @300"},
    {'b', "no audio", "a|b; skip:a=no_audio", "b=ok", "a-no_audio b. =b @300"},
    {'b', "no files", "a|b; skip:a=no_files", "b=ok", "a-no_files b. =b @300"},
    {'b', "nobody takes images", "a|b; skip:a=no_images skip:b=no_images", "", "a-no_images b-no_images =un @0"},
    {'b', "the only one is asked with images", "a; skip:a=no_images", "a=ok", "a. =a @300"},
    {'b', "budget spent", "a|b; skip:a=budget", "b=ok", "a-budget b. =b @300"},
    {'b', "too dear", "a <0.01|b; cost:a=0.05", "b=ok", "a-too_dear b. =b @300"},
    {'b', "too dear and nobody else", "a <0.01; cost:a=0.05", "", "a-too_dear =bu @0"},
    {'b', "exactly as dear as allowed", "a <0.05|b; cost:a=0.05", "a=ok", "a. =a @300"},
    {'b', "the cost is not known", "a <0.05|b", "a=ok", "a. =a @300"},
    {'b', "too dear in a group", "a,b <0.01; cost:a=0.05 cost:b=0.005", "b=ok", "a-too_dear b. =b @300"},

    // ---- prompts that do not fit
    {'b', "by estimate", "a|b; prompt size:a=100", "b=ok", "a-context_too_small b. =b @300"},
    {'b', "by estimate nobody", "a|b; prompt size:a=100 size:b=100", "",
        "a-context_too_small b-context_too_small =ctx @0"},
    {'b', "the only one says it itself", "a; prompt size:a=100", "a=ctx", "a!ctx =ctx @50"},
    {'b', "the step's larger one", "a lc=c|b; prompt size:a=100 size:c=100000", "c=ok",
        "a-context_too_small c. =c @300"},
    {'b', "the map by estimate", "a; prompt size:a=100 ctx:a>b", "b=ok", "a-context_too_small b. =b @300"},
    {'b', "the map on and on", "a; prompt size:a=100 size:b=200 ctx:a>b ctx:b>c", "c=ok",
        "a-context_too_small b-context_too_small c. =c @300"},
    {'b', "a circle ends", "a; prompt size:a=100 size:b=100 ctx:a>b ctx:b>a", "",
        "a-context_too_small b-context_too_small =ctx @0"},
    {'b', "the map after the error", "a; ctx:a>c", "a=ctx c=ok", "a!ctx c. =c @350"},
    {'b', "the map after two errors", "a; ctx:a>c ctx:c>d", "a=ctx c=ctx d=ok", "a!ctx c!ctx d. =d @400"},
    {'b', "retries do not switch the map off", "a r2; ctx:a>c", "a=ctx c=ok", "a!ctx c. =c @350"},
    {'b', "the map's model has the step's retries", "a r1; ctx:a>c", "a=ctx c=429,ok", "a!ctx c!rl w125 c. =c @525"},
    {'b', "a circle after errors ends", "a; ctx:a>c ctx:c>a", "a=ctx c=ctx", "a!ctx c!ctx =ctx @100"},
    {'b', "the larger one, then the map", "a lc=c; ctx:c>d", "a=ctx c=ctx d=ok", "a!ctx c!ctx d. =d @400"},
    {'b', "missing group in the context map", "a|b; ctx:x>y", "a=ctx b=ok", "a!ctx b. =b @350"},
    {'b', "missing group in the context map, another error", "a|b; ctx:x>y", "a=429 b=ok", "a!rl b. =b @350"},
    {'b', "the larger one is refused", "a|b; ctx:a>c", "a=ctx c=429 b=ok", "a!ctx c!rl b. =b @400"},
    {'b', "one no larger is left out", "a|b; size:a=100000 size:b=50000", "a=ctx",
        "a!ctx b-context_too_small =ctx @50"},
    {'b', "one that is larger", "a|b; size:a=50000 size:b=100000", "a=ctx b=ok", "a!ctx b. =b @350"},

    // ---- chains that the request names
    {'b', "a chain for a long prompt", "a|b; ctx:a>x via:x=c+d", "a=ctx c=429 d=ok", "a!ctx c!rl d. =d @400"},
    {'b', "by estimate, too", "a|b; prompt size:a=100 ctx:a>x via:x=c+d", "c=ok", "a-context_too_small c. =c @300"},
    {'b', "after the map's models", "a; ctx:a>b ctx:b>x via:x=c", "a=ctx b=ctx c=ok", "a!ctx b!ctx c. =c @400"},
    {'b', "after the chain the next step", "a|b; ctx:a>x via:x=c+d", "a=ctx c=429 d=500 b=ok",
        "a!ctx c!rl d!sf b. =b @450"},
    {'b', "a chain is asked once", "a; ctx:a>x ctx:c>x via:x=c", "a=ctx c=ctx", "a!ctx c!ctx =ctx @100"},
    {'b', "a chain when no other of the group is there", "a,b; prompt size:a=100 ctx:a>x via:x=c", "b=nokey c=ok",
        "a-context_too_small b-no_key c. =c @300"},
    {'b', "a chain from the middle, then the top", "a|b; first1 ctx:b>x via:x=c", "b=ctx c=429 a=ok",
        "b!ctx c!rl a. =a @400"},
    {'b', "a chain from the top again", "a|b; first1 ctx:a>x via:x=c", "b=429 a=ctx c=ok", "b!rl a!ctx c. =c @400"},
    {'b', "a chain for what is filtered", "a|b; cf:x via:x=c+d", "a=filt c=429 d=ok", "a!cf c!rl d. =d @400"},
    {'b', "its models have rules of their own", "a f-rl|b; cf:x via:x=c", "a=filt c=429 b=ok", "a!cf c!rl b. =b @400"},

    // ---- filtered
    {'b', "filtered goes to its own", "a|b; cf:c", "a=filt c=ok", "a!cf c. =c @350"},
    {'b', "filtered twice", "a|b; cf:c cf:d", "a=filt c=filt d=ok", "a!cf c!cf d. =d @400"},
    {'b', "filtered by all", "a|b; cf:c", "a=filt c=filt", "a!cf c!cf =cf @100"},
    {'b', "its own is refused", "a|b; cf:c", "a=filt c=429 b=ok", "a!cf c!rl b. =b @400"},
    {'b', "its own does not serve others", "a; cf:c", "a=429", "a!rl =rl @50"},

    // ---- groups
    {'b', "weight by low random", "a*1,b*3; rnd0.2", "a=ok", "a. =a @300"},
    {'b', "weight by high random", "a*1,b*3; rnd0.3", "b=ok", "b. =b @300"},
    {'b', "no weight", "a*0,b; rnd0", "b=ok", "b. =b @300"},
    {'b', "least busy", "a,b lb; busy:a", "b=ok", "b. =b @300"},
    {'b', "equally busy", "a,b lb", "a=ok", "a. =a @300"},
    {'b', "lowest latency", "a,b ll; lat:a=500 lat:b=300", "b=ok", "b. =b @300"},
    {'b', "not measured goes first", "a,b ll; lat:a=500", "b=ok", "b. =b @300"},
    {'b', "cheapest", "a,b ch; cost:a=0.05 cost:b=0.01", "b=ok", "b. =b @300"},
    {'b', "no price goes last", "a,b ch; cost:b=0.01", "b=ok", "b. =b @300"},
    {'b', "a retry goes to another", "a,b r1; rnd0.4", "a=429@5000 b=ok", "a!rl w100 b. =b @450"},
    {'b', "another is no double bill", "a,b r1; rnd0.4", "a=reset b=ok", "a!net w100 b. =b @450"},
    {'b', "a refused key goes to another when asked", "a,b r1 t+au; rnd0.4", "a=401 b=ok", "a!au w100 b. =b @450"},
    {'b', "a refused key is not retried in a group", "a,b r1|c; rnd0.4", "a=401 c=ok", "a!au c. =c @350"},
    {'b', "no retry, no other", "a,b|c; rnd0.4", "a=429 c=ok", "a!rl c. =c @350"},
    {'b', "the group, then the next", "a,b r1|c; rnd0.4", "a=429 b=500 c=ok", "a!rl w100 b!sf c. =c @500"},

    // ---- sticky
    {'b', "begins where it stuck", "a|b; first1", "b=ok", "b. =b @300"},
    {'b', "back to the top", "a|b; first1", "b=429 a=ok", "b!rl a. =a @350"},
    {'b', "everybody from the middle", "a|b|c; first1", "b=429 c=500 a=net", "b!rl c!sf a!net =net @110"},
    {'b', "an own mistake where it stuck", "a|b; first1", "b=400", "b!br =br @50"},
    {'b', "a first step that is gone", "a; first7", "a=ok", "a. =a @300"},

    // ---- stopped by the person
    {'b', "before it begins", "a|b; cancel0", "", "=ca @0"},
    {'b', "while it connects", "a|b; cancel3", "a=ok", "a!ca =ca @3"},
    {'b', "before the first word", "a|b; cancel60", "a=ok", "a!ca =ca @60"},
    {'b', "while waiting", "a r1|b; cancel100", "a=429", "a!rl =ca @100"},
    {'b', "at the second", "a|b; cancel80", "a=429 b=ok", "a!rl b!ca =ca @80"},
    {'s', "after words", "a|b; cancel200", "a=ok", "a!ca =ca~ @200"},
    {'p', "a plain one under way", "a|b; cancel200", "a=ok", "a!ca =ca @200"},
    {'b', "when it has ended", "a|b; cancel400", "a=ok", "a. =a @300"},
};

} // namespace

std::span<const RouteRow> routeRows()
{
    return rows;
}

} // namespace lineup::test
