// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/CallerStatus.h"

namespace lineup {

int callerStatus(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::BadRequest:
    case Error::Kind::Unsupported:
    case Error::Kind::ContextTooLong:
    case Error::Kind::ContentFiltered:
        return 400;
    case Error::Kind::Auth:
        return 401;
    case Error::Kind::PermissionDenied:
        return 403;
    case Error::Kind::NotFound:
        return 404;
    case Error::Kind::Timeout:
        return 408;
    case Error::Kind::RateLimited:
    case Error::Kind::QuotaExhausted:
    case Error::Kind::BudgetExhausted:
        return 429;
    case Error::Kind::Overloaded:
        return 503;
    case Error::Kind::Cancelled:
        return 499;
    case Error::Kind::Network:
    case Error::Kind::ServerFault:
    case Error::Kind::Malformed:
    case Error::Kind::Storage:
    case Error::Kind::Secret:
        break;
    }
    return 500;
}

} // namespace lineup
