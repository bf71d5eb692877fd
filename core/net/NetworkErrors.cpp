// SPDX-License-Identifier: LGPL-3.0-or-later
#include "core/net/NetworkErrors.h"

#include <QSslCertificate>

using namespace Qt::StringLiterals;

namespace lineup {

namespace {

// Errors that only repeat the status line: 400, 401, 404, 407, 500, … as QNetworkReply sorts them.
bool onlyNamesTheStatus(QNetworkReply::NetworkError error)
{
    return (error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError)
        || (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError)
        || error == QNetworkReply::ProtocolInvalidOperationError
        || error == QNetworkReply::ProxyAuthenticationRequiredError;
}

QString tlsText(const QNetworkReply &reply, const QList<QSslError> &tlsErrors)
{
    return tlsErrors.isEmpty() ? u"TLS: "_s + reply.errorString() : tlsErrorText(tlsErrors.constFirst());
}

QString errorText(const QNetworkReply &reply, const QList<QSslError> &tlsErrors)
{
    const QString host = reply.url().host();
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return u"connection refused by "_s + host;
    case QNetworkReply::RemoteHostClosedError:
        return u"connection closed before the answer was complete"_s;
    // Qt wanted to send again what was sent already, see UploadBody.
    case QNetworkReply::ContentReSendError:
        return u"connection closed before an answer came"_s;
    case QNetworkReply::HostNotFoundError:
        return u"host not found: "_s + host;
    case QNetworkReply::SslHandshakeFailedError:
        return tlsText(reply, tlsErrors);
    case QNetworkReply::ProxyConnectionRefusedError:
        return u"connection refused by the proxy"_s;
    case QNetworkReply::ProxyConnectionClosedError:
        return u"connection closed by the proxy"_s;
    case QNetworkReply::ProxyNotFoundError:
        return u"proxy not found"_s;
    case QNetworkReply::ProxyTimeoutError:
        return u"the proxy did not answer in time"_s;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return u"the proxy asks for a password"_s;
    case QNetworkReply::ProtocolFailure:
        return u"the answer is not valid HTTP"_s;
    case QNetworkReply::UnknownContentError:
        return u"the compressed answer could not be unpacked within bounds"_s;
    default:
        return reply.errorString();
    }
}

} // namespace

std::optional<Error> transferError(const QNetworkReply &reply, const QList<QSslError> &tlsErrors)
{
    const QNetworkReply::NetworkError error = reply.error();
    if (error == QNetworkReply::NoError)
        return std::nullopt;
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status >= 400 && onlyNamesTheStatus(error))
        return std::nullopt;
    const bool late = error == QNetworkReply::TimeoutError || error == QNetworkReply::ProxyTimeoutError;
    return Error {.kind = late ? Error::Kind::Timeout : Error::Kind::Network,
        .detail = redacted(errorText(reply, tlsErrors)),
        .httpStatus = status};
}

QString tlsErrorText(const QSslError &error)
{
    const QSslCertificate certificate = error.certificate();
    switch (error.error()) {
    case QSslError::CertificateExpired:
        return u"TLS: certificate expired (%1)"_s.arg(certificate.expiryDate().toUTC().toString(Qt::ISODate));
    case QSslError::CertificateNotYetValid:
        return u"TLS: certificate not valid yet (until %1)"_s.arg(
            certificate.effectiveDate().toUTC().toString(Qt::ISODate));
    case QSslError::SelfSignedCertificate:
        return u"TLS: certificate is self-signed"_s;
    case QSslError::SelfSignedCertificateInChain:
        return u"TLS: certificate of an unknown authority"_s;
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
        return u"TLS: issuer of the certificate is not known"_s;
    case QSslError::HostNameMismatch:
        return u"TLS: certificate is for another host (%1)"_s.arg(
            certificate.subjectInfo(QSslCertificate::CommonName).join(u", "));
    case QSslError::CertificateRevoked:
        return u"TLS: certificate was revoked"_s;
    default:
        return u"TLS: "_s + error.errorString();
    }
}

} // namespace lineup
