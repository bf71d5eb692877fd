// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/FoundElsewhere.h"

#include "core/providers/ServiceAddress.h"
#include "core/providers/aws/AwsAuthorization.h"
#include "core/providers/google/GoogleTokenSource.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

using Found = FoundElsewhere::Kind;

// The variable that holds this secret field; empty: none does.
QString variableOf(const Service &service, QStringView field)
{
    for (const ServiceField &each : service.fields) {
        if (each.name != field || !each.secret)
            continue;
        for (const QString &name : each.environment) {
            if (!qEnvironmentVariable(name.toLatin1().constData()).isEmpty())
                return name;
        }
    }
    return {};
}

std::optional<FoundElsewhere> variable(const QString &name)
{
    return name.isEmpty() ? std::nullopt : std::optional(FoundElsewhere {Found::Variable, name});
}

std::optional<FoundElsewhere> ofEntra(const Service &service)
{
    const bool principal = !service.setting(u"tenant"_s).isEmpty() && !service.setting(u"client_id"_s).isEmpty();
    const QString secret = principal ? variableOf(service, u"client_secret") : QString();
    return variable(secret.isEmpty() ? variableOf(service, u"ad_token") : secret);
}

std::optional<FoundElsewhere> ofGoogle(const Service &service)
{
    const QString file = googleCredentialsFile(service);
    if (file.isEmpty() || !QFileInfo(file).isReadable())
        return std::nullopt;
    const bool named = !service.setting(u"credentials_file"_s).isEmpty();
    return FoundElsewhere {named ? Found::CredentialsFile : Found::LoginFile, file};
}

} // namespace

std::optional<FoundElsewhere> credentialsElsewhere(const Service &row)
{
    switch (row.auth) {
    case AuthScheme::AwsSigV4:
        if (const QString profile = usableAwsProfile(resolved(row)); !profile.isEmpty())
            return FoundElsewhere {Found::AwsProfile, profile};
        return std::nullopt;
    case AuthScheme::GoogleToken:
        return ofGoogle(resolved(row));
    case AuthScheme::EntraToken:
        return ofEntra(resolved(row));
    case AuthScheme::IbmToken:
        return variable(variableOf(row, u"token"));
    default:
        return std::nullopt;
    }
}

} // namespace lineup
