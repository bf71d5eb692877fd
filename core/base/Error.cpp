// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/base/Error.h"

#include "core/base/WordTable.h"

#include <QRegularExpression>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr std::array kindNames {
    std::pair {Error::Kind::Network, "network"_L1},
    std::pair {Error::Kind::Timeout, "timeout"_L1},
    std::pair {Error::Kind::Auth, "auth"_L1},
    std::pair {Error::Kind::PermissionDenied, "permission_denied"_L1},
    std::pair {Error::Kind::RateLimited, "rate_limited"_L1},
    std::pair {Error::Kind::QuotaExhausted, "quota_exhausted"_L1},
    std::pair {Error::Kind::BudgetExhausted, "budget_exhausted"_L1},
    std::pair {Error::Kind::BadRequest, "bad_request"_L1},
    std::pair {Error::Kind::ContextTooLong, "context_too_long"_L1},
    std::pair {Error::Kind::ContentFiltered, "content_filtered"_L1},
    std::pair {Error::Kind::NotFound, "not_found"_L1},
    std::pair {Error::Kind::Overloaded, "overloaded"_L1},
    std::pair {Error::Kind::ServerFault, "server_fault"_L1},
    std::pair {Error::Kind::Malformed, "malformed"_L1},
    std::pair {Error::Kind::Storage, "storage"_L1},
    std::pair {Error::Kind::Secret, "secret"_L1},
    std::pair {Error::Kind::Cancelled, "cancelled"_L1},
    std::pair {Error::Kind::Unsupported, "unsupported"_L1},
};

constexpr qsizetype maxDetailLength = 600;

} // namespace

QString errorKindName(Error::Kind kind)
{
    return wordFor(kindNames, kind);
}

std::optional<Error::Kind> errorKindFromName(QStringView name)
{
    return valueFor(kindNames, name);
}

Error badRequest(const QString &detail)
{
    return {.kind = Error::Kind::BadRequest, .detail = detail};
}

Error storageError(const QString &file, const QString &why)
{
    return {.kind = Error::Kind::Storage, .detail = u"%1: %2"_s.arg(file, why)};
}

QString redacted(QString text)
{
    // Prefixed keys (sk-…, gsk_…, AIza…, xai-…), bearer headers, key= query members.
    static const QRegularExpression secret(
        uR"((?:(?i:\b(?:sk|pk|rk|gsk|xai|hf|r8|tgp|key|csk|nvapi|fw|pplx|vck|cpk|flp|psk|syn)[-_]))"
        uR"(|(?i:\b(?:gpustack|ragflow|ghp|github_pat)[-_]|\bio-v2-|\bbce-v3/))[A-Za-z0-9_\-.*]{6,})"
        uR"(|\bAIza[A-Za-z0-9_\-]{10,})"
        uR"(|(?i:\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=\-]{8,}|(?i:[?&](?:key|api_key|token)=)[^&\s"']+)"_s);
    text.replace(secret, u"[hidden]"_s);
    if (text.size() > maxDetailLength)
        text = text.left(maxDetailLength) + u'…';
    return text;
}

} // namespace lineup
