// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/Error.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

struct KindName
{
    Error::Kind kind;
    QLatin1StringView name;
};

constexpr std::array kindNames {
    KindName {Error::Kind::Network, "network"_L1},
    KindName {Error::Kind::Timeout, "timeout"_L1},
    KindName {Error::Kind::Auth, "auth"_L1},
    KindName {Error::Kind::PermissionDenied, "permission_denied"_L1},
    KindName {Error::Kind::RateLimited, "rate_limited"_L1},
    KindName {Error::Kind::QuotaExhausted, "quota_exhausted"_L1},
    KindName {Error::Kind::BudgetExhausted, "budget_exhausted"_L1},
    KindName {Error::Kind::BadRequest, "bad_request"_L1},
    KindName {Error::Kind::ContextTooLong, "context_too_long"_L1},
    KindName {Error::Kind::ContentFiltered, "content_filtered"_L1},
    KindName {Error::Kind::NotFound, "not_found"_L1},
    KindName {Error::Kind::Overloaded, "overloaded"_L1},
    KindName {Error::Kind::ServerFault, "server_fault"_L1},
    KindName {Error::Kind::Malformed, "malformed"_L1},
    KindName {Error::Kind::Storage, "storage"_L1},
    KindName {Error::Kind::Secret, "secret"_L1},
    KindName {Error::Kind::Cancelled, "cancelled"_L1},
    KindName {Error::Kind::Unsupported, "unsupported"_L1},
};

constexpr qsizetype maxDetailLength = 600;

} // namespace

QString errorKindName(Error::Kind kind)
{
    for (const KindName &row : kindNames) {
        if (row.kind == kind)
            return row.name;
    }
    return {};
}

std::optional<Error::Kind> errorKindFromName(QStringView name)
{
    for (const KindName &row : kindNames) {
        if (name == row.name)
            return row.kind;
    }
    return std::nullopt;
}

QString redacted(QString text)
{
    // Prefixed keys (sk-…, gsk_…, AIza…, xai-…), bearer headers, key= query members.
    static const QRegularExpression secret(
        uR"((?i:\b(?:sk|pk|rk|gsk|xai|hf|r8|tgp|key|csk|nvapi|fw|pplx)[-_])[A-Za-z0-9_\-.*]{6,}|\bAIza[A-Za-z0-9_\-]{10,})"
        uR"(|(?i:\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=\-]{8,}|(?i:[?&](?:key|api_key|token)=)[^&\s"']+)"_s);
    text.replace(secret, u"[hidden]"_s);
    if (text.size() > maxDetailLength)
        text = text.left(maxDetailLength) + u'…';
    return text;
}

} // namespace lineup
