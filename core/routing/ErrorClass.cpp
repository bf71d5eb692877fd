// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/ErrorClass.h"

#include "core/base/WordTable.h"

#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::array classNames {
    std::pair {ErrorClass::RateLimited, "rate_limited"_L1},
    std::pair {ErrorClass::ServerError, "server_error"_L1},
    std::pair {ErrorClass::Network, "network"_L1},
    std::pair {ErrorClass::Timeout, "timeout"_L1},
    std::pair {ErrorClass::NotFound, "not_found"_L1},
    std::pair {ErrorClass::Auth, "auth"_L1},
    std::pair {ErrorClass::ContextTooLong, "context_too_long"_L1},
    std::pair {ErrorClass::ContentFiltered, "content_filtered"_L1},
    std::pair {ErrorClass::Budget, "budget"_L1},
    std::pair {ErrorClass::BadRequest, "bad_request"_L1},
};

} // namespace

std::optional<ErrorClass> errorClassOf(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::RateLimited:
        return ErrorClass::RateLimited;
    case Error::Kind::Overloaded:
    case Error::Kind::ServerFault:
    case Error::Kind::Malformed:
        return ErrorClass::ServerError;
    case Error::Kind::Network:
        return ErrorClass::Network;
    case Error::Kind::Timeout:
        return ErrorClass::Timeout;
    case Error::Kind::NotFound:
        return ErrorClass::NotFound;
    case Error::Kind::Auth:
    case Error::Kind::PermissionDenied:
        return ErrorClass::Auth;
    case Error::Kind::ContextTooLong:
        return ErrorClass::ContextTooLong;
    case Error::Kind::ContentFiltered:
        return ErrorClass::ContentFiltered;
    case Error::Kind::QuotaExhausted:
    case Error::Kind::BudgetExhausted:
        return ErrorClass::Budget;
    case Error::Kind::BadRequest:
    case Error::Kind::Unsupported:
        return ErrorClass::BadRequest;
    case Error::Kind::Storage:
    case Error::Kind::Secret:
    case Error::Kind::Cancelled:
        break;
    }
    return std::nullopt;
}

const QList<ErrorClass> &allErrorClasses()
{
    static const QList<ErrorClass> all = [] {
        QList<ErrorClass> out;
        for (const auto &[value, word] : classNames)
            out += value;
        return out;
    }();
    return all;
}

QString errorClassName(ErrorClass value)
{
    return wordFor(classNames, value);
}

std::optional<ErrorClass> errorClassFromName(QStringView name)
{
    return valueFor(classNames, name);
}

} // namespace lineup
