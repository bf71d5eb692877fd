// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/BilledOrNot.h"

namespace lineup {

namespace {

// RFC 9110, 15.6.5, and Cloudflare's own word for the same.
bool gatewayGaveUp(int status)
{
    return status == 504 || status == 524;
}

// What a provider says before it works on a request, also inside an answer that began with 200.
bool isRefusal(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::RateLimited:
    case Error::Kind::Overloaded:
    case Error::Kind::QuotaExhausted:
    case Error::Kind::BudgetExhausted:
    case Error::Kind::Auth:
    case Error::Kind::PermissionDenied:
    case Error::Kind::NotFound:
    case Error::Kind::BadRequest:
    case Error::Kind::ContextTooLong:
    case Error::Kind::Unsupported:
        return true;
    case Error::Kind::Network:
    case Error::Kind::Timeout:
    case Error::Kind::ContentFiltered:
    case Error::Kind::ServerFault:
    case Error::Kind::Malformed:
    case Error::Kind::Storage:
    case Error::Kind::Secret:
    case Error::Kind::Cancelled:
        break;
    }
    return false;
}

} // namespace

bool mayBeBilled(const AttemptRecord &record)
{
    if (!record.error || record.usage.isKnown())
        return true;
    if (!record.connected)
        return false;
    if (record.httpStatus >= 400)
        return gatewayGaveUp(record.httpStatus);
    return !isRefusal(record.error->kind);
}

} // namespace lineup
