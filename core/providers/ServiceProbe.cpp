// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/ServiceProbe.h"

#include "core/providers/TokenSource.h"
#include "core/secrets/KeyText.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

ProbeStage::Step stepOf(ConnectionProbe::Step step)
{
    switch (step) {
    case ConnectionProbe::Step::Name:
        break;
    case ConnectionProbe::Step::Connect:
        return ProbeStage::Step::Connect;
    case ConnectionProbe::Step::Tls:
        return ProbeStage::Step::Tls;
    }
    return ProbeStage::Step::Name;
}

// The stage at which a connection failed, by what the probe says of it.
ProbeStage::Step failedStep(const Error &error, const QList<ProbeStage> &passed, bool encrypts)
{
    if (error.code == "name"_L1)
        return ProbeStage::Step::Name;
    const bool connected = std::any_of(passed.cbegin(), passed.cend(),
        [](const ProbeStage &stage) { return stage.step == ProbeStage::Step::Connect; });
    return connected && encrypts ? ProbeStage::Step::Tls : ProbeStage::Step::Connect;
}

// True where a token was bought for the key, which nobody sells for a wrong one.
bool buysToken(const Service &service, const Credentials &credentials, const QDateTime &now)
{
    const TokenSource *source = tokenSourceFor(service.auth);
    return source && source->plainScheme(service, credentials) == AuthScheme::None
        && !source->ready(service, credentials, now);
}

} // namespace

bool ProbeResult::keyProven() const
{
    return std::any_of(stages.cbegin(), stages.cend(), [](const ProbeStage &stage) {
        return stage.step == ProbeStage::Step::Key && stage.outcome == ProbeStage::Outcome::Passed;
    });
}

ServiceProbe::ServiceProbe(const Service &service, const Credentials &credentials, HttpClient &client,
    const DialectLookup &dialects, std::chrono::milliseconds limit, QObject *parent)
    : QObject(parent), m_service(service), m_credentials(credentials), m_client(client), m_authorizer(client, m_clock),
      m_dialect(dialects(service.dialect)), m_limit(limit)
{
}

ServiceProbe::~ServiceProbe() = default;

void ServiceProbe::start()
{
    m_sinceStage.start();
    m_request = m_dialect ? m_dialect->encodeModelList(m_service) : std::nullopt;
    if (m_request) {
        if (const std::optional<EncodedRequest> own = m_dialect->encodeOwnModels(m_service))
            m_nextRequest = std::exchange(m_request, own);
    }
    if (m_service.baseUrl.host().isEmpty()) {
        fail(ProbeStage::Step::Name, badRequest(u"There is no address"_s));
        return;
    }
    connectFirst();
}

void ServiceProbe::connectFirst()
{
    m_connection = std::make_unique<ConnectionProbe>(m_service.baseUrl, m_limit);
    connect(m_connection.get(), &ConnectionProbe::step, this,
        [this](ConnectionProbe::Step step, std::chrono::milliseconds took) {
            addStage({.step = stepOf(step), .took = took});
        });
    connect(m_connection.get(), &ConnectionProbe::finished, this, &ServiceProbe::onConnected);
    m_connection->start();
}

void ServiceProbe::onConnected(const std::optional<Error> &error)
{
    m_connection.release()->deleteLater();
    if (m_done)
        return;
    if (error)
        return fail(failedStep(*error, m_result.stages, m_service.baseUrl.scheme() == "https"_L1), *error);
    if (!m_request) // no listing: that it can be reached is all that can be known for free
        return conclude({});
    askModels();
}

void ServiceProbe::send(bool withKey, std::function<void(const std::optional<Error> &)> done)
{
    HttpRequest request {.method = m_request->method, .url = m_request->url, .headers = m_request->headers};
    request.timeouts
        = {.connect = m_limit, .firstByte = m_limit, .idle = m_limit, .total = std::chrono::milliseconds(2 * m_limit)};
    if (!withKey)
        return dispatch(request, std::move(done));
    m_authorizer.authorize(
        request, m_service, m_credentials, this, [this, done](const Result<HttpRequest> &authorized) {
            if (authorized)
                dispatch(*authorized, done);
            else
                done(authorized.error());
        });
}

