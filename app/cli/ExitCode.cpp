// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ExitCode.h"

namespace lineup::cli {

int exitCodeFor(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Network:
        return NetworkFault;
    case Error::Kind::Timeout:
        return TimedOut;
    case Error::Kind::Auth:
    case Error::Kind::PermissionDenied:
        return Auth;
    case Error::Kind::RateLimited:
    case Error::Kind::Overloaded:
        return RateLimited;
    case Error::Kind::QuotaExhausted:
    case Error::Kind::BudgetExhausted:
        return Quota;
    case Error::Kind::BadRequest:
    case Error::Kind::Unsupported:
        return BadRequest;
    case Error::Kind::ContextTooLong:
        return ContextTooLong;
    case Error::Kind::ContentFiltered:
        return ContentFiltered;
    case Error::Kind::NotFound:
        return NotFound;
    case Error::Kind::ServerFault:
    case Error::Kind::Malformed:
        return ServerFault;
    case Error::Kind::Storage:
    case Error::Kind::Secret:
        return StorageFault;
    case Error::Kind::Cancelled:
        return Interrupted;
    }
    return ServerFault;
}

} // namespace lineup::cli
