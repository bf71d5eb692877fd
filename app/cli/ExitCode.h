// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

namespace lineup::cli {

// What the program tells the shell. Documented in README and in `lineup help`.
enum ExitCode {
    Ok = 0,
    Usage = 2, // the command line or the request file is wrong
    BadRequest = 3, // the provider or the mapping refuses the request
    Auth = 4, // no key, a wrong key, a key that may not
    NotFound = 5, // no such model or address
    RateLimited = 6, // rate limit or overload: later
    Quota = 7, // no credit, or one of the person's own budgets
    ContextTooLong = 8,
    ContentFiltered = 9,
    NetworkFault = 10,
    TimedOut = 11,
    ServerFault = 12, // the provider failed, or its answer makes no sense
    StorageFault = 13, // our files or the keychain
    PartlyFailed = 14, // ask: some of the models did not answer
    ScenarioChanged = 15, // chain test: a saved scenario goes another way now
    Interrupted = 130, // Ctrl+C
};

[[nodiscard]] int exitCodeFor(Error::Kind kind);

} // namespace lineup::cli
