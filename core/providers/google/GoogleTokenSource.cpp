// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/google/GoogleTokenSource.h"

#include "core/base/JsonReader.h"
#include "core/providers/OAuthToken.h"
#include "core/providers/google/Rs256.h"
#include "core/secrets/KeyText.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

constexpr qint64 maxFileBytes = 64 * 1024;
constexpr qint64 assertionSeconds = 3600; // the longest that Google takes
constexpr auto usualTokenAddress = "https://oauth2.googleapis.com/token"_L1;
constexpr auto scope = "https://www.googleapis.com/auth/cloud-platform"_L1;

Error refused(const QString &detail)
{
    return {.kind = Error::Kind::Auth, .detail = detail};
}

// Where the login of Google's command line tool lies.
QString loginFile()
{
    QString folder = qEnvironmentVariable("CLOUDSDK_CONFIG");
#ifdef Q_OS_WIN
    if (folder.isEmpty())
        folder = qEnvironmentVariable("APPDATA") + u"/gcloud"_s;
#else
    if (folder.isEmpty())
        folder = QDir::homePath() + u"/.config/gcloud"_s;
#endif
    return folder + u"/application_default_credentials.json"_s;
}

bool isGoogle(const QUrl &address)
{
    return address.scheme() == "https"_L1 && address.host().endsWith(".googleapis.com"_L1);
}

bool isPath(const SecretBytes &key)
{
    return QDir::isAbsolutePath(QString::fromUtf8(key.view())) && !isJsonKey(key);
}

Result<QJsonObject> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return refused(u"the credentials cannot be read: %1: %2"_s.arg(path, file.errorString()));
    const QByteArray text = file.read(maxFileBytes + 1);
    const Result<QJsonObject> object = parseJsonObject(text);
    if (text.size() > maxFileBytes || !object)
        return refused(u"%1 holds no credentials in JSON"_s.arg(path));
    return *object;
}

Result<QJsonObject> findCredentials(const Service &service, const Credentials &credentials)
{
    if (isJsonKey(credentials.key)) {
        const Result<QJsonObject> object = parseJsonObject(credentials.key.view());
        return object ? object : refused(u"the key begins like JSON and is none"_s);
    }
    if (isPath(credentials.key))
        return readFile(QString::fromUtf8(credentials.key.view()));
    if (!credentials.key.isEmpty())
        return refused(u"the key is neither a JSON of credentials nor an access token"_s);
    if (const QString file = googleCredentialsFile(service); !file.isEmpty())
        return readFile(file);
    return refused(
        u"there are no credentials for %1: store the JSON of a service account as its key, set "
        "GOOGLE_APPLICATION_CREDENTIALS, or run: gcloud auth application-default login"_s.arg(service.label));
}

Result<HttpRequest> serviceAccountRequest(const QJsonObject &account, const QDateTime &now)
{
    const QString address = account.value("token_uri"_L1).toString(usualTokenAddress);
    const QString email = account.value("client_email"_L1).toString();
    const QByteArray privateKey = account.value("private_key"_L1).toString().toLatin1();
    if (email.isEmpty() || privateKey.isEmpty())
        return refused(u"the credentials of a service account lack client_email or private_key"_s);
    QJsonObject header {{u"alg"_s, u"RS256"_s}, {u"typ"_s, u"JWT"_s}};
    if (const QString id = account.value("private_key_id"_L1).toString(); !id.isEmpty())
        header.insert(u"kid"_s, id);
    const qint64 issued = now.toSecsSinceEpoch();
    const QJsonObject claims {{u"iss"_s, email}, {u"scope"_s, scope}, {u"aud"_s, address}, {u"iat"_s, issued},
        {u"exp"_s, issued + assertionSeconds}};
    const Result<QByteArray> assertion = signedJwt(privateKey, header, claims);
    if (!assertion)
        return assertion.error();
    return oauthRequest(QUrl(address, QUrl::StrictMode),
        {{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"}, {"assertion", *assertion}});
}

Result<HttpRequest> personRequest(const QJsonObject &login)
{
    OAuthForm form {{"grant_type", "refresh_token"}};
    for (const char *name : {"client_id", "client_secret", "refresh_token"}) {
        const QByteArray value = login.value(QLatin1StringView(name)).toString().toUtf8();
        if (value.isEmpty())
            return refused(u"the credentials of a person lack %1"_s.arg(QLatin1StringView(name)));
        form += {name, value};
    }
    const QString address = login.value("token_uri"_L1).toString(usualTokenAddress);
    return oauthRequest(QUrl(address, QUrl::StrictMode), form);
}

class GoogleTokenSource final : public TokenSource
{
public:
    QByteArray identity(const Service &service, const Credentials &credentials) const override
    {
        const Result<QJsonObject> found = findCredentials(service, credentials);
        const QByteArray what
            = found ? QJsonDocument(*found).toJson(QJsonDocument::Compact) : credentials.key.view().toByteArray();
        return "google " + QCryptographicHash::hash(what, QCryptographicHash::Sha256);
    }

    // Access tokens begin with "ya29."; other words may follow one day, but these are keys of other services of Google.
    std::optional<AccessToken> ready(
        const Service &, const Credentials &credentials, const QDateTime &now) const override
    {
        const SecretBytes &key = credentials.key;
        if (key.isEmpty() || isJsonKey(key) || isPath(key) || key.view().startsWith("AIza"))
            return std::nullopt;
        return AccessToken {key, now.addSecs(assertionSeconds)};
    }

    Result<HttpRequest> request(
        const Service &service, const Credentials &credentials, const QDateTime &now) const override
    {
        const Result<QJsonObject> found = findCredentials(service, credentials);
        if (!found)
            return named(found.error(), service);
        const QString type = found->value("type"_L1).toString();
        Result<HttpRequest> made = refused(u"credentials of the kind \"%1\" are not known: only service_account and "
                                           "authorized_user are"_s.arg(type.left(40)));
        if (type == "service_account"_L1)
            made = serviceAccountRequest(*found, now);
        else if (type == "authorized_user"_L1)
            made = personRequest(*found);
        return made ? made : Result<HttpRequest>(named(made.error(), service));
    }

    Result<AccessToken> read(const HttpHead &head, const QByteArray &body, const QDateTime &now) const override
    {
        return readOAuthToken(head, body, now);
    }

private:
    static Error named(Error error, const Service &service)
    {
        error.service = service.id;
        return error;
    }
};

} // namespace

QString googleCredentialsFile(const Service &service)
{
    if (const QString named = service.setting(u"credentials_file"_s); !named.isEmpty())
        return named;
    const QString login = loginFile();
    return isGoogle(service.baseUrl) && QFile::exists(login) ? login : QString();
}

const TokenSource *googleTokenSource()
{
    static const GoogleTokenSource source;
    return &source;
}

} // namespace lineup
