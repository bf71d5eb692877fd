// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/providers/TableDownload.h"

#include "core/providers/CatalogueImport.h"

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

Error refused(Error::Kind kind, const QString &why)
{
    return {.kind = kind, .detail = why};
}

std::optional<Error> complaint(const QUrl &address)
{
    if (!address.isValid() || address.scheme() != "https"_L1 || address.host().isEmpty())
        return refused(Error::Kind::BadRequest, u"A table is fetched from an https address only."_s);
    if (!address.userInfo().isEmpty())
        return refused(Error::Kind::BadRequest, u"The address holds a name or password, which is not sent."_s);
    return std::nullopt;
}

} // namespace

void TableDownload::start(HttpClient &client, const QUrl &address)
{
    if (const std::optional<Error> error = complaint(address)) {
        QMetaObject::invokeMethod(
            this, [this, error] { Q_EMIT finished(*error); }, Qt::QueuedConnection);
        return;
    }
    HttpRequest request {.method = "GET", .url = address, .headers = {{"Accept", "application/json"}}};
    request.timeouts.firstByte = std::chrono::seconds(30);
    request.timeouts.total = std::chrono::minutes(2);
    request.limits.body = CatalogueImport::mostBytes;
    m_reply = client.send(request);
    connect(m_reply.get(), &HttpReply::headReceived, this, [this](const HttpHead &head) { m_head = head; });
    connect(m_reply.get(), &HttpReply::received, this, [this](const QByteArray &bytes) { m_body += bytes; });
    connect(m_reply.get(), &HttpReply::finished, this, &TableDownload::onFinished);
}

void TableDownload::onFinished(const std::optional<Error> &error)
{
    if (error) {
        Q_EMIT finished(*error);
    } else if (m_head.status >= 300 && m_head.status < 400) {
        const QString where = QString::fromUtf8(headerValue(m_head.headers, "Location")).left(300);
        Q_EMIT finished(refused(
            Error::Kind::BadRequest, u"The address sends on to %1; give that one if you trust it."_s.arg(where)));
    } else if (m_head.status != 200) {
        const bool absent = m_head.status == 404 || m_head.status == 410;
        Q_EMIT finished(refused(absent ? Error::Kind::NotFound : Error::Kind::ServerFault,
            u"the address answered with status %1"_s.arg(m_head.status)));
    } else {
        Q_EMIT finished(m_body);
    }
}

} // namespace lineup
