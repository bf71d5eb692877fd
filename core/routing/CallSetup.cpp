// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/CallSetup.h"

#include "core/base/Async.h"
#include "core/providers/ServiceAddress.h"
#include "core/secrets/KeyText.h"

#include <algorithm>

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
        useKey({});
        return;
    }
    if (!m_options.keyVariable.isEmpty() || keepsKeychainAway()) {
        useEnvironmentKey();
        return;
    }
    whenDone(
        m_dependencies.vault.find(service.id, service.keyEnvironment), this, [this](const Result<FoundKey> &found) {
            if (m_stopped)
                return;
            const Service &asked = m_target->service;
            if (!found && !asked.keyOptional && takesPlainKey(asked.auth))
                Q_EMIT failed(found.error());
            else
                useKey(found ? found->key : SecretBytes());
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
        useKey(found->key);
    }
}

void CallSetup::useKey(const SecretBytes &key)
{
    const Service &service = m_target->service;
    const bool needed = takesPlainKey(service.auth) && !service.keyOptional && m_options.apiBase.isEmpty();
    if (key.isEmpty() && needed) {
        QString detail = u"there is no key for %1"_s.arg(service.label);
        if (!service.keyEnvironment.isEmpty())
            detail += u": store one, or set %1"_s.arg(service.keyEnvironment.first());
        Q_EMIT failed(Error {.kind = Error::Kind::Auth, .detail = detail, .service = service.id});
        return;
    }
    QStringList fields;
    for (const ServiceField &field : service.fields) {
        if (field.secret && !keepsKeychainAway())
            fields += field.name;
    }
    fetchFields(key, fields);
}

// The secret fields one after the other; those that are not there stay out.
void CallSetup::fetchFields(const Credentials &credentials, const QStringList &fields)
{
    if (fields.isEmpty()) {
        Q_EMIT ready(credentials);
        return;
    }
    const Service &service = m_target->service;
    const QString name = fields.first();
    const auto row = std::find_if(service.fields.begin(), service.fields.end(),
        [&name](const ServiceField &field) { return field.name == name; });
    whenDone(m_dependencies.vault.find(service.id + u'/' + name, row->environment), this,
        [this, credentials, fields, name](const Result<FoundKey> &found) {
            if (m_stopped)
                return;
            Credentials more = credentials;
            if (found && !found->key.isEmpty())
                more.fields.insert(name, found->key);
            fetchFields(more, fields.mid(1));
        });
}

} // namespace lineup
