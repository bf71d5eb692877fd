// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/LocalServers.h"

#include "core/providers/ServiceAddress.h"

namespace lineup {

struct LocalServers::Question
{
    Service service;
    const Dialect *dialect = nullptr;
    HttpReplyPtr reply;
    HttpHead head;
    QByteArray body;
    std::optional<LocalServer> server;
};

LocalServers::LocalServers(HttpClient &client, DialectLookup dialects, std::chrono::milliseconds limit, QObject *parent)
    : QObject(parent), m_client(client), m_dialects(std::move(dialects)), m_limit(limit)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_open = 0;
        concludeWhenDone();
    });
}

LocalServers::~LocalServers() = default;

void LocalServers::search(const QList<Service> &services)
{
    m_questions.clear();
    m_open = 0;
    m_searching = true;
    for (const Service &service : services) {
        if (service.local)
            ask(service);
    }
    m_deadline.start(m_open > 0 ? m_limit : std::chrono::milliseconds(0));
}

void LocalServers::ask(const Service &service)
{
    auto question = std::make_unique<Question>();
    question->service = service;
    question->service.baseUrl = effectiveBaseUrl(service);
    question->dialect = m_dialects(service.dialect);
    const std::optional<EncodedRequest> listing
        = question->dialect ? question->dialect->encodeModelList(question->service) : std::nullopt;
    if (!listing || !isLoopback(listing->url))
        return;
    HttpRequest request {.method = listing->method, .url = listing->url, .headers = listing->headers};
    request.timeouts = {.connect = m_limit, .firstByte = m_limit, .idle = m_limit, .total = m_limit};
    question->reply = m_client.send(request);
    Question *raw = question.get();
    connect(raw->reply.get(), &HttpReply::headReceived, this, [raw](const HttpHead &head) { raw->head = head; });
    connect(raw->reply.get(), &HttpReply::received, this, [raw](const QByteArray &bytes) { raw->body += bytes; });
    connect(raw->reply.get(), &HttpReply::finished, this,
        [this, raw](const std::optional<Error> &error) { answered(*raw, error); });
    m_questions.push_back(std::move(question));
    ++m_open;
}

void LocalServers::answered(Question &question, const std::optional<Error> &error)
{
    if (!error && question.head.status >= 200 && question.head.status < 300) {
        const Result<QList<ModelInfo>> models = question.dialect->decodeModelList(question.body, question.service);
        if (models)
            question.server = LocalServer {question.service.id, *models};
    }
    if (m_open > 0)
        --m_open;
    concludeWhenDone();
}

void LocalServers::concludeWhenDone()
{
    if (m_open > 0 || !m_searching)
        return;
    m_searching = false;
    m_deadline.stop();
    m_found.clear();
    for (const std::unique_ptr<Question> &question : m_questions) {
        if (question->server)
            m_found += *question->server;
        if (question->reply)
            question->reply->disconnect(this);
    }
    // The replies may be what we are called by: they go when that is over.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_searching)
                m_questions.clear();
        },
        Qt::QueuedConnection);
    Q_EMIT finished(m_found);
}

} // namespace lineup