void ServiceProbe::dispatch(const HttpRequest &request, std::function<void(const std::optional<Error> &)> done)
{
    m_head = {};
    m_body.clear();
    m_reply = m_client.send(request);
    connect(m_reply.get(), &HttpReply::headReceived, this, [this](const HttpHead &head) { m_head = head; });
    connect(m_reply.get(), &HttpReply::received, this, [this](const QByteArray &bytes) { m_body += bytes; });
    connect(m_reply.get(), &HttpReply::finished, this, std::move(done));
}

void ServiceProbe::askModels()
{
    m_sinceStage.restart();
    send(true, [this](const std::optional<Error> &error) {
        if (m_done)
            return;
        if (error)
            return fail(ProbeStage::Step::Key, *error);
        if (m_head.status >= 400 && asksForTheNextList())
            return askModels();
        if (m_head.status >= 400) {
            const Target target {.service = m_service, .model = {}, .info = {}};
            return fail(ProbeStage::Step::Key, m_dialect->decodeError(m_head, m_body, target));
        }
        if (m_head.status >= 300) {
            const QString where = QString::fromUtf8(headerValue(m_head.headers, "location"));
            return fail(ProbeStage::Step::Key,
                {.kind = Error::Kind::NotFound,
                    .detail = redacted(u"The server sends us to another address: "_s + where),
                    .httpStatus = m_head.status,
                    .code = u"redirect"_s});
        }
        m_listing = m_body;
        askWithoutKey();
    });
}

// A key that is refused, or too many questions, would be no other for the other list.
bool ServiceProbe::asksForTheNextList()
{
    if (!m_nextRequest || m_head.status == 401 || m_head.status == 429)
        return false;
    m_request = std::exchange(m_nextRequest, std::nullopt);
    return true;
}

// A listing that is open to all says nothing about the key.
void ServiceProbe::askWithoutKey()
{
    const std::chrono::milliseconds took = sinceStage();
    const auto proceed = [this, took](ProbeStage::Outcome outcome) {
        addStage({.step = ProbeStage::Step::Key, .outcome = outcome, .took = took});
        readModels();
    };
    if ((m_credentials.key.isEmpty() && takesPlainKey(m_service.auth)) || m_service.auth == AuthScheme::None)
        return readModels(); // no key: nothing to be said about one
    if (buysToken(m_service, m_credentials, m_clock.now()))
        return proceed(ProbeStage::Outcome::Passed);
    send(false, [this, proceed](const std::optional<Error> &error) {
        if (m_done)
            return;
        const bool open = !error && m_head.status < 300;
        proceed(open ? ProbeStage::Outcome::Unproven : ProbeStage::Outcome::Passed);
    });
}

void ServiceProbe::readModels()
{
    m_sinceStage.restart();
    const Result<QList<ModelInfo>> models = m_dialect->decodeModelList(m_listing, m_service);
    if (!models)
        return fail(ProbeStage::Step::Models, models.error());
    m_result.models = *models;
    addStage({.step = ProbeStage::Step::Models, .took = sinceStage(), .models = int(models->size())});
    conclude({});
}

std::chrono::milliseconds ServiceProbe::sinceStage()
{
    return std::chrono::milliseconds(m_sinceStage.restart());
}

void ServiceProbe::addStage(const ProbeStage &stage)
{
    if (m_done)
        return;
    m_result.stages += stage;
    Q_EMIT stageFinished(stage);
}

void ServiceProbe::fail(ProbeStage::Step step, const Error &error)
{
    Error named = error;
    named.service = m_service.id;
    for (QString *text : {&named.detail, &named.code, &named.requestId}) {
        for (const SecretBytes &secret : m_credentials.all())
            *text = withoutKey(*text, secret); // servers echo what they were sent
    }
    const ProbeStage stage {.step = step, .outcome = ProbeStage::Outcome::Failed, .took = sinceStage(), .error = named};
    QMetaObject::invokeMethod(
        this,
        [this, stage] {
            addStage(stage);
            conclude(stage.error);
        },
        Qt::QueuedConnection);
}

void ServiceProbe::conclude(const std::optional<Error> &error)
{
    if (std::exchange(m_done, true))
        return;
    m_reply.reset();
    m_result.error = error;
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT finished(m_result); }, Qt::QueuedConnection);
}

void ServiceProbe::cancel()
{
    if (m_connection)
        m_connection.release()->deleteLater();
    conclude(Error {.kind = Error::Kind::Cancelled, .detail = {}, .service = m_service.id});
}

} // namespace lineup
