// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/routing/CallReply.h"

#include "core/base/Async.h"
#include "core/providers/ServiceAddress.h"
#include "core/routing/PartialUsage.h"
#include "core/secrets/KeyText.h"

#include <QJsonObject>
#include <QUuid>

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

CallReply::CallReply(const Router::Dependencies &dependencies, Authorizer &authorizer, const ChatRequest &request,
    const CallOptions &options)
    : m_dependencies(dependencies), m_authorizer(authorizer), m_request(request), m_options(options)
{
    m_record.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_record.requestedModel = request.model;
    m_record.source = options.source;
    m_record.user = request.user;
    m_record.metadata = request.metadata;
    m_record.streamed = request.stream;
}

CallReply::~CallReply() = default;

void CallReply::start()
{
    m_record.startedAt = m_dependencies.clock.now();
    m_startedAt = m_dependencies.clock.monotonic();
    QMetaObject::invokeMethod(this, &CallReply::resolve, Qt::QueuedConnection);
}

std::chrono::microseconds CallReply::elapsed() const
{
    return std::chrono::duration_cast<std::chrono::microseconds>(m_dependencies.clock.monotonic() - m_startedAt);
}

void CallReply::resolve()
{
    if (m_recorded)
        return;
    Result<Target> target = m_dependencies.catalogue.resolve(m_request.model, m_options.apiBase);
    if (!target) {
        finishWith(target.error());
        return;
    }
    m_target = std::move(*target);
    m_record.demo = m_target->service.demo;
    fetchKey();
}

// A key that lies in the keychain belongs to its service: it is not sent to another address that somebody gave.
bool CallReply::keepsKeychainAway() const
{
    if (m_options.apiBase.isEmpty())
        return false;
    const Service *row = m_dependencies.catalogue.service(m_target->service.id);
    return !row || !sameOrigin(m_options.apiBase, effectiveBaseUrl(*row));
}

void CallReply::fetchKey()
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
            if (m_recorded)
                return;
            const Service &asked = m_target->service;
            if (!found && !asked.keyOptional && takesPlainKey(asked.auth))
                finishWith(found.error());
            else
                useKey(found ? found->key : SecretBytes());
        });
}

void CallReply::useEnvironmentKey()
{
    const bool named = !m_options.keyVariable.isEmpty();
    const QStringList variables = named ? QStringList {m_options.keyVariable} : m_target->service.keyEnvironment;
    const Result<FoundKey> found = keyWithoutKeychain(SystemEnvironment(), variables, {});
    if (!found) {
        finishWith(found.error());
    } else if (named && found->key.isEmpty()) {
        finishWith(Error {.kind = Error::Kind::Auth,
            .detail = u"the environment variable %1 is empty"_s.arg(m_options.keyVariable),
            .service = m_target->service.id});
    } else {
        useKey(found->key);
    }
}

