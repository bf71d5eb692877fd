// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/aws/AwsAuthorization.h"

#include "core/providers/Authorizer.h"
#include "core/providers/aws/AwsProfile.h"
#include "core/providers/aws/SigV4.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

Error authError(const Service &service, const QString &detail)
{
    return {.kind = Error::Kind::Auth, .detail = detail, .service = service.id};
}

bool isBearerKey(const SecretBytes &key)
{
    return key.view().startsWith("ABSK") || key.view().startsWith("bedrock-api-key-");
}

// Keys that last begin with AKIA; a session token that is still set for others would make them invalid.
bool wantsSessionToken(const QByteArray &accessKeyId)
{
    return !accessKeyId.startsWith("AKIA");
}

// Why a profile holds no keys that we can use.
QString whyUnusable(const QByteArray &name, const AwsProfile &profile)
{
    const QString shown = QString::fromUtf8(name);
    for (const char *way : {"sso_session", "sso_start_url", "login_session", "role_arn", "credential_process",
             "web_identity_token_file"}) {
        if (profile.contains(way)) {
            return u"the profile \"%1\" gets its keys by %2, which is not supported: run \"aws configure "
                   u"export-credentials --profile %1 --format env\" and start this program with what it prints"_s.arg(
                       shown, QString::fromLatin1(way));
        }
    }
    return u"the profile \"%1\" in ~/.aws holds no aws_access_key_id with an aws_secret_access_key"_s.arg(shown);
}

Result<AwsKeys> keysOfProfile(const Service &service, const QByteArray &name)
{
    const AwsProfile profile = readAwsProfile(name);
    AwsKeys keys {.accessKeyId = profile.value("aws_access_key_id"),
        .secretAccessKey = SecretBytes(profile.value("aws_secret_access_key")),
        .sessionToken = SecretBytes(profile.value("aws_session_token"))};
    if (keys.accessKeyId.isEmpty() || keys.secretAccessKey.isEmpty())
        return authError(service, whyUnusable(name, profile));
    return keys;
}

// Half of a pair stops here: another account's keys, taken silently instead, would be a surprise on the bill.
Error halfAPair(const Service &service, bool hasId)
{
    return authError(service,
        hasId ? u"the access key ID needs its secret access key: enter it as the key, or set AWS_SECRET_ACCESS_KEY"_s
              : u"the secret access key needs its access key ID: enter it beside the key, or set AWS_ACCESS_KEY_ID"_s);
}

Result<AwsKeys> findKeys(const Service &service, const Credentials &credentials)
{
    const QByteArray id = service.setting(u"access_key_id"_s).trimmed().toUtf8();
    const QByteArray profile = service.setting(u"profile"_s).trimmed().toUtf8();
    if (!id.isEmpty() && !credentials.key.isEmpty()) {
        AwsKeys keys {.accessKeyId = id, .secretAccessKey = credentials.key, .sessionToken = {}};
        if (wantsSessionToken(id))
            keys.sessionToken = credentials.fields.value(u"session_token"_s);
        return keys;
    }
    if (!profile.isEmpty())
        return keysOfProfile(service, profile);
    if (!id.isEmpty() || !credentials.key.isEmpty())
        return halfAPair(service, !id.isEmpty());
    if (readAwsProfile("default").isEmpty()) {
        return authError(service,
            u"there are no AWS credentials: enter a Bedrock API key, or an access key ID with its secret access key, "
            u"or "
            u"name a profile of ~/.aws that holds them"_s);
    }
    return keysOfProfile(service, "default");
}

// A signature holds for one region, and a host that names one takes no other.
QByteArray regionFor(const QUrl &url, const Service &service)
{
    static const QRegularExpression named(
        uR"(\.([a-z]{2,4}(?:-[a-z]+)+-\d+)\.(?:vpce\.)?(?:amazonaws\.com(?:\.cn)?|api\.aws)$)"_s);
    const QRegularExpressionMatch match = named.match(url.host());
    if (match.hasMatch())
        return match.captured(1).toLatin1();
    return service.setting(u"region"_s).trimmed().toLatin1();
}

} // namespace

QString usableAwsProfile(const Service &service)
{
    const QString profile = service.setting(u"profile"_s).trimmed();
    return findKeys(service, {}) ? (profile.isEmpty() ? u"default"_s : profile) : QString();
}

Result<HttpRequest> authorizeForAws(
    const HttpRequest &request, const Service &service, const Credentials &credentials, const QDateTime &now)
{
    if (isBearerKey(credentials.key)) {
        HttpRequest out = request;
        authorize(out.headers, AuthScheme::Bearer, credentials.key);
        return out;
    }
    const Result<AwsKeys> keys = findKeys(service, credentials);
    if (!keys)
        return keys.error();
    const SigV4Scope scope {
        .region = regionFor(request.url, service), .service = service.signingName.toLatin1(), .time = now};
    if (scope.region.isEmpty())
        return authError(service, u"the AWS region is not known: enter it, or set AWS_REGION"_s);
    return signedRequest(request, scope, *keys);
}

} // namespace lineup
