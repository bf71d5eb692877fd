// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/CallSetup.h"

#include "core/providers/ServiceAddress.h"
#include "core/secrets/KeyText.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    const auto portOf = [](const QUrl &url) { return url.port(url.scheme() == "https"_L1 ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b);
}

} // namespace

CallSetup::CallSetup(
    const Router::Dependencies &dependencies, const QString &model, const CallOptions &options, QObject *parent)
    : QObject(parent), m_dependencies(dependencies), m_model(model), m_options(options)
{
}

void CallSetup::start()
{
    QMetaObject::invokeMethod(this, &CallSetup::resolve, Qt::QueuedConnection);
}

HttpClient &CallSetup::client() const
{
    return m_target && m_target->service.demo ? m_dependencies.replay : m_dependencies.network;
}

void CallSetup::resolve()
{
    if (m_stopped)
        return;
    Result<Target> target = m_dependencies.catalogue.resolve(m_model, m_options.apiBase);
    if (!target) {
        Q_EMIT failed(target.error());
        return;
    }
    m_target = std::move(*target);
    fetchKey();
}

// A key that lies in the keychain belongs to its service: it is not sent to another address that somebody gave.
bool CallSetup::keepsKeychainAway() const
{
    if (m_options.apiBase.isEmpty())
        return false;
    const Service *row = m_dependencies.catalogue.service(m_target->service.id);
    return !row || !sameOrigin(m_options.apiBase, effectiveBaseUrl(*row));
}

void CallSetup::fetchKey()
{
    const Service &service = m_target->service;
    if (service.auth == AuthScheme::None) {
        use({});
        return;
    }
    if (const auto given = m_options.keys.constFind(service.id); given != m_options.keys.constEnd()) {
        use(*given);
        return;
    }
    if (!m_options.keyVariable.isEmpty() || keepsKeychainAway()) {
        useEnvironmentKey();
        return;
    }
    findCredentials(m_dependencies.vault, service, this, [this](const FoundCredentials &found) {
        if (m_stopped)
            return;
        const Service &asked = m_target->service;
        if (found.error && !asked.keyOptional && takesPlainKey(asked.auth))
            Q_EMIT failed(*found.error);
        else
            use(found.credentials);
    });
}

void CallSetup::useEnvironmentKey()
{
    const bool named = !m_options.keyVariable.isEmpty();
    const QStringList variables = named ? QStringList {m_options.keyVariable} : m_target->service.keyEnvironment;
    const Result<FoundKey> found = keyWithoutKeychain(SystemEnvironment(), variables, {});
    if (!found) {
        Q_EMIT failed(found.error());
    } else if (named && found->key.isEmpty()) {
        Q_EMIT failed(Error {.kind = Error::Kind::Auth,
            .detail = u"the environment variable %1 is empty"_s.arg(m_options.keyVariable),
            .service = m_target->service.id});
    } else {
        use(found->key);
    }
}

void CallSetup::use(const Credentials &credentials)
{
    const Service &service = m_target->service;
    const bool needed = takesPlainKey(service.auth) && !service.keyOptional && m_options.apiBase.isEmpty();
    if (!credentials.key.isEmpty() || !needed) {
        Q_EMIT ready(credentials);
        return;
    }
    QString detail = u"there is no key for %1"_s.arg(service.label);
    if (!service.keyEnvironment.isEmpty())
        detail += u": store one, or set %1"_s.arg(service.keyEnvironment.first());
    Q_EMIT failed(Error {.kind = Error::Kind::Auth, .detail = detail, .service = service.id});
}

} // namespace lineup