void CallReply::useKey(const SecretBytes &key)
{
    const Service &service = m_target->service;
    const bool needed = takesPlainKey(service.auth) && !service.keyOptional && m_options.apiBase.isEmpty();
    if (key.isEmpty() && needed) {
        QString detail = u"there is no key for %1"_s.arg(service.label);
        if (!service.keyEnvironment.isEmpty())
            detail += u": store one, or set %1"_s.arg(service.keyEnvironment.first());
        finishWith(Error {.kind = Error::Kind::Auth, .detail = detail, .service = service.id});
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
void CallReply::fetchFields(const Credentials &credentials, const QStringList &fields)
{
    if (fields.isEmpty())
        return send(credentials);
    const Service &service = m_target->service;
    const QString name = fields.first();
    const auto row = std::find_if(service.fields.begin(), service.fields.end(),
        [&name](const ServiceField &field) { return field.name == name; });
    whenDone(m_dependencies.vault.find(service.id + u'/' + name, row->environment), this,
        [this, credentials, fields, name](const Result<FoundKey> &found) {
            if (m_recorded)
                return;
            Credentials more = credentials;
            if (found && !found->key.isEmpty())
                more.fields.insert(name, found->key);
            fetchFields(more, fields.mid(1));
        });
}

void CallReply::send(const Credentials &credentials)
{
    HttpClient &client = m_target->service.demo ? m_dependencies.replay : m_dependencies.network;
    m_call = new ProviderCall(m_request, *m_target, credentials, client, m_authorizer, m_dependencies.clock, this);
    connect(m_call, &ProviderCall::connected, this, [this] { setState(State::Waiting); });
    connect(m_call, &ProviderCall::delta, this, &CallReply::onDelta);
    connect(m_call, &ProviderCall::finished, this, &CallReply::onAttemptFinished);
    m_call->start();
    setState(State::Connecting);
}

void CallReply::setState(State state)
{
    if (m_state == state || m_recorded)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void CallReply::onDelta(const Delta &piece)
{
    if (m_recorded)
        return;
    if (!m_record.firstToken && piece.hasContent())
        m_record.firstToken = elapsed();
    setState(State::Streaming);
    Q_EMIT delta(piece);
}

Completion CallReply::partial() const
{
    return m_call && !m_recorded ? m_call->partial() : m_partial;
}

// The tier that answered is the one that is billed; many services do not say.
CallTerms CallReply::terms() const
{
    const QString answered = (m_call ? m_call->partial() : m_partial).serviceTier;
    const QJsonObject search = m_request.extraBody.value("web_search_options"_L1).toObject();
    return {.serviceTier = answered.isEmpty() ? m_request.serviceTier : answered,
        .searchContextSize = search.value("search_context_size"_L1).toString(u"medium"_s)};
}

AttemptRecord CallReply::priced(AttemptRecord attempt) const
{
    if (attempt.partial && !attempt.usage.isKnown())
        attempt.usage = estimatedUsage(m_request, m_call ? m_call->partial() : m_partial);
    const std::optional<Money> reported = m_call ? m_call->partial().providerCost : std::nullopt;
    if (attempt.error && !attempt.usage.isKnown()) {
        // An explicit refusal is not billed; a request that vanished on the way may be.
        const bool refused = attempt.httpStatus >= 400 || !attempt.connected;
        attempt.cost = Cost::unknown(refused ? Cost::Reason::NotBilled : Cost::Reason::MaybeBilled);
    } else {
        attempt.cost = costOf(attempt.usage, m_target->info, reported, terms());
    }
    return attempt;
}

void CallReply::onAttemptFinished(const Result<Completion> &result)
{
    if (m_recorded)
        return;
    m_partial = m_call->partial();
    if (result)
        m_partial.complete = true;
    m_record.attempts += priced(m_call->record());
    if (result)
        finishWith(m_partial);
    else
        finishWith(result.error());
}

void CallReply::closeRecord(const std::optional<Error> &error)
{
    m_recorded = true;
    m_record.total = elapsed();
    m_record.error = error;
    if (const AttemptRecord *attempt = m_record.deciding()) {
        m_record.usage = attempt->usage;
        m_record.cost = attempt->cost;
    } else {
        m_record.cost = Cost::unknown(Cost::Reason::NotBilled); // nothing was sent
    }
    if (m_dependencies.sink)
        m_dependencies.sink->record(m_record);
}

void CallReply::finishWith(const Result<Completion> &result)
{
    if (m_recorded)
        return;
    closeRecord(result ? std::nullopt : std::optional(result.error()));
    if (m_call)
        m_call->deleteLater();
    m_state = State::Done;
    Q_EMIT stateChanged(State::Done);
    Q_EMIT finished(result);
}

void CallReply::abort()
{
    if (m_recorded)
        return;
    const Error cancelled {
        .kind = Error::Kind::Cancelled, .detail = {}, .service = m_target ? m_target->service.id : QString()};
    if (m_call) {
        m_partial = m_call->partial();
        AttemptRecord attempt = m_call->recordNow();
        attempt.error = cancelled;
        m_record.attempts += priced(attempt);
        m_call->disconnect(this);
        m_call->abort();
        m_call->deleteLater();
    }
    closeRecord(cancelled);
    m_state = State::Done;
    QMetaObject::invokeMethod(
        this,
        [this, cancelled] {
            Q_EMIT stateChanged(State::Done);
            Q_EMIT finished(cancelled);
        },
        Qt::QueuedConnection);
}

} // namespace lineup
